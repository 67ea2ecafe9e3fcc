import { titleOf } from '../../lifecycle/task.ts';
import type { Checklist, Item } from '../checklist/checklist.ts';
import { isPostgres } from '../leftovers/draft.ts';
import type { Place } from '../leftovers/place.ts';

function isPlaceOfSource({ task }: Checklist, place: Place): boolean {
  if (place.kind !== 'database' && place.kind !== 'machine') return false;
  return place.instanceId === task.source.instanceId;
}

function numberOf(item: Item): string {
  return item.id.slice(item.id.lastIndexOf('.') + 1);
}

/** The slot item that nobody has answered for yet, of a task that is not released. */
function openSlot(checklist: Checklist, place: Place): Item | null {
  const { task, released, items } = checklist;
  if (task.provider !== 'alibaba-dts' || !isPostgres(task.source) || released) return null;
  if (!isPlaceOfSource(checklist, place)) return null;
  const slot = items.find((item) => item.isSlot);
  // Signed as kept, the slot is still there, and needs the access more than ever.
  const answered = slot?.state === 'signed-off' && slot.signOff?.how !== 'kept';
  return slot === undefined || answered ? null : slot;
}

/**
 * What the access of a PostgreSQL source waits for; `null` where it waits for nothing. DTS drops its slot when the
 * task is released, and cannot do it without access: then write-ahead log is kept until the disk is full
 * ("Precautions and limits for synchronizing data from a PostgreSQL database"). The slot of another ended task on the
 * same source waits for the same access.
 */
export function waitsForSlot(
  checklist: Checklist,
  others: readonly Checklist[],
  place: Place,
): string | null {
  for (const one of [checklist, ...others.filter((other) => other.id !== checklist.id)]) {
    const slot = openSlot(one, place);
    if (slot === null) continue;
    const whose = one.id === checklist.id ? '' : ` of the checklist of ${titleOf(one.task)}`;
    const released = one.id === checklist.id ? 'release the task' : `release ${titleOf(one.task)}`;
    return `DTS needs it to drop its replication slot: ${released}, or sign off item ${numberOf(slot)}${whose} when its query finds no slot`;
  }
  return null;
}
