import { expect } from 'vitest';
import { buttonBelow, openThread, schedule } from './deeds.ts';
import { openPanel } from './panel.ts';
import { type Person, see, seeNoMore, wordsOf } from './person.ts';
import { type Stage, story } from './story.ts';

const BECAUSE = 'because cut-over INC-4711';
/** A time must come before a test may go on; it is a moment away. */
const UNTIL_THEN = 60_000;

function bothOf({ open }: Stage): Promise<[Person, Person]> {
  return Promise.all([open('Alice Ngata'), open('Bob Lindqvist')]);
}

function scheduled({ post }: Person) {
  return post(/SCHEDULED FOR .*: orders-prod/);
}

story(
  'Bob vetoes; scheduled again, he says that he is there, and it ends by itself, with its checklist',
  async (stage) => {
    const [alice, bob] = await bothOf(stage);
    await schedule(alice, `/dts terminate orders-prod in 2m ${BECAUSE}`, 'orders-prod');
    await bob.press(await see(scheduled(bob)), 'Veto');
    for (const person of [alice, bob]) {
      const vetoed = await see(person.post('VETOED: orders-prod'));
      expect(await wordsOf(vetoed)).toContain('@Bob Lindqvist vetoed it. Nothing was changed.');
      await seeNoMore(vetoed.getByRole('button', { name: 'I am here' }));
    }

    await schedule(alice, `/dts terminate orders-prod in 0.5m ${BECAUSE}`, 'orders-prod');
    const thread = await openThread(bob, scheduled(bob));
    await see(thread.getByText(/orders-prod ends at .* Europe\/Amsterdam, for you today at/));
    await buttonBelow(thread, 'Everything is judged again at its time', 'I am here').click();
    await see(alice.post('@Bob Lindqvist is here, said at'));
    await seeNoMore(scheduled(alice).getByRole('button', { name: 'I am here' }));
    expect(stage.changes()).toEqual([]);

    await see(alice.post('ENDED: orders-prod'), UNTIL_THEN);
    await Promise.all([alice, bob].map((person) => see(person.post('CLEAN-UP orders-prod'))));
    expect(stage.changes()).toEqual(['StopDtsJob']);
  },
);

story('nobody says to be there: it is not begun, both read why, and nothing is called', async (stage) => {
  const [alice, bob] = await bothOf(stage);
  await schedule(alice, `/dts terminate orders-prod in 0.3m ${BECAUSE}`, 'orders-prod');
  for (const person of [alice, bob]) {
    const post = person.post('EXPIRED, NOT BEGUN AT ITS TIME: orders-prod');
    const words = await wordsOf(await see(post, UNTIL_THEN));
    expect(words).toContain('Nobody pressed "I am here" in the 15 minutes before');
    expect(words).toContain('Ask for a new plan. Nothing was changed.');
  }
  const thread = await openThread(bob, bob.post('EXPIRED'));
  await see(thread.getByText(/^Not begun: Nobody pressed "I am here"/));
  expect(stage.changes()).toEqual([]);
});

story('"I am here" that is pressed twice, and again by another person, counts once', async (stage) => {
  const [alice, bob] = await bothOf(stage);
  await schedule(alice, `/dts terminate orders-prod in 0.5m ${BECAUSE}`, 'orders-prod');
  const thread = await openThread(bob, await see(scheduled(bob)));
  await scheduled(alice).getByRole('button', { name: 'I am here' }).dblclick();
  await see(thread.getByText(/@Alice Ngata\s+is here\.$/));
  await buttonBelow(thread, 'Everything is judged again at its time', 'I am here').click();
  const refused = await wordsOf(
    await see(bob.whisper('Somebody has said to be here already; one is enough.')),
  );
  expect(refused).toContain('Nothing was changed by this press.');
  await see(bob.post('ENDED: orders-prod'), UNTIL_THEN);
  expect(await thread.getByText(/is here\.$/).count()).toBe(1);
  expect(stage.changes()).toEqual(['StopDtsJob']);
});

story('an outsider and a guest who press the buttons of a scheduled end are refused', async (stage) => {
  const person = await stage.open('Alice Ngata');
  await schedule(person, `/dts terminate orders-prod in 5m ${BECAUSE}`, 'orders-prod');
  await see(scheduled(person).getByRole('button', { name: 'I am here' }));
  for (const [name, why] of [
    ['Oscar Petit', 'You may not'],
    ['Gina Rossi', 'you are a guest'],
  ] as const) {
    await person.become(name);
    for (const button of ['Veto', 'I am here', 'Withdraw']) {
      await person.press(scheduled(person), button);
      expect(await wordsOf(await see(person.whisper(why)))).toContain('Nothing was changed by this press.');
      await person.page.getByRole('button', { name: 'Dismiss message' }).last().click();
      await seeNoMore(person.whisper(why));
    }
  }
  await see(scheduled(person).getByText(/must press "I am here"/));
  expect(stage.changes()).toEqual([]);
});

story('a bot that is killed between the reminder and the time ends it once all the same', async (stage) => {
  const [alice, bob] = await bothOf(stage);
  await schedule(alice, `/dts terminate orders-prod in 0.7m ${BECAUSE}`, 'orders-prod');
  await bob.press(await see(scheduled(bob)), 'I am here');
  await see(alice.post('@Bob Lindqvist is here, said at'));
  const panel = await openPanel(alice, 'Bot and Slack');
  await panel.getByRole('button', { name: 'Kill', exact: true }).click();
  await see(panel.getByText('The bot was killed'));
  await panel.getByRole('button', { name: 'Start', exact: true }).click();
  await see(panel.getByText('The bot runs'));

  await see(bob.post('ENDED: orders-prod'), UNTIL_THEN);
  const thread = await openThread(bob, bob.post('ENDED: orders-prod'));
  expect(await thread.getByText(/orders-prod ends at/).count()).toBe(1);
  expect(stage.changes()).toEqual(['StopDtsJob']);
});
