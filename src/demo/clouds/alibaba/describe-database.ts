import { type Answer, jsonAnswer, newRequestId } from '../exchange.ts';
import type { AlibabaState, Parameters } from './alibaba-state.ts';
import type { DatabaseInstance } from './database.ts';
import type { DatabaseProduct } from './database-product.ts';
import { clusterRow, first, instanceRow, ipType, netRow, networkTypeOf } from './database-rows.ts';
import { findDatabase, statusOf } from './find-database.ts';

type Body = Record<string, unknown>;
type Show = (database: DatabaseInstance, status: string) => Body;

function analyticDbCluster(database: DatabaseInstance, status: string): Body {
  return { Items: { DBCluster: [clusterRow(database, status)] } };
}

function analyticDbNetInfo({ addresses }: DatabaseInstance): Body {
  const Address = addresses.map((address) =>
    netRow(address, { NetType: address.network === 'public' ? 'Public' : 'VPC' }),
  );
  return { ClusterNetworkType: 'VPC', Items: { Address } };
}

/** What each product tells of an instance and of its addresses: action, by product, with the body of its answer. */
const SHOWN: Record<string, Record<string, Show>> = {
  RDS: {
    DescribeDBInstanceAttribute: (database, status) => ({
      Items: { DBInstanceAttribute: [instanceRow(database, status)] },
    }),
    DescribeDBInstanceNetInfo: (database) => ({
      InstanceNetworkType: 'VPC',
      SecurityIPMode: networkTypeOf(database),
      DBInstanceNetInfos: {
        DBInstanceNetInfo: database.addresses.map((address) =>
          netRow(address, { IPType: ipType(address), ConnectionStringType: 'Normal' }),
        ),
      },
    }),
  },
  PolarDB: {
    DescribeDBClusterAttribute: (database, status) => clusterRow(database, status),
    DescribeDBClusterEndpoints: ({ id, addresses }) => ({
      Items: [
        {
          DBClusterId: id,
          DBEndpointId: `pe-${id.slice(3)}`,
          EndpointType: 'Cluster',
          AddressItems: addresses.map((address) => netRow(address, { NetType: ipType(address) })),
        },
      ],
    }),
  },
  MONGODB: {
    DescribeDBInstanceAttribute: (database, status) => ({
      DBInstances: {
        DBInstance: [
          {
            ...instanceRow(database, status),
            ReplicaSets: {
              ReplicaSet: database.addresses.map(({ host, port, network }, at) => ({
                ConnectionDomain: host,
                ConnectionPort: port,
                NetworkType: network === 'public' ? 'Public' : 'VPC',
                ReplicaSetRole: at === 0 ? 'Primary' : 'Secondary',
              })),
            },
          },
        ],
      },
    }),
  },
  REDIS: {
    DescribeInstanceAttribute: (database, InstanceStatus) => ({
      Instances: {
        DBInstanceAttribute: [
          {
            InstanceId: database.id,
            InstanceStatus: database.lockMode === 'Unlock' ? InstanceStatus : 'Inactive',
            RegionId: database.region,
            ConnectionDomain: first(database)?.host ?? '',
            PrivateIp: first(database)?.ip ?? '',
            Port: Number(first(database)?.port ?? 0),
          },
        ],
      },
    }),
    DescribeDBInstanceNetInfo: ({ addresses }) => ({
      InstanceNetworkType: 'VPC',
      NetInfoItems: {
        InstanceNetInfo: addresses.map((address) => netRow(address, { IPType: ipType(address) })),
      },
    }),
  },
  ADS: {
    DescribeDBClusterAttribute: analyticDbCluster,
    DescribeDBClusterNetInfo: analyticDbNetInfo,
  },
  ADS_LAKEHOUSE: {
    DescribeDBClusterAttribute: analyticDbCluster,
    DescribeClusterNetInfo: analyticDbNetInfo,
  },
  GREENPLUM: {
    DescribeDBInstanceAttribute: (database, status) => ({
      Items: { DBInstanceAttribute: [instanceRow(database, status)] },
    }),
    DescribeDBInstanceNetInfo: ({ addresses }) => ({
      InstanceNetworkType: 'VPC',
      DBInstanceNetInfos: {
        DBInstanceNetInfo: addresses.map((address) =>
          netRow(address, { IPType: ipType(address), AddressType: 'primary' }),
        ),
      },
    }),
  },
  POLARDBX20: {
    DescribeDBInstanceAttribute: (database, Status) => ({
      DBInstance: {
        Id: database.id,
        Status,
        RegionId: database.region,
        LockMode: database.lockMode,
        ConnectionString: first(database)?.host ?? '',
        Port: first(database)?.port ?? '',
        ConnAddrs: database.addresses.map(({ host, port, network }) => ({
          ConnectionString: host,
          Port: Number(port),
          Type: network === 'public' ? 'Public' : 'VPC',
          VPCId: 'vpc-demo',
        })),
      },
    }),
  },
  CLICKHOUSE: {
    DescribeDBClusterAttribute: (database, status) => ({
      DBCluster: {
        ...clusterRow(database, status),
        PublicConnectionString: database.addresses.find(({ network }) => network === 'public')?.host ?? '',
      },
    }),
  },
  CLICKHOUSE_ENTERPRISE: {
    DescribeDBInstanceAttribute: (database, Status) => ({
      Data: {
        DBInstanceId: database.id,
        Status,
        RegionId: database.region,
        LockMode: database.lockMode === 'Unlock' ? '0' : '1',
        LockReason: database.lockMode === 'Unlock' ? 'nolock' : database.lockMode,
      },
    }),
    DescribeEndpoints: ({ id, addresses }) => ({
      Data: {
        DBInstanceName: id,
        Endpoints: addresses.map(({ host, ip, port, network }) => ({
          ConnectionString: host,
          IPAddress: ip,
          NetType: network === 'public' ? 'PUBLIC' : 'VPC',
          Ports: [{ Port: port, Protocol: 'TCPPort' }],
          Status: 'active',
          VpcId: 'vpc-demo',
        })),
      },
    }),
  },
};

/** The actions with which a product tells of one instance. */
export function describingActions(product: DatabaseProduct): string[] {
  return Object.keys(SHOWN[product.name] ?? {});
}

/** Answers one of `describingActions`. */
export function describeDatabase(
  product: DatabaseProduct,
  action: string,
  state: AlibabaState,
  parameters: Parameters,
): Answer {
  const found = findDatabase(product, state, parameters);
  if ('refusal' in found) return found.refusal;
  const { database } = found;
  const body = SHOWN[product.name]?.[action]?.(database, statusOf(product, database)) ?? {};
  return jsonAnswer(200, { RequestId: newRequestId(), ...body });
}
