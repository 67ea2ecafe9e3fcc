import type { Row, Write } from '../lifecycle/ports.ts';
import { forgetPosted } from '../lifecycle/save.ts';
import { taskKey } from '../lifecycle/task.ts';
import { type Checklist, withItem } from './checklist.ts';
import { type CleanupRoom, look } from './look.ts';
import { type Place, placeKey } from './place.ts';
import type { CleanupPorts } from './ports.ts';
import { CHECKLIST, CHECKLIST_OF, checklistLine, everyChecklist } from './rows.ts';
import { changeChecklist } from './save-checklist.ts';
import { mayForget, nextLookAt } from './schedule.ts';

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

/** The places of what is being removed, and was sent. */
function awaited({ items }: Checklist): readonly Place[] {
  const places = items.flatMap(({ state, place, removal }) =>
    state === 'removing' && place !== null && (removal?.deeds.length ?? 0) > 0 ? [place] : [],
  );
  return [...new Map(places.map((place) => [placeKey(place), place])).values()];
}

/**
 * A checklist whose time has come: waits for what is being removed, looks where a look was promised, or forgets it.
 * Reads clouds, never changes them.
 */
export async function tend(room: CleanupRoom, row: Row<Checklist>): Promise<void> {
  const checklist = row.value;
  const now = room.now();
  const next = nextLookAt(checklist, room.settings);
  const livingSince = now - room.settings.livingMs;
  if (next !== null && next <= now) {
    await look(room, checklist, { livingSince });
    return;
  }
  const only = awaited(checklist);
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

/**
 * After a start: what a former process was about to remove, and had not sent, is open again. What it had sent is
 * looked at. Sends nothing.
 */
export async function recover(room: CleanupRoom): Promise<void> {
  for (const { id, items } of await everyChecklist(room)) {
    if (!items.some((item) => item.state === 'removing')) continue;
    await changeChecklist(room, id, (current) => {
      const unsent = current.items.filter(
        (item) => item.state === 'removing' && (item.removal?.deeds.length ?? 0) === 0,
      );
      const after = unsent.reduce(
        (list, item) =>
          withItem(list, item.id, (one) => ({ ...one, state: 'open', why: null, removal: null })),
        current,
      );
      const why = 'The bot was restarted before anything was sent.';
      return {
        after,
        audit: unsent.map((item) =>
          checklistLine('checklist.removal-not-done', after, room.now(), { item: item.title, why }),
        ),
        notes: unsent.map((item) => ({
          kind: 'cleanup' as const,
          userId: null,
          text: `Not removed: ${item.title}. ${why} Nothing was changed.`,
        })),
      };
    });
  }
}
