import { expect } from 'vitest';
import { askFor, endForGood, lookedAt } from './deeds.ts';
import { see, wordsOf } from './person.ts';
import { story } from './story.ts';

story(
  'an outsider reads the plan and who may, and finds nothing to press; a guest reads nothing',
  async (stage) => {
    const person = await stage.open('Oscar Petit');
    const refused = await askFor(person, '/dts terminate orders-prod', 'You may not terminate orders-prod');
    await see(refused.getByText(/@dba/));
    expect(await refused.getByRole('button', { name: /^End/ }).count()).toBe(0);

    await person.become('Gina Rossi');
    await person.say('/dts terminate orders-prod');
    const guest = await see(person.whisper('you are a guest'));
    expect(await wordsOf(guest)).not.toContain('rm-bp1162');
    expect(stage.changes()).toEqual([]);
  },
);

story('an outsider and a guest who press the buttons of a checklist are refused', async (stage) => {
  const person = await stage.open('Alice Ngata');
  await endForGood(person, '/dts terminate orders-prod', 'orders-prod');
  const list = await lookedAt(person, 'orders-prod');
  for (const [name, why] of [
    ['Oscar Petit', 'You may not'],
    ['Gina Rossi', 'you are a guest'],
  ] as const) {
    await person.become(name);
    await person.press(list, /^Remove all safe/);
    const refusal = await see(person.whisper(why));
    expect(await wordsOf(refusal)).toContain('Nothing was changed.');
    expect(await person.modal(/Remove/).count()).toBe(0);
  }
  expect(stage.changes()).toEqual(['StopDtsJob']);
});

story('what only Alice may see is not shown to Bob in the same window', async (stage) => {
  const person = await stage.open('Alice Ngata');
  await askFor(person, '/dts terminate orders-prod', 'END FOR GOOD: orders-prod');
  await person.become('Bob Lindqvist');
  await person.say('/cutover help');
  await see(person.whisper('/cutover terminate TASK'));
  expect(await person.post('END FOR GOOD').count()).toBe(0);
  await person.become('Alice Ngata');
  await see(person.whisper('END FOR GOOD: orders-prod'));
});
