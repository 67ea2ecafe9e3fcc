import type { SimulatedClouds } from '../simulated-clouds.ts';
import { type Parameters, type RpcAnswer, rpc } from './signed-rpc.ts';

/** One engine's whitelist API as its manual writes it: names, versions, codes. */
export interface Engine {
  product: string;
  version: string;
  instance: string;
  id: string;
  also: Parameters;
  list: string;
  modify: string;
  describe: readonly string[];
  /** Where the groups are in the answer. */
  path: readonly string[];
  /** Fields of a listed group. */
  fields: { name: string; ips: string };
  /** Parameters of a change. */
  name: string;
  ips: string;
  modes: { cover: string; append: string; remove: string };
  notFound: string;
  busy: [number, string];
  service: string;
  denied: string;
}

const words = { cover: 'Cover', append: 'Append', remove: 'Delete' };
const numbers = { cover: '0', append: '1', remove: '2' };
const array = { name: 'DBInstanceIPArrayName', ips: 'SecurityIPList' };
const cluster = { name: 'DBClusterIPArrayName', ips: 'SecurityIPList' };
const group = { name: 'SecurityIpGroupName', ips: 'SecurityIpList' };
const short = { name: 'GroupName', ips: 'SecurityIPList' };
const clusterNotFound = 'InvalidDBClusterId.NotFound';
const instanceNotFound = 'InvalidDBInstanceId.NotFound';

export const ENGINES: readonly Engine[] = [
  {
    product: 'RDS',
    version: '2014-08-15',
    instance: 'rm-1',
    id: 'DBInstanceId',
    also: {},
    list: 'DescribeDBInstanceIPArrayList',
    modify: 'ModifySecurityIps',
    describe: ['DescribeDBInstanceAttribute', 'DescribeDBInstanceNetInfo'],
    path: ['Items', 'DBInstanceIPArray'],
    fields: array,
    name: 'DBInstanceIPArrayName',
    ips: 'SecurityIps',
    modes: words,
    notFound: instanceNotFound,
    busy: [403, 'OperationDenied.DBInstanceStatus'],
    service: 'rds',
    denied: 'Forbidden.RAM',
  },
  {
    product: 'PolarDB',
    version: '2017-08-01',
    instance: 'pc-1',
    id: 'DBClusterId',
    also: {},
    list: 'DescribeDBClusterAccessWhitelist',
    modify: 'ModifyDBClusterAccessWhitelist',
    describe: ['DescribeDBClusterAttribute', 'DescribeDBClusterEndpoints'],
    path: ['Items', 'DBClusterIPArray'],
    fields: { name: 'DBClusterIPArrayName', ips: 'SecurityIps' },
    name: 'DBClusterIPArrayName',
    ips: 'SecurityIps',
    modes: words,
    notFound: clusterNotFound,
    busy: [403, 'OperationDenied.DBClusterStatus'],
    service: 'polardb',
    denied: 'Forbidden.RAM',
  },
  {
    product: 'MONGODB',
    version: '2015-12-01',
    instance: 'dds-1',
    id: 'DBInstanceId',
    also: {},
    list: 'DescribeSecurityIps',
    modify: 'ModifySecurityIps',
    describe: ['DescribeDBInstanceAttribute'],
    path: ['SecurityIpGroups', 'SecurityIpGroup'],
    fields: group,
    name: 'SecurityIpGroupName',
    ips: 'SecurityIps',
    modes: words,
    notFound: instanceNotFound,
    busy: [403, 'OperationDenied.DBStatus'],
    service: 'dds',
    denied: 'Forbidden.RAM',
  },
  {
    product: 'REDIS',
    version: '2015-01-01',
    instance: 'r-1',
    id: 'InstanceId',
    also: {},
    list: 'DescribeSecurityIps',
    modify: 'ModifySecurityIps',
    describe: ['DescribeInstanceAttribute', 'DescribeDBInstanceNetInfo'],
    path: ['SecurityIpGroups', 'SecurityIpGroup'],
    fields: group,
    name: 'SecurityIpGroupName',
    ips: 'SecurityIps',
    modes: words,
    notFound: 'InvalidInstanceId.NotFound',
    busy: [403, 'IncorrectDBInstanceState'],
    service: 'kvstore',
    denied: 'Forbidden.RAM',
  },
  {
    product: 'ADS',
    version: '2019-03-15',
    instance: 'am-1',
    id: 'DBClusterId',
    also: {},
    list: 'DescribeDBClusterAccessWhiteList',
    modify: 'ModifyDBClusterAccessWhiteList',
    describe: ['DescribeDBClusterAttribute', 'DescribeDBClusterNetInfo'],
    path: ['Items', 'IPArray'],
    fields: cluster,
    name: 'DBClusterIPArrayName',
    ips: 'SecurityIps',
    modes: words,
    notFound: clusterNotFound,
    busy: [403, 'OperationDenied.DBClusterStatus'],
    service: 'adb',
    denied: 'NoPermission',
  },
  {
    product: 'ADS_LAKEHOUSE',
    version: '2021-12-01',
    instance: 'amv-1',
    id: 'DBClusterId',
    also: {},
    list: 'DescribeClusterAccessWhiteList',
    modify: 'ModifyClusterAccessWhiteList',
    describe: ['DescribeDBClusterAttribute', 'DescribeClusterNetInfo'],
    path: ['Items', 'IPArray'],
    fields: cluster,
    name: 'DBClusterIPArrayName',
    ips: 'SecurityIps',
    modes: words,
    notFound: clusterNotFound,
    busy: [403, 'OperationDenied.DBClusterStatus'],
    service: 'adb',
    denied: 'NoPermission',
  },
  {
    product: 'GREENPLUM',
    version: '2016-05-03',
    instance: 'gp-1',
    id: 'DBInstanceId',
    also: {},
    list: 'DescribeDBInstanceIPArrayList',
    modify: 'ModifySecurityIps',
    describe: ['DescribeDBInstanceAttribute', 'DescribeDBInstanceNetInfo'],
    path: ['Items', 'DBInstanceIPArray'],
    fields: array,
    name: 'DBInstanceIPArrayName',
    ips: 'SecurityIPList',
    modes: words,
    notFound: instanceNotFound,
    busy: [403, 'OperationDenied.DBInstanceStatus'],
    service: 'gpdb',
    denied: 'NoPermission',
  },
  {
    product: 'POLARDBX20',
    version: '2020-02-02',
    instance: 'pxc-1',
    id: 'DBInstanceName',
    also: { RegionId: 'cn-hangzhou' },
    list: 'DescribeSecurityIps',
    modify: 'ModifySecurityIps',
    describe: ['DescribeDBInstanceAttribute'],
    path: ['Data', 'GroupItems'],
    fields: short,
    name: 'GroupName',
    ips: 'SecurityIPList',
    modes: numbers,
    notFound: 'InvalidDBInstanceName.NotFound',
    busy: [403, 'OperationDenied.DBInstanceStatus'],
    service: 'polardbx',
    denied: 'NoPermission',
  },
  {
    product: 'CLICKHOUSE',
    version: '2019-11-11',
    instance: 'cc-1',
    id: 'DBClusterId',
    also: {},
    list: 'DescribeDBClusterAccessWhiteList',
    modify: 'ModifyDBClusterAccessWhiteList',
    describe: ['DescribeDBClusterAttribute'],
    path: ['DBClusterAccessWhiteList', 'IPArray'],
    fields: cluster,
    name: 'DBClusterIPArrayName',
    ips: 'SecurityIps',
    modes: words,
    notFound: clusterNotFound,
    busy: [400, 'IncorrectDBInstanceState'],
    service: 'clickhouse',
    denied: 'NoPermission',
  },
  {
    product: 'CLICKHOUSE_ENTERPRISE',
    version: '2023-05-22',
    instance: 'cc-2',
    id: 'DBInstanceId',
    also: {},
    list: 'DescribeSecurityIPList',
    modify: 'ModifySecurityIPList',
    describe: ['DescribeDBInstanceAttribute', 'DescribeEndpoints'],
    path: ['Data', 'GroupItems'],
    fields: short,
    name: 'GroupName',
    ips: 'SecurityIPList',
    modes: numbers,
    notFound: instanceNotFound,
    busy: [400, 'IncorrectDBInstanceState'],
    service: 'clickhouse',
    denied: 'NoPermission',
  },
];

export function callEngine(
  clouds: SimulatedClouds,
  engine: Engine,
  action: string,
  more: Parameters = {},
): Promise<RpcAnswer> {
  const parameters = { [engine.id]: engine.instance, ...engine.also, ...more };
  return rpc(clouds, action, parameters, { version: engine.version });
}

/** Changes one group in one of the three ways. */
export function change(
  clouds: SimulatedClouds,
  engine: Engine,
  mode: keyof Engine['modes'],
  ips: string,
  name?: string,
): Promise<RpcAnswer> {
  return callEngine(clouds, engine, engine.modify, {
    [engine.ips]: ips,
    ModifyMode: engine.modes[mode],
    ...(name === undefined ? {} : { [engine.name]: name }),
  });
}

/** The groups that the engine lists, as name → addresses. */
export async function groupsOf(clouds: SimulatedClouds, engine: Engine): Promise<Record<string, string>> {
  const { body } = await callEngine(clouds, engine, engine.list, { ShowHDMIps: 'true' });
  let rows: unknown = body;
  for (const part of engine.path) rows = (rows as Record<string, unknown>)[part];
  return Object.fromEntries(
    (rows as Record<string, string>[]).map((row) => [
      row[engine.fields.name] ?? '',
      row[engine.fields.ips] ?? '',
    ]),
  );
}
