import { z } from 'zod';
import { Addresses, Attribute, given, Name, OrNull } from '../shapes.ts';
import { InstanceNames, InstanceStatus } from './db-instance-shapes.ts';
import { askAbout, type Engine } from './engine.ts';
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

/** RDS for MySQL, SQL Server, PostgreSQL and MariaDB (API reference of RDS, 2014-08-15). */
export const RDS: Engine = {
  product: 'RDS',
  api: { product: 'rds', version: '2014-08-15' },
  // Without a network type: those of every type.
  groups: askAbout('DBInstanceId', 'DescribeDBInstanceIPArrayList', Groups),
  state: askAbout('DBInstanceId', 'DescribeDBInstanceAttribute', InstanceStatus),
  names: askAbout('DBInstanceId', 'DescribeDBInstanceNetInfo', InstanceNames),
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
