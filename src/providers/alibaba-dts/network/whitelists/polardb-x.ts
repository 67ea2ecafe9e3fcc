import { z } from 'zod';
import { Addresses, given, Mark, Name, namesIn, OrNull } from '../shapes.ts';
import { askAbout, type Engine } from './engine.ts';
import { addressesFor, MODE_NUMBERS } from './modes.ts';

/** DescribeSecurityIps: groups have no attribute. */
const Groups = z
  .object({
    Data: z.object({
      GroupItems: z.array(
        z.object({ GroupName: Name, SecurityIPList: Addresses }).transform((row) => ({
          name: row.GroupName,
          attribute: '',
          networkType: null,
          addressType: null,
          addresses: row.SecurityIPList,
        })),
      ),
    }),
  })
  .transform((body) => body.Data.GroupItems);

const State = z
  .object({ DBInstance: z.object({ Status: Name, LockMode: Mark }) })
  .transform(({ DBInstance }) => ({ status: DBInstance.Status, lock: DBInstance.LockMode }));

const Names = z
  .object({
    DBInstance: z.object({
      ConnectionString: OrNull,
      ConnAddrs: z.array(z.object({ ConnectionString: OrNull })).nullish(),
    }),
  })
  .transform(({ DBInstance }) =>
    namesIn([
      DBInstance.ConnectionString,
      ...(DBInstance.ConnAddrs ?? []).map((address) => address.ConnectionString),
    ]),
  );

/** PolarDB-X 2.0 (API reference, 2020-02-02); the instance is called DBInstanceName here. */
export const POLARDB_X: Engine = {
  product: 'POLARDBX20',
  api: { product: 'polardbx', version: '2020-02-02' },
  groups: askAbout('DBInstanceName', 'DescribeSecurityIps', Groups),
  state: askAbout('DBInstanceName', 'DescribeDBInstanceAttribute', State),
  names: askAbout('DBInstanceName', 'DescribeDBInstanceAttribute', Names),
  change: (step, group) => ({
    operation: 'ModifySecurityIps',
    parameters: given({
      RegionId: group.region,
      DBInstanceName: group.instanceId,
      GroupName: group.name,
      SecurityIPList: addressesFor(step, group.addresses),
      ModifyMode: MODE_NUMBERS[step],
    }),
  }),
};
