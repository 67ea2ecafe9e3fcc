import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { rdsEndpoint } from '../../src/demo/clouds/alibaba/dts-task.ts';
import {
  ahead,
  auditOf,
  changes,
  endStock,
  expectNoTrouble,
  groupsOf,
  heldItem,
  heldOf,
  itemIn,
  listOf,
  mustList,
  notLooking,
  openModal,
  putStock,
  remove,
  removeAll,
  STOCK,
  STOCK_SOURCE,
  STOCK_TARGET,
  said,
  sendIn,
  threadOf,
  until,
  whisperAfter,
} from './looks.ts';
import { alice, type Night, startNight } from './night.ts';
import { allTold, checklistsIn } from './told.ts';

/** Ends stock-prod, starts the bot again so that it dies at this point of a removal, and removes the source's group. */
async function removeAndDie(night: Night, point: string): Promise<void> {
  await endStock(night);
  await allTold(night);
  night.kill('SIGKILL');
  await night.restart(point);
  const item = await itemIn(night, STOCK, STOCK_SOURCE, 'OPEN');
  await openModal(night, alice, STOCK, item, 'cleanup.remove');
  await night.submit(alice, {});
  expect(await night.gone()).toBe('SIGKILL');
}

function isThere(night: Night): boolean {
  return groupsOf(night, STOCK_SOURCE).includes('rdsdts');
}

describe('a process that is killed in the middle of a removal', () => {
  it('has sent nothing where it died after taking the item: it is open again, and says so', {
    timeout: 60_000,
  }, async () => {
    const night = await startNight({ config: notLooking() });
    await removeAndDie(night, 'removal-taken');
    expect(heldItem(night, STOCK, STOCK_SOURCE)?.state).toBe('removing');
    await night.restart();

    await itemIn(night, STOCK, STOCK_SOURCE, 'OPEN');
    await said(
      night,
      STOCK,
      /Not removed: hidden whitelist.*restarted before anything was sent\. Nothing was changed\./,
    );
    expect(changes(night)).toEqual([]);
    expect(isThere(night)).toBe(true);
    await remove(night, STOCK, STOCK_SOURCE);
    await itemIn(night, STOCK, STOCK_SOURCE, 'GONE');
    expect(changes(night)).toHaveLength(1);
    expectNoTrouble(night);
  });

  it('does not call where it died with the intent on record: it looks, and asks a person again in the end', {
    timeout: 60_000,
  }, async () => {
    const env: Record<string, string> = {};
    const night = await startNight({ config: notLooking(), env });
    await removeAndDie(night, 'removal-intent');
    await night.restart();

    await night.workspace.waitFor(
      () =>
        listOf(night, STOCK)?.text.includes('Its call is on record; no answer is on record yet.') ||
        undefined,
    );
    await itemIn(night, STOCK, STOCK_SOURCE, 'REMOVING');
    expect(changes(night)).toEqual([]);
    night.kill('SIGKILL');
    await night.gone();
    env['NODE_OPTIONS'] = ahead(0.25);
    await night.restart();

    const open = await itemIn(night, STOCK, STOCK_SOURCE, 'OPEN');
    expect(open.words).toContain('its removal was asked for, and it is still there');
    await said(night, STOCK, /Still there: hidden whitelist/);
    expect(changes(night)).toEqual([]);
    expect(isThere(night)).toBe(true);
    expectNoTrouble(night);
  });

  it('closes what it never sent where somebody else takes it away meanwhile', {
    timeout: 60_000,
  }, async () => {
    const night = await startNight({ config: notLooking() });
    await removeAndDie(night, 'removal-intent');
    night.clouds.world.network.removeGroup(STOCK_SOURCE, 'rdsdts');
    await night.restart();

    await itemIn(night, STOCK, STOCK_SOURCE, 'GONE');
    expect(changes(night)).toEqual([]);
    expectNoTrouble(night);
  });

  it.each(['removal-called', 'removal-answered'])(
    'has sent it once where it died at "%s": a look proves it, and nothing is sent again',
    { timeout: 60_000 },
    async (point) => {
      const night = await startNight({ config: notLooking() });
      await removeAndDie(night, point);
      expect(changes(night)).toHaveLength(1);
      await night.restart();

      const gone = await itemIn(night, STOCK, STOCK_SOURCE, 'GONE');
      expect(gone.words).toContain('removed by <@U0ALICE>');
      await said(night, STOCK, /Gone, seen in a new look: hidden whitelist/);
      expect(changes(night)).toHaveLength(1);
      expect(isThere(night)).toBe(false);
      expect(heldOf(night, STOCK)?.looks.length).toBeGreaterThan(0);

      // Its old value can still be put back.
      await openModal(night, alice, STOCK, gone, 'cleanup.undo');
      await whisperAfter(night, alice, () => sendIn(night, alice, { reason: 'needed' }));
      expect(isThere(night)).toBe(true);
      expectNoTrouble(night);
    },
  );
});

const DATABASES = Array.from({ length: 2 }, (_, at) => `rm-bp1many0group0${at}`);
const GROUPS = Array.from({ length: 5 }, (_, at) => `rdsdts_${at}`);

/** An ended task on two databases with five DTS groups each, found open. */
async function manyOpen(night: Night): Promise<void> {
  const [source = '', destination = ''] = DATABASES;
  putStock(night, {
    status: 'Finished',
    source: rdsEndpoint(source, 'cn-hangzhou'),
    destination: rdsEndpoint(destination, 'cn-hangzhou'),
  });
  for (const database of DATABASES) {
    night.clouds.world.network.removeGroup(database, 'rdsdts');
    for (const name of GROUPS)
      night.clouds.world.network.putGroup(database, { name, attribute: 'hidden', ips: ['100.104.52.0/24'] });
    night.clouds.world.network.setDatabase(database, { busySeconds: 4 });
  }
  await night.ask(alice, '/dts cleanup stock-prod');
  for (const database of DATABASES) await itemIn(night, STOCK, database, 'OPEN');
}

function left(night: Night): string[] {
  return DATABASES.flatMap((database) =>
    groupsOf(night, database)
      .filter((name) => name.includes('dts'))
      .map((name) => `${name} on ${database}`),
  );
}

/** What each group was asked to be, by group: one line for each request. */
function asked(night: Night): string[] {
  return changes(night).map(
    ({ parameters }) =>
      `${String(parameters['DBInstanceIPArrayName'])} on ${String(parameters['DBInstanceId'])}`,
  );
}

/** Confirms the removal of every safe item, where there is a button for it; a process that dies meanwhile is no matter. */
async function confirmAll(night: Night): Promise<void> {
  try {
    await night.press(alice, mustList(night, STOCK), 'cleanup.remove-all');
    await night.modal(alice);
    await night.submit(alice, {});
  } catch {
    // It died before the modal was open, or while it was sent in.
  }
}

describe('a bot that is killed again and again', () => {
  it('ten times at random moments of removals: one call for each confirmation at most, and in the end the truth', {
    timeout: 180_000,
  }, async () => {
    const night = await startNight({ config: notLooking(), speed: 20 });
    await manyOpen(night);
    for (let kill = 0; kill < 10; kill += 1) {
      const pressed = confirmAll(night);
      // The moment itself is what is tried here: anywhere between the press and the last look.
      await wait(randomInt(100, 1_500));
      night.kill('SIGKILL');
      expect(await night.gone()).toBe('SIGKILL');
      await pressed;
      await night.restart();
    }

    await until(
      () => heldOf(night, STOCK)?.items.every(({ state }) => state !== 'removing') === true,
      'nothing is being removed any more',
      30_000,
    );
    await allTold(night);
    for (const item of heldOf(night, STOCK)?.items ?? []) {
      if (item.leftover?.kind !== 'whitelist-group') continue;
      const group = `${item.leftover.name} on ${item.leftover.instanceId}`;
      expect(`${group}: ${item.state}`).toBe(`${group}: ${left(night).includes(group) ? 'open' : 'gone'}`);
    }
    // Every confirmation recorded at most one intent for an item, and every call has one of its own.
    const intents = auditOf(night, 'checklist.removal-intent').map(
      ({ removal, item }) => `${String(removal)} ${String(item)}`,
    );
    expect(intents).toHaveLength(new Set(intents).size);
    for (const group of new Set(asked(night))) {
      const mine = intents.filter((intent) => intent.includes(group));
      expect(asked(night).filter((one) => one === group).length).toBeLessThanOrEqual(mine.length);
    }
    const taken = changes(night).filter(({ answer }) => answer.code === '' && answer.status === 200);
    expect(taken).toHaveLength(10 - left(night).length);
    // What is left can still be removed, and then each group was taken by exactly one call.
    if (left(night).length > 0) await removeAll(night, STOCK);
    expect(left(night)).toEqual([]);
    expect(changes(night).filter(({ answer }) => answer.code === '' && answer.status === 200)).toHaveLength(
      10,
    );
    expect(checklistsIn(night)).toHaveLength(1);
    for (const database of DATABASES)
      expect(groupsOf(night, database)).toEqual(expect.arrayContaining(['default', 'ali_dms_group']));
    expectNoTrouble(night);
  });

  it('stops soon and cleanly while it waits for a busy instance: nothing is sent, and the item is open again', {
    timeout: 60_000,
  }, async () => {
    const night = await startNight({ config: notLooking('busyMinutes: 10') });
    await endStock(night);
    await allTold(night);
    night.clouds.world.network.setDatabase(STOCK_SOURCE, { status: 'Restarting' });
    const item = await itemIn(night, STOCK, STOCK_SOURCE, 'OPEN');
    await openModal(night, alice, STOCK, item, 'cleanup.remove');
    await night.submit(alice, {});
    await until(() => heldItem(night, STOCK, STOCK_SOURCE)?.state === 'removing', 'the item is taken');
    await itemIn(night, STOCK, STOCK_SOURCE, 'REMOVING');

    night.kill('SIGTERM');
    expect(await night.gone(10_000)).toBe(0);
    expect(changes(night)).toEqual([]);
    expect(heldItem(night, STOCK, STOCK_SOURCE)?.state).toBe('open');
    night.clouds.world.network.setDatabase(STOCK_SOURCE, { status: '' });
    await night.restart();
    await itemIn(night, STOCK, STOCK_SOURCE, 'OPEN');
    await said(night, STOCK, /Not removed: .*stopped.*/);
    expect(threadOf(night, STOCK)).not.toContain('Gone');
    expect(changes(night)).toEqual([]);
    expect(listOf(night, STOCK)?.text).toContain(STOCK_TARGET);
    expectNoTrouble(night);
  });
});
