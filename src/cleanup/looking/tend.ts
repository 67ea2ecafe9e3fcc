import type { Row, Write } from '../../lifecycle/ports.ts';
import { forgetPosted } from '../../lifecycle/save.ts';
import { taskKey } from '../../lifecycle/task.ts';
import type { Checklist } from '../checklist/checklist.ts';
import { changeChecklist } from '../checklist/save-checklist.ts';
import { mayForget, nextLookAt } from '../checklist/schedule.ts';
import type { Place } from '../leftovers/place.ts';
import type { CleanupPorts } from '../ports.ts';
import type { CleanupRoom } from '../room.ts';
import { CHECKLIST, CHECKLIST_OF } from '../rows.ts';
import { look } from './look.ts';

/** Forgets a closed checklist; the audit log keeps all of it. */
async function forget(ports: CleanupPorts, row: Row<Checklist>): Promise<void> {
  const index = await ports.store.read<{ id: string }>(CHECKLIST_OF, taskKey(row.value.task));
  const writes: Write[] = [
    { kind: CHECKLIST, id: row.id, expect: row.version, value: null },
    ...(await forgetPosted(ports.store, 'checklist', row.id)),
  ];
  if (index?.value.id === row.id)
    writes.push({ kind: CHECKLIST_OF, id: index.id, expect: index.version, value: null });
  await ports.store.commit(writes);
}

/** The places of what is being removed: sent, or taken so long ago that nobody can be about to send it. */
function awaited({ items }: Checklist, takenBefore: number): readonly Place[] {
  return items.flatMap(({ state, place, removal }) => {
    if (state !== 'removing' || place === null || removal === null) return [];
    return removal.deeds.length > 0 || removal.at <= takenBefore ? [place] : [];
  });
}

/** When the look that is due was promised: something ended then, and who lives is asked since. */
function promisedAt({ lookedAt, openedAt, looks }: Checklist, now: number): number {
  return Math.max(...[lookedAt === null ? openedAt : 0, ...looks.filter((time) => time <= now)]);
}

/**
 * A checklist whose time has come: waits for what is being removed, looks where a look was promised, or forgets it.
 * Reads clouds, never changes them.
 */
export async function tend(room: CleanupRoom, row: Row<Checklist>): Promise<void> {
  const checklist = row.value;
  const now = room.now();
  const next = nextLookAt(checklist, room.settings);
  const livingSince = Math.max(now - room.settings.livingMs, promisedAt(checklist, now));
  if (next !== null && next <= now) {
    await look(room, checklist, { livingSince });
    return;
  }
  const only = awaited(checklist, now - room.settings.removingMs);
  if (only.length > 0) {
    await look(room, checklist, { only, livingSince });
    return;
  }
  if (mayForget(checklist, now, room.settings)) {
    await forget(room, row);
    return;
  }
  await changeChecklist(room, checklist.id, (current) => ({ after: current, audit: [], tell: false }));
}
