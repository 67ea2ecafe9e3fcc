import type { AccessView } from './shown.ts';
import type { World } from './world.ts';

/** Every whitelist group, membership of a machine, VPC rule, public address and slot, as it is now. */
export function accessViews(world: World): AccessView[] {
  world.timeline.settle();
  return [...whitelists(world), ...machines(world), ...slots(world), ...rules(world), ...addresses(world)];
}

/** The names of the living DTS tasks by each instance that they use. */
function usersOfInstances(world: World): Map<string, string[]> {
  const users = new Map<string, string[]>();
  for (const task of world.alibaba.tasks) {
    if (task.released || task.status === 'Finished') continue;
    for (const id of new Set([task.source.InstanceID, task.destination.InstanceID]))
      users.set(id, [...(users.get(id) ?? []), task.name || task.id]);
  }
  return users;
}

function whitelists(world: World): AccessView[] {
  const users = usersOfInstances(world);
  return world.alibaba.databases.flatMap((database) =>
    database.groups.map((group) => ({
      cloud: 'alibaba' as const,
      region: database.region,
      kind: 'whitelist' as const,
      on: database.id,
      name: group.name,
      value: group.ips.join(' '),
      note: notes(
        group.attribute,
        group.networkType === 'MIX' ? '' : group.networkType,
        database.status,
        database.lockMode === 'Unlock' ? '' : database.lockMode,
      ),
      tasks: users.get(database.id) ?? [],
    })),
  );
}

function machines(world: World): AccessView[] {
  const { instances, interfaces, securityGroups } = world.alibaba;
  const users = usersOfInstances(world);
  const groups = new Map(securityGroups.map((group) => [group.id, group]));
  const members = [
    ...instances.map((each) => ({
      ...each,
      machine: each.id,
      note: each.status === 'Running' ? '' : each.status,
    })),
    ...interfaces.map((each) => ({ ...each, machine: each.instanceId, note: 'network interface' })),
  ];
  return members.flatMap((member) =>
    member.securityGroupIds.map((id) => ({
      cloud: 'alibaba' as const,
      region: member.region,
      kind: 'security-group' as const,
      on: member.id,
      name: groups.get(id)?.name ?? id,
      value: (groups.get(id)?.rules ?? []).map((rule) => rule.sourceCidr || rule.sourceGroupId).join(' '),
      note: member.note,
      tasks: users.get(member.machine) ?? [],
    })),
  );
}

function slots(world: World): AccessView[] {
  return world.alibaba.slots.map((slot) => ({
    cloud: 'alibaba',
    region: world.alibaba.databases.find((each) => each.id === slot.databaseId)?.region ?? '',
    kind: 'slot',
    on: slot.databaseId,
    name: slot.name,
    value: '',
    note: slot.orphaned ? 'nobody drops it any more' : '',
    tasks: world.alibaba.tasks.filter((task) => task.id === slot.taskId).map((task) => task.name || task.id),
  }));
}

/** The living DRS tasks whose node has one of these addresses. */
function usersOfAddress(world: World, address: string): string[] {
  return world.drs.tasks
    .filter((task) => !task.deleted && task.status !== 'RELEASE_RESOURCE_COMPLETE')
    .filter((task) => address !== '' && [task.node.ip, task.node.publicIp].includes(address))
    .map((task) => task.name || task.id);
}

function rules(world: World): AccessView[] {
  const groups = new Map(world.drs.securityGroups.map((group) => [group.id, group]));
  return world.drs.rules.map((rule) => ({
    cloud: 'drs',
    region: regionOf(world, groups.get(rule.securityGroupId)?.project ?? ''),
    kind: 'rule',
    on: groups.get(rule.securityGroupId)?.name ?? rule.securityGroupId,
    name: `${rule.protocol ?? 'any'} ${rule.ports ?? 'any port'}, ${rule.direction}`,
    value: rule.remoteIpPrefix ?? 'anywhere',
    note: rule.description,
    tasks: usersOfAddress(world, (rule.remoteIpPrefix ?? '').replace(/\/32$/, '')),
  }));
}

function addresses(world: World): AccessView[] {
  return world.drs.publicIps.map((ip) => ({
    cloud: 'drs',
    region: regionOf(world, ip.project),
    kind: 'public-ip',
    on: ip.portId === '' ? 'nothing' : ip.portId,
    name: ip.address,
    value: ip.privateAddress,
    note: notes(ip.automatic ? 'automatic' : 'own', ip.status === 'DOWN' ? 'DOWN' : ''),
    tasks: usersOfAddress(world, ip.address),
  }));
}

function regionOf(world: World, project: string): string {
  return world.drs.projects.find((each) => each.id === project)?.region ?? '';
}

function notes(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}
