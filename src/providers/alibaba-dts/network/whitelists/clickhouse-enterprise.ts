import { z } from 'zod';
import { Addresses, Attribute, given, Mark, Name, namesIn, OrNull } from '../shapes.ts';
import { askAbout, type Engine } from './engine.ts';
import { addressesFor, MODE_NUMBERS } from './modes.ts';

/** DescribeSecurityIPList. Tag, network type and address type are shown, and are no parameters of a change. */
const Groups = z
  .object({
    Data: z.object({
      GroupItems: z.array(
        z
          .object({
            GroupName: Name,
            GroupTag: Attribute,
            SecurityIPList: Addresses,
            SecurityIPType: OrNull,
            WhitelistNetType: OrNull,
          })
          .transform((row) => ({
            name: row.GroupName,
            attribute: row.GroupTag,
            networkType: row.WhitelistNetType,
            addressType: row.SecurityIPType,
            addresses: row.SecurityIPList,
          })),
      ),
    }),
  })
  .transform((body) => body.Data.GroupItems);

/** DescribeDBInstanceAttribute: LockMode is a figure, 0 for not locked. */
const State = z
  .object({ Data: z.object({ Status: Name, LockMode: Mark }) })
  .transform(({ Data }) => ({ status: Data.Status, lock: Data.LockMode }));

/** DescribeEndpoints. */
const Names = z
  .object({
    Data: z.object({
      Endpoints: z.array(z.object({ ConnectionString: OrNull, IPAddress: OrNull })).nullish(),
    }),
  })
  .transform(({ Data }) =>
    namesIn((Data.Endpoints ?? []).flatMap((row) => [row.ConnectionString, row.IPAddress])),
  );

/**
 * Enterprise Edition clusters of ApsaraDB for ClickHouse, which only the later API knows (API reference, 2023-05-22).
 * Ids of both editions begin with `cc-`; a cluster that the one API does not find is looked for with the other, and its
 * leftovers carry the product of the API that showed them.
 */
export const CLICKHOUSE_ENTERPRISE: Engine = {
  product: 'CLICKHOUSE_ENTERPRISE',
  api: { product: 'clickhouse', version: '2023-05-22' },
  groups: askAbout('DBInstanceId', 'DescribeSecurityIPList', Groups),
  state: askAbout('DBInstanceId', 'DescribeDBInstanceAttribute', State),
  names: askAbout('DBInstanceId', 'DescribeEndpoints', Names),
  change: (step, group) => ({
    operation: 'ModifySecurityIPList',
    parameters: given({
      RegionId: group.region,
      DBInstanceId: group.instanceId,
      GroupName: group.name,
      SecurityIPList: addressesFor(step, group.addresses),
      ModifyMode: MODE_NUMBERS[step],
    }),
  }),
};
