import { describe, expect, it } from 'vitest';
import type { Leftover } from '../../../../src/cleanup/leftovers/leftover.ts';
import type { Place } from '../../../../src/cleanup/leftovers/place.ts';
import type { CleanupCloud, Sighting } from '../../../../src/cleanup/ports.ts';
import type { DatabaseInput } from '../../../../src/demo/clouds/alibaba/database.ts';
import { createAlibabaAccount } from '../../../../src/providers/alibaba-dts/account.ts';
import { simulatedClouds } from '../../../demo/clouds/simulated-clouds.ts';

type Seed = NonNullable<NonNullable<Parameters<typeof simulatedClouds>[0]>['seed']>['alibaba'];

const HANGZHOU = 'cn-hangzhou';

async function world(seed: Seed = {}) {
  const clouds = await simulatedClouds({ seed: { alibaba: seed } });
  const { accessKeyId, accessKeySecret } = clouds.alibaba;
  const cloud: CleanupCloud = createAlibabaAccount({
    name: 'demo',
    regions: [HANGZHOU],
    credentials: { accessKeyId, accessKeySecret: () => accessKeySecret },
    endpoint: clouds.url,
    timeoutMs: 5000,
    pace: { now: () => 0, wait: async () => undefined },
    wait: async () => undefined,
  });
  return { clouds, cloud };
}

async function found(cloud: CleanupCloud, place: Place): Promise<readonly Sighting[]> {
  const seen = await cloud.see(place, 'interactive');
  if (seen.kind !== 'there') throw new Error(seen.kind);
  return seen.found;
}

async function onlyLeftover(cloud: CleanupCloud, place: Place): Promise<Leftover> {
  const [first, ...more] = await found(cloud, place);
  if (first === undefined || more.length > 0) throw new Error(`${more.length + 1} leftovers, not 1`);
  return first.leftover;
}

const GROUP = { attribute: 'hidden', networkType: 'MIX', ips: ['100.104.52.0/24', '101.37.14.0/24'] };
const DEFAULT = { name: 'default', attribute: '', networkType: 'MIX', ips: ['10.0.0.0/16'] };

function databaseOf(product: string, id: string, change: Partial<DatabaseInput> = {}): DatabaseInput {
  const groups = [DEFAULT, { ...GROUP, name: 'dts_access' }];
  return { product, id, region: HANGZHOU, groups, busySeconds: 5, ...change };
}

function placeOf({ product, id }: DatabaseInput): Place {
  return { kind: 'database', product, region: HANGZHOU, instanceId: id };
}

const DATABASES = [
  ['RDS', 'rm-1'],
  ['PolarDB', 'pc-1'],
  ['MONGODB', 'dds-1'],
  ['REDIS', 'r-1'],
  ['ADS', 'am-1'],
  ['GREENPLUM', 'gp-1'],
  ['POLARDBX20', 'pxc-1'],
  ['CLICKHOUSE', 'cc-1'],
] as const;

describe.each(DATABASES)('a simulated %s', (product, id) => {
  it('loses its hidden group and gets it back, with everything else as it was', async () => {
    const database = databaseOf(product, id);
    const { clouds, cloud } = await world({ databases: [database] });
    const leftover = await onlyLeftover(cloud, placeOf(database));
    expect(leftover).toMatchObject({ product, name: 'dts_access' });
    await expect(cloud.readiness(leftover)).resolves.toEqual({ kind: 'ready' });
    await expect(cloud.change('remove', leftover)).resolves.toMatchObject({ kind: 'accepted' });
    await expect(cloud.readiness(leftover)).resolves.toMatchObject({ kind: 'busy' });
    await expect(cloud.change('restore', leftover)).resolves.toMatchObject({ kind: 'throttled' });
    clouds.pass(10);
    await expect(found(cloud, placeOf(database))).resolves.toEqual([]);
    await expect(cloud.change('restore', leftover)).resolves.toMatchObject({ kind: 'accepted' });
    clouds.pass(10);
    await expect(onlyLeftover(cloud, placeOf(database))).resolves.toMatchObject({
      name: 'dts_access',
      addresses: '100.104.52.0/24,101.37.14.0/24',
    });
  });

  it('is gone when another account has it', async () => {
    const database = databaseOf(product, id, { owner: 'somebody-else' });
    const { cloud } = await world({ databases: [database] });
    await expect(cloud.see(placeOf(database), 'interactive')).resolves.toEqual({ kind: 'gone' });
  });
});

describe.each(DATABASES.filter(([product]) => product !== 'GREENPLUM'))(
  'a simulated %s that cannot delete a group',
  (product, id) => {
    it('says so, and lets nobody in instead', async () => {
      const database = databaseOf(product, id, { cannotDeleteGroups: true });
      const { clouds, cloud } = await world({ databases: [database] });
      const leftover = await onlyLeftover(cloud, placeOf(database));
      const outcome = await cloud.change('remove', leftover);
      if (outcome.kind !== 'refused') throw new Error(outcome.kind);
      expect(cloud.cannotDelete(leftover, outcome.code)).toBe(true);
      await expect(cloud.change('neutralise', leftover)).resolves.toMatchObject({ kind: 'accepted' });
      clouds.pass(10);
      const { name, addresses } = { ...(await onlyLeftover(cloud, placeOf(database))) } as {
        name: string;
        addresses: string;
      };
      expect({ name, addresses }).toEqual({ name: 'dts_access', addresses: '127.0.0.1' });
    });
  },
);

describe('a simulated RDS in the enhanced mode', () => {
  it('loses the group of one network type and keeps that of the other', async () => {
    const groups = ['VPC', 'Classic'].map((networkType) => ({ ...GROUP, name: 'rdsdts', networkType }));
    const database = databaseOf('RDS', 'rm-2', { groups, busySeconds: 0 });
    const { cloud } = await world({ databases: [database] });
    const [first, ...more] = await found(cloud, placeOf(database));
    expect([first, ...more].map((one) => one?.leftover)).toMatchObject([
      { networkType: 'VPC' },
      { networkType: 'Classic' },
    ]);
    if (first === undefined) throw new Error('nothing found');
    await expect(cloud.change('remove', first.leftover)).resolves.toMatchObject({ kind: 'accepted' });
    await expect(onlyLeftover(cloud, placeOf(database))).resolves.toMatchObject({ networkType: 'Classic' });
  });
});

describe('a simulated machine', () => {
  const place: Place = {
    kind: 'machine',
    region: HANGZHOU,
    instanceId: 'i-bp1c4xq7m2k9s0d3e',
    blocks: ['100.104.52.0/24'],
  };

  it('leaves its group of DTS, which is then deleted; the rule in its own group is only reported', async () => {
    const { cloud } = await world();
    const seen = await cloud.see(place, 'interactive');
    if (seen.kind !== 'there') throw new Error(seen.kind);
    expect(seen.reports.map(({ key }) => key)).toEqual(['rule/sg-bp1app0servers0001/sgr-bp1app0000000002']);
    const member = await onlyLeftover(cloud, place);
    const group: Place = {
      kind: 'security-group',
      region: HANGZHOU,
      groupId: 'sg-bp1dts0inventory01',
      groupName: 'DTS_inventory',
    };
    const [full] = await found(cloud, group);
    expect(full?.hindrance).toBe('still in it: i-bp1c4xq7m2k9s0d3e; take them out first');
    await expect(cloud.readiness(member)).resolves.toEqual({ kind: 'ready' });
    await expect(cloud.change('remove', member)).resolves.toMatchObject({ kind: 'accepted' });
    await expect(cloud.change('remove', member)).resolves.toMatchObject({ kind: 'gone' });
    await expect(found(cloud, place)).resolves.toEqual([]);
    const [empty] = await found(cloud, group);
    if (empty === undefined) throw new Error('the group is not there');
    expect(empty.hindrance).toBeNull();
    await expect(cloud.change('remove', empty.leftover)).resolves.toMatchObject({ kind: 'accepted' });
    await expect(cloud.see(group, 'interactive')).resolves.toEqual({ kind: 'gone' });
  });

  it('joins its group again', async () => {
    const { cloud } = await world();
    const member = await onlyLeftover(cloud, place);
    await cloud.change('remove', member);
    await expect(cloud.change('restore', member)).resolves.toMatchObject({ kind: 'accepted' });
    await expect(onlyLeftover(cloud, place)).resolves.toEqual(member);
  });
});

describe('the simulated cloud', () => {
  it('shows every task of every region, and every region answers', async () => {
    const { clouds, cloud } = await world();
    const { tasks, looked } = await cloud.everyTask('background');
    expect(looked.filter(({ problem }) => problem !== null)).toEqual([]);
    const there = clouds.tasks().filter((task) => task.cloud === 'alibaba');
    expect(new Set(tasks.map(({ taskId }) => taskId))).toEqual(new Set(there.map(({ id }) => id)));
    const lists = clouds.calls.filter(({ action }) => action === 'DescribeDtsJobs');
    expect(lists).toHaveLength(looked.length * 3);
  });
});
