import {
  type DatabaseInput,
  type DatabaseInstance,
  databaseInstance,
  type WhitelistGroup,
} from './alibaba/database.ts';
import {
  type EcsInstanceInput,
  type EcsInterfaceInput,
  type EcsSecurityGroupInput,
  ecsInstance,
  ecsInterface,
  ecsSecurityGroup,
} from './alibaba/machine.ts';
import type { PublicIpInput, RuleInput, SecurityGroupInput } from './drs/drs-state.ts';
import { publicIp, securityGroup, securityGroupRule } from './drs/network-things.ts';
import { regionOfProject } from './drs/project.ts';
import type { World } from './world.ts';

export type GroupInput = Pick<WhitelistGroup, 'name' | 'ips'> & Partial<WhitelistGroup>;
export type DatabaseSettings = Partial<
  Pick<
    DatabaseInstance,
    'status' | 'lockMode' | 'cannotDeleteGroups' | 'busySeconds' | 'shownAfterSeconds' | 'owner'
  >
>;

type Both = Pick<World, 'alibaba' | 'drs' | 'timeline'>;

/**
 * What people and other programs do to databases, machines, groups, rules and addresses, at once and past every check
 * of the API. "Put" adds a thing, or replaces the one with its id (or name). Ids that nothing has throw.
 */
export class NetworkConsole {
  readonly #world: Both;

  constructor(world: Both) {
    this.#world = world;
  }

  putDatabase(input: DatabaseInput): void {
    const { alibaba } = this.#world;
    alibaba.databases = replaced(alibaba.databases, databaseInstance(input));
  }

  deleteDatabase(id: string): void {
    const gone = this.database(id);
    this.#world.alibaba.databases = this.#world.alibaba.databases.filter((each) => each !== gone);
  }

  /** How the database is, and how it takes changes; `status` as its product writes it, '' = as usual. */
  setDatabase(id: string, settings: DatabaseSettings): void {
    if (settings.status !== undefined) this.#world.timeline.cancel(`busy/${id}`);
    Object.assign(this.database(id), settings);
  }

  /** Adds a whitelist group, or replaces the one of this name and network type (MIX where none is said). */
  putGroup(databaseId: string, input: GroupInput): void {
    const database = this.database(databaseId);
    const before = database.groups.find(
      (each) => each.name === input.name && each.networkType === (input.networkType ?? each.networkType),
    );
    const group = { attribute: '', networkType: 'MIX', ...before, ...input };
    database.groups = [...database.groups.filter((each) => each !== before), group];
    database.shownGroups = null;
  }

  /** Removes the groups of this name, or the one of it that has this network type. */
  removeGroup(databaseId: string, name: string, networkType?: string): void {
    const database = this.database(databaseId);
    database.groups = database.groups.filter(
      (each) => each.name !== name || (networkType !== undefined && each.networkType !== networkType),
    );
    database.shownGroups = null;
  }

  /** A database as it is now. */
  database(id: string): DatabaseInstance {
    this.#world.timeline.settle();
    return found(this.#world.alibaba.databases, id, 'database');
  }

  putMachine(input: EcsInstanceInput): void {
    const { alibaba } = this.#world;
    alibaba.instances = replaced(alibaba.instances, ecsInstance(input));
  }

  setMachineStatus(id: string, status: string): void {
    found(this.#world.alibaba.instances, id, 'machine').status = status;
  }

  deleteMachine(id: string): void {
    const { alibaba } = this.#world;
    const gone = found(alibaba.instances, id, 'machine');
    alibaba.instances = alibaba.instances.filter((each) => each !== gone);
    alibaba.interfaces = alibaba.interfaces.filter((each) => each.instanceId !== id);
  }

  putInterface(input: EcsInterfaceInput): void {
    const { alibaba } = this.#world;
    alibaba.interfaces = replaced(alibaba.interfaces, ecsInterface(input));
  }

  putSecurityGroup(input: EcsSecurityGroupInput): void {
    const { alibaba } = this.#world;
    alibaba.securityGroups = replaced(alibaba.securityGroups, ecsSecurityGroup(input));
  }

  /** Puts a machine or an interface into exactly these groups. */
  setMembership(id: string, securityGroupIds: readonly string[]): void {
    const { instances, interfaces } = this.#world.alibaba;
    found([...instances, ...interfaces], id, 'machine or interface').securityGroupIds = [...securityGroupIds];
  }

  /** A security group of a DRS project; where no project is said, the one of the credentials. */
  putVpcGroup(input: SecurityGroupInput): void {
    const { drs } = this.#world;
    drs.securityGroups = replaced(drs.securityGroups, this.#owned(securityGroup(input)));
  }

  putRule(input: RuleInput): void {
    const { drs } = this.#world;
    drs.rules = replaced(drs.rules, securityGroupRule(input));
  }

  removeRule(id: string): void {
    const { drs } = this.#world;
    const gone = found(drs.rules, id, 'rule');
    drs.rules = drs.rules.filter((each) => each !== gone);
  }

  putPublicIp(input: PublicIpInput): void {
    const { drs } = this.#world;
    drs.publicIps = replaced(drs.publicIps, this.#owned(publicIp(input)));
  }

  removePublicIp(id: string): void {
    const { drs } = this.#world;
    const gone = found(drs.publicIps, id, 'public address');
    drs.publicIps = drs.publicIps.filter((each) => each !== gone);
  }

  /** A further project, in the region that its name begins with. */
  putProject({ id, name }: { id: string; name: string }): void {
    const { drs } = this.#world;
    drs.projects = replaced(drs.projects, { id, name, region: regionOfProject(name) });
  }

  #owned<Thing extends { project: string }>(thing: Thing): Thing {
    return { ...thing, project: thing.project || this.#world.drs.credentials.project };
  }
}

function replaced<Thing extends { id: string }>(things: readonly Thing[], thing: Thing): Thing[] {
  return [...things.filter((each) => each.id !== thing.id), thing];
}

function found<Thing extends { id: string }>(things: readonly Thing[], id: string, what: string): Thing {
  const thing = things.find((each) => each.id === id);
  if (thing === undefined) throw new Error(`The simulated clouds have no ${what} ${id}`);
  return thing;
}
