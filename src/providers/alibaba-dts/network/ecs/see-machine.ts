import { isNamedForDts, type Membership } from '../../../../cleanup/leftovers/leftover.ts';
import type { MachinePlace } from '../../../../cleanup/leftovers/place.ts';
import type { Readiness, Report, Seen, Sighting } from '../../../../cleanup/ports.ts';
import type { Urgency } from '../../../../lifecycle/ports.ts';
import type { Rpc } from '../../rpc.ts';
import { namesIn } from '../shapes.ts';
import { readGroups, type SecurityGroup } from './groups.ts';
import { type NetworkInterface, readInterfaces } from './interfaces.ts';
import { type Machine, readMachine } from './machines.ts';
import { leftoverRules } from './rules.ts';

/** The machine itself, or one further interface of it, with the groups that it is in. */
interface Member {
  readonly machine: Machine;
  readonly interfaceId: string | null;
  readonly isManaged: boolean;
  readonly groupIds: readonly string[];
}

/** Groups of a machine can be changed in these states only ("LeaveSecurityGroup"). */
function takesChanges(machine: Machine): boolean {
  return machine.status === 'Running' || machine.status === 'Stopped';
}

/** Why the cloud would not let the member out of the group, with the way out. */
function hindranceOf(member: Member, group: SecurityGroup): string | null {
  const { machine, interfaceId, groupIds } = member;
  const who = interfaceId ?? machine.id;
  if (member.isManaged)
    return `${who} is managed by a cloud service: only that service can take it out, so do it in its console`;
  if (group.isManaged)
    return `${group.name} is managed by a cloud service: only that service can change who is in it`;
  if (groupIds.length === 1)
    return `${group.name} is the only security group of ${who}: add another one first`;
  if (machine.locks.length > 0)
    return `${machine.id} is locked by the cloud (${machine.locks.join(', ')}): have it unlocked first`;
  if (!takesChanges(machine))
    return `${machine.id} is ${machine.status}: its groups can be changed while it is Running or Stopped`;
  return null;
}

function membersOf(machine: Machine, interfaces: readonly NetworkInterface[]): readonly Member[] {
  const primary = interfaces.find(({ isPrimary }) => isPrimary);
  const own = [...new Set([...machine.groupIds, ...(primary?.groupIds ?? [])])];
  const further = interfaces.filter(({ isPrimary }) => !isPrimary);
  return [
    { machine, interfaceId: null, isManaged: primary?.isManaged ?? false, groupIds: own },
    ...further.map(({ id, isManaged, groupIds }) => ({ machine, interfaceId: id, isManaged, groupIds })),
  ];
}

function sightingsOf(region: string, member: Member, groups: ReadonlyMap<string, SecurityGroup>): Sighting[] {
  return member.groupIds.flatMap((groupId): Sighting[] => {
    const group = groups.get(groupId);
    if (group === undefined || !isNamedForDts(group.name)) return [];
    const { machine, interfaceId } = member;
    const leftover: Membership = {
      kind: 'membership',
      region,
      machineId: machine.id,
      interfaceId,
      groupId,
      groupName: group.name,
    };
    return [{ leftover, hindrance: hindranceOf(member, group) }];
  });
}

/** A group whose name the cloud does not show may be one of DTS: a person has to look. */
function notShown(machine: Machine, groupId: string): Report {
  return {
    key: `group-not-shown/${groupId}`,
    title: `security group ${groupId} of ${machine.id}, whose name is not shown`,
    todo: 'Look in the console whether its name contains DTS, and if so, take the machine out of it.',
    details: [],
    urgent: false,
  };
}

async function seeGroups(
  rpc: Rpc,
  place: MachinePlace,
  machine: Machine,
  urgency: Urgency,
): Promise<Extract<Seen, { kind: 'there' }>> {
  const { region, blocks } = place;
  const interfaces = await readInterfaces(rpc, region, { InstanceId: machine.id }, urgency);
  const members = membersOf(machine, interfaces);
  const ids = [...new Set(members.flatMap(({ groupIds }) => groupIds))];
  const groups = await readGroups(rpc, region, ids, urgency);
  const byId = new Map(groups.map((group) => [group.id, group]));
  const others = groups.filter(({ name }) => !isNamedForDts(name));
  const rules =
    blocks.length === 0
      ? []
      : await Promise.all(others.map((group) => leftoverRules(rpc, region, group, blocks, urgency)));
  return {
    kind: 'there',
    found: members.flatMap((member) => sightingsOf(region, member, byId)),
    reports: [...ids.filter((id) => !byId.has(id)).map((id) => notShown(machine, id)), ...rules.flat()],
    knownAs: namesIn([...machine.addresses, ...interfaces.flatMap(({ addresses }) => addresses)]),
  };
}

/**
 * The security groups of DTS that a machine and its network interfaces are in, and the inbound rules of its other
 * groups that let servers of DTS in. Throws `ProviderError` where it could not look.
 */
export async function seeMachine(rpc: Rpc, place: MachinePlace, urgency: Urgency): Promise<Seen> {
  const machine = await readMachine(rpc, place.region, place.instanceId, urgency);
  return machine === null ? { kind: 'gone' } : seeGroups(rpc, place, machine, urgency);
}

/** Whether a machine takes a change of its groups now. */
export async function machineReadiness(rpc: Rpc, member: Membership): Promise<Readiness> {
  const { region, machineId } = member;
  const machine = await readMachine(rpc, region, machineId, 'interactive');
  if (machine === null) return { kind: 'gone' };
  if (machine.locks.length > 0)
    return { kind: 'not-now', why: `${machineId} is locked (${machine.locks.join(', ')})` };
  return takesChanges(machine)
    ? { kind: 'ready' }
    : { kind: 'busy', why: `${machineId} is ${machine.status}` };
}
