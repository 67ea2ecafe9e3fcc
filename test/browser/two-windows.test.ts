import { expect } from 'vitest';
import { askFor, typeName } from './deeds.ts';
import { personAt, see, seeNoMore, wordsOf } from './person.ts';
import { type Stage, story } from './story.ts';

/** Alice asks for the release of wiki-moved, which a lead must agree to; Bob looks on from a window of his own. */
async function askBob(stage: Stage) {
  const [alice, bob] = await Promise.all([stage.open('Alice Ngata'), stage.open('Bob Lindqvist')]);
  const plan = await askFor(alice, '/dts release wiki-moved', 'wiki-moved');
  await see(plan.getByText(/@dba-leads must agree/));
  await alice.press(plan, /wiki-moved/);
  await typeName(alice, 'Release for good', 'wiki-moved');
  await see(alice.post('WAITING FOR AGREEMENT'));
  await see(bob.post('WAITING FOR AGREEMENT'));
  expect(await bob.whisper('wiki-moved').count()).toBe(0);
  expect(stage.changes()).toEqual([]);
  return { alice, bob };
}

story('two people in two windows agree on a release, and both see it happen', async (stage) => {
  const { alice, bob } = await askBob(stage);
  await bob.press(bob.post('WAITING FOR AGREEMENT'), /^Approve/);
  await Promise.all([see(alice.post('RELEASED: wiki-moved')), see(bob.post('RELEASED: wiki-moved'))]);
  expect(await wordsOf(alice.post('RELEASED: wiki-moved'))).toContain('@Bob Lindqvist agreed');
  expect(stage.changes()).toEqual(['DeleteDtsJob']);
});

story('the person who asked cannot agree with herself', async (stage) => {
  const { alice } = await askBob(stage);
  await alice.press(alice.post('WAITING FOR AGREEMENT'), /^Approve/);
  await see(alice.whisper('somebody else must agree'));
  expect(stage.changes()).toEqual([]);
});

story('an approver says no with a reason, which both read, and nothing is called', async (stage) => {
  const { alice, bob } = await askBob(stage);
  await bob.press(bob.post('WAITING FOR AGREEMENT'), 'Reject');
  const modal = await see(bob.modal('Reject'));
  await modal.getByRole('textbox', { name: /^Why not/ }).click();
  await bob.page.keyboard.type('the month end runs until four');
  await bob.press(modal, 'Reject');
  const [hers, his] = await Promise.all([see(alice.post('REJECTED')), see(bob.post('REJECTED'))]);
  for (const seen of [hers, his]) {
    expect(await wordsOf(seen)).toContain('the month end runs until four');
    await seeNoMore(seen.getByRole('button', { name: /^Approve/ }));
  }
  expect(stage.changes()).toEqual([]);
});

story('a second window as somebody else opens from the sidebar, and both talk', async (stage) => {
  const alice = await stage.open('Alice Ngata');
  await alice.page.getByText('Open a second window as').click();
  const opening = alice.context.waitForEvent('page');
  await alice.page.getByRole('link', { name: 'as Bob Lindqvist' }).click();
  const bob = personAt({ ...alice, page: await opening });
  await see(bob.composer());
  await bob.say('hello from the other window');
  const seen = await see(alice.post('hello from the other window'));
  expect(await wordsOf(seen)).toContain('Bob Lindqvist');
});
