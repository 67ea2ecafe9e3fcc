import { expect } from 'vitest';
import { violations } from './axe.ts';
import { askFor, lookedAt, typeName } from './deeds.ts';
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
