import { z } from 'zod';
import { Addresses, Attribute, given, Mark, Name, namesIn, OrNull } from '../shapes.ts';
import type { Engine } from './engine.ts';
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

/**
 * AnalyticDB for PostgreSQL (API reference, 2016-05-03). It alone deletes a group by name. Asked without a name it
 * lists every group, as the vendor's own tools use it, although the reference says "the default whitelist".
 */
export const GREENPLUM: Engine = {
  product: 'GREENPLUM',
  api: { product: 'gpdb', version: '2016-05-03' },
  groups: ({ region, instanceId }) => ({
    operation: 'DescribeDBInstanceIPArrayList',
    parameters: { RegionId: region, DBInstanceId: instanceId },
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
