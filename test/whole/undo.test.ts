import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { WhitelistGroup } from '../../src/demo/clouds/alibaba/database.ts';
import { DRS } from '../../src/demo/clouds/drs/drs-seed.ts';
import {
  changes,
  endStock,
  expectNoTrouble,
  groupsOf,
  itemIn,
  lookAgain,
  mustList,
  notLooking,
  openCount,
  openModal,
  putStock,
  remove,
  STOCK,
  STOCK_SOURCE,
  STOCK_TARGET,
  said,
  sendIn,
  whisperAfter,
} from './looks.ts';
import { alice, bob, type Night, oscar, startNight, textOf, valuesOn } from './night.ts';

/** A list that no tidy program would write: order, masks and spelling must come back as they were. */
const ODD: WhitelistGroup = {
  name: 'rdsdts',
  attribute: 'hidden',
  networkType: 'VPC',
  ips: ['120.55.192.0/24', '10.9.0.7', '100.104.52.0/24', '10.9.0.0/16', '101.37.14.8/31'],
};

function groupIn(night: Night, databaseId: string, name: string): WhitelistGroup | undefined {
  return night.clouds.world.network.database(databaseId).groups.find((group) => group.name === name);
}

/** An ended stock-prod whose source has the odd group, removed through the bot. */
async function oddRemoved(night: Night): Promise<WhitelistGroup> {
  putStock(night);
  night.clouds.world.network.removeGroup(STOCK_SOURCE, 'rdsdts');
  night.clouds.world.network.putGroup(STOCK_SOURCE, { ...ODD });
  await endStock(night);
  const before = structuredClone(groupIn(night, STOCK_SOURCE, 'rdsdts'));
  await remove(night, STOCK, STOCK_SOURCE);
  await itemIn(night, STOCK, STOCK_SOURCE, 'GONE');
  expect(groupIn(night, STOCK_SOURCE, 'rdsdts')).toBeUndefined();
  expect(before).toEqual(ODD);
  return ODD;
}

/** Presses Undo on the item and sends the reason in; what the person is told. */
async function putBack(night: Night, words: string, reason = 'the replica still reads, INC-5000') {
  const item = await itemIn(night, STOCK, words, 'GONE');
  await openModal(night, alice, STOCK, item, 'cleanup.undo');
  return whisperAfter(night, alice, () => sendIn(night, alice, { reason }));
}

describe('a removed whitelist that is put back', () => {
  it('comes back to the letter, with name, attribute and network type, once, and the thread says why', {
    timeout: 60_000,
  }, async () => {
    const night = await startNight({ config: notLooking() });
    const before = await oddRemoved(night);
    const others = groupsOf(night, STOCK_SOURCE);
    const gone = await itemIn(night, STOCK, STOCK_SOURCE, 'GONE');
    const post = mustList(night, STOCK);
    expect(valuesOn(post, 'cleanup.undo')).toEqual([gone.id]);

    const modal = await openModal(night, alice, STOCK, gone, 'cleanup.undo');
    expect(JSON.stringify(modal)).toContain('Comes back, to the letter: 5 address blocks');
    expect((await night.submit(alice, { reason: '   ' })).kind).toBe('errors');
    expect(changes(night)).toHaveLength(1);
    const told = await whisperAfter(night, alice, () => sendIn(night, alice, { reason: 'needed, INC-5000' }));
    expect(told.text).toContain('Put back: hidden whitelist rdsdts');
    expect(groupIn(night, STOCK_SOURCE, 'rdsdts')).toEqual(before);
    expect(groupsOf(night, STOCK_SOURCE)).toEqual([...others, 'rdsdts'].toSorted());
    await said(night, STOCK, /put it back: .*rdsdts.*"needed, INC-5000"/);
    const open = await itemIn(night, STOCK, STOCK_SOURCE, 'OPEN');
    expect(open.words).toContain('put back by <@U0ALICE>');
    expect(openCount(night, STOCK)).toBe(3);
    expect(valuesOn(mustList(night, STOCK), 'cleanup.undo')).toEqual([]);

    expect((await night.ask(alice, '/dts undo stock-prod')).text).toContain('I hold no removal for');
    expect(changes(night)).toHaveLength(2);
    await remove(night, STOCK, STOCK_SOURCE);
    expect(groupIn(night, STOCK_SOURCE, 'rdsdts')).toBeUndefined();
    expectNoTrouble(night);
  });

  it('comes back once when two people ask for it at the same time', async () => {
    const night = await startNight({ config: notLooking() });
    await oddRemoved(night);
    const gone = await itemIn(night, STOCK, STOCK_SOURCE, 'GONE');
    await openModal(night, alice, STOCK, gone, 'cleanup.undo');
    await openModal(night, bob, STOCK, gone, 'cleanup.undo');

    const told = await Promise.all(
      [alice, bob].map((who) => whisperAfter(night, who, () => sendIn(night, who, { reason: 'needed' }))),
    );
    const words = told.map(({ text }) => text).toSorted();
    expect(words.filter((text) => text.includes('Put back:'))).toHaveLength(1);
    expect(words.filter((text) => text.includes('Nothing was changed.'))).toHaveLength(1);
    expect(changes(night)).toHaveLength(2);
    expect(groupIn(night, STOCK_SOURCE, 'rdsdts')).toEqual(ODD);
    expectNoTrouble(night);
  });

  it('needs the same right as the removal', async () => {
    const night = await startNight({ config: notLooking() });
    await oddRemoved(night);
    const gone = await itemIn(night, STOCK, STOCK_SOURCE, 'GONE');

    const refused = await night.pressFor(oscar, mustList(night, STOCK), 'cleanup.undo', gone.id);
    expect(refused.text).toContain('Nothing was changed.');
    expect(night.workspace.view(oscar)).toBeNull();
    expect(changes(night)).toHaveLength(1);
    expectNoTrouble(night);
  });

  it.each([
    ['as something else', ['100.104.52.0/24'], 'Somebody has changed it since.'],
    ['as it was', ODD.ips, 'It is back already.'],
  ])('is left alone where somebody has made it again meanwhile, %s', async (_how, ips, why) => {
    const night = await startNight({ config: notLooking() });
    await oddRemoved(night);
    night.clouds.world.network.putGroup(STOCK_SOURCE, { ...ODD, ips: [...ips] });

    const told = await putBack(night, STOCK_SOURCE);
    expect(told.text).toContain(why);
    expect(told.text).toContain('Nothing was changed.');
    expect(changes(night)).toHaveLength(1);
    expect(groupIn(night, STOCK_SOURCE, 'rdsdts')?.ips).toEqual(ips);
    expectNoTrouble(night);
  });

  it('cannot be put back when its time is over: no button, and a stale press is told so', async () => {
    const night = await startNight({ config: notLooking('undoHours: 0.001') });
    await oddRemoved(night);
    const gone = await itemIn(night, STOCK, STOCK_SOURCE, 'GONE');
    await openModal(night, alice, STOCK, gone, 'cleanup.undo');
    const stale = mustList(night, STOCK);
    // What is waited for is the clock itself: 3.6 seconds.
    await wait(3_700);

    const late = await whisperAfter(night, alice, () => sendIn(night, alice, { reason: 'too late' }));
    expect(late.text).toContain(
      'The time to put it back is over; the audit log still has the full old value.',
    );
    const pressed = await night.pressFor(alice, stale, 'cleanup.undo', gone.id);
    expect(pressed.text).toContain('The time to put it back is over');
    await lookAgain(night, STOCK);
    await night.workspace.waitFor(
      () => valuesOn(mustList(night, STOCK), 'cleanup.undo').length === 0 || undefined,
    );
    expect((await night.ask(alice, '/dts undo stock-prod')).text).toContain('I hold no removal for');
    expect(changes(night)).toHaveLength(1);
    expectNoTrouble(night);
  });

  it('is not put back when the cloud says no, and may be tried again', async () => {
    const night = await startNight({ config: notLooking() });
    await oddRemoved(night);
    night.clouds.world.deny('rds:ModifySecurityIps');
    const told = await putBack(night, STOCK_SOURCE);
    expect(told.text).toContain('The cloud said no');
    expect(told.text).toContain('rds:ModifySecurityIps');
    expect(groupIn(night, STOCK_SOURCE, 'rdsdts')).toBeUndefined();

    night.clouds.world.allow('rds:ModifySecurityIps');
    expect((await putBack(night, STOCK_SOURCE)).text).toContain('Put back');
    expect(groupIn(night, STOCK_SOURCE, 'rdsdts')).toEqual(ODD);
    expectNoTrouble(night);
  });
});

describe('the undo command', () => {
  it('lists what was removed for a task or a database and can still be put back, with its buttons', {
    timeout: 60_000,
  }, async () => {
    const night = await startNight({ config: notLooking() });
    const none = await night.ask(alice, '/dts undo stock-prod');
    expect(none.text).toContain('I hold no removal for "stock-prod" that can be put back.');
    expect(none.text).toContain('24 hours');
    await oddRemoved(night);
    await remove(night, STOCK, STOCK_TARGET);

    for (const words of ['stock-prod', STOCK, STOCK_SOURCE]) {
      const list = await night.ask(alice, `/dts undo ${words}`);
      expect(list.text).toContain('2 removed, and can still be put back:');
      expect(list.text).toContain(`hidden whitelist rdsdts on ${STOCK_SOURCE}`);
      expect(valuesOn(list, 'cleanup.undo')).toHaveLength(2);
    }
    expect((await night.ask(alice, '/drs undo stock-prod')).text).toContain('I hold no removal');

    const list = await night.ask(alice, `/cutover undo ${STOCK}`);
    const [first] = valuesOn(list, 'cleanup.undo');
    await night.press(alice, list, 'cleanup.undo', first);
    await night.modal(alice);
    const told = await whisperAfter(night, alice, () => sendIn(night, alice, { reason: 'from the list' }));
    expect(told.text).toContain('Put back');
    expect(groupIn(night, STOCK_SOURCE, 'rdsdts')).toEqual(ODD);
    expect((await night.ask(alice, '/dts undo stock-prod')).text).toContain('1 removed');
    expectNoTrouble(night);
  });
});

it('puts a DRS rule back with the same content, under a new id, and can remove it again', {
  timeout: 60_000,
}, async () => {
  const PUBLIC = 'rule tcp 3306 from 80.158.10.20/32';
  const night = await startNight({ config: notLooking() });
  await night.end(alice, '/drs terminate DRS-shop-prod', '3jb101');
  await itemIn(night, DRS.shop, PUBLIC, 'OPEN', 30_000);
  const ruleNow = () =>
    night.clouds.world.drs.rules.find(({ remoteIpPrefix }) => remoteIpPrefix === '80.158.10.20/32');
  const before = structuredClone(ruleNow());
  await remove(night, DRS.shop, PUBLIC);
  const gone = await itemIn(night, DRS.shop, PUBLIC, 'GONE');
  expect(ruleNow()).toBeUndefined();

  await openModal(night, alice, DRS.shop, gone, 'cleanup.undo');
  const told = await whisperAfter(night, alice, () =>
    sendIn(night, alice, { reason: 'rolled back, INC-4713' }),
  );
  expect(told.text).toContain('Put back: rule tcp 3306 from 80.158.10.20/32');
  const after = ruleNow();
  expect(after?.id).not.toBe(before?.id);
  expect({ ...after, id: '' }).toEqual({ ...before, id: '' });
  const open = await itemIn(night, DRS.shop, PUBLIC, 'OPEN');
  expect(open.id).toBe(gone.id);
  const shown = await night.pressFor(alice, mustList(night, DRS.shop), 'cleanup.show', open.id);
  expect(textOf(shown)).toContain('80.158.10.20/32');

  await remove(night, DRS.shop, PUBLIC);
  await itemIn(night, DRS.shop, PUBLIC, 'GONE');
  const calls = changes(night).map(({ action, parameters }) =>
    `${action} ${String(parameters['id'] ?? '')}`.trim(),
  );
  expect(calls).toEqual([`delete-rule ${before?.id}`, 'create-rule', `delete-rule ${after?.id}`]);
  expectNoTrouble(night);
});
