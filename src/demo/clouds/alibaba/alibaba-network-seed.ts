import type { AlibabaSeed } from './alibaba-state.ts';
import type { DatabaseInput, WhitelistGroup } from './database.ts';
import type { DtsEndpoint, DtsTask } from './dts-task.ts';
import { serverBlocks } from './regions.ts';

const HANGZHOU = 'cn-hangzhou';
const VPC = 'vpc-bp1q2w3e4r5t6y7u8';
/** The one whose whitelists are in enhanced mode: each group belongs to a kind of network. */
const ENHANCED = 'rm-bp1162kryivb8q2k3';
const UNTRACED = ['NotConfigured', 'NotStarted'];

/** What DTS calls its group on a product, where that is known; else a name with "dts" in it. */
const DTS_GROUPS: Record<string, string> = { PolarDB: 'dtspolardb', MONGODB: 'ddsdts', RDS: 'rdsdts' };
const PRODUCTS = [
  'RDS',
  'PolarDB',
  'MONGODB',
  'REDIS',
  'ADS',
  'GREENPLUM',
  'POLARDBX20',
  'CLICKHOUSE',
  'CLICKHOUSE_ENTERPRISE',
];

/** The database instances that these tasks use, each with groups of people and other services, and the one DTS made. */
export function databasesOf(tasks: readonly DtsTask[]): DatabaseInput[] {
  const databases = new Map<string, DatabaseInput>();
  for (const task of tasks) {
    for (const end of [task.source, task.destination]) {
      if (!PRODUCTS.includes(end.InstanceType) || end.InstanceID === '') continue;
      const traced = !UNTRACED.includes(task.status);
      const known = databases.get(end.InstanceID);
      if (known === undefined || (traced && !known.groups?.some(isOfDts)))
        databases.set(end.InstanceID, databaseOf(end, traced));
    }
  }
  return [...databases.values()];
}

function isOfDts(group: WhitelistGroup): boolean {
  return group.name.includes('dts');
}

function databaseOf({ InstanceType, InstanceID, Region }: DtsEndpoint, traced: boolean): DatabaseInput {
  const networkType = InstanceID === ENHANCED ? 'VPC' : 'MIX';
  const group = (name: string, attribute: string, ips: string[]) => ({ name, attribute, networkType, ips });
  const dtsName = InstanceID === ENHANCED ? 'rdsdts_orders' : (DTS_GROUPS[InstanceType] ?? 'dts_access');
  const blocks = `${serverBlocks(Region, 'vpc')},${serverBlocks(Region, 'internet')}`.split(',').slice(0, 6);
  return {
    product: InstanceType,
    id: InstanceID,
    region: Region,
    busySeconds: 2,
    groups: [
      group('default', '', ['10.0.0.0/16']),
      group('ali_dms_group', 'hidden', ['100.104.205.0/24']),
      group('hdm_security_ips', 'hidden', ['100.104.72.0/24']),
      ...(traced ? [group(dtsName, 'hidden', blocks)] : []),
    ],
  };
}

/** Databases, machines and security groups around the seeded jobs, with the traces DTS leaves in them. */
export function alibabaNetworkSeed(tasks: readonly DtsTask[]): Omit<AlibabaSeed, 'tasks'> {
  const inHangzhou = { region: HANGZHOU, vpcId: VPC };
  const ofDts = (id: string, sourceCidr: string) => ({ id, sourceCidr, description: 'DTS' });
  return {
    databases: databasesOf(tasks),
    instances: [
      {
        ...inHangzhou,
        id: 'i-bp1c4xq7m2k9s0d3e',
        name: 'inventory-db',
        securityGroupIds: ['sg-bp1app0servers0001', 'sg-bp1dts0inventory01'],
      },
    ],
    securityGroups: [
      {
        ...inHangzhou,
        id: 'sg-bp1app0servers0001',
        name: 'app-servers',
        description: 'Application servers',
        rules: [
          { id: 'sgr-bp1app0000000001', sourceCidr: '10.0.0.0/16', description: 'Apps' },
          ofDts('sgr-bp1app0000000002', '100.104.52.0/24'),
        ],
      },
      {
        ...inHangzhou,
        id: 'sg-bp1dts0inventory01',
        name: 'DTS_inventory',
        description: 'Created by DTS',
        rules: [
          ofDts('sgr-bp1dts0000000001', '100.104.52.0/24'),
          ofDts('sgr-bp1dts0000000002', '101.37.14.0/24'),
        ],
      },
    ],
  };
}
