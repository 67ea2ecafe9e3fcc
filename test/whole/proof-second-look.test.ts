import { expect, it } from 'vitest';
import type { Item } from '../../src/cleanup/checklist/checklist.ts';
import { dtsTask, rdsEndpoint } from '../../src/demo/clouds/alibaba/dts-task.ts';
import {
  ahead,
  changes,
  endStock,
  expectNoTrouble,
  groupsOf,
  heldOf,
  itemIn,
  itemsOn,
  listOf,
  looking,
  mustList,
  notLooking,
  openCount,
  remove,
  removeAll,
  STOCK,
  STOCK_SOURCE,
  said,
  signOff,
  until,
} from './looks.ts';
import { alice, type Night, startNight } from './night.ts';
import { rowsOnDisk } from './told.ts';

const BLOCKS = ['100.104.52.0/24', '101.37.14.0/24'];

function putGroupBack(night: Night): void {
  const group = { name: 'rdsdts', attribute: 'hidden', networkType: 'MIX', ips: BLOCKS };
  night.clouds.world.network.putGroup(STOCK_SOURCE, group);
}

/** How often the whitelists of the source were read. */
function looks(night: Night): number {
  return night.clouds.calls.filter(
    ({ action, parameters }) =>
      action === 'DescribeDBInstanceIPArrayList' && parameters['DBInstanceId'] === STOCK_SOURCE,
  ).length;
}

async function closeAll(night: Night): Promise<void> {
  await endStock(night);
  await removeAll(night, STOCK);
  const users = await itemIn(night, STOCK, 'database users', 'BY HAND');
  await signOff(night, STOCK, users, { reason: 'dropped dts_user on both' });
  await itemIn(night, STOCK, 'database users', 'SIGNED OFF');
  expect(openCount(night, STOCK)).toBe(0);
}

it('opens an item again when a second look finds the group back, says so, and counts it', async () => {
  const night = await startNight({ config: looking() });
  await endStock(night);
  await remove(night, STOCK, STOCK_SOURCE);
  const gone = await itemIn(night, STOCK, STOCK_SOURCE, 'GONE');
  expect(gone.words).toContain('no such group');
  expect(openCount(night, STOCK)).toBe(2);

  putGroupBack(night);
  const back = await itemIn(night, STOCK, STOCK_SOURCE, 'OPEN');
  expect(back.id).toBe(gone.id);
  expect(back.words).toContain('2 address blocks');
  expect(openCount(night, STOCK)).toBe(3);
  await said(night, STOCK, /Back: hidden whitelist rdsdts on rm-bp1stock0source01.* is open now/);
  expect(changes(night)).toHaveLength(1);

  await remove(night, STOCK, STOCK_SOURCE);
  await itemIn(night, STOCK, STOCK_SOURCE, 'GONE');
  expect(changes(night)).toHaveLength(2);
  expect(groupsOf(night, STOCK_SOURCE)).not.toContain('rdsdts');
  expectNoTrouble(night);
});

it('blocks what came back by the name of the new task that needs it, and opens it when that is gone', {
  timeout: 60_000,
}, async () => {
  const night = await startNight({ config: looking() });
  await endStock(night);
  await remove(night, STOCK, STOCK_SOURCE);
  await itemIn(night, STOCK, STOCK_SOURCE, 'GONE');

  const feed = dtsTask({
    id: 'n3wfeed0since0x',
    name: 'stock-feed',
    region: 'eu-central-1',
    source: rdsEndpoint(STOCK_SOURCE, 'cn-hangzhou'),
  });
  night.clouds.world.putDtsTask(feed);
  putGroupBack(night);
  const blocked = await itemIn(night, STOCK, STOCK_SOURCE, 'BLOCKED');
  expect(blocked.words).toContain('stock-feed (eu-central-1');
  expect(openCount(night, STOCK)).toBe(3);
  await said(night, STOCK, /Back: .*rdsdts.*is blocked now.*stock-feed/);

  const told = await removeAll(night, STOCK);
  expect(told.text).toContain('new look shows it gone');
  expect(changes(night).map(({ parameters }) => parameters['DBInstanceId'])).toHaveLength(2);
  expect(groupsOf(night, STOCK_SOURCE)).toContain('rdsdts');

  night.clouds.world.endInConsole(feed.id);
  await itemIn(night, STOCK, STOCK_SOURCE, 'OPEN');
  await said(night, STOCK, /Nobody needs it any more/);
  expectNoTrouble(night);
});

it('looks at a closed list after the hour and after the day, and holds it afterwards for the undo', {
  timeout: 60_000,
}, async () => {
  const night = await startNight({ config: looking() });
  await closeAll(night);
  expect(mustList(night, STOCK).text).toContain('All done');
  const before = looks(night);

  await until(() => heldOf(night, STOCK)?.looks.length === 0, 'no promised look is left');
  expect(looks(night)).toBeGreaterThanOrEqual(before + 2);
  expect(openCount(night, STOCK)).toBe(0);
  expect(heldOf(night, STOCK)?.closedAt).not.toBeNull();
  expect(itemsOn(mustList(night, STOCK)).map(({ state }) => state)).toEqual(['GONE', 'GONE', 'SIGNED OFF']);
  expectNoTrouble(night);
});

it('keeps both promised looks over a day without the bot, and only then forgets the list', {
  timeout: 60_000,
}, async () => {
  const env: Record<string, string> = {};
  const night = await startNight({ config: notLooking(), env });
  await closeAll(night);
  expect(heldOf(night, STOCK)?.looks.length).toBeGreaterThan(0);
  const before = looks(night);

  night.kill('SIGTERM');
  expect(await night.gone()).toBe(0);
  env['NODE_OPTIONS'] = ahead(23);
  await night.restart();
  await until(() => looks(night) > before, 'the look after an hour');
  expect(rowsOnDisk(night, 'checklist')).toHaveLength(1);
  night.kill('SIGTERM');
  expect(await night.gone()).toBe(0);
  const then = looks(night);
  expect(heldOf(night, STOCK)?.looks).not.toEqual([]);

  env['NODE_OPTIONS'] = ahead(50);
  await night.restart();
  await until(() => rowsOnDisk(night, 'checklist').length === 0, 'the list is forgotten');
  expect(looks(night)).toBeGreaterThan(then);
  expect(rowsOnDisk(night, 'checklist-of')).toEqual([]);
  expect(listOf(night, STOCK)?.text).toContain('All done');
  expect(changes(night)).toHaveLength(2);
  expectNoTrouble(night);
});

it('does not forget a list in which the look of the next day finds something back', {
  timeout: 60_000,
}, async () => {
  const env: Record<string, string> = {};
  const night = await startNight({ config: notLooking(), env });
  await closeAll(night);
  night.kill('SIGKILL');
  await night.gone();
  putGroupBack(night);
  env['NODE_OPTIONS'] = ahead(50);
  await night.restart();

  await itemIn(night, STOCK, STOCK_SOURCE, 'OPEN');
  const held: Item | undefined = heldOf(night, STOCK)?.items[0];
  expect(held?.state).toBe('open');
  expect(heldOf(night, STOCK)?.closedAt).toBeNull();
  expect(openCount(night, STOCK)).toBe(1);
  await remove(night, STOCK, STOCK_SOURCE, alice);
  expect(groupsOf(night, STOCK_SOURCE)).not.toContain('rdsdts');
  expectNoTrouble(night);
});
