import type { AccountConfig } from '../../config/config.ts';
import type { KeyUse } from '../../providers/key-uses.ts';

/** What rights are for; a key needs the tiers of what it does. */
export type Tier = 'read' | 'end' | 'look' | 'remove';

/** One tier as a policy: which actions, on which resources. */
export interface TierRights {
  readonly actions: readonly string[];
  readonly resource: string | null;
}

type Rights = Readonly<Record<Tier, TierRights>>;

function anywhere(...actions: readonly string[]): TierRights {
  return { actions, resource: '*' };
}

/** RAM actions. Redis rights are called `kvstore:` in older service policies and `r-kvstore:` in newer ones. */
const ALIBABA: Rights = {
  read: anywhere('dts:DescribeDtsJobs', 'dts:DescribeDtsJobDetail', 'dts:WhiteIpList'),
  end: {
    actions: ['dts:StopDtsJob', 'dts:SuspendDtsJob', 'dts:StartDtsJob', 'dts:DeleteDtsJob'],
    resource: 'acs:dts:*:*:instance/*',
  },
  look: anywhere(
    'rds:DescribeDBInstanceAttribute',
    'rds:DescribeDBInstanceIPArrayList',
    'rds:DescribeDBInstanceNetInfo',
    'polardb:DescribeDBClusterAccessWhitelist',
    'polardb:DescribeDBClusterAttribute',
    'polardb:DescribeDBClusterEndpoints',
    'dds:DescribeDBInstanceAttribute',
    'dds:DescribeSecurityIps',
    'kvstore:DescribeDBInstanceNetInfo',
    'kvstore:DescribeInstanceAttribute',
    'kvstore:DescribeSecurityIps',
    'r-kvstore:DescribeDBInstanceNetInfo',
    'r-kvstore:DescribeInstanceAttribute',
    'r-kvstore:DescribeSecurityIps',
    'adb:DescribeClusterAccessWhiteList',
    'adb:DescribeClusterNetInfo',
    'adb:DescribeDBClusterAccessWhiteList',
    'adb:DescribeDBClusterAttribute',
    'adb:DescribeDBClusterNetInfo',
    'gpdb:DescribeDBInstanceAttribute',
    'gpdb:DescribeDBInstanceIPArrayList',
    'gpdb:DescribeDBInstanceNetInfo',
    'polardbx:DescribeDBInstanceAttribute',
    'polardbx:DescribeSecurityIps',
    'clickhouse:DescribeDBClusterAccessWhiteList',
    'clickhouse:DescribeDBClusterAttribute',
    'clickhouse:DescribeDBInstanceAttribute',
    'clickhouse:DescribeEndpoints',
    'clickhouse:DescribeSecurityIPList',
    'ecs:DescribeInstances',
    'ecs:DescribeNetworkInterfaces',
    'ecs:DescribeSecurityGroupAttribute',
    'ecs:DescribeSecurityGroupReferences',
    'ecs:DescribeSecurityGroups',
  ),
  remove: anywhere(
    'rds:ModifySecurityIps',
    'polardb:ModifyDBClusterAccessWhitelist',
    'dds:ModifySecurityIps',
    'kvstore:ModifySecurityIps',
    'r-kvstore:ModifySecurityIps',
    'adb:ModifyClusterAccessWhiteList',
    'adb:ModifyDBClusterAccessWhiteList',
    'gpdb:DeleteDBInstanceIPArray',
    'gpdb:ModifySecurityIps',
    'polardbx:ModifySecurityIps',
    'clickhouse:ModifyDBClusterAccessWhiteList',
    'clickhouse:ModifySecurityIPList',
    'ecs:DeleteSecurityGroup',
    'ecs:JoinSecurityGroup',
    'ecs:LeaveSecurityGroup',
  ),
};

function fine(...actions: readonly string[]): TierRights {
  return { actions, resource: null };
}

/** Fine-grained actions of Open Telekom Cloud ("Permissions Management" of DRS, VPC API reference). */
const OTC: Rights = {
  read: fine('drs:migrationJob:list', 'drs:migrationJob:get', 'drs:migrationJobs:getProgress'),
  end: fine('drs:migrationJob:terminate', 'drs:migrationJob:action'),
  look: fine('vpc:securityGroups:get', 'vpc:securityGroupRules:get', 'vpc:publicIps:list'),
  remove: fine('vpc:securityGroupRules:delete', 'vpc:securityGroupRules:create'),
};

/** Huawei Cloud has one right for ending and for deleting the record ("DRS Actions"). */
const HUAWEI: Rights = { ...OTC, end: fine('drs:migrationJobs:delete', 'drs:migrationJob:action') };

/** Every right that an account's keys need, by tier: the smallest that is known to be enough. */
export function rightsOf(account: AccountConfig): Rights {
  if (account.provider === 'alibaba-dts') return ALIBABA;
  return account.cloud === 'otc' ? OTC : HUAWEI;
}

/** The tiers that a key of this account needs: what has no key of its own is done by the one that reads. */
export function tiersOf({ ownCredentials }: AccountConfig, use: KeyUse): readonly Tier[] {
  if (use !== 'read') return use === 'end' ? ['end'] : ['remove'];
  const { end, cleanup } = ownCredentials;
  return [
    'read',
    ...(end === null ? (['end'] as const) : []),
    'look',
    ...(cleanup === null ? (['remove'] as const) : []),
  ];
}

/** The smallest policy for a key, in the JSON of its cloud: a RAM policy, or an IAM custom policy. */
export function policyFor(account: AccountConfig, use: KeyUse): object {
  const rights = rightsOf(account);
  const statements = tiersOf(account, use).map((tier) => {
    const { actions, resource } = rights[tier];
    const statement = { Effect: 'Allow', Action: actions };
    return resource === null ? statement : { ...statement, Resource: resource };
  });
  return { Version: account.provider === 'alibaba-dts' ? '1' : '1.1', Statement: statements };
}
