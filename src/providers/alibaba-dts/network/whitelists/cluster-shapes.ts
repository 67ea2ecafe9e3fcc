import { z } from 'zod';
import { Addresses, Attribute, Name } from '../shapes.ts';

/** A group of a cluster's whitelist, as AnalyticDB for MySQL and ClickHouse both write it. */
export const ClusterGroup = z
  .object({
    DBClusterIPArrayName: Name,
    DBClusterIPArrayAttribute: Attribute,
    SecurityIPList: Addresses,
  })
  .transform((row) => ({
    name: row.DBClusterIPArrayName,
    attribute: row.DBClusterIPArrayAttribute,
    networkType: null,
    addressType: null,
    addresses: row.SecurityIPList,
  }));
