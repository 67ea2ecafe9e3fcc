import { z } from 'zod';
import { Addresses, Attribute, given, Mark, Name, namesIn, OrNull } from '../shapes.ts';
import { askAbout, type Engine } from './engine.ts';
import { addressesFor, MODE_WORDS } from './modes.ts';

/** DescribeDBClusterAccessWhitelist: the one product whose list is called SecurityIps. */
const Groups = z
  .object({
    Items: z.object({
      DBClusterIPArray: z.array(
        z
          .object({
            DBClusterIPArrayName: Name,
            DBClusterIPArrayAttribute: Attribute,
            SecurityIps: Addresses,
          })
          .transform((row) => ({
            name: row.DBClusterIPArrayName,
            attribute: row.DBClusterIPArrayAttribute,
            networkType: null,
            addressType: null,
            addresses: row.SecurityIps,
          })),
      ),
    }),
  })
  .transform((body) => body.Items.DBClusterIPArray);

/** DescribeDBClusterAttribute: the cluster is the answer itself. */
const State = z
  .object({ DBClusterStatus: Name, LockMode: Mark })
  .transform((body) => ({ status: body.DBClusterStatus, lock: body.LockMode }));

const Address = z.object({
  ConnectionString: OrNull,
  IPAddress: OrNull,
  PrivateZoneConnectionString: OrNull,
});

/** DescribeDBClusterEndpoints: endpoints with their addresses, in plain arrays. */
const Names = z
  .object({ Items: z.array(z.object({ AddressItems: z.array(Address).nullish() })) })
  .transform((body) =>
    namesIn(
      body.Items.flatMap((endpoint) => endpoint.AddressItems ?? []).flatMap((row) => [
        row.ConnectionString,
        row.IPAddress,
        row.PrivateZoneConnectionString,
      ]),
    ),
  );

/** PolarDB for MySQL and PostgreSQL (API reference of PolarDB, 2017-08-01). */
export const POLARDB: Engine = {
  product: 'PolarDB',
  api: { product: 'polardb', version: '2017-08-01' },
  groups: askAbout('DBClusterId', 'DescribeDBClusterAccessWhitelist', Groups),
  state: askAbout('DBClusterId', 'DescribeDBClusterAttribute', State),
  names: askAbout('DBClusterId', 'DescribeDBClusterEndpoints', Names),
  change: (step, group) => ({
    operation: 'ModifyDBClusterAccessWhitelist',
    parameters: given({
      RegionId: group.region,
      DBClusterId: group.instanceId,
      WhiteListType: 'IP',
      DBClusterIPArrayName: group.name,
      DBClusterIPArrayAttribute: group.attribute,
      SecurityIps: addressesFor(step, group.addresses),
      ModifyMode: MODE_WORDS[step],
    }),
  }),
};
