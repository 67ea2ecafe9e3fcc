import { expect } from 'vitest';
import { endForGood, lookedAt, signOff } from './deeds.ts';
import { see, seeNoMore, wordsOf } from './person.ts';
import { story } from './story.ts';

story('a clean cut-over, from the first line to the last item of the checklist', async (stage) => {
  const alice = await stage.open();
  await endForGood(alice, '/dts terminate orders-prod because cut-over INC-4711', 'orders-prod');
  const ended = await see(alice.post('ENDED: orders-prod'));
  expect(await wordsOf(ended)).toMatch(/@Alice Ngata asked: "cut-over INC-4711"/);
  expect(stage.changes()).toEqual(['StopDtsJob']);

  const list = await lookedAt(alice, 'orders-prod');
  await see(list.getByText('CLEAN-UP orders-prod: 0 of 3'));
  await alice.press(list, /^Remove all safe: 1/);
  const removal = await see(alice.modal('Remove it'));
  await see(removal.getByText('hidden whitelist dtspolardb'));
  expect(stage.changes()).toHaveLength(1);
  await alice.press(removal, 'Remove it');
  await see(list.getByText('CLEAN-UP orders-prod: 1 of 3'));
  await see(list.getByText('GONE'));
  expect(stage.changes()).toEqual(['StopDtsJob', 'ModifyDBClusterAccessWhitelist']);

  await signOff(alice, list, 'database users', 'dropped dts_writer on both sides');
  await see(list.getByText('CLEAN-UP orders-prod: 2 of 3'));
  await see(list.getByText(/dropped dts_writer on both sides/));
  await signOff(alice, list, 'rdsdts_orders', 'belongs to the audit feed');
  await see(list.getByText('CLEAN-UP orders-prod: 3 of 3'));
  await see(list.getByText('All done.'));
  await seeNoMore(list.getByRole('button', { name: 'Sign off' }));
  expect(stage.changes()).toHaveLength(2);
});

story('the checklist is taken over by whoever presses "Take it"', async (stage) => {
  const alice = await stage.open();
  await endForGood(alice, '/dts terminate orders-prod', 'orders-prod');
  const list = await lookedAt(alice, 'orders-prod');
  await see(list.getByText('Owner @Alice Ngata'));
  await alice.become('Bob Lindqvist');
  await alice.press(list, 'Take it');
  await see(list.getByText('Owner @Bob Lindqvist'));
});
