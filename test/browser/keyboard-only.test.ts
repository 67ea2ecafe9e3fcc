import { expect } from 'vitest';
import { lookedAt } from './deeds.ts';
import { type Person, see, seeNoMore } from './person.ts';
import { story } from './story.ts';

/** Presses Tab (or Shift+Tab) until the element with this name has the focus, as a person without a mouse does. */
async function tabTo({ page }: Person, name: string, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press(key);
    const focused = await page.evaluate(() => {
      const node = document.activeElement as HTMLInputElement | null;
      return node?.getAttribute('aria-label') ?? node?.labels?.[0]?.textContent ?? node?.textContent ?? '';
    });
    if (focused.trim().startsWith(name)) return;
  }
  throw new Error(`"${name}" was not reached by 80 presses of ${key}`);
}

/** Whether what has the focus shows it: an outline or a shadow around it. */
function focusIsSeen({ page }: Person): Promise<boolean> {
  return page.evaluate(() => {
    const style = getComputedStyle(document.activeElement ?? document.body);
    return (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none';
  });
}

story('a whole cut-over without a mouse', async (stage) => {
  const alice = await stage.open();
  const { keyboard } = alice.page;
  await alice.composer().focus();
  await keyboard.type('/dts terminate orders-prod');
  await keyboard.press('Enter');
  await see(alice.whisper('END FOR GOOD: orders-prod'));
  await tabTo(alice, 'End orders-prod', 'Shift+Tab');
  expect(await focusIsSeen(alice)).toBe(true);
  await keyboard.press('Enter');

  const modal = await see(alice.modal('End for good'));
  await keyboard.type('orders-prod');
  await keyboard.press('Enter');
  await seeNoMore(modal);
  await see(alice.post('ENDED: orders-prod'));

  const list = await lookedAt(alice, 'orders-prod');
  await tabTo(alice, 'Remove all safe: 1', 'Shift+Tab');
  expect(await focusIsSeen(alice)).toBe(true);
  await keyboard.press('Space');
  await see(alice.modal('Remove it'));
  await tabTo(alice, 'Remove it');
  await keyboard.press('Enter');
  await see(list.getByText('CLEAN-UP orders-prod: 1 of 3'));

  await tabTo(alice, 'Sign off', 'Shift+Tab');
  await keyboard.press('Enter');
  await see(alice.modal('Sign off'));
  await tabTo(alice, 'What was done');
  await keyboard.type('dropped dts_writer');
  await keyboard.press('Enter');
  await see(list.getByText('CLEAN-UP orders-prod: 2 of 3'));
  expect(stage.changes()).toEqual(['StopDtsJob', 'ModifyDBClusterAccessWhitelist']);
});

story('the focus stays inside an open modal and comes back when it closes', async (stage) => {
  const alice = await stage.open();
  const { keyboard } = alice.page;
  await alice.say('/dts terminate orders-prod');
  await see(alice.whisper('END FOR GOOD: orders-prod'));
  await tabTo(alice, 'End orders-prod', 'Shift+Tab');
  await keyboard.press('Enter');
  const modal = await see(alice.modal('End for good'));
  for (let presses = 0; presses < 12; presses += 1) {
    await keyboard.press('Tab');
    const place = await alice.page.evaluate(
      () => document.activeElement === document.body || document.activeElement?.closest('dialog') != null,
    );
    expect(place).toBe(true);
  }
  await keyboard.press('Escape');
  await seeNoMore(modal);
  const label = await alice.page.evaluate(() => document.activeElement?.textContent);
  expect(label).toBe('End orders-prod');
});
