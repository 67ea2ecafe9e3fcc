import { type EmptyGroup, isNamedForDts } from '../../../../cleanup/leftovers/leftover.ts';
import type { GroupPlace } from '../../../../cleanup/leftovers/place.ts';
import type { Readiness, Seen } from '../../../../cleanup/ports.ts';
import type { Urgency } from '../../../../lifecycle/ports.ts';
import type { Rpc } from '../../rpc.ts';
import { saysNotThere } from '../refusals.ts';
import { readGroups, readReferences, type SecurityGroup } from './groups.ts';
import { readInterfaces } from './interfaces.ts';

/** At most so many names in a sentence. */
const MOST_NAMES = 5;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return `${names.slice(0, MOST_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Why the group cannot be deleted ("DeleteSecurityGroup": prerequisites), with the way out. */
async function hindranceOf(
  rpc: Rpc,
  region: string,
  group: SecurityGroup,
  urgency: Urgency,
): Promise<string | null> {
  if (group.isManaged) return 'it is managed by a cloud service: only that service can delete it';
  const interfaces = await readInterfaces(rpc, region, { SecurityGroupId: group.id }, urgency);
  const members = [...new Set(interfaces.map(({ id, machineId }) => machineId ?? id))];
  if (members.length > 0) return `still in it: ${listed(members)}; take them out first`;
  if (group.machines !== null && group.machines > 0)
    return `still in it: ${group.machines} ${group.machines === 1 ? 'machine' : 'machines'}; take them out first`;
  const references = await readReferences(rpc, region, group.id, urgency);
  const others = references.filter((id) => id !== group.id);
  if (others.length === 0) return null;
  return `rules of ${listed(others)} name it; delete those rules first`;
}

async function readGroup(rpc: Rpc, region: string, id: string, urgency: Urgency) {
  try {
    return (await readGroups(rpc, region, [id], urgency)).find((group) => group.id === id) ?? null;
  } catch (thrown) {
    if (saysNotThere(thrown)) return null;
    throw thrown;
  }
}

/** The security group that a machine has left: something to delete where it is named for DTS and nobody needs it. */
export async function seeGroup(rpc: Rpc, place: GroupPlace, urgency: Urgency): Promise<Seen> {
  const { region, groupId } = place;
  const group = await readGroup(rpc, region, groupId, urgency);
  if (group === null) return { kind: 'gone' };
  const nothing = { kind: 'there', found: [], reports: [], knownAs: [] } as const;
  if (!isNamedForDts(group.name)) return nothing;
  const leftover: EmptyGroup = { kind: 'empty-group', region, groupId, groupName: group.name };
  return { ...nothing, found: [{ leftover, hindrance: await hindranceOf(rpc, region, group, urgency) }] };
}

/** Whether a group can be deleted now: what is in the way of it is a hindrance, and shown with the group. */
export async function groupReadiness(rpc: Rpc, group: EmptyGroup): Promise<Readiness> {
  const found = await readGroup(rpc, group.region, group.groupId, 'interactive');
  return found === null ? { kind: 'gone' } : { kind: 'ready' };
}
