import { describe, expect, it } from 'vitest';
import { dtsEndpoint, dtsTask, ecsEndpoint } from '../../../../src/demo/clouds/alibaba/dts-task.ts';
import type { Clouds } from '../../../../src/demo/clouds/clouds.ts';
import { rightsOf } from '../../../../src/doctor/accounts/rights.ts';
import { createAlibabaAccount } from '../../../../src/providers/alibaba-dts/account.ts';
import type { AlibabaAccountConfig } from '../../../../src/providers/alibaba-dts/config.ts';
import { examineAlibaba } from '../../../../src/providers/alibaba-dts/examine/examine.ts';
import type { ReadAsked } from '../../../../src/providers/examination.ts';
import { simulatedClouds } from '../../../demo/clouds/simulated-clouds.ts';

const REGION = 'cn-hangzhou';
/** A database of every product, by DTS's word for it; the ids tell the editions apart. */
const DATABASES = [
  ['RDS', 'rm-1', 'RDS'],
  ['PolarDB', 'pc-1', 'PolarDB'],
  ['MONGODB', 'dds-1', 'MONGODB'],
  ['REDIS', 'r-1', 'REDIS'],
  ['ADS', 'am-1', 'ADS'],
  ['ADS', 'amv-1', 'ADS_LAKEHOUSE'],
  ['GREENPLUM', 'gp-1', 'GREENPLUM'],
  ['POLARDBX20', 'pxc-1', 'POLARDBX20'],
  ['CLICKHOUSE', 'cc-1', 'CLICKHOUSE'],
  ['CLICKHOUSE', 'cc-2', 'CLICKHOUSE_ENTERPRISE'],
] as const;
const MACHINE = 'i-bp1everything00001';

function world() {
  const tasks = [...DATABASES, ['ECS', MACHINE, ''] as const].map(([product, id], at) =>
    dtsTask({
      id: `k${at}everything`,
      name: `task-${at}`,
      source:
        product === 'ECS' ? ecsEndpoint(id, REGION) : dtsEndpoint({ InstanceType: product, InstanceID: id }),
      destination: dtsEndpoint({ InstanceType: 'OTHER', Ip: '203.0.113.9' }),
    }),
  );
  const vpcId = 'vpc-bp1everything0001';
  return {
    tasks,
    databases: DATABASES.map(([, id, product]) => ({ product, id, region: REGION })),
    instances: [{ id: MACHINE, name: 'db', region: REGION, vpcId, securityGroupIds: ['sg-1'] }],
    securityGroups: [{ id: 'sg-1', name: 'apps', region: REGION, vpcId }],
  };
}

function configFor(clouds: Clouds): AlibabaAccountConfig {
  const { accessKeyId, accessKeySecret } = clouds.alibaba;
  return {
    name: 'demo',
    regions: [REGION],
    credentials: { accessKeyId, accessKeySecret: () => accessKeySecret },
    endpoint: clouds.url,
    wait: async () => undefined,
    pace: { now: () => 0, wait: async () => undefined },
  };
}

async function ask(clouds: Clouds): Promise<readonly ReadAsked[]> {
  const config = configFor(clouds);
  const { tasks } = await createAlibabaAccount(config).list('background');
  return examineAlibaba(config).reads(tasks);
}

function kindsOf(asked: readonly ReadAsked[], right: string) {
  return asked.filter((one) => one.right === right).map(({ came }) => came.kind);
}

/** The rights that the README asks for, for the things that are there; those of the older Redis name are the same reads. */
const { read, look } = rightsOf({ provider: 'alibaba-dts' } as Parameters<typeof rightsOf>[0]);
const RIGHTS = [...read.actions, ...look.actions].filter((right) => !right.startsWith('kvstore:'));

describe('every read of an Alibaba account', () => {
  it('is asked once, is a right of the README, is allowed where none is taken away, and changes nothing', async () => {
    const clouds = await simulatedClouds({ seed: { alibaba: world() } });
    const asked = await ask(clouds);
    expect(asked.map(({ right }) => right).toSorted()).toEqual(RIGHTS.toSorted());
    expect(asked.filter(({ came }) => came.kind !== 'allowed')).toEqual([]);
    expect(clouds.calls.filter(({ changes }) => changes)).toEqual([]);
  });
});

describe('a right that is missing', () => {
  const reads = RIGHTS.filter((right) => right !== 'dts:DescribeDtsJobs');

  it.each(reads)('%s is named, and the others are still known', async (right) => {
    const clouds = await simulatedClouds({ seed: { alibaba: world() } });
    clouds.world.deny(right);
    const asked = await ask(clouds);
    expect(asked.find((one) => one.right === right)?.came).toEqual({ kind: 'missing', right });
    const others = asked.filter((one) => one.right !== right && one.came.kind !== 'allowed');
    expect(others).toEqual([]);
  });

  it('to list tasks is named, and what needs a task to ask about is not guessed', async () => {
    const clouds = await simulatedClouds({ seed: { alibaba: world() } });
    clouds.world.deny('dts:DescribeDtsJobs');
    const asked = await ask(clouds);
    expect(kindsOf(asked, 'dts:DescribeDtsJobs')).toEqual(['missing']);
    expect(kindsOf(asked, 'dts:DescribeDtsJobDetail')).toEqual(['not-known']);
    expect(kindsOf(asked, 'rds:DescribeDBInstanceAttribute')).toEqual(['not-used']);
    expect(kindsOf(asked, 'dts:WhiteIpList')).toEqual(['allowed']);
  });
});

describe('what cannot be asked', () => {
  it('is not used where no task has such a database', async () => {
    const { tasks, ...rest } = world();
    const clouds = await simulatedClouds({ seed: { alibaba: { ...rest, tasks: tasks.slice(0, 1) } } });
    const asked = await ask(clouds);
    expect(kindsOf(asked, 'rds:DescribeDBInstanceNetInfo')).toEqual(['allowed']);
    expect(kindsOf(asked, 'polardb:DescribeDBClusterEndpoints')).toEqual(['not-used']);
    expect(kindsOf(asked, 'ecs:DescribeInstances')).toEqual(['not-used']);
    expect(clouds.calls.some(({ product }) => product === 'polardb')).toBe(false);
  });

  it('is not checked, rather than allowed, where the database, or the machine, is gone', async () => {
    const clouds = await simulatedClouds({ seed: { alibaba: { ...world(), databases: [], instances: [] } } });
    const asked = await ask(clouds);
    expect(kindsOf(asked, 'rds:DescribeDBInstanceIPArrayList')).toEqual(['not-known']);
    expect(kindsOf(asked, 'ecs:DescribeInstances')).toEqual(['not-known']);
    expect(kindsOf(asked, 'ecs:DescribeSecurityGroupReferences')).toEqual(['not-known']);
  });

  it('is a failure where the cloud does not answer', async () => {
    const clouds = await simulatedClouds({ seed: { alibaba: world() } });
    const config = configFor(clouds);
    const { tasks } = await createAlibabaAccount(config).list('background');
    clouds.world.fault({ cloud: 'alibaba', action: 'WhiteIpList', kind: 'error-500', times: 20 });
    const asked = await examineAlibaba(config).reads(tasks);
    expect(kindsOf(asked, 'dts:WhiteIpList')).toEqual(['failed']);
  });
});
