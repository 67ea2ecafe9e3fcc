import { z } from 'zod';
import { given, Mark, Name, namesIn, OrNull } from '../shapes.ts';
import { ClusterGroup } from './cluster-shapes.ts';
import { askAbout, type Engine } from './engine.ts';
import { addressesFor, MODE_WORDS } from './modes.ts';

const Groups = z
  .object({ Items: z.object({ IPArray: z.array(ClusterGroup) }) })
  .transform((body) => body.Items.IPArray);

const State = z
  .object({ Items: z.object({ DBCluster: z.array(z.object({ DBClusterStatus: Name, LockMode: Mark })) }) })
  .transform(
    ({
      Items: {
        DBCluster: [row],
      },
    }) => (row === undefined ? null : { status: row.DBClusterStatus, lock: row.LockMode }),
  );

const Names = z
  .object({
    Items: z.object({ Address: z.array(z.object({ ConnectionString: OrNull, IPAddress: OrNull })) }),
  })
  .transform((body) => namesIn(body.Items.Address.flatMap((row) => [row.ConnectionString, row.IPAddress])));

/** The two APIs of the product have the same shapes under other names. */
interface Api {
  readonly version: string;
  readonly list: string;
  readonly names: string;
  readonly modify: string;
}

const WAREHOUSE: Api = {
  version: '2019-03-15',
  list: 'DescribeDBClusterAccessWhiteList',
  names: 'DescribeDBClusterNetInfo',
  modify: 'ModifyDBClusterAccessWhiteList',
};

const LAKEHOUSE: Api = {
  version: '2021-12-01',
  list: 'DescribeClusterAccessWhiteList',
  names: 'DescribeClusterNetInfo',
  modify: 'ModifyClusterAccessWhiteList',
};

function engineOf(api: Api): Engine {
  return {
    product: 'ADS',
    api: { product: 'adb', version: api.version },
    groups: askAbout('DBClusterId', api.list, Groups),
    state: askAbout('DBClusterId', 'DescribeDBClusterAttribute', State),
    names: askAbout('DBClusterId', api.names, Names),
    change: (step, group) => ({
      operation: api.modify,
      parameters: given({
        RegionId: group.region,
        DBClusterId: group.instanceId,
        DBClusterIPArrayName: group.name,
        DBClusterIPArrayAttribute: group.attribute,
        SecurityIps: addressesFor(step, group.addresses),
        ModifyMode: MODE_WORDS[step],
      }),
    }),
  };
}

/** Both APIs of the product. */
export const ANALYTIC_DB = { warehouse: engineOf(WAREHOUSE), lakehouse: engineOf(LAKEHOUSE) };

/**
 * AnalyticDB for MySQL: the API of a cluster goes by its id. Ids of the Enterprise, Basic and Data Lakehouse editions
 * begin with `amv-` ("ModifyClusterAccessWhiteList", 2021-12-01), those of the Data Warehouse Edition with `am-`.
 */
export function analyticDbForMysql(instanceId: string): Engine {
  return instanceId.startsWith('amv-') ? ANALYTIC_DB.lakehouse : ANALYTIC_DB.warehouse;
}
