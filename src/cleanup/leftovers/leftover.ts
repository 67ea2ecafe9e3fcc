import { isIP } from 'node:net';

/** A group of addresses on the whitelist of a database instance, exactly as the cloud wrote it. */
export interface WhitelistGroup {
  readonly kind: 'whitelist-group';
  /** The product in the word of `Endpoint.product`: RDS, PolarDB, MONGODB, REDIS, ADS, GREENPLUM, POLARDBX20, CLICKHOUSE. */
  readonly product: string;
  readonly region: string;
  readonly instanceId: string;
  readonly name: string;
  /** `hidden` for a group that no console shows; sent back as it is. */
  readonly attribute: string;
  /** VPC, Classic or MIX where the engine has several; sent back as it is. */
  readonly networkType: string | null;
  /** IPv4 and the like, where the engine says so. */
  readonly addressType: string | null;
  /** The whole list in the cloud's own spelling. */
  readonly addresses: string;
}

/** A machine, or one network interface of it, that is a member of a security group. */
export interface Membership {
  readonly kind: 'membership';
  readonly region: string;
  readonly machineId: string;
  /** `null` for the machine itself (its primary interface). */
  readonly interfaceId: string | null;
  readonly groupId: string;
  readonly groupName: string;
}

/** A security group that has no members any more. */
export interface EmptyGroup {
  readonly kind: 'empty-group';
  readonly region: string;
  readonly groupId: string;
  readonly groupName: string;
}

/** One rule of a security group. */
export interface FirewallRule {
  readonly kind: 'rule';
  readonly region: string;
  readonly groupId: string;
  readonly groupName: string | null;
  readonly ruleId: string;
  readonly direction: 'ingress' | 'egress';
  /** `null` = any. */
  readonly protocol: string | null;
  /** "3306", "1-30" or "22,3389" as the cloud writes it; `null` = any. */
  readonly ports: string | null;
  /** The other side as the cloud writes it: "80.158.10.20/32". */
  readonly remote: string;
  readonly description: string;
  /** The whole rule in the cloud's own words, so that it can be put back. Plain JSON, nothing secret. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** Something in a cloud that let the servers of a task in, and that a person can have removed. */
export type Leftover = WhitelistGroup | Membership | EmptyGroup | FirewallRule;

/** What a whitelist group holds when it lets nobody in: the documented form for engines that cannot delete a group. */
export const NEUTRAL = '127.0.0.1';

/** Groups of other services and of people, by name; never touched, whatever else they are called. */
export const UNTOUCHABLE: ReadonlySet<string> = new Set([
  'default',
  'rds_default',
  'ali_dms_group',
  'hdm_security_ips',
  'rds_replica_group',
]);

/** What makes a leftover the same one in two looks; its value may differ. */
export function leftoverKey(leftover: Leftover): string {
  switch (leftover.kind) {
    case 'whitelist-group': {
      const { instanceId, name, networkType } = leftover;
      return ['group', instanceId, name, networkType ?? ''].join('/');
    }
    case 'membership':
      return ['member', leftover.interfaceId ?? leftover.machineId, leftover.groupId].join('/');
    case 'empty-group':
      return ['empty', leftover.groupId].join('/');
    case 'rule': {
      // A rule that is put back gets another id; the clouds hold each rule of a group once.
      const { groupId, direction, protocol, ports, remote } = leftover;
      return ['rule', groupId, direction, protocol ?? 'any', ports ?? 'any', remote].join('/');
    }
  }
}

/** The instance, machine or group that a removal changes: one change at a time for each. */
export function changedThing(leftover: Leftover): string {
  switch (leftover.kind) {
    case 'whitelist-group':
      return leftover.instanceId;
    case 'membership':
      return leftover.machineId;
    case 'empty-group':
    case 'rule':
      return leftover.groupId;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/** Is it still, to the letter, what was shown? A removal is bound to this. */
export function isSameValue(one: Leftover, other: Leftover): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

/** The addresses of a list as the cloud writes it, one each. */
export function addressesOf(list: string): readonly string[] {
  return list.split(/[\s,;]+/).filter((address) => address !== '');
}

/** Lets nobody in: closed, although an empty group is left. */
export function isNeutral(leftover: Leftover): boolean {
  if (leftover.kind !== 'whitelist-group') return false;
  const addresses = addressesOf(leftover.addresses);
  return addresses.length === 1 && (addresses[0] === NEUTRAL || addresses[0] === `${NEUTRAL}/32`);
}

/** Is the name one that DTS gives ("Terminate a DTS instance": names that contain dts), and nobody else's? */
export function isNamedForDts(name: string): boolean {
  return /dts/i.test(name) && !UNTOUCHABLE.has(name.trim().toLowerCase());
}

/** One address and no more: "80.158.10.20", "80.158.10.20/32", "2001:db8::1/128". Ranges, names and groups are none. */
export function isOneAddress(remote: string): boolean {
  const [address = '', bits = null, ...more] = remote.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0 || address === '0.0.0.0' || address === '::') return false;
  return bits === null || bits === (version === 6 ? '128' : '32');
}

/**
 * May this ever be in a call that removes? Asked again right before every such call, apart from who needs it: only
 * what is named for DTS, and only rules that name one single address.
 */
export function isRemovable(leftover: Leftover): boolean {
  switch (leftover.kind) {
    case 'whitelist-group':
      return isNamedForDts(leftover.name) && leftover.instanceId !== '' && !isNeutral(leftover);
    case 'membership':
    case 'empty-group':
      return isNamedForDts(leftover.groupName) && leftover.groupId !== '';
    case 'rule':
      return isOneAddress(leftover.remote) && leftover.ruleId !== '';
  }
}
