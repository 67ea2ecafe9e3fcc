import { expect } from 'vitest';
import { askFor, endForGood } from './deeds.ts';
import { happens, openClouds, openPanel } from './panel.ts';
import { see } from './person.ts';
import { story } from './story.ts';
import { PHONE } from './window.ts';

story(
  'a task that fails in the panel is failing for the bot, and one that is recovered runs',
  async (stage) => {
    const alice = await stage.open();
    const panel = await openClouds(alice);
    await happens(panel, 'orders-prod', 'Fail it');
    await see(panel.getByText('orders-prod has failed.'));
    await alice.say('/dts show orders-prod');
    await see(alice.whisper(/orders-prod[\s\S]*Failed/));
    await happens(panel, 'orders-prod', 'Recover it');
    await see(panel.getByText('orders-prod runs again.'));
    await askFor(alice, '/dts terminate orders-prod', 'END FOR GOOD: orders-prod');
  },
);

story('a task that somebody renames under a plan voids it when it is confirmed', async (stage) => {
  const alice = await stage.open();
  const panel = await openClouds(alice);
  const plan = await askFor(alice, '/dts terminate orders-prod', 'END FOR GOOD: orders-prod');
  await panel.getByRole('searchbox', { name: 'Search tasks' }).fill('orders-prod');
  await panel.getByLabel('Make something happen to orders-prod').click();
  await panel.getByRole('textbox', { name: 'New name' }).fill('orders-standby');
  await panel.getByRole('button', { name: 'Rename it' }).click();
  await see(panel.getByText('orders-prod is called orders-standby now.'));
  await alice.press(plan, 'End orders-prod');
  const modal = await see(alice.modal('End for good'));
  await modal.getByRole('textbox', { name: /^Which task/ }).fill('orders-prod');
  await alice.press(modal, 'End for good');
  await see(alice.post('VOID, THE TASK HAS CHANGED'));
  expect(stage.changes()).toEqual([]);
});

story('the calls of the bot are listed, and opening one shows what was asked and answered', async (stage) => {
  const alice = await stage.open();
  const panel = await openClouds(alice);
  await endForGood(alice, '/dts terminate orders-prod', 'orders-prod');
  await panel.getByRole('tab', { name: 'Calls' }).click();
  await panel.getByRole('checkbox', { name: 'Only changes' }).check();
  const call = panel.getByText('dts:StopDtsJob');
  await see(call);
  await call.click();
  await see(panel.getByRole('tabpanel', { name: 'Calls' }).getByText('i03e3zty16i8q2k'));
});

story('a cloud that is cut off is said to be, and is well again at a press', async (stage) => {
  const alice = await stage.open();
  const panel = await openClouds(alice);
  await panel.getByText('trouble').first().click();
  await panel
    .getByRole('switch', { name: 'Cut it off: nothing answers' })
    .or(panel.getByLabel('Cut it off: nothing answers'))
    .first()
    .click();
  await alice.say('/dts terminate orders-prod');
  await see(alice.whisper('Nothing was changed.'), 60_000);
  await panel.getByRole('button', { name: 'All well again with Alibaba Cloud' }).click();
  await askFor(alice, '/dts terminate orders-prod', 'END FOR GOOD: orders-prod');
});

story('a dropped socket comes back by itself, and a click that is sent twice acts once', async (stage) => {
  const alice = await stage.open();
  const panel = await openPanel(alice, 'Bot and Slack');
  await panel.getByRole('button', { name: 'Drop the socket' }).click();
  await see(panel.getByText('The connection was dropped.'));
  await expect.poll(() => stage.demo.workspace.connections()).toBeGreaterThan(0);
  const plan = await askFor(alice, '/dts terminate orders-prod', 'END FOR GOOD: orders-prod');
  await alice.press(plan, 'End orders-prod');
  const modal = await see(alice.modal('End for good'));
  await modal.getByRole('textbox', { name: /^Which task/ }).fill('orders-prod');
  stage.demo.workspace.faults.duplicateNext(2);
  await alice.press(modal, 'End for good');
  await see(alice.post('ENDED: orders-prod'));
  expect(stage.changes()).toEqual(['StopDtsJob']);
});

story('on a phone a panel covers the page and is closed by its cross', async (stage) => {
  const alice = await stage.open('Alice Ngata', PHONE);
  for (const name of ['Stories', 'The clouds', 'Bot and Slack'] as const) {
    const panel = await openPanel(alice, name);
    const box = await panel.boundingBox();
    expect(box?.width).toBeGreaterThan(380);
    const sideways = await alice.page.evaluate(
      () => (document.scrollingElement?.scrollWidth ?? 0) - window.innerWidth,
    );
    expect(sideways).toBe(0);
    await panel.getByRole('button', { name: `Close ${name}` }).click();
    await panel.waitFor({ state: 'hidden' });
  }
  await alice.say('still here');
  await see(alice.post('still here'));
});
