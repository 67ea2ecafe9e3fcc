import { type Ending, holdsTask } from './ending.ts';
import type { AuditEvent, Row, Store, Write } from './ports.ts';
import {
  announcement,
  CLEANUP_DUE,
  ENDING,
  LIVE,
  type LiveRow,
  type Note,
  POSTED,
  postedId,
} from './rows.ts';
import { LATEST_MS, timeAhead } from './schedule/schedule.ts';
import { scheduleWrites } from './schedule/schedule-row.ts';
import type { LifecyclePorts } from './settings.ts';
import { taskKey } from './task.ts';
import { endsForGood } from './words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Longer than any look or call can take; who comes back after it finds the version changed, and stops. */
const ABANDONED = 5 * MINUTE;

/** When the watch should next look at an ending: often at first, every minute for a day, then hourly. */
export function nextLook(ending: Ending, now: number, ports: LifecyclePorts): number | null {
  const { settings } = ports;
  switch (ending.state) {
    case 'awaiting-approval': {
      const schedule = timeAhead(ending);
      // A scheduled one has a row of its own; this is for one that nobody has begun.
      return schedule === null ? ending.approvalExpiresAt : schedule.at + LATEST_MS + 1;
    }
    case 'checking':
    case 'executing':
      return now + ABANDONED;
    case 'ending':
    case 'outcome-unknown': {
      const age = now - (ending.answeredAt ?? ending.since);
      if (age < settings.timeoutMs) return now + settings.pollMs;
      return now + (age < DAY ? Math.max(MINUTE, settings.pollMs) : HOUR);
    }
    case 'needs-human':
      return now + (now - ending.since < DAY ? Math.max(MINUTE, settings.pollMs) : HOUR);
    case 'ended':
    case 'failed':
    case 'refused':
    case 'void':
    case 'rejected':
    case 'expired':
    case 'withdrawn':
    case 'vetoed':
      return now + settings.keepMs;
  }
}

/** Thread lines that a change of state brings along: only bad news is also shown in the channel. */
function stateNotes(before: Ending | null, after: Ending): { note: Note; broadcast: boolean }[] {
  if (before?.state === after.state) return [];
  if (after.state === 'failed' || after.state === 'needs-human')
    return [{ note: { kind: 'state', state: after.state, why: after.why }, broadcast: true }];
  const told =
    after.state === 'outcome-unknown' ||
    after.state === 'void' ||
    (after.state === 'refused' && before !== null);
  return told ? [{ note: { kind: 'state', state: after.state, why: after.why }, broadcast: false }] : [];
}

/** The facts of an ending that every line of the audit trail carries. */
export function auditLine(
  type: string,
  ending: Ending,
  now: number,
  more: Record<string, unknown> = {},
): AuditEvent {
  return {
    type,
    at: new Date(now).toISOString(),
    ending: ending.id,
    action: ending.action,
    task: taskKey(ending.task),
    name: ending.task.name,
    ...more,
  };
}

async function freeTask(ports: LifecyclePorts, before: Ending, after: Ending): Promise<Write[]> {
  if (!holdsTask(before.state) || holdsTask(after.state)) return [];
  const live = await ports.store.read<LiveRow>(LIVE, taskKey(after.task));
  return live?.value.endingId === after.id
    ? [{ kind: LIVE, id: live.id, expect: live.version, value: null }]
    : [];
}

/**
 * Commits a change of an ending together with everything that follows from it: the message to update, the
 * lines for the thread, the task that becomes free, the checklist to open, and the audit line. `null` means
 * that somebody was faster and nothing was written.
 */
export async function saveEnding(
  ports: LifecyclePorts,
  row: Row<Ending>,
  after: Ending,
  audit: readonly AuditEvent[],
  notes: readonly Note[] = [],
): Promise<Row<Ending> | null> {
  const before = row.value;
  const writes: Write[] = [
    {
      kind: ENDING,
      id: after.id,
      expect: row.version,
      value: after,
      dueAt: nextLook(after, ports.now(), ports),
    },
    ...(await freeTask(ports, before, after)),
    ...(await scheduleWrites(ports, before, after)),
    announcement(ports, { what: 'ending', id: after.id }),
    ...notes.map((note) =>
      announcement(ports, { what: 'note', about: 'ending', id: after.id, note, broadcast: false }),
    ),
    ...stateNotes(before, after).map(({ note, broadcast }) =>
      announcement(ports, { what: 'note', about: 'ending', id: after.id, note, broadcast }),
    ),
  ];
  if (after.state === 'ended' && before.state !== 'ended' && endsForGood(after.action))
    writes.push({
      kind: CLEANUP_DUE,
      id: after.id,
      expect: 0,
      value: { endingId: after.id },
      dueAt: ports.now(),
    });
  const saved = await ports.store.commit(writes, audit);
  return saved ? { id: after.id, version: row.version + 1, value: after } : null;
}

/** Writes a reading that nobody needs to be told of: no message, no audit line. */
export async function saveQuietly(
  ports: LifecyclePorts,
  row: Row<Ending>,
  after: Ending,
): Promise<Row<Ending> | null> {
  const dueAt = nextLook(after, ports.now(), ports);
  const saved = await ports.store.commit([
    { kind: ENDING, id: after.id, expect: row.version, value: after, dueAt },
  ]);
  return saved ? { id: after.id, version: row.version + 1, value: after } : null;
}

/** The writes that forget where the message of an ending or a checklist stands. */
export async function forgetPosted(
  store: Store,
  about: 'ending' | 'checklist',
  id: string,
): Promise<Write[]> {
  const posted = await store.read(POSTED, postedId(about, id));
  return posted === null ? [] : [{ kind: POSTED, id: posted.id, expect: posted.version, value: null }];
}

/** What a change asks to be written; `null` leaves everything as it is. */
export interface Change {
  readonly after: Ending;
  readonly audit: readonly AuditEvent[];
  readonly notes?: readonly Note[];
}

/**
 * Changes an ending by compare-and-set: reads it, asks what to write, and tries again with what is there when
 * somebody was faster. Returns the row as it is afterwards, or `null` where there is no such ending.
 */
export async function changeEnding(
  ports: LifecyclePorts,
  id: string,
  change: (ending: Ending) => Change | null,
): Promise<{ row: Row<Ending>; changed: boolean } | null> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const row = await ports.store.read<Ending>(ENDING, id);
    if (row === null) return null;
    const wanted = change(row.value);
    if (wanted === null) return { row, changed: false };
    const saved = await saveEnding(ports, row, wanted.after, wanted.audit, wanted.notes);
    if (saved !== null) return { row: saved, changed: true };
  }
  throw new Error(`ending ${id} changes too often to be written`);
}
