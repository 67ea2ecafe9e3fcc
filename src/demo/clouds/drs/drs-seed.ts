import { startingLag } from '../lag.ts';
import { drsNetworkSeed } from './drs-network-seed.ts';
import type { DrsSeed } from './drs-state.ts';
import { type DrsTask, drsEndpoint, drsTask, rdsTarget } from './drs-task.ts';

export { SHOP_GROUP, SOURCE_GROUP } from './drs-network-seed.ts';

/** The ids of the seeded DRS jobs; their tails name the kind of link and are not hexadecimal. */
export const DRS = {
  shop: '5b0c1d2e-77aa-4c10-9f3e-0a1b2c3jb101',
  crm: '9e8d7c6b-1122-4aa0-8bcd-1234567jb101',
  paused: '2f4a6c8e-3355-4bb1-9cde-2345678jb101',
  postgres: '7d1e3f5a-4466-4cc2-8def-3456789jb602',
  recovery: '1c3b5a79-5577-4dd3-9efa-4567890jb301',
  misconfigured: '8a6c4e20-6688-4ee4-8fab-5678901jb101',
  rebuilding: '3e5d7c9b-7799-4ff5-9abc-6789012jb101',
  releaseFailed: '6b8a0c2e-88aa-4006-8bcd-7890123jb101',
  frozen: '4d6f8b1a-99bb-4117-9cde-8901234jb101',
  fullLoad: '0f2e4d6c-aacc-4228-8def-9012345jb101',
  completed: 'a1c3e5f7-bbdd-4339-9efa-0123456jb101',
  unwell: 'b2d4f6a8-ccee-444a-8fab-1357913jb101',
  noDelay: 'c3e5a7b9-ddff-455b-9abc-2468024jb201',
} as const;

/** Jobs of other projects of the same domain, one of them in another region. */
export const FAR_DRS = {
  analytics: 'd4f6b8c0-e000-466c-8bcd-3579135jb101',
  netherlands: 'e5a7c9d1-f111-477d-9cde-4680246jb201',
} as const;

/** The projects beside that of the credentials. */
export const PROJECTS = {
  analytics: { id: '1f5a2d7c9b3e4f60a8c1d2e3f4a5b6c7', name: 'eu-de_analytics' },
  netherlands: { id: '2e6b3d8c0a4f4b71b9d2e3f4a5b6c7d8', name: 'eu-nl' },
} as const;

const SHOP_TARGET = {
  ...rdsTarget('e05a3679efe241d8b5dee80b17c1a863in01', 'rds-shop'),
  ip: '192.168.0.131',
};
const LOST =
  'service LOGMANAGER failed, cause by: Unable to connect to DBMS: url=jdbc:mysql://203.0.113.21:3306 user=drs_src';

function running(): DrsTask[] {
  return [
    drsTask({
      id: DRS.shop,
      name: 'DRS-shop-prod',
      target: SHOP_TARGET,
      node: { ip: '192.168.0.229', publicIp: '80.158.10.20' },
      compared: [
        { type: 'DB', source: 1, target: 1 },
        { type: 'TABLE', source: 6, target: 6 },
        { type: 'TRIGGER', source: 4, target: 0 },
        { type: 'EVENT', source: 2, target: 0 },
      ],
    }),
    drsTask({
      id: DRS.postgres,
      name: 'DRS-ledger-pg',
      dbUseType: 'sync',
      engineType: 'postgresql',
      netType: 'vpn',
      source: drsEndpoint({ ip: '10.20.0.15', db_type: 'postgresql', db_port: 5432, db_user: 'drs_src' }),
      target: {
        ...rdsTarget('a7c1d3e5f7091b2d3f4a5c6e7f809a1bin03', 'rds-ledger'),
        db_type: 'postgresql',
        db_port: 5432,
      },
      node: { ip: '192.168.0.233', publicIp: '' },
      targetReadOnly: false,
    }),
    drsTask({
      id: DRS.recovery,
      name: 'DRS-dr-payments',
      dbUseType: 'cloudDataGuard',
      engineType: 'cloudDataGuard-mysql',
      netType: 'vpn',
      target: rdsTarget('c0ffee11223344556677889900aabbccin01', 'rds-payments'),
      node: { ip: '192.168.0.240', publicIp: '' },
    }),
    drsTask({
      id: DRS.fullLoad,
      name: 'DRS-warehouse',
      status: 'FULL_TRANSFER_STARTED',
      progressPercent: 37,
      lag: null,
      target: rdsTarget('f1e2d3c4b5a697887766554433221100in01', 'rds-warehouse'),
    }),
    drsTask({
      id: DRS.unwell,
      name: 'DRS-invoices',
      error: { code: 'DRS.M05017', message: LOST },
      lag: startingLag(540, 1),
      ending: 'fails',
    }),
    drsTask({ id: DRS.noDelay, name: 'DRS-blog', dbUseType: 'sync', lag: null }),
  ];
}

function inTrouble(): DrsTask[] {
  return [
    drsTask({
      id: DRS.crm,
      name: 'DRS-crm',
      status: 'INCRE_TRANSFER_FAILED',
      netType: 'vpn',
      target: SHOP_TARGET,
      created: Date.parse('2026-03-01T17:40:55Z'),
      source: drsEndpoint({ ip: '203.0.113.21', db_user: 'drs_src' }),
      node: { ip: '192.168.0.231', publicIp: '' },
      error: { code: 'DRS.M05017', message: LOST },
      lag: null,
      causeRemains: true,
    }),
    drsTask({ id: DRS.paused, name: 'DRS-newsletter', status: 'PAUSING', pausedWord: 'PAUSEING' }),
    drsTask({
      id: DRS.misconfigured,
      name: 'DRS-fleet',
      status: 'CONFIGURATION',
      error: { code: 'DRS.M00206', message: 'The replication instance could not be configured.' },
      progressPercent: 0,
      lag: null,
    }),
    drsTask({ id: DRS.rebuilding, name: 'DRS-tickets', status: 'REBUILD_NODE_STARTED', lag: null }),
    drsTask({ id: DRS.releaseFailed, name: 'DRS-forum', status: 'RELEASE_RESOURCE_FAILED', lag: null }),
    drsTask({ id: DRS.frozen, name: 'DRS-arrears', status: 'FROZEN', lag: null }),
    drsTask({
      id: DRS.completed,
      name: 'DRS-wiki',
      status: 'RELEASE_RESOURCE_COMPLETE',
      targetReadOnly: false,
      lag: null,
      triggers: 'copied',
      afterDelete: 'DELETED',
    }),
  ];
}

function farAway(): DrsTask[] {
  const source = drsEndpoint({ ip: '198.51.100.7', db_user: 'drs_src' });
  return [
    drsTask({ id: FAR_DRS.analytics, name: 'DRS-lake', project: PROJECTS.analytics.id, source }),
    drsTask({
      id: FAR_DRS.netherlands,
      name: 'DRS-archive-nl',
      project: PROJECTS.netherlands.id,
      dbUseType: 'sync',
      source,
    }),
  ];
}

/** The jobs, security groups, rules and public addresses the simulated DRS starts with, most of them in eu-de. */
export function drsSeed(): DrsSeed {
  const tasks = [...running(), ...inTrouble(), ...farAway()];
  return { projects: Object.values(PROJECTS), tasks, ...drsNetworkSeed() };
}
