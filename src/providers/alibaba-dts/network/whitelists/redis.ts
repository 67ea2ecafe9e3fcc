import { z } from 'zod';
import { given, Name, namesIn, OrNull } from '../shapes.ts';
import { askAbout, type Engine } from './engine.ts';
import { addressesFor, MODE_WORDS } from './modes.ts';
import { SecurityIpGroups } from './security-ip-groups.ts';

/** DescribeInstanceAttribute: an instance that is overdue is Inactive, there is no lock besides. */
const State = z
  .object({ Instances: z.object({ DBInstanceAttribute: z.array(z.object({ InstanceStatus: Name })) }) })
  .transform(
    ({
      Instances: {
        DBInstanceAttribute: [row],
      },
    }) => (row === undefined ? null : { status: row.InstanceStatus, lock: null }),
  );

/** DescribeDBInstanceNetInfo. */
const Names = z
  .object({
    NetInfoItems: z.object({
      InstanceNetInfo: z.array(z.object({ ConnectionString: OrNull, IPAddress: OrNull })),
    }),
  })
  .transform((body) =>
    namesIn(body.NetInfoItems.InstanceNetInfo.flatMap((row) => [row.ConnectionString, row.IPAddress])),
  );

/** Tair and Redis (API reference of Tair, 2015-01-01); the instance is called InstanceId here. */
export const REDIS: Engine = {
  product: 'REDIS',
  api: { product: 'r-kvstore', version: '2015-01-01' },
  groups: askAbout('InstanceId', 'DescribeSecurityIps', SecurityIpGroups),
  state: askAbout('InstanceId', 'DescribeInstanceAttribute', State),
  names: askAbout('InstanceId', 'DescribeDBInstanceNetInfo', Names),
  change: (step, group) => ({
    operation: 'ModifySecurityIps',
    parameters: given({
      RegionId: group.region,
      InstanceId: group.instanceId,
      SecurityIpGroupName: group.name,
      SecurityIpGroupAttribute: group.attribute,
      SecurityIps: addressesFor(step, group.addresses),
      ModifyMode: MODE_WORDS[step],
    }),
  }),
};
