import { expect, it } from 'vitest';
import { DTS } from '../../src/demo/clouds/alibaba/alibaba-seed.ts';
import type { WhitelistGroup } from '../../src/demo/clouds/alibaba/database.ts';
import { dtsEndpoint, rdsEndpoint } from '../../src/demo/clouds/alibaba/dts-task.ts';
import {
  changes,
  expectNoTrouble,
  itemIn,
  notLooking,
  openModal,
  putStock,
  remove,
  STOCK,
  STOCK_TARGET,
  sendIn,
  whisperAfter,
} from './looks.ts';
import { alice, type Night, startNight } from './night.ts';

const HANGZHOU = 'cn-hangzhou';

/** Everything that is let in at a database, to the letter; the order of groups is nobody's. */
function accessOf(night: Night, databaseId: string) {
  const { groups } = night.clouds.world.network.database(databaseId);
  return structuredClone(groups).toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function dtsGroup(night: Night, databaseId: string): WhitelistGroup {
  const found = accessOf(night, databaseId).find(({ name }) => name.includes('dts'));
  if (found === undefined) throw new Error(`${databaseId} has no group of DTS`);
  return found;
}

async function putBack(night: Night, taskId: string, words: string, state: string): Promise<string> {
  const item = await itemIn(night, taskId, words, state);
  await openModal(night, alice, taskId, item, 'cleanup.undo');
  return (await whisperAfter(night, alice, () => sendIn(night, alice, { reason: 'rolled back' }))).text;
}

it.each([
  ['RDS', 'rm-bp1undo0engine01'],
  ['PolarDB', 'pc-bp1undo0engine01'],
  ['MONGODB', 'dds-bp1undo0engin01'],
  ['REDIS', 'r-bp1undo0engine001'],
  ['ADS', 'am-bp1undo0engine01'],
  ['GREENPLUM', 'gp-bp1undo0engine01'],
  ['POLARDBX20', 'pxc-hzundo0engine01'],
  ['CLICKHOUSE', 'cc-bp1undo0engine01'],
])('puts the whole list of a group on %s back as it was', async (product, id) => {
  const night = await startNight({ config: notLooking() });
  putStock(night, {
    status: 'Finished',
    source: dtsEndpoint({ InstanceType: product, InstanceID: id, Region: HANGZHOU }),
    destination: rdsEndpoint(STOCK_TARGET, HANGZHOU),
  });
  // The API of PolarDB-X has no attribute of a group.
  if (product === 'POLARDBX20')
    night.clouds.world.network.putGroup(id, { ...dtsGroup(night, id), attribute: '' });
  const before = accessOf(night, id);
  await night.ask(alice, `/dts cleanup ${STOCK}`);
  await remove(night, STOCK, id);
  await itemIn(night, STOCK, id, 'GONE');
  expect(accessOf(night, id)).toHaveLength(before.length - 1);

  expect(await putBack(night, STOCK, id, 'GONE')).toContain('Put back');
  expect(accessOf(night, id)).toEqual(before);
  await itemIn(night, STOCK, id, 'OPEN');
  expect(changes(night)).toHaveLength(2);
  expectNoTrouble(night);
});

it('puts the list of a group back that was neutralised because its engine cannot delete it', async () => {
  const night = await startNight({ config: notLooking() });
  putStock(night, { status: 'Finished' });
  night.clouds.world.network.setDatabase(STOCK_TARGET, { cannotDeleteGroups: true });
  const before = dtsGroup(night, STOCK_TARGET);
  await night.ask(alice, `/dts cleanup ${STOCK}`);
  await remove(night, STOCK, STOCK_TARGET);
  await itemIn(night, STOCK, STOCK_TARGET, 'NEUTRALISED');
  expect(dtsGroup(night, STOCK_TARGET).ips).toEqual(['127.0.0.1']);

  expect(await putBack(night, STOCK, STOCK_TARGET, 'NEUTRALISED')).toContain('Put back');
  const after = dtsGroup(night, STOCK_TARGET);
  // A list is never covered to put something back, so the entry that lets nobody in may stay beside the old ones.
  expect({ ...after, ips: after.ips.filter((ip) => ip !== '127.0.0.1') }).toEqual(before);
  await itemIn(night, STOCK, STOCK_TARGET, 'OPEN');
  expectNoTrouble(night);
});

it('lets a machine join the group again that it left', async () => {
  const night = await startNight({ config: notLooking() });
  const groups = () =>
    night.clouds.world.alibaba.instances
      .find(({ id }) => id === 'i-bp1c4xq7m2k9s0d3e')
      ?.securityGroupIds.toSorted();
  const before = groups();
  night.clouds.world.setDelay(DTS.ecsSync, 0);
  await night.end(alice, '/dts terminate inventory-ecs', 'inventory-ecs');
  await remove(night, DTS.ecsSync, 'DTS_inventory');
  await itemIn(night, DTS.ecsSync, 'DTS_inventory', 'GONE');
  expect(groups()).toEqual(['sg-bp1app0servers0001']);

  expect(await putBack(night, DTS.ecsSync, 'DTS_inventory', 'GONE')).toContain('Put back');
  expect(groups()).toEqual(before);
  expect(changes(night).map(({ action }) => action)).toEqual(['LeaveSecurityGroup', 'JoinSecurityGroup']);
  expectNoTrouble(night);
});
