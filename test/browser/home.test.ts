import { expect } from 'vitest';
import { violations } from './axe.ts';
import { askFor, typeName } from './deeds.ts';
import { type Person, see, seeNoMore, wordsOf } from './person.ts';
import { type Stage, story } from './story.ts';
import { PHONE, type WindowOptions } from './window.ts';

function home({ page }: Person) {
  return page.locator('#home');
}

/** Opens the Home tab and waits until the bot has filled it. */
async function openHome(person: Person) {
  await person.goTo('Cutover');
  await see(home(person).getByText(/^As of/));
}

/** Alice asks for the release of wiki-moved, which a lead must agree to. */
async function askForRelease(stage: Stage): Promise<Person> {
  const alice = await stage.open('Alice Ngata');
  const plan = await askFor(alice, '/dts release wiki-moved', 'wiki-moved');
  await alice.press(plan, /wiki-moved/);
  await typeName(alice, 'Release for good', 'wiki-moved');
  await see(alice.post('WAITING FOR AGREEMENT'));
  return alice;
}

story(
  'a lead finds on the Home tab what waits, follows the link to it, and approves at home',
  async (stage) => {
    const bob = await stage.open('Bob Lindqvist');
    await openHome(bob);
    expect(await wordsOf(home(bob))).toContain('Nobody waits for your agreement.');
    const alice = await askForRelease(stage);
    await see(home(bob).getByRole('heading', { name: 'Waiting for your agreement' }));
    await see(home(bob).getByText('RELEASING? WAITING FOR AGREEMENT: wiki-moved'));
    await home(bob).getByRole('link', { name: 'its message' }).click();
    await see(bob.post('WAITING FOR AGREEMENT'));
    await openHome(bob);
    await bob.press(home(bob), /^Approve/);
    await see(alice.post('RELEASED: wiki-moved'));
    await seeNoMore(home(bob).getByRole('heading', { name: 'Waiting for your agreement' }));
    expect(stage.changes()).toEqual(['DeleteDtsJob']);
    await bob.page.getByRole('tab', { name: 'Messages' }).click();
    await see(bob.post('Recorded. wiki-moved'));
  },
);

story('a guest sees one sentence on the Home tab', async (stage) => {
  const gina = await stage.open('Gina Rossi');
  await gina.goTo('Cutover');
  await see(home(gina).getByText(/you are a guest/));
  expect(await home(gina).getByRole('button').count()).toBe(0);
});

const LOOKS: readonly (readonly [string, WindowOptions])[] = [
  ['light', { colorScheme: 'light', reducedMotion: 'reduce' }],
  ['dark on a phone', { ...PHONE, colorScheme: 'dark', reducedMotion: 'reduce' }],
];

for (const [look, options] of LOOKS) {
  story(`axe finds nothing on the Home tab, ${look}`, async (stage) => {
    const alice = await askForRelease(stage);
    await askFor(alice, '/dts terminate orders-prod', 'END FOR GOOD: orders-prod');
    await alice.say('/dts hold ledger-prod because month end');
    await see(alice.post('ON HOLD: ledger-prod'));
    for (const name of ['Bob Lindqvist', 'Alice Ngata', 'Gina Rossi']) {
      const person = await stage.open(name, options);
      await person.goTo('Cutover');
      await see(home(person).getByText(name === 'Gina Rossi' ? /you are a guest/ : /in trouble/));
      expect(await violations(person), name).toEqual([]);
    }
  });
}
