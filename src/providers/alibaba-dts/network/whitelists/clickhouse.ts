import { z } from 'zod';
import { given, Mark, Name, namesIn, OrNull } from '../shapes.ts';
import { ClusterGroup } from './cluster-shapes.ts';
import { askAbout, type Engine } from './engine.ts';
import { addressesFor, MODE_WORDS } from './modes.ts';

const Groups = z
  .object({ DBClusterAccessWhiteList: z.object({ IPArray: z.array(ClusterGroup) }) })
  .transform((body) => body.DBClusterAccessWhiteList.IPArray);

const State = z
  .object({ DBCluster: z.object({ DBClusterStatus: Name, LockMode: Mark }) })
  .transform(({ DBCluster }) => ({ status: DBCluster.DBClusterStatus, lock: DBCluster.LockMode }));

const Names = z
  .object({
    DBCluster: z.object({ ConnectionString: OrNull, PublicConnectionString: OrNull, VpcIpAddr: OrNull }),
  })
  .transform(({ DBCluster }) =>
    namesIn([DBCluster.ConnectionString, DBCluster.PublicConnectionString, DBCluster.VpcIpAddr]),
  );

/** Community-compatible clusters of ApsaraDB for ClickHouse (API reference, 2019-11-11). */
export const CLICKHOUSE: Engine = {
  product: 'CLICKHOUSE',
  api: { product: 'clickhouse', version: '2019-11-11' },
  groups: askAbout('DBClusterId', 'DescribeDBClusterAccessWhiteList', Groups),
  state: askAbout('DBClusterId', 'DescribeDBClusterAttribute', State),
  names: askAbout('DBClusterId', 'DescribeDBClusterAttribute', Names),
  change: (step, group) => ({
    operation: 'ModifyDBClusterAccessWhiteList',
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
