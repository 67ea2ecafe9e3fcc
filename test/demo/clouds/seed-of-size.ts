import type { AlibabaSeed } from '../../../src/demo/clouds/alibaba/alibaba-state.ts';
import type { DatabaseInput } from '../../../src/demo/clouds/alibaba/database.ts';
import {
  type DtsEndpoint,
  type DtsTask,
  dtsEndpoint,
  dtsTask,
} from '../../../src/demo/clouds/alibaba/dts-task.ts';
import { DTS_REGIONS } from '../../../src/demo/clouds/alibaba/regions.ts';
import type { DrsSeed } from '../../../src/demo/clouds/drs/drs-state.ts';
import { startingLag } from '../../../src/demo/clouds/lag.ts';

export interface Size {
  databases: number;
  tasks: number;
  /** How many regions have tasks and databases; the other ones answer, and are empty. */
  regions: number;
}

const PRODUCTS = [
  ['RDS', 'rm'],
  ['PolarDB', 'pc'],
  ['MONGODB', 'dds'],
  ['REDIS', 'r'],
  ['ADS', 'am'],
  ['GREENPLUM', 'gp'],
  ['POLARDBX20', 'pxc'],
  ['CLICKHOUSE', 'cc'],
] as const;
const TYPES = ['SYNC', 'MIGRATION', 'SUBSCRIBE'] as const;
const STATUSES = {
  SYNC: ['Synchronizing', 'Suspending', 'Failed', 'Finished', 'Initializing', 'NotStarted'],
  MIGRATION: ['Migrating', 'Suspending', 'MigrationFailed', 'Finished', 'NotStarted'],
  SUBSCRIBE: ['Normal', 'Abnormal', 'Locked'],
} as const;

/** Numbers below `below`, the same ones at every run. */
function dice(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const digits = (at: number) => String(at).padStart(5, '0');

function databaseAt(at: number, regions: readonly string[]): DatabaseInput {
  const [product, prefix] = PRODUCTS[at % PRODUCTS.length] ?? ['RDS', 'rm'];
  const id = `${prefix}-big${digits(at)}`;
  const ip = `10.${64 + Math.floor(at / 250)}.0.${1 + (at % 250)}`;
  const group = (name: string, attribute: string, ips: string[]) => ({
    name,
    attribute,
    networkType: 'MIX',
    ips,
  });
  return {
    product,
    id,
    region: regions[at % regions.length] ?? 'cn-hangzhou',
    addresses: [{ network: 'private', host: `${id}.big.example`, ip, port: '3306' }],
    groups: [
      group('default', '', ['10.0.0.0/8']),
      group('ali_dms_group', 'hidden', ['100.104.205.0/24']),
      group('dts_access', 'hidden', ['100.104.52.0/24', '101.37.14.0/24']),
    ],
  };
}

/** Most tasks name a database by its id; every twentieth reaches it by an address, as a self-managed one. */
function endpointAt(database: DatabaseInput, at: number): DtsEndpoint {
  const { product, id, region, addresses } = database;
  if (at % 20 !== 19) return dtsEndpoint({ InstanceType: product, InstanceID: id, Region: region });
  const [address] = addresses ?? [];
  return dtsEndpoint({
    InstanceType: 'EXPRESS',
    Ip: address?.[at % 40 === 19 ? 'ip' : 'host'] ?? '',
    Region: region,
  });
}

function taskAt(
  at: number,
  region: string,
  databases: readonly DatabaseInput[],
  roll: (below: number) => number,
): DtsTask {
  const jobType = TYPES[roll(TYPES.length)] ?? 'SYNC';
  const statuses = STATUSES[jobType];
  const source = databases[roll(databases.length)];
  const destination = databases[roll(databases.length)];
  return dtsTask({
    id: `big${digits(at)}`,
    name: `task-${digits(at)}`,
    region,
    jobType,
    status: statuses[roll(statuses.length)] ?? statuses[0],
    lag: startingLag(roll(30)),
    ...(source === undefined ? {} : { source: endpointAt(source, at) }),
    ...(destination === undefined ? {} : { destination: endpointAt(destination, at + 7) }),
  });
}

/**
 * A world of this size, the same at every run: databases of all products spread over the regions, each with a hidden
 * DTS group, and tasks of all types and states, in any region, on any two of them. DRS is empty.
 */
export function seedOfSize(size: Size): { alibaba: AlibabaSeed; drs: DrsSeed } {
  const regions = DTS_REGIONS.slice(0, size.regions);
  if (regions.length < size.regions) throw new Error(`DTS has ${regions.length} regions only`);
  const roll = dice(20_260_316);
  const databases = Array.from({ length: size.databases }, (_, at) => databaseAt(at, regions));
  const tasks = Array.from({ length: size.tasks }, (_, at) =>
    taskAt(at, regions[at % regions.length] ?? 'cn-hangzhou', databases, roll),
  );
  return {
    alibaba: { tasks, databases, instances: [], securityGroups: [] },
    drs: { tasks: [], securityGroups: [], rules: [], publicIps: [] },
  };
}
