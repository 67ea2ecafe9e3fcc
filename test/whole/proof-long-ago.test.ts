import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DTS } from '../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { publicEndpoint, rdsEndpoint } from '../../src/demo/clouds/alibaba/dts-task.ts';
import {
  changes,
  expectNoTrouble,
  groupsOf,
  itemIn,
  listOf,
  notLooking,
  putStock,
  remove,
  STOCK,
  STOCK_SOURCE,
  STOCK_TARGET,
  until,
} from './looks.ts';
import { alice, type Night, oscar, startNight } from './night.ts';
import { checklistsIn } from './told.ts';

/** Waits until the watch has seen the task alive and remembers it outside the main document. */
async function remembered(night: Night, taskId: string): Promise<void> {
  const path = join(night.folder, 'data', 'snapshots.json');
  const isThere = () => existsSync(path) && readFileSync(path, 'utf8').includes(taskId);
  await until(isThere, 'the snapshot is kept');
}

/** A running stock-prod that the bot has seen; then somebody releases it in the console. */
async function seenThenDeleted(night: Night, region = 'cn-hangzhou'): Promise<void> {
  putStock(night, { region });
  await remembered(night, STOCK);
  night.clouds.world.deleteInConsole(STOCK);
}

async function expectWholeList(night: Night): Promise<void> {
  const source = await itemIn(night, STOCK, STOCK_SOURCE, 'OPEN');
  expect(source.words).toContain('hidden whitelist rdsdts');
  await itemIn(night, STOCK, STOCK_TARGET, 'OPEN');
  await remove(night, STOCK, STOCK_SOURCE);
  await itemIn(night, STOCK, STOCK_SOURCE, 'GONE');
  expect(groupsOf(night, STOCK_SOURCE)).not.toContain('rdsdts');
  expect(groupsOf(night, STOCK_TARGET)).toContain('rdsdts');
  expectNoTrouble(night);
}

describe('a task that ended long ago and is still listed', () => {
  it.each([
    ['its id', STOCK],
    ['its name', 'stock-prod'],
    ['its name in other letters', '"Stock-Prod"'],
  ])('gets its checklist by %s, once', async (_what, words) => {
    const night = await startNight({ config: notLooking() });
    putStock(night, { status: 'Finished', finished: Date.parse('2026-04-02T01:00:00Z') });

    const answer = await night.ask(alice, `/dts cleanup ${words}`);
    expect(answer.text).toContain('The checklist of stock-prod is being posted in the channel.');
    await expectWholeList(night);
    const again = await night.ask(alice, `/dts cleanup ${STOCK}`);
    expect(again.text).toContain('CLEAN-UP stock-prod: 1 of');
    expect(checklistsIn(night)).toHaveLength(1);
    expect(night.deeds()).toEqual([]);
  });

  it('is refused to whom no rule allows it, and while the task lives', async () => {
    const night = await startNight({ config: notLooking() });
    putStock(night);

    const alive = await night.ask(alice, '/dts cleanup stock-prod');
    expect(alive.text).toContain('stock-prod is not over');
    expect(alive.text).toContain('Nothing was changed.');
    night.clouds.world.setStatus(STOCK, 'Suspending');
    expect((await night.ask(alice, `/dts cleanup ${STOCK}`)).text).toContain('stock-prod is not over');
    night.clouds.world.endInConsole(STOCK);
    const stranger = await night.ask(oscar, '/dts cleanup stock-prod');
    expect(stranger.text).not.toContain('is being posted');
    expect(stranger.text).toContain('Nothing was changed.');
    expect(checklistsIn(night)).toEqual([]);
    expectNoTrouble(night);
  });
});

describe('a task that no cloud lists any more', () => {
  it.each([
    ['its id', STOCK],
    ['its name', 'stock-prod'],
    ['a database by instance id', STOCK_TARGET],
    ['a database by instance id in capitals', STOCK_SOURCE.toUpperCase()],
  ])('is known by %s from when the watch saw it alive', async (_what, words) => {
    const night = await startNight({ config: notLooking() });
    await seenThenDeleted(night);

    const answer = await night.ask(alice, `/dts cleanup ${words}`);
    expect(answer.text).toContain('The checklist of stock-prod is being posted');
    await expectWholeList(night);
    expect(checklistsIn(night)).toHaveLength(1);
  });

  it('is known over a restart of the bot', async () => {
    const night = await startNight({ config: notLooking() });
    await seenThenDeleted(night);
    night.kill('SIGKILL');
    await night.restart();

    const answer = await night.ask(alice, `/cutover cleanup ${STOCK_SOURCE}`);
    expect(answer.text).toContain('The checklist of stock-prod is being posted');
    await expectWholeList(night);
  });

  it('is known by the address of a database outside the cloud, whose blocks are then asked for', async () => {
    const night = await startNight({ config: notLooking() });
    putStock(night, {
      source: publicEndpoint('203.0.113.77', 'cn-hangzhou'),
      destination: rdsEndpoint(STOCK_TARGET, 'cn-hangzhou'),
    });
    await remembered(night, STOCK);
    night.clouds.world.deleteInConsole(STOCK);

    const answer = await night.ask(alice, '/dts cleanup 203.0.113.77');
    expect(answer.text).toContain('The checklist of stock-prod is being posted');
    const firewall = await itemIn(night, STOCK, 'firewall of 203.0.113.77', 'BY HAND');
    await itemIn(night, STOCK, STOCK_TARGET, 'OPEN');
    const post = listOf(night, STOCK);
    if (post === undefined) throw new Error('no list');
    const shown = await night.pressFor(alice, post, 'cleanup.show', firewall.id);
    expect(shown.text).toMatch(/\d+\.\d+\.\d+\.\d+\/\d+/);
    expect(changes(night)).toEqual([]);
    expectNoTrouble(night);
  });

  it('is not taken for over while its region does not answer, and that is said', async () => {
    const night = await startNight({ config: notLooking() });
    await seenThenDeleted(night, 'ap-southeast-1');
    night.clouds.world.setRegion('alibaba', 'ap-southeast-1', 'unavailable');

    const answer = await night.ask(alice, `/dts cleanup ${STOCK}`);
    expect(answer.text).toContain('I remember stock-prod');
    expect(answer.text).toContain('do not know whether it is over');
    expect(answer.text).toContain('ap-southeast-1');
    expect(answer.text).toContain('Nothing was changed.');
    expect(checklistsIn(night)).toEqual([]);

    night.clouds.world.setRegion('alibaba', 'ap-southeast-1', null);
    expect((await night.ask(alice, `/dts cleanup ${STOCK}`)).text).toContain('is being posted');
    await itemIn(night, STOCK, STOCK_SOURCE, 'OPEN');
    expectNoTrouble(night);
  });
});

it('says plainly that a task was never seen, and where it was looked', async () => {
  const night = await startNight({ config: notLooking() });

  const answer = await night.ask(alice, '/cutover cleanup rm-nobody-ever-saw');
  expect(answer.text).toContain('I found no task and no checklist for "rm-nobody-ever-saw"');
  expect(answer.text).toContain('Looked in prod-cn cn-hangzhou');
  expect(answer.text).toContain('Nothing was changed.');
  expect(checklistsIn(night)).toEqual([]);
  const wrongCloud = await night.ask(alice, `/drs cleanup ${DTS.finished}`);
  expect(wrongCloud.text).toContain('I found no task');
  expectNoTrouble(night);
});
