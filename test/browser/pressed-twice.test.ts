import { expect } from 'vitest';
import { askFor, endForGood, lookedAt } from './deeds.ts';
import { see, wordsOf } from './person.ts';
import { story } from './story.ts';

story('a button that is clicked twice in a row, and a modal that is sent twice, act once', async (stage) => {
  const alice = await stage.open();
  const plan = await askFor(alice, '/dts terminate orders-prod', 'END FOR GOOD: orders-prod');
  await plan.getByRole('button', { name: 'End orders-prod' }).dblclick();
  const modal = await see(alice.modal('End for good'));
  await modal.getByRole('textbox', { name: /^Which task/ }).click();
  await alice.page.keyboard.type('orders-prod');
  await alice.page.keyboard.press('Enter');
  await alice.page.keyboard.press('Enter');
  await see(alice.post('ENDED: orders-prod'));
  await lookedAt(alice, 'orders-prod');
  expect(stage.changes()).toEqual(['StopDtsJob']);
  expect(await wordsOf(alice.post(/ENDED: orders-prod/))).toContain('asked once');
});

story('two people in two windows who remove the same item at once make one call', async (stage) => {
  const [alice, bob] = await Promise.all([stage.open('Alice Ngata'), stage.open('Bob Lindqvist')]);
  await endForGood(alice, '/dts terminate orders-prod', 'orders-prod');
  const windows = [alice, bob];
  for (const person of windows) {
    await person.press(await lookedAt(person, 'orders-prod'), /^Remove all safe: 1/);
    await see(person.modal('Remove it'));
  }
  await Promise.all(windows.map((person) => person.press(person.modal('Remove it'), 'Remove it')));
  for (const person of windows) await see(person.post('CLEAN-UP orders-prod: 1 of 3'));
  expect(stage.changes()).toEqual(['StopDtsJob', 'ModifyDBClusterAccessWhitelist']);
});
