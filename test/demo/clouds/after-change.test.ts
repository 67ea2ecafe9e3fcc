import { expect, test } from 'vitest';
import { DTS } from '../../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { APIS } from '../../../src/demo/clouds/alibaba/operations.ts';
import { DRS_ROUTES } from '../../../src/demo/clouds/drs/drs-routes.ts';
import { DRS } from '../../../src/demo/clouds/drs/drs-seed.ts';
import type { Call } from '../../../src/demo/clouds/shown.ts';
import { rpc } from './alibaba/signed-rpc.ts';
import { drs } from './drs/signed-drs.ts';
import { type SimulatedClouds, simulatedClouds } from './simulated-clouds.ts';

const JOB = { RegionId: 'cn-hangzhou', DtsJobId: DTS.orders };

/** Clouds that cut the answer to every change, and what they were asked about. */
async function cuttingClouds(): Promise<{ clouds: SimulatedClouds; asked: string[] }> {
  const clouds = await simulatedClouds();
  const asked: string[] = [];
  clouds.world.log.afterChange = (call: Call) => {
    asked.push(call.action);
    return 'cut';
  };
  return { clouds, asked };
}

test('a change that took effect is asked about, and its answer never arrives', async () => {
  const { clouds, asked } = await cuttingClouds();
  await expect(rpc(clouds, 'StopDtsJob', JOB)).rejects.toThrow('fetch failed');
  const end = { jobs: [{ job_id: DRS.shop, delete_type: 'terminate' }] };
  await expect(drs(clouds, 'DELETE', '/v3/{p}/jobs/batch-jobs', end)).rejects.toThrow('fetch failed');
  expect(asked).toEqual(['StopDtsJob', 'batch-jobs']);
  expect(clouds.calls.map(({ answer }) => answer)).toEqual([
    { status: 0, code: '', fault: 'cut-after-change' },
    { status: 0, code: '', fault: 'cut-after-change' },
  ]);
  clouds.pass(60);
  const states = clouds.tasks().filter(({ id }) => id === DTS.orders || id === DRS.shop);
  expect(states.map(({ status }) => status)).toEqual(['Finished', 'RELEASE_RESOURCE_COMPLETE']);
});

test('reads and refused changes are none', async () => {
  const { clouds, asked } = await cuttingClouds();
  await rpc(clouds, 'DescribeDtsJobs');
  await rpc(clouds, 'StopDtsJob', { ...JOB, DtsJobId: DTS.locked });
  const end = { jobs: [{ job_id: DRS.crm, delete_type: 'terminate' }] };
  await drs(clouds, 'DELETE', '/v3/{p}/jobs/batch-jobs', end);
  expect(asked).toEqual([]);
  expect(clouds.calls.map(({ changes }) => changes)).toEqual([false, true, true]);
});

test('the operations that change something are these and no others', () => {
  const alibaba = [...APIS.values()].flatMap(({ services, changing }) =>
    [...changing].map((action) => `${services.at(-1)} ${action}`),
  );
  const ofDrs = DRS_ROUTES.filter((route) => route.changes).map(({ service, name }) => `${service} ${name}`);
  expect([...new Set([...alibaba, ...ofDrs])].toSorted()).toEqual([
    'adb ModifyClusterAccessWhiteList',
    'adb ModifyDBClusterAccessWhiteList',
    'clickhouse ModifyDBClusterAccessWhiteList',
    'clickhouse ModifySecurityIPList',
    'dds ModifySecurityIps',
    'drs batch-jobs',
    'drs batch-pause-task',
    'drs batch-retry-task',
    'drs batch-starting',
    'dts DeleteDtsJob',
    'dts StartDtsJob',
    'dts StopDtsJob',
    'dts SuspendDtsJob',
    'ecs DeleteSecurityGroup',
    'ecs JoinSecurityGroup',
    'ecs LeaveSecurityGroup',
    'eip change-publicip',
    'eip release-publicip',
    'gpdb DeleteDBInstanceIPArray',
    'gpdb ModifySecurityIps',
    'polardb ModifyDBClusterAccessWhitelist',
    'polardbx ModifySecurityIps',
    'r-kvstore ModifySecurityIps',
    'rds ModifySecurityIps',
    'vpc create-rule',
    'vpc delete-group',
    'vpc delete-rule',
  ]);
});

test('the log counts every call and tells those who listen', async () => {
  const clouds = await simulatedClouds();
  let told = 0;
  const stop = clouds.world.log.onChange(() => {
    told += 1;
  });
  await rpc(clouds, 'DescribeDtsJobs');
  expect(clouds.world.log.total).toBe(1);
  expect(told).toBe(2);
  clouds.world.reset();
  expect(clouds.calls).toEqual([]);
  stop();
  await rpc(clouds, 'DescribeDtsJobs');
  expect(clouds.world.log.total).toBe(2);
  expect(told).toBe(3);
});

test('a reset can go on to another world, and later resets go back to that', async () => {
  const { world, tasks } = await simulatedClouds();
  const only = world.alibaba.tasks.filter(({ id }) => id === DTS.orders);
  const empty = { databases: [], instances: [], securityGroups: [] };
  const ofDrs = { tasks: [], securityGroups: [], rules: [], publicIps: [] };
  world.setSpeed(60);
  world.reset({ alibaba: { tasks: only, ...empty }, drs: ofDrs });
  expect(tasks().map(({ id }) => id)).toEqual([DTS.orders]);
  expect(world.timeline.speed).toBe(1);
  world.rename(DTS.orders, 'renamed');
  world.reset();
  expect(tasks().map(({ name }) => name)).toEqual(['orders-prod']);
});
