import type { Leftover } from './leftover.ts';

/** The IP whitelists of a database instance of the cloud. */
export interface DatabasePlace {
  readonly kind: 'database';
  /** In the word of `Endpoint.product`. */
  readonly product: string;
  readonly region: string;
  readonly instanceId: string;
}

/** The security groups of an ECS machine and of its network interfaces. */
export interface MachinePlace {
  readonly kind: 'machine';
  readonly region: string;
  readonly instanceId: string;
  /** Blocks of DTS servers, to report rules in other groups that let them in. */
  readonly blocks: readonly string[];
}

/** A security group that a machine has left: is it empty now? */
export interface GroupPlace {
  readonly kind: 'security-group';
  readonly region: string;
  readonly groupId: string;
  readonly groupName: string;
}

/** Rules that name the addresses of a replication instance, in every security group of the project. */
export interface RulesPlace {
  readonly kind: 'rules';
  readonly region: string;
  /** Single addresses, without a mask. */
  readonly addresses: readonly string[];
  /** The ports of both databases: a wider rule is reported where it opens one of them. */
  readonly ports: readonly string[];
}

/** A public address of the replication instance: still there, still bound? */
export interface ElasticIpPlace {
  readonly kind: 'elastic-ip';
  readonly region: string;
  readonly address: string;
  /** Brought by the user, so that it stays and is billed; else DRS gives it back. */
  readonly own: boolean;
}

/** Somewhere that a cloud can be asked what is left of a task. */
export type Place = DatabasePlace | MachinePlace | GroupPlace | RulesPlace | ElasticIpPlace;

/** What makes two places the same. */
export function placeKey(place: Place): string {
  switch (place.kind) {
    case 'database':
    case 'machine':
      return `${place.kind}/${place.region}/${place.instanceId}`;
    case 'security-group':
      return `${place.kind}/${place.region}/${place.groupId}`;
    case 'rules':
      return `${place.kind}/${place.region}/${[...place.addresses].sort().join('+')}`;
    case 'elastic-ip':
      return `${place.kind}/${place.region}/${place.address}`;
  }
}

/** The address of a rule without the mask that says "this one only". */
function bare(remote: string): string {
  return remote.replace(/\/(32|128)$/, '').toLowerCase();
}

/** Is this leftover one of what the place is asked for: its own groups and members, and rules for its own addresses? */
export function isOf(place: Place, leftover: Leftover): boolean {
  if (leftover.region !== place.region) return false;
  switch (leftover.kind) {
    case 'whitelist-group':
      return place.kind === 'database' && leftover.instanceId === place.instanceId;
    case 'membership':
      return place.kind === 'machine' && leftover.machineId === place.instanceId;
    case 'empty-group':
      return place.kind === 'security-group' && leftover.groupId === place.groupId;
    case 'rule':
      return place.kind === 'rules' && place.addresses.some((one) => bare(one) === bare(leftover.remote));
  }
}
