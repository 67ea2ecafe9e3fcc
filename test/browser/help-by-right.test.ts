import { expect } from 'vitest';
import { see, seeNoMore, wordsOf } from './person.ts';
import { story } from './story.ts';

/** What the help offers to this person, by the first word of each line of code, without what cuts nothing. */
function verbsIn(help: string): string[] {
  return [...new Set([...help.matchAll(/^\/cutover ([a-z-]+)(?= |$)/gm)].map(([, verb = '']) => verb))];
}

const LOOKING = ['list', 'show', 'holds', 'scheduled', 'help'];

story(
  'the help offers to each what the policy gives them, and says who may do the rest',
  async ({ open }) => {
    const person = await open('Alice Ngata');
    const helpFor = async (realName: string): Promise<string> => {
      await person.become(realName);
      await person.say('/cutover help');
      return wordsOf(await see(person.whisper('/cutover show TASK')));
    };
    const alice = await helpFor('Alice Ngata');
    expect(verbsIn(alice)).toEqual(expect.arrayContaining([...LOOKING, 'terminate', 'release', 'hold']));
    expect(verbsIn(alice)).not.toContain('freeze');
    expect(alice).toContain('Left out here: freeze, unfreeze only for @dba-leads.');

    const bob = await helpFor('Bob Lindqvist');
    expect(verbsIn(bob)).toEqual(expect.arrayContaining([...verbsIn(alice), 'freeze', 'unfreeze']));
    expect(bob).not.toContain('Left out here');

    const oscar = await helpFor('Oscar Petit');
    expect(verbsIn(oscar).filter((verb) => verb !== 'sees' && verb !== 'alone')).toEqual(LOOKING);
    expect(oscar).toMatch(
      /Left out here: terminate, .* only for @dba; freeze, unfreeze only for @dba-leads\./,
    );

    const gina = await helpFor('Gina Rossi');
    expect(gina).toContain('All of this is only for full members of this workspace: ask one of them.');
  },
);

story('what shows a task offers its plans to who may have them, and to nobody else', async ({ open }) => {
  const person = await open('Alice Ngata');
  await person.say('/dts show orders-prod');
  await see(person.whisper('orders-prod').getByRole('button', { name: 'Plan the end' }));
  await person.become('Oscar Petit');
  await person.say('/dts show orders-prod');
  const seen = await see(person.whisper('orders-prod'));
  await see(seen.getByText(/End\s+only for @dba\./));
  await seeNoMore(seen.getByRole('button', { name: /^Plan/ }));
  await person.become('Gina Rossi');
  await person.say('/dts show orders-prod');
  expect(await wordsOf(await see(person.whisper('you are a guest')))).not.toContain('rm-bp1162');
});
