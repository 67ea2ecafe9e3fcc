import { z } from 'zod';
import { Addresses, Attribute, given, Mark, Name, namesIn, OrNull } from '../shapes.ts';
import type { Engine } from './engine.ts';
import { addressesFor, MODE_WORDS } from './modes.ts';

/** DescribeDBInstanceIPArrayList. In the enhanced mode a name comes once for each network type. */
const Groups = z
  .object({
    Items: z.object({
      DBInstanceIPArray: z.array(
        z
          .object({
            DBInstanceIPArrayName: Name,
            DBInstanceIPArrayAttribute: Attribute,
            SecurityIPList: Addresses,
            SecurityIPType: OrNull,
            WhitelistNetworkType: OrNull,
          })
          .transform((row) => ({
            name: row.DBInstanceIPArrayName,
            attribute: row.DBInstanceIPArrayAttribute,
            networkType: row.WhitelistNetworkType,
            addressType: row.SecurityIPType,
            addresses: row.SecurityIPList,
          })),
      ),
    }),
  })
  .transform((body) => body.Items.DBInstanceIPArray);

/** DescribeDBInstanceAttribute. */
const State = z
  .object({
    Items: z.object({ DBInstanceAttribute: z.array(z.object({ DBInstanceStatus: Name, LockMode: Mark })) }),
  })
  .transform(
    ({
      Items: {
        DBInstanceAttribute: [row],
      },
    }) => (row === undefined ? null : { status: row.DBInstanceStatus, lock: row.LockMode }),
  );

/** DescribeDBInstanceNetInfo. */
const Names = z
  .object({
    DBInstanceNetInfos: z.object({
      DBInstanceNetInfo: z.array(z.object({ ConnectionString: OrNull, IPAddress: OrNull })),
    }),
  })
  .transform((body) =>
    namesIn(
      body.DBInstanceNetInfos.DBInstanceNetInfo.flatMap((row) => [row.ConnectionString, row.IPAddress]),
    ),
  );

/** RDS for MySQL, SQL Server, PostgreSQL and MariaDB (API reference of RDS, 2014-08-15). */
export const RDS: Engine = {
  product: 'RDS',
  api: { product: 'rds', version: '2014-08-15' },
  groups: ({ region, instanceId }) => ({
    operation: 'DescribeDBInstanceIPArrayList',
    parameters: { RegionId: region, DBInstanceId: instanceId }, // without a network type: those of every type
    schema: Groups,
  }),
  state: ({ region, instanceId }) => ({
    operation: 'DescribeDBInstanceAttribute',
    parameters: { RegionId: region, DBInstanceId: instanceId },
    schema: State,
  }),
  names: ({ region, instanceId }) => ({
    operation: 'DescribeDBInstanceNetInfo',
    parameters: { RegionId: region, DBInstanceId: instanceId },
    schema: Names,
  }),
  change: (step, group) => ({
    operation: 'ModifySecurityIps',
    parameters: given({
      RegionId: group.region,
      DBInstanceId: group.instanceId,
      DBInstanceIPArrayName: group.name,
      DBInstanceIPArrayAttribute: group.attribute,
      WhitelistNetworkType: group.networkType,
      SecurityIPType: group.addressType,
      SecurityIps: addressesFor(step, group.addresses),
      ModifyMode: MODE_WORDS[step],
    }),
  }),
};
