import { expect, it } from 'vitest';
import type { Post } from '../../src/demo/slack/model.ts';
import {
  changes,
  expectNoTrouble,
  groupsOf,
  heldOf,
  itemIn,
  itemsOn,
  mustList,
  notLooking,
  openCount,
  putStock,
  removeAll,
  STOCK,
  STOCK_SOURCE,
  STOCK_TARGET,
  threadOf,
  until,
} from './looks.ts';
import { alice, bob, buttonsOn, type Night, startNight, textOf } from './night.ts';

const EACH = 30;
const DATABASES = [STOCK_SOURCE, STOCK_TARGET];
/** Beside the groups: the database users. */
const ALL = 2 * EACH + 1;

function nameAt(at: number): string {
  return `dts_${String(at).padStart(2, '0')}_of_a_move_that_was_repeated_again_and_again`;
}

async function openMany(night: Night): Promise<void> {
  putStock(night, { status: 'Finished', finished: Date.parse('2026-04-02T01:00:00Z') });
  const ips = Array.from({ length: 40 }, (_, at) => `100.104.${at}.0/24`);
  for (const database of DATABASES) {
    night.clouds.world.network.removeGroup(database, 'rdsdts');
    for (let at = 0; at < EACH; at += 1)
      night.clouds.world.network.putGroup(database, { name: nameAt(at), attribute: 'hidden', ips });
  }
  await night.ask(alice, '/dts cleanup stock-prod');
  await until(() => heldOf(night, STOCK)?.items.length === ALL, 'every group is an item');
  await night.workspace.waitFor(() => openCount(night, STOCK) === ALL || undefined);
}

/** Every page of "Show all", as one person pages through it. */
async function pagesFor(night: Night, person: string): Promise<Post[]> {
  const pages = [await night.pressFor(person, mustList(night, STOCK), 'cleanup.show-all')];
  for (;;) {
    const last = pages.at(-1);
    if (last === undefined || !buttonsOn(last).includes('cleanup.show-all')) return pages;
    pages.push(await night.pressFor(person, last, 'cleanup.show-all'));
  }
}

it('shows sixty items within what Slack takes, pages through all of them, and removes them all', {
  timeout: 180_000,
}, async () => {
  const night = await startNight({ config: notLooking() });
  await openMany(night);
  const post = mustList(night, STOCK);
  expect(post.text).toContain(`CLEAN-UP stock-prod: 0 of ${ALL}`);
  expect(post.text).toContain('To do: 60 open, 1 by hand');
  expect(textOf(post)).toMatch(/\d+ more to do/);
  expect(post.blocks.length).toBeLessThanOrEqual(50);
  expect(buttonsOn(post)).toEqual(expect.arrayContaining(['cleanup.remove-all', 'cleanup.show-all']));

  const pages = await pagesFor(night, bob);
  const items = pages.flatMap(itemsOn);
  expect(pages).toHaveLength(Math.ceil(ALL / 10));
  expect(new Set(items.map(({ id }) => id)).size).toBe(ALL);
  expect(items.filter(({ state }) => state === 'OPEN')).toHaveLength(2 * EACH);
  expect(pages.at(-1)?.text).toContain('page 7 of 7');
  // One of the last page can be removed from there.
  const [last] = itemsOn(pages.at(-1) ?? post).filter(({ state }) => state === 'OPEN');
  await night.press(bob, pages.at(-1) ?? post, 'cleanup.remove', last?.id);
  await night.modal(bob);
  expect((await night.submit(bob, {})).kind).toBe('closed');
  await night.workspace.waitFor(() => openCount(night, STOCK) === ALL - 1 || undefined, 20_000);

  const told = await removeAll(night, STOCK, 120_000);
  expect(told.text).toContain('59 removed.');
  expect(told.text).toContain('and 39 more');
  await night.workspace.waitFor(() => openCount(night, STOCK) === 1 || undefined, 20_000);
  for (const database of DATABASES)
    expect(groupsOf(night, database)).toEqual(['ali_dms_group', 'default', 'hdm_security_ips']);
  expect(changes(night)).toHaveLength(2 * EACH);
  const asked = changes(night).map(({ parameters }) => JSON.stringify(parameters['DBInstanceIPArrayName']));
  expect(asked.every((name) => name.includes('dts_'))).toBe(true);
  await itemIn(night, STOCK, 'database users', 'BY HAND');
  expect(textOf(mustList(night, STOCK))).toContain('60 closed');
  expect(threadOf(night, STOCK)).not.toContain('Not removed');
  expectNoTrouble(night);
});
