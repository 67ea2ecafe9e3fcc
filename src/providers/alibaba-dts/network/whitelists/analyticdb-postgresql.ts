import { z } from 'zod';
import { Addresses, Attribute, given, Name } from '../shapes.ts';
import { InstanceNames, InstanceStatus } from './db-instance-shapes.ts';
import { askAbout, type Engine } from './engine.ts';
import { addressesFor, MODE_WORDS } from './modes.ts';

const Groups = z
  .object({
    Items: z.object({
      DBInstanceIPArray: z.array(
        z
          .object({
            DBInstanceIPArrayName: Name,
            DBInstanceIPArrayAttribute: Attribute,
            SecurityIPList: Addresses,
          })
          .transform((row) => ({
            name: row.DBInstanceIPArrayName,
            attribute: row.DBInstanceIPArrayAttribute,
            networkType: null,
            addressType: null,
            addresses: row.SecurityIPList,
          })),
      ),
    }),
  })
  .transform((body) => body.Items.DBInstanceIPArray);

/**
 * AnalyticDB for PostgreSQL (API reference, 2016-05-03). It alone deletes a group by name. Asked without a name it
 * lists every group, as the vendor's own tools use it, although the reference says "the default whitelist".
 */
export const GREENPLUM: Engine = {
  product: 'GREENPLUM',
  api: { product: 'gpdb', version: '2016-05-03' },
  groups: askAbout('DBInstanceId', 'DescribeDBInstanceIPArrayList', Groups),
  state: askAbout('DBInstanceId', 'DescribeDBInstanceAttribute', InstanceStatus),
  names: askAbout('DBInstanceId', 'DescribeDBInstanceNetInfo', InstanceNames),
  change(step, group) {
    const { region: RegionId, instanceId: DBInstanceId, name } = group;
    if (step === 'remove')
      return {
        operation: 'DeleteDBInstanceIPArray',
        parameters: { RegionId, DBInstanceId, IPArrayName: name },
      };
    return {
      operation: 'ModifySecurityIps',
      parameters: given({
        RegionId,
        DBInstanceId,
        DBInstanceIPArrayName: name,
        DBInstanceIPArrayAttribute: group.attribute,
        SecurityIPList: addressesFor(step, group.addresses),
        ModifyMode: MODE_WORDS[step],
      }),
    };
  },
};
