import { expect } from 'vitest';
import { DTS } from '../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { violations } from './axe.ts';
import { askFor, lookedAt, openThread, schedule, typeName } from './deeds.ts';
import { closePanel, openPanel } from './panel.ts';
import { see } from './person.ts';
import { story } from './story.ts';
import { PHONE, type WindowOptions } from './window.ts';

const LOOKS: readonly (readonly [string, WindowOptions])[] = [
  ['light', { colorScheme: 'light', reducedMotion: 'reduce' }],
  ['dark', { colorScheme: 'dark', reducedMotion: 'reduce' }],
  ['light on a phone', { ...PHONE, colorScheme: 'light', reducedMotion: 'reduce' }],
  ['dark on a phone', { ...PHONE, colorScheme: 'dark', reducedMotion: 'reduce' }],
];

for (const [look, options] of LOOKS) {
  story(`axe finds nothing in the main moments, ${look}`, async (stage) => {
    const alice = await stage.open('Alice Ngata', options);
    expect(await violations(alice), 'an empty channel').toEqual([]);
    await alice.say('/dts');
    await see(alice.whisper('inventory-ecs'));
    expect(await violations(alice), 'the list').toEqual([]);
    const plan = await askFor(alice, '/dts terminate orders-prod', 'END FOR GOOD: orders-prod');
    expect(await violations(alice), 'the plan').toEqual([]);
    await alice.press(plan, 'End orders-prod');
    const modal = await see(alice.modal('End for good'));
    await modal.getByRole('textbox', { name: /^Which task/ }).fill('wrong');
    await alice.page.keyboard.press('Enter');
    await see(modal.getByText('That is not orders-prod'));
    expect(await violations(alice), 'the modal with an error').toEqual([]);
    await modal.getByRole('textbox', { name: /^Which task/ }).fill('');
    await typeName(alice, 'End for good', 'orders-prod');
    const list = await lookedAt(alice, 'orders-prod');
    expect(await violations(alice), 'the checklist').toEqual([]);
    await list
      .getByRole('button', { name: /repl(y|ies)/i })
      .first()
      .click();
    await see(alice.thread());
    expect(await violations(alice), 'a thread').toEqual([]);
  });
}

for (const [look, options] of LOOKS) {
  story(`axe finds nothing where people decide, ${look}`, async (stage) => {
    const alice = await stage.open('Alice Ngata', options);
    stage.demo.clouds.world.setDelay(DTS.orders, 42);
    const plan = await askFor(alice, '/dts terminate orders-prod', 'END FOR GOOD: orders-prod');
    await alice.press(plan, 'End orders-prod');
    const modal = await see(alice.modal('End for good'));
    await modal.getByRole('textbox', { name: /^Which task/ }).fill('orders-prod');
    await alice.press(modal, 'End for good');
    await see(modal.getByText('Tick each of them'));
    expect(await violations(alice), 'a form that asks for a tick').toEqual([]);
    await alice.press(modal, 'Cancel');
    const release = await askFor(alice, '/dts release wiki-moved', 'RELEASE FOR GOOD: wiki-moved');
    await alice.press(release, 'Release wiki-moved');
    await typeName(alice, 'Release for good', 'wiki-moved');
    await alice.press(await see(alice.post('WAITING FOR AGREEMENT')), 'Look now');
    await see(alice.whisper('AS IT IS NOW: wiki-moved'));
    expect(await violations(alice), 'a plan that waits, and as it is now').toEqual([]);
    const post = await schedule(alice, '/dts terminate ledger-prod in 5m', 'ledger-prod');
    expect(await violations(alice), 'a scheduled end').toEqual([]);
    await see((await openThread(alice, post)).getByText('Everything is judged again at its time.'));
    expect(await violations(alice), 'its reminder').toEqual([]);
  });
}

for (const [look, options] of LOOKS) {
  story(`axe finds nothing in the side panels, ${look}`, async (stage) => {
    const alice = await stage.open('Alice Ngata', options);
    const stories = await openPanel(alice, 'Stories');
    expect(await violations(alice), 'the list of stories').toEqual([]);
    await stories.getByRole('button', { name: 'Play: Two people' }).click();
    await see(stories.getByText('Step 1 of'));
    expect(await violations(alice), 'a story').toEqual([]);
    await closePanel(alice, 'Stories');
    const clouds = await openPanel(alice, 'The clouds');
    for (const page of ['Tasks', 'Who is let in', 'Calls']) {
      await clouds.getByRole('tab', { name: page }).click();
      expect(await violations(alice), page).toEqual([]);
    }
    await closePanel(alice, 'The clouds');
    await openPanel(alice, 'Bot and Slack');
    expect(await violations(alice), 'the bot').toEqual([]);
  });
}
