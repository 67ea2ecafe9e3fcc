import type { DatabaseInstance, WhitelistGroup } from './database.ts';

type Row = Record<string, unknown>;

/** How one database product names the reading and changing of its IP white lists, and what it answers. */
export interface DatabaseProduct {
  /** The word of `DatabaseInstance.product`. */
  name: string;
  version: string;
  /** What its actions are called in RAM, before the colon. */
  services: readonly string[];
  /** The parameter that names the instance. */
  id: string;
  /** Required by reads and changes alike, beside the instance. */
  required: readonly string[];
  good: string;
  busy: string;
  codes: { notFound: string; busy: string; busyStatus: number };
  list: string;
  modify: string;
  /** An operation that deletes a whole group, where there is one. */
  deleteGroup: string | null;
  parameters: { name: string; attribute: string | null; ips: string };
  modes: Readonly<Record<string, 'Cover' | 'Append' | 'Delete'>>;
  /** May a deletion leave the addresses out, meaning the whole group? */
  deletesWhole: boolean;
  row: (group: WhitelistGroup) => Row;
  body: (rows: readonly Row[], instance: DatabaseInstance) => Row;
  changed: (instance: DatabaseInstance, taskId: number) => Row;
}

const WORDS = { Cover: 'Cover', Append: 'Append', Delete: 'Delete' } as const;
const NUMBERS = { 0: 'Cover', 1: 'Append', 2: 'Delete' } as const;
const OLD_NAMES = { name: 'DBInstanceIPArrayName', attribute: 'DBInstanceIPArrayAttribute' };
const CLUSTER_NAMES = { name: 'DBClusterIPArrayName', attribute: 'DBClusterIPArrayAttribute' };
const GROUP_NAMES = { name: 'SecurityIpGroupName', attribute: 'SecurityIpGroupAttribute' };

const list = (group: WhitelistGroup) => group.ips.join(',');

function rowWith(names: { name: string; attribute: string }, ips: string) {
  return (group: WhitelistGroup): Row => ({
    [names.name]: group.name,
    [names.attribute]: group.attribute,
    [ips]: list(group),
  });
}

const nothingMore = () => ({});

const USUAL = {
  required: [],
  good: 'Running',
  busy: 'NET_MODIFYING',
  deleteGroup: null,
  modes: WORDS,
  deletesWhole: false,
  changed: nothingMore,
} as const;

const GROUP_LIST = {
  list: 'DescribeSecurityIps',
  modify: 'ModifySecurityIps',
  parameters: { ...GROUP_NAMES, ips: 'SecurityIps' },
  row: rowWith(GROUP_NAMES, 'SecurityIpList'),
  body: (rows: readonly Row[]) => ({ SecurityIpGroups: { SecurityIpGroup: rows } }),
} as const;

export const DATABASE_PRODUCTS: readonly DatabaseProduct[] = [
  {
    ...USUAL,
    name: 'RDS',
    version: '2014-08-15',
    services: ['rds'],
    id: 'DBInstanceId',
    codes: {
      notFound: 'InvalidDBInstanceId.NotFound',
      busy: 'OperationDenied.DBInstanceStatus',
      busyStatus: 403,
    },
    list: 'DescribeDBInstanceIPArrayList',
    modify: 'ModifySecurityIps',
    parameters: { ...OLD_NAMES, ips: 'SecurityIps' },
    row: (group) => ({
      ...rowWith(OLD_NAMES, 'SecurityIPList')(group),
      WhitelistNetworkType: group.networkType,
      SecurityIPType: 'IPv4',
    }),
    body: (rows) => ({ Items: { DBInstanceIPArray: rows } }),
    changed: (instance, taskId) => ({ TaskId: String(taskId), DBInstanceId: instance.id }),
  },
  {
    ...USUAL,
    name: 'PolarDB',
    version: '2017-08-01',
    services: ['polardb'],
    id: 'DBClusterId',
    busy: 'NetAddressModifying',
    codes: {
      notFound: 'InvalidDBClusterId.NotFound',
      busy: 'OperationDenied.DBClusterStatus',
      busyStatus: 403,
    },
    list: 'DescribeDBClusterAccessWhitelist',
    modify: 'ModifyDBClusterAccessWhitelist',
    parameters: { ...CLUSTER_NAMES, ips: 'SecurityIps' },
    row: rowWith(CLUSTER_NAMES, 'SecurityIps'),
    body: (rows) => ({
      Items: { DBClusterIPArray: rows },
      DBClusterSecurityGroups: { DBClusterSecurityGroup: [] },
    }),
  },
  {
    ...USUAL,
    ...GROUP_LIST,
    name: 'MONGODB',
    version: '2015-12-01',
    services: ['dds'],
    id: 'DBInstanceId',
    codes: { notFound: 'InvalidDBInstanceId.NotFound', busy: 'OperationDenied.DBStatus', busyStatus: 403 },
  },
  {
    ...USUAL,
    ...GROUP_LIST,
    name: 'REDIS',
    version: '2015-01-01',
    services: ['kvstore', 'r-kvstore'],
    id: 'InstanceId',
    good: 'Normal',
    busy: 'NetworkModifying',
    codes: { notFound: 'InvalidInstanceId.NotFound', busy: 'IncorrectDBInstanceState', busyStatus: 403 },
  },
  {
    ...USUAL,
    name: 'ADS',
    version: '2019-03-15',
    services: ['adb'],
    id: 'DBClusterId',
    codes: {
      notFound: 'InvalidDBClusterId.NotFound',
      busy: 'OperationDenied.DBClusterStatus',
      busyStatus: 403,
    },
    list: 'DescribeDBClusterAccessWhiteList',
    modify: 'ModifyDBClusterAccessWhiteList',
    parameters: { ...CLUSTER_NAMES, ips: 'SecurityIps' },
    deletesWhole: true,
    row: rowWith(CLUSTER_NAMES, 'SecurityIPList'),
    body: (rows) => ({ Items: { IPArray: rows } }),
    changed: (instance, taskId) => ({ DBClusterId: instance.id, TaskId: taskId }),
  },
  {
    ...USUAL,
    name: 'GREENPLUM',
    version: '2016-05-03',
    services: ['gpdb'],
    id: 'DBInstanceId',
    codes: {
      notFound: 'InvalidDBInstanceId.NotFound',
      busy: 'OperationDenied.DBInstanceStatus',
      busyStatus: 403,
    },
    list: 'DescribeDBInstanceIPArrayList',
    modify: 'ModifySecurityIps',
    deleteGroup: 'DeleteDBInstanceIPArray',
    parameters: { ...OLD_NAMES, ips: 'SecurityIPList' },
    modes: { ...WORDS, ...NUMBERS },
    row: rowWith(OLD_NAMES, 'SecurityIPList'),
    body: (rows) => ({ Items: { DBInstanceIPArray: rows } }),
  },
  {
    ...USUAL,
    name: 'POLARDBX20',
    version: '2020-02-02',
    services: ['polardbx'],
    id: 'DBInstanceName',
    required: ['RegionId'],
    codes: {
      notFound: 'InvalidDBInstanceName.NotFound',
      busy: 'OperationDenied.DBInstanceStatus',
      busyStatus: 403,
    },
    list: 'DescribeSecurityIps',
    modify: 'ModifySecurityIps',
    parameters: { name: 'GroupName', attribute: null, ips: 'SecurityIPList' },
    modes: NUMBERS,
    row: (group) => ({ GroupName: group.name, SecurityIPList: list(group) }),
    body: (rows, instance) => ({ Success: true, Data: { DBInstanceName: instance.id, GroupItems: rows } }),
    changed: () => ({ Success: true }),
  },
  {
    ...USUAL,
    name: 'CLICKHOUSE',
    version: '2019-11-11',
    services: ['clickhouse'],
    id: 'DBClusterId',
    codes: { notFound: 'InvalidDBClusterId.NotFound', busy: 'IncorrectDBInstanceState', busyStatus: 400 },
    list: 'DescribeDBClusterAccessWhiteList',
    modify: 'ModifyDBClusterAccessWhiteList',
    parameters: { ...CLUSTER_NAMES, ips: 'SecurityIps' },
    row: rowWith(CLUSTER_NAMES, 'SecurityIPList'),
    body: (rows) => ({ DBClusterAccessWhiteList: { IPArray: rows } }),
  },
  {
    ...USUAL,
    name: 'CLICKHOUSE_ENTERPRISE',
    version: '2023-05-22',
    services: ['clickhouse'],
    id: 'DBInstanceId',
    good: 'active',
    busy: 'net_modifying',
    codes: { notFound: 'InvalidDBInstanceId.NotFound', busy: 'IncorrectDBInstanceState', busyStatus: 400 },
    list: 'DescribeSecurityIPList',
    modify: 'ModifySecurityIPList',
    parameters: { name: 'GroupName', attribute: null, ips: 'SecurityIPList' },
    modes: NUMBERS,
    row: (group) => ({
      GroupName: group.name,
      GroupTag: group.attribute,
      SecurityIPList: list(group),
      SecurityIPType: 'ipv4',
      WhitelistNetType: 'mix',
    }),
    body: (rows, instance) => ({ Data: { DBInstanceName: instance.id, GroupItems: rows } }),
    changed: (instance, taskId) => ({ Data: { DBInstanceName: instance.id, TaskId: taskId } }),
  },
];
