import type { Ending } from '../ending.ts';
import type { Store, Write } from '../ports.ts';
import { SCHEDULE, type ScheduleRow } from '../rows.ts';
import { waitsForTime } from './schedule.ts';

/**
 * What a change of an ending means for the row that hands it out at its time: it is there while the ending waits, due
 * at once, and goes with the waiting. Any other change leaves it alone.
 */
export async function scheduleWrites(
  { store, now }: { readonly store: Store; readonly now: () => number },
  before: Ending,
  after: Ending,
): Promise<Write[]> {
  const waits = waitsForTime(after) !== null;
  if ((waitsForTime(before) !== null) === waits) return [];
  const row = await store.read<ScheduleRow>(SCHEDULE, after.id);
  const write = { kind: SCHEDULE, id: after.id, expect: row?.version ?? 0 };
  if (waits) return [{ ...write, value: { endingId: after.id } satisfies ScheduleRow, dueAt: now() }];
  return row === null ? [] : [{ ...write, value: null }];
}
