import { expect } from 'vitest';
import { askFor } from './deeds.ts';
import { openPanel, playStory, stepAt } from './panel.ts';
import { see, seeNoMore } from './person.ts';
import { story } from './story.ts';
import { PHONE } from './window.ts';

const LINE = '/dts terminate orders-prod because cut-over INC-4711';

story('on a phone a story leads to the conversation that its panel covers', async ({ open }) => {
  const alice = await open('Alice Ngata', PHONE);
  const panel = await playStory(alice, 'A clean cut-over');
  await panel.getByRole('button', { name: 'Put it in the box' }).click();
  await seeNoMore(panel);
  await expect.poll(() => alice.composer().inputValue()).toBe(LINE);
  const hidden = () => alice.composer().evaluate((box) => box.scrollHeight - box.clientHeight);
  await expect.poll(hidden).toBeLessThanOrEqual(1);
  await alice.page.getByRole('button', { name: 'Send', exact: true }).first().click();
  const plan = await see(alice.whisper('END FOR GOOD: orders-prod'));

  await openPanel(alice, 'Stories');
  await see(stepAt(panel, 0).getByText('done', { exact: true }));
  await panel.getByRole('button', { name: 'Go to #cutover' }).click();
  await seeNoMore(panel);
  await alice.press(plan, 'End orders-prod');
  await see(alice.modal('End for good'));
});

story('on a wide page there is no such way, because nothing is covered', async ({ open }) => {
  const alice = await open();
  const panel = await playStory(alice, 'Somebody else was faster');
  await alice.say(LINE);
  await see(stepAt(panel, 0).getByText('done', { exact: true }));
  await seeNoMore(panel.getByRole('button', { name: 'Go to #cutover' }));
});

story('a note that something was refused does not cover the box or its button', async ({ open }) => {
  const alice = await open('Alice Ngata', PHONE);
  const refusal = { error: 'That cannot be said here.' };
  await alice.page.route('**/page/type', (route) => route.fulfill({ json: refusal }), { times: 1 });
  await alice.say('good evening');
  const note = await see(alice.page.getByText(refusal.error));
  await expect.poll(() => alice.composer().inputValue()).toBe('good evening');
  await alice.page.getByRole('button', { name: 'Send', exact: true }).first().click();
  await see(alice.post('good evening'));
  await alice.page.getByRole('button', { name: 'Close this note' }).click();
  await seeNoMore(note);
});

story('a long story makes its panel scroll, and never the page', async ({ open }) => {
  const alice = await open('Alice Ngata', { viewport: { width: 1360, height: 560 } });
  const panel = await playStory(alice, 'A PostgreSQL slot');
  await stepAt(panel, 6).scrollIntoViewIfNeeded();
  const beyond = () => alice.page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
  expect(await beyond()).toBe(0);
});

story('who comes back to an open modal and closes it goes on in the box', async ({ open }) => {
  const alice = await open();
  const { page } = alice;
  const plan = await askFor(alice, '/dts terminate orders-prod', 'END FOR GOOD: orders-prod');
  await alice.press(plan, 'End orders-prod');
  await see(alice.modal('End for good'));
  await page.goto(`${new URL(page.url()).origin}/#as=U0BOB&channel=C0CUTOVER`);
  await seeNoMore(alice.modal('End for good'));
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await page.goBack();
  await see(alice.modal('End for good'));
  await page.keyboard.press('Escape');
  await seeNoMore(alice.modal('End for good'));
  await expect.poll(() => alice.composer().evaluate((box) => box === document.activeElement)).toBe(true);
});
