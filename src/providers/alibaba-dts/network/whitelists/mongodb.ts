import { z } from 'zod';
import { given, Mark, Name, namesIn, OrNull } from '../shapes.ts';
import { askAbout, type Engine } from './engine.ts';
import { addressesFor, MODE_WORDS } from './modes.ts';
import { SecurityIpGroups } from './security-ip-groups.ts';

function inDatabases<Row extends z.ZodType>(row: Row) {
  return z.object({ DBInstances: z.object({ DBInstance: z.array(row) }) });
}

const State = inDatabases(z.object({ DBInstanceStatus: Name, LockMode: Mark })).transform(
  ({
    DBInstances: {
      DBInstance: [row],
    },
  }) => (row === undefined ? null : { status: row.DBInstanceStatus, lock: row.LockMode }),
);

const Node = z.object({ ConnectString: OrNull, ConnectSting: OrNull }); // spelt both ways for mongos nodes

/** A replica set shows its members, a sharded cluster its mongos, shard and config nodes. */
const Names = inDatabases(
  z.object({
    ReplicaSets: z
      .object({ ReplicaSet: z.array(z.object({ ConnectionDomain: OrNull })).nullish() })
      .nullish(),
    MongosList: z.object({ MongosAttribute: z.array(Node).nullish() }).nullish(),
    ShardList: z.object({ ShardAttribute: z.array(Node).nullish() }).nullish(),
    ConfigserverList: z.object({ ConfigserverAttribute: z.array(Node).nullish() }).nullish(),
  }),
).transform(({ DBInstances }) =>
  namesIn(
    DBInstances.DBInstance.flatMap((row) => [
      ...(row.ReplicaSets?.ReplicaSet ?? []).map((member) => member.ConnectionDomain),
      ...[
        ...(row.MongosList?.MongosAttribute ?? []),
        ...(row.ShardList?.ShardAttribute ?? []),
        ...(row.ConfigserverList?.ConfigserverAttribute ?? []),
      ].flatMap((node) => [node.ConnectString, node.ConnectSting]),
    ]),
  ),
);

/** ApsaraDB for MongoDB (API reference of MongoDB, 2015-12-01). */
export const MONGODB: Engine = {
  product: 'MONGODB',
  api: { product: 'dds', version: '2015-12-01' },
  // Hidden ones too.
  groups: askAbout('DBInstanceId', 'DescribeSecurityIps', SecurityIpGroups, { ShowHDMIps: true }),
  state: askAbout('DBInstanceId', 'DescribeDBInstanceAttribute', State),
  names: askAbout('DBInstanceId', 'DescribeDBInstanceAttribute', Names),
  change: (step, group) => ({
    operation: 'ModifySecurityIps',
    parameters: given({
      RegionId: group.region,
      DBInstanceId: group.instanceId,
      SecurityIpGroupName: group.name,
      SecurityIpGroupAttribute: group.attribute,
      SecurityIps: addressesFor(step, group.addresses),
      ModifyMode: MODE_WORDS[step],
    }),
  }),
};
