import { expect } from 'vitest';
import { endForGood, lookedAt, signOff } from './deeds.ts';
import { type Person, see } from './person.ts';
import { story } from './story.ts';
import { PHONE } from './window.ts';

/** How many pixels of the page lie beyond the right edge of the screen. */
function beyondTheEdge({ page }: Person): Promise<number> {
  return page.evaluate(() =>
    document.scrollingElement === null ? 0 : document.scrollingElement.scrollWidth - window.innerWidth,
  );
}

story('a whole cut-over on the width of a phone, without scrolling sideways', async (stage) => {
  const alice = await stage.open('Alice Ngata', PHONE);
  expect(await beyondTheEdge(alice)).toBe(0);
  await endForGood(alice, '/dts terminate orders-prod because INC-4711', 'orders-prod');
  await see(alice.post('ENDED: orders-prod'));
  const list = await lookedAt(alice, 'orders-prod');
  expect(await beyondTheEdge(alice)).toBe(0);

  await alice.press(list, /^Remove all safe: 1/);
  const removal = await see(alice.modal('Remove it'));
  expect(await beyondTheEdge(alice)).toBe(0);
  await alice.press(removal, 'Remove it');
  await see(list.getByText('CLEAN-UP orders-prod: 1 of 3'));
  await signOff(alice, list, 'database users', 'dropped both');
  await signOff(alice, list, 'rdsdts_orders', 'belongs to the audit feed');
  await see(list.getByText('CLEAN-UP orders-prod: 3 of 3'));
  expect(await beyondTheEdge(alice)).toBe(0);
  expect(stage.changes()).toEqual(['StopDtsJob', 'ModifyDBClusterAccessWhitelist']);
});
