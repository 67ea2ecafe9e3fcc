import { startingLag } from '../lag.ts';
import { alibabaNetworkSeed } from './alibaba-network-seed.ts';
import type { AlibabaSeed } from './alibaba-state.ts';
import {
  type DtsTask,
  dtsEndpoint,
  dtsTask,
  ecsEndpoint,
  polarEndpoint,
  publicEndpoint,
  rdsEndpoint,
} from './dts-task.ts';
import { farAway } from './far-seed.ts';

/** The ids of the seeded DTS jobs. */
export const DTS = {
  orders: 'i03e3zty16i8q2k',
  ecsSync: 'f7d2kqp1x0s94mz',
  publicMigration: 'k9w4hnb3u7v2c1e',
  twoWayForward: 'q5r8tzc6m1y0j3a',
  twoWayReverse: 'q5r8tzc6m1y0j3b',
  tracking: 'n2b7vxl4e8k6w9d',
  trackingPrePaid: 'n2b7vxl4e8k6w0f',
  failed: 'z1p6gsd9o3h5r7t',
  retrying: 'y8m3fuj2a6l4x5q',
  prePaid: 'w4c9ebn7k1i8d2s',
  paused: 'u6t1vqh5z3o9p0g',
  locked: 's3x7jmy2r8f4b6l',
  notStarted: 'r0k5wda8c2n7e1v',
  finished: 'p7h2ziu4t9q6g3m',
  hostileName: 'o1l8syb6x5j0f4c',
  sameNameOne: 'm9d3krv7w2e5n8h',
  sameNameOther: 'm9d3krv7w2e5n9j',
  noName: 'l4a6pxt0q8u1z7y',
} as const;

export const HOSTILE_NAME = '<!channel> <https://evil.example|console> *x*';

const SINGAPORE = 'ap-southeast-1';
const HANGZHOU = 'cn-hangzhou';
const START = Date.parse('2026-03-16T08:01:19Z');

function synchronisations(): DtsTask[] {
  return [
    dtsTask({
      id: DTS.orders,
      name: 'orders-prod',
      tags: { env: 'prod' },
      source: rdsEndpoint('rm-bp1162kryivb8q2k3', HANGZHOU),
      destination: polarEndpoint('pc-bp1imrtn6fq7h5w9d', HANGZHOU),
    }),
    dtsTask({
      id: DTS.ecsSync,
      name: 'inventory-ecs',
      source: ecsEndpoint('i-bp1c4xq7m2k9s0d3e', HANGZHOU),
      destination: rdsEndpoint('rm-bp1y7h3d5v9f2a8w6', HANGZHOU),
      lag: startingLag(3),
      lowerCaseDetail: true,
    }),
    ...twoWay(),
    dtsTask({
      id: DTS.failed,
      name: 'billing-archive',
      status: 'Failed',
      source: rdsEndpoint('rm-bp1k8w2n6t4q0z7c5', HANGZHOU),
      destination: polarEndpoint('pc-bp1e9j3x5r7m1u8b2', HANGZHOU),
      error: { code: 'DTS-070211', message: 'Connect Source DB failed. jdbc:mysql://10.12.3.4:3306/billing' },
      lag: startingLag(86_400, 1),
    }),
    dtsTask({
      id: DTS.retrying,
      name: 'events-feed',
      status: 'Retrying',
      region: SINGAPORE,
      retry: { count: 7, sinceSeconds: 1_260, message: 'Communications link failure' },
      lag: startingLag(1_260, 1),
    }),
    dtsTask({
      id: DTS.prePaid,
      name: 'ledger-prod',
      payType: 'PrePaid',
      expires: Date.parse('2027-03-16T16:00:00Z'),
      source: rdsEndpoint('rm-bp1f3s9v7c2x6k4m1', HANGZHOU),
      destination: polarEndpoint('pc-bp1t5z8q1w3y7h9n4', HANGZHOU),
    }),
  ];
}

function twoWay(): DtsTask[] {
  const here = rdsEndpoint('rm-bp1a1b2c3d4e5f6g7', HANGZHOU);
  const there = rdsEndpoint('rm-gs5h6i7j8k9l0m1n2', SINGAPORE);
  const instanceId = `dts${DTS.twoWayForward}`;
  const shared = { name: 'customers-two-way', instanceId, jobClass: 'medium' };
  return [
    dtsTask({
      ...shared,
      id: DTS.twoWayForward,
      twinId: DTS.twoWayReverse,
      source: here,
      destination: there,
    }),
    dtsTask({
      ...shared,
      id: DTS.twoWayReverse,
      twinId: DTS.twoWayForward,
      direction: 'Reverse',
      source: there,
      destination: here,
      lag: startingLag(1),
    }),
  ];
}

function otherStates(): DtsTask[] {
  return [
    dtsTask({ id: DTS.paused, name: 'search-index', status: 'Suspending', afterRelease: 'finished' }),
    dtsTask({ id: DTS.locked, name: 'legacy-crm', status: 'Locked', region: SINGAPORE }),
    dtsTask({ id: DTS.notStarted, name: 'sandbox-copy', status: 'NotStarted', fullLoadPercent: 0 }),
    dtsTask({ id: DTS.finished, name: 'wiki-moved', status: 'Finished', finished: START + 86_400_000 }),
    dtsTask({ id: DTS.hostileName, name: HOSTILE_NAME, region: SINGAPORE }),
    dtsTask({ id: DTS.sameNameOne, name: 'reports', source: rdsEndpoint('rm-bp1r3p0r7s1a2b3c4', HANGZHOU) }),
    dtsTask({
      id: DTS.sameNameOther,
      name: 'reports',
      source: rdsEndpoint('rm-bp1r3p0r7s5d6e7f8', HANGZHOU),
    }),
    dtsTask({ id: DTS.noName, name: '', instanceId: '', region: SINGAPORE }),
  ];
}

function migrationsAndTracking(): DtsTask[] {
  const kafka = dtsEndpoint({ InstanceType: '', EngineName: '', Port: '', UserName: '' });
  const tracked = rdsEndpoint('rm-bp1162kryivb8q2k3', HANGZHOU);
  return [
    dtsTask({
      id: DTS.publicMigration,
      name: 'shop-from-datacenter',
      jobType: 'MIGRATION',
      status: 'Migrating',
      fullLoadPercent: 41,
      source: publicEndpoint('203.0.113.20', HANGZHOU),
      destination: rdsEndpoint('rm-bp1h0p1s2h3o4p5q6', HANGZHOU),
      lag: startingLag(0.48),
    }),
    dtsTask({
      id: DTS.tracking,
      name: 'orders-changes',
      jobType: 'SUBSCRIBE',
      status: 'Normal',
      source: tracked,
      destination: kafka,
    }),
    dtsTask({
      id: DTS.trackingPrePaid,
      name: 'audit-changes',
      jobType: 'SUBSCRIBE',
      status: 'Normal',
      payType: 'PrePaid',
      expires: Date.parse('2026-12-31T16:00:00Z'),
      source: tracked,
      destination: kafka,
    }),
  ];
}

/** The jobs, databases, ECS instances and security groups the simulated Alibaba Cloud starts with. */
export function alibabaSeed(): AlibabaSeed {
  const tasks = [...synchronisations(), ...otherStates(), ...migrationsAndTracking(), ...farAway()];
  return { tasks, ...alibabaNetworkSeed(tasks) };
}
