import type { WhitelistGroup } from '../../../../src/cleanup/leftovers/leftover.ts';
import { group, type Prepared } from './prepared-network.ts';

type Query = Readonly<Record<string, string>>;
type Row = Readonly<Record<string, unknown>>;

/** What a product is asked and answers, written down from its API reference, not from our client. */
export interface Sample {
  readonly product: string;
  readonly host: string;
  readonly version: string;
  /** The prefix of its rights in RAM. */
  readonly ram: string;
  readonly instance: Query;
  readonly list: {
    readonly operation: string;
    readonly more?: Query;
    readonly body: (rows: readonly Row[]) => object;
  };
  readonly row: (name: string, attribute: string, addresses: string) => Row;
  readonly names: { readonly operation: string; readonly body: object; readonly expected: readonly string[] };
  readonly state: { readonly operation: string; readonly body: (status: string, lock: string) => object };
  readonly good: string;
  readonly notFound: string;
  readonly busy: string;
  /** The group in our words, and the calls for it. */
  readonly leftover: WhitelistGroup;
  readonly calls: Readonly<Record<'remove' | 'neutralise' | 'restore', { operation: string; query: Query }>>;
}

const LIST = '100.104.52.0/24,101.37.14.0/24';
const HZ = { RegionId: 'cn-hangzhou' };

function modify(operation: string, list: string, mode: string, fixed: Query) {
  const call = (addresses: string, word: string) => ({
    operation,
    query: { ...fixed, [list]: addresses, [mode]: word },
  });
  return {
    remove: call(LIST, 'Delete'),
    neutralise: call('127.0.0.1', 'Cover'),
    restore: call(LIST, 'Append'),
  };
}

function modifyByNumber(operation: string, fixed: Query) {
  const call = (SecurityIPList: string, ModifyMode: string) => ({
    operation,
    query: { ...fixed, SecurityIPList, ModifyMode },
  });
  return { remove: call(LIST, '2'), neutralise: call('127.0.0.1', '0'), restore: call(LIST, '1') };
}

const plain = { networkType: null, addressType: null, addresses: LIST } as const;

const RDS: Sample = {
  product: 'RDS',
  host: 'rds.aliyuncs.com',
  version: '2014-08-15',
  ram: 'rds',
  instance: { ...HZ, DBInstanceId: 'rm-bp1162' },
  list: {
    operation: 'DescribeDBInstanceIPArrayList',
    body: (rows) => ({ Items: { DBInstanceIPArray: rows } }),
  },
  row: (name, attribute, addresses) => ({
    DBInstanceIPArrayName: name,
    DBInstanceIPArrayAttribute: attribute,
    SecurityIPList: addresses,
    SecurityIPType: 'IPv4',
    WhitelistNetworkType: 'VPC',
  }),
  names: {
    operation: 'DescribeDBInstanceNetInfo',
    body: {
      InstanceNetworkType: 'VPC',
      DBInstanceNetInfos: {
        DBInstanceNetInfo: [
          {
            ConnectionString: 'rm-bp1162.mysql.rds.aliyuncs.com',
            IPAddress: '172.16.0.9',
            IPType: 'Private',
          },
          {
            ConnectionString: 'shop-public.mysql.rds.aliyuncs.com',
            IPAddress: '47.96.1.9',
            IPType: 'Public',
          },
        ],
      },
    },
    expected: [
      'rm-bp1162.mysql.rds.aliyuncs.com',
      '172.16.0.9',
      'shop-public.mysql.rds.aliyuncs.com',
      '47.96.1.9',
    ],
  },
  state: {
    operation: 'DescribeDBInstanceAttribute',
    body: (DBInstanceStatus, LockMode) => ({
      Items: { DBInstanceAttribute: [{ DBInstanceStatus, LockMode }] },
    }),
  },
  good: 'Running',
  notFound: 'InvalidDBInstanceId.NotFound',
  busy: 'OperationDenied.DBInstanceStatus',
  leftover: group(),
  calls: modify('ModifySecurityIps', 'SecurityIps', 'ModifyMode', {
    ...HZ,
    DBInstanceId: 'rm-bp1162',
    DBInstanceIPArrayName: 'rdsdts_orders',
    DBInstanceIPArrayAttribute: 'hidden',
    WhitelistNetworkType: 'VPC',
    SecurityIPType: 'IPv4',
  }),
};

const POLARDB: Sample = {
  product: 'PolarDB',
  host: 'polardb.aliyuncs.com',
  version: '2017-08-01',
  ram: 'polardb',
  instance: { ...HZ, DBClusterId: 'pc-bp1imr' },
  list: {
    operation: 'DescribeDBClusterAccessWhitelist',
    body: (rows) => ({
      Items: { DBClusterIPArray: rows },
      DBClusterSecurityGroups: { DBClusterSecurityGroup: [] },
    }),
  },
  row: (name, attribute, addresses) => ({
    DBClusterIPArrayName: name,
    DBClusterIPArrayAttribute: attribute,
    SecurityIps: addresses,
  }),
  names: {
    operation: 'DescribeDBClusterEndpoints',
    body: {
      Items: [
        {
          DBEndpointId: 'pe-1',
          AddressItems: [
            {
              ConnectionString: 'pc-bp1imr.rwlb.rds.aliyuncs.com',
              IPAddress: '172.16.0.4',
              PrivateZoneConnectionString: 'orders.db.internal',
            },
          ],
        },
        { DBEndpointId: 'pe-2', AddressItems: [] },
      ],
    },
    expected: ['pc-bp1imr.rwlb.rds.aliyuncs.com', '172.16.0.4', 'orders.db.internal'],
  },
  state: {
    operation: 'DescribeDBClusterAttribute',
    body: (DBClusterStatus, LockMode) => ({ DBClusterStatus, LockMode }),
  },
  good: 'Running',
  notFound: 'InvalidDBClusterId.NotFound',
  busy: 'OperationDenied.DBClusterStatus',
  leftover: group({ product: 'PolarDB', instanceId: 'pc-bp1imr', name: 'dtspolardb', ...plain }),
  calls: modify('ModifyDBClusterAccessWhitelist', 'SecurityIps', 'ModifyMode', {
    ...HZ,
    DBClusterId: 'pc-bp1imr',
    WhiteListType: 'IP',
    DBClusterIPArrayName: 'dtspolardb',
    DBClusterIPArrayAttribute: 'hidden',
  }),
};

const groupRow: Sample['row'] = (name, attribute, addresses) => ({
  SecurityIpGroupName: name,
  SecurityIpGroupAttribute: attribute,
  SecurityIpList: addresses,
});
const groupBody = (rows: readonly Row[]) => ({
  SecurityIpGroups: { SecurityIpGroup: rows },
  SecurityIps: '',
});

const MONGODB: Sample = {
  product: 'MONGODB',
  host: 'mongodb.aliyuncs.com',
  version: '2015-12-01',
  ram: 'dds',
  instance: { ...HZ, DBInstanceId: 'dds-bp11' },
  list: { operation: 'DescribeSecurityIps', more: { ShowHDMIps: 'true' }, body: groupBody },
  row: groupRow,
  names: {
    operation: 'DescribeDBInstanceAttribute',
    body: {
      DBInstances: {
        DBInstance: [
          {
            ReplicaSets: {
              ReplicaSet: [
                { ConnectionDomain: 'dds-bp11-1.mongodb.rds.aliyuncs.com' },
                { ConnectionDomain: 'dds-bp11-2.mongodb.rds.aliyuncs.com' },
              ],
            },
            MongosList: { MongosAttribute: [{ ConnectSting: 's-bp11-mongos.mongodb.rds.aliyuncs.com' }] },
            ShardList: { ShardAttribute: [{ ConnectString: 'd-bp11-shard.mongodb.rds.aliyuncs.com' }] },
          },
        ],
      },
    },
    expected: [
      'dds-bp11-1.mongodb.rds.aliyuncs.com',
      'dds-bp11-2.mongodb.rds.aliyuncs.com',
      's-bp11-mongos.mongodb.rds.aliyuncs.com',
      'd-bp11-shard.mongodb.rds.aliyuncs.com',
    ],
  },
  state: {
    operation: 'DescribeDBInstanceAttribute',
    body: (DBInstanceStatus, LockMode) => ({
      DBInstances: { DBInstance: [{ DBInstanceStatus, LockMode }] },
    }),
  },
  good: 'Running',
  notFound: 'InvalidDBInstanceId.NotFound',
  busy: 'OperationDenied.DBStatus',
  leftover: group({ product: 'MONGODB', instanceId: 'dds-bp11', name: 'ddsdts', ...plain }),
  calls: modify('ModifySecurityIps', 'SecurityIps', 'ModifyMode', {
    ...HZ,
    DBInstanceId: 'dds-bp11',
    SecurityIpGroupName: 'ddsdts',
    SecurityIpGroupAttribute: 'hidden',
  }),
};

const REDIS: Sample = {
  product: 'REDIS',
  host: 'r-kvstore.aliyuncs.com',
  version: '2015-01-01',
  ram: 'r-kvstore',
  instance: { ...HZ, InstanceId: 'r-bp1zx' },
  list: { operation: 'DescribeSecurityIps', body: groupBody },
  row: groupRow,
  names: {
    operation: 'DescribeDBInstanceNetInfo',
    body: {
      NetInfoItems: {
        InstanceNetInfo: [{ ConnectionString: 'r-bp1zx.redis.rds.aliyuncs.com', IPAddress: '172.16.0.5' }],
      },
    },
    expected: ['r-bp1zx.redis.rds.aliyuncs.com', '172.16.0.5'],
  },
  state: {
    operation: 'DescribeInstanceAttribute',
    body: (status, lock) => ({
      Instances: { DBInstanceAttribute: [{ InstanceStatus: lock === 'Unlock' ? status : 'Inactive' }] },
    }),
  },
  good: 'Normal',
  notFound: 'InvalidInstanceId.NotFound',
  busy: 'IncorrectDBInstanceState',
  leftover: group({ product: 'REDIS', instanceId: 'r-bp1zx', name: 'dts_access', ...plain }),
  calls: modify('ModifySecurityIps', 'SecurityIps', 'ModifyMode', {
    ...HZ,
    InstanceId: 'r-bp1zx',
    SecurityIpGroupName: 'dts_access',
    SecurityIpGroupAttribute: 'hidden',
  }),
};

const clusterRow: Sample['row'] = (name, attribute, addresses) => ({
  DBClusterIPArrayName: name,
  DBClusterIPArrayAttribute: attribute,
  SecurityIPList: addresses,
});

function analyticDb(
  id: string,
  version: string,
  words: { list: string; names: string; modify: string },
): Sample {
  return {
    product: 'ADS',
    host: 'adb.aliyuncs.com',
    version,
    ram: 'adb',
    instance: { ...HZ, DBClusterId: id },
    list: { operation: words.list, body: (rows) => ({ Items: { IPArray: rows } }) },
    row: clusterRow,
    names: {
      operation: words.names,
      body: {
        Items: { Address: [{ ConnectionString: `${id}.ads.aliyuncs.com`, IPAddress: '172.16.0.6' }] },
      },
      expected: [`${id}.ads.aliyuncs.com`, '172.16.0.6'],
    },
    state: {
      operation: 'DescribeDBClusterAttribute',
      body: (DBClusterStatus, LockMode) => ({ Items: { DBCluster: [{ DBClusterStatus, LockMode }] } }),
    },
    good: 'Running',
    notFound: 'InvalidDBClusterId.NotFound',
    busy: 'OperationDenied.DBClusterStatus',
    leftover: group({ product: 'ADS', instanceId: id, name: 'dts_access', ...plain }),
    calls: modify(words.modify, 'SecurityIps', 'ModifyMode', {
      ...HZ,
      DBClusterId: id,
      DBClusterIPArrayName: 'dts_access',
      DBClusterIPArrayAttribute: 'hidden',
    }),
  };
}

const GREENPLUM: Sample = {
  product: 'GREENPLUM',
  host: 'gpdb.aliyuncs.com',
  version: '2016-05-03',
  ram: 'gpdb',
  instance: { ...HZ, DBInstanceId: 'gp-bp12' },
  list: {
    operation: 'DescribeDBInstanceIPArrayList',
    body: (rows) => ({ Items: { DBInstanceIPArray: rows } }),
  },
  row: (name, attribute, addresses) => ({
    DBInstanceIPArrayName: name,
    DBInstanceIPArrayAttribute: attribute,
    SecurityIPList: addresses,
  }),
  names: {
    operation: 'DescribeDBInstanceNetInfo',
    body: {
      DBInstanceNetInfos: {
        DBInstanceNetInfo: [
          { ConnectionString: 'gp-bp12-master.gpdb.rds.aliyuncs.com', IPAddress: '172.16.0.7' },
        ],
      },
    },
    expected: ['gp-bp12-master.gpdb.rds.aliyuncs.com', '172.16.0.7'],
  },
  state: RDS.state,
  good: 'Running',
  notFound: 'InvalidDBInstanceId.NotFound',
  busy: 'OperationDenied.DBInstanceStatus',
  leftover: group({ product: 'GREENPLUM', instanceId: 'gp-bp12', name: 'dts_access', ...plain }),
  calls: {
    ...modify('ModifySecurityIps', 'SecurityIPList', 'ModifyMode', {
      ...HZ,
      DBInstanceId: 'gp-bp12',
      DBInstanceIPArrayName: 'dts_access',
      DBInstanceIPArrayAttribute: 'hidden',
    }),
    remove: {
      operation: 'DeleteDBInstanceIPArray',
      query: { ...HZ, DBInstanceId: 'gp-bp12', IPArrayName: 'dts_access' },
    },
  },
};

const POLARDBX: Sample = {
  product: 'POLARDBX20',
  host: 'polardbx.cn-hangzhou.aliyuncs.com',
  version: '2020-02-02',
  ram: 'polardbx',
  instance: { ...HZ, DBInstanceName: 'pxc-hz1' },
  list: {
    operation: 'DescribeSecurityIps',
    body: (rows) => ({
      Success: true,
      Message: 'success',
      Data: { DBInstanceName: 'pxc-hz1', GroupItems: rows },
    }),
  },
  row: (name, _attribute, addresses) => ({ GroupName: name, SecurityIPList: addresses }),
  names: {
    operation: 'DescribeDBInstanceAttribute',
    body: {
      DBInstance: {
        ConnectionString: 'pxc-hz1.polarx.rds.aliyuncs.com',
        ConnAddrs: [
          { ConnectionString: 'pxc-hz1.polarx.rds.aliyuncs.com', Type: 'VPC' },
          { ConnectionString: 'pxc-hz1-public.polarx.rds.aliyuncs.com', Type: 'PUBLIC' },
        ],
      },
    },
    expected: ['pxc-hz1.polarx.rds.aliyuncs.com', 'pxc-hz1-public.polarx.rds.aliyuncs.com'],
  },
  state: {
    operation: 'DescribeDBInstanceAttribute',
    body: (Status, LockMode) => ({ DBInstance: { Status, LockMode } }),
  },
  good: 'Running',
  notFound: 'InvalidDBInstanceName.NotFound',
  busy: 'OperationDenied.DBInstanceStatus',
  leftover: group({
    product: 'POLARDBX20',
    instanceId: 'pxc-hz1',
    name: 'dts_access',
    attribute: '',
    ...plain,
  }),
  calls: modifyByNumber('ModifySecurityIps', { ...HZ, DBInstanceName: 'pxc-hz1', GroupName: 'dts_access' }),
};

const CLICKHOUSE: Sample = {
  product: 'CLICKHOUSE',
  host: 'clickhouse.aliyuncs.com',
  version: '2019-11-11',
  ram: 'clickhouse',
  instance: { ...HZ, DBClusterId: 'cc-bp108' },
  list: {
    operation: 'DescribeDBClusterAccessWhiteList',
    body: (rows) => ({ DBClusterAccessWhiteList: { IPArray: rows } }),
  },
  row: clusterRow,
  names: {
    operation: 'DescribeDBClusterAttribute',
    body: {
      DBCluster: {
        ConnectionString: 'cc-bp108.ads.rds.aliyuncs.com',
        PublicConnectionString: 'cc-bp108.public.clickhouse.ads.aliyuncs.com',
        VpcIpAddr: '192.168.0.8',
      },
    },
    expected: ['cc-bp108.ads.rds.aliyuncs.com', 'cc-bp108.public.clickhouse.ads.aliyuncs.com', '192.168.0.8'],
  },
  state: {
    operation: 'DescribeDBClusterAttribute',
    body: (DBClusterStatus, LockMode) => ({ DBCluster: { DBClusterStatus, LockMode } }),
  },
  good: 'Running',
  notFound: 'InvalidDBClusterId.NotFound',
  busy: 'IncorrectDBInstanceState',
  leftover: group({ product: 'CLICKHOUSE', instanceId: 'cc-bp108', name: 'dts_access', ...plain }),
  calls: modify('ModifyDBClusterAccessWhiteList', 'SecurityIps', 'ModifyMode', {
    ...HZ,
    DBClusterId: 'cc-bp108',
    DBClusterIPArrayName: 'dts_access',
    DBClusterIPArrayAttribute: 'hidden',
  }),
};

export const CLICKHOUSE_ENTERPRISE: Sample = {
  product: 'CLICKHOUSE_ENTERPRISE',
  host: 'clickhouse.aliyuncs.com',
  version: '2023-05-22',
  ram: 'clickhouse',
  instance: { ...HZ, DBInstanceId: 'cc-bp100' },
  list: {
    operation: 'DescribeSecurityIPList',
    body: (rows) => ({ Data: { DBInstanceName: 'cc-bp100', GroupItems: rows } }),
  },
  row: (name, tag, addresses) => ({
    GroupName: name,
    GroupTag: tag,
    SecurityIPList: addresses,
    SecurityIPType: 'ipv4',
    WhitelistNetType: 'mix',
  }),
  names: {
    operation: 'DescribeEndpoints',
    body: {
      Data: {
        Endpoints: [
          { ConnectionString: 'cc-bp100.clickhouseserver.rds.aliyuncs.com', IPAddress: '172.30.0.8' },
        ],
      },
    },
    expected: ['cc-bp100.clickhouseserver.rds.aliyuncs.com', '172.30.0.8'],
  },
  state: {
    operation: 'DescribeDBInstanceAttribute',
    body: (Status, lock) => ({ Data: { Status, LockMode: lock === 'Unlock' ? 0 : 1, LockReason: lock } }),
  },
  good: 'ACTIVATION',
  notFound: 'InvalidDBInstanceId.NotFound',
  busy: 'IncorrectDBInstanceState',
  leftover: group({
    product: 'CLICKHOUSE_ENTERPRISE',
    instanceId: 'cc-bp100',
    name: 'dts_access',
    networkType: 'mix',
    addressType: 'ipv4',
  }),
  calls: modifyByNumber('ModifySecurityIPList', {
    ...HZ,
    DBInstanceId: 'cc-bp100',
    GroupName: 'dts_access',
  }),
};

export const SAMPLES: readonly Sample[] = [
  RDS,
  POLARDB,
  MONGODB,
  REDIS,
  analyticDb('am-bp111', '2019-03-15', {
    list: 'DescribeDBClusterAccessWhiteList',
    names: 'DescribeDBClusterNetInfo',
    modify: 'ModifyDBClusterAccessWhiteList',
  }),
  analyticDb('amv-bp11q', '2021-12-01', {
    list: 'DescribeClusterAccessWhiteList',
    names: 'DescribeClusterNetInfo',
    modify: 'ModifyClusterAccessWhiteList',
  }),
  GREENPLUM,
  POLARDBX,
  CLICKHOUSE,
  CLICKHOUSE_ENTERPRISE,
];

/** How a sample's product is asked for something about its instance. */
export function request(sample: Sample, operation: string, more: Query = {}): Prepared {
  const { host, version, instance } = sample;
  return { host, version, operation, query: { ...instance, ...more } };
}

/** How a sample's product is asked to change its group. */
export function changeRequest(sample: Sample, step: keyof Sample['calls']): Prepared {
  const { host, version } = sample;
  const { operation, query } = sample.calls[step];
  return { host, version, operation, query };
}
