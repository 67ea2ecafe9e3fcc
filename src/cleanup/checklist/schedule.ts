import { READ_ONLY } from '../leftovers/leftovers-drs.ts';
import type { CleanupSettings } from '../ports.ts';
import { type Checklist, endOfDay, openItems } from './checklist.ts';

const DAY = 24 * 60 * 60_000;

/** Would another look tell anything about what is still open? */
function looksHelp(checklist: Checklist): boolean {
  return openItems(checklist).some(
    (item) => item.place !== null || item.blocksOf !== null || item.key === READ_ONLY,
  );
}

/** The first moment after which a signature to keep something counts no more. */
function firstLapse(checklist: Checklist): number | null {
  const days = checklist.items.flatMap(({ state, signOff }) =>
    state === 'signed-off' && signOff?.how === 'kept' && signOff.until !== null ? [signOff.until] : [],
  );
  const [first] = days.sort();
  return first === undefined ? null : endOfDay(first);
}

/** Looks that were promised, and those that follow while something is open: hourly for a day, then daily. */
export function nextLookAt(checklist: Checklist, settings: CleanupSettings): number | null {
  const { lookedAt, looks, openedAt } = checklist;
  if (lookedAt === null) return openedAt;
  const pause = lookedAt - openedAt < DAY ? settings.lookAgainMs : Math.max(DAY, settings.lookAgainMs);
  const times = [looks[0] ?? null, looksHelp(checklist) ? lookedAt + pause : null, firstLapse(checklist)];
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** Is it closed for so long, and with no promised look left, that it can be forgotten? */
export function mayForget(checklist: Checklist, now: number, settings: CleanupSettings): boolean {
  const { closedAt, looks } = checklist;
  return (
    closedAt !== null &&
    looks.length === 0 &&
    firstLapse(checklist) === null &&
    now - closedAt >= settings.keepMs
  );
}

/** When the watch has to do something for a checklist; `null` = never by itself. */
export function dueAt(checklist: Checklist, now: number, settings: CleanupSettings): number | null {
  const look = nextLookAt(checklist, settings);
  if (checklist.items.some((item) => item.state === 'removing'))
    return Math.min(now + settings.pollMs, look ?? Number.POSITIVE_INFINITY);
  if (look !== null) return look;
  return checklist.closedAt === null ? null : checklist.closedAt + settings.keepMs;
}

/** The promised looks with those after a change of now, and `more` milliseconds after it. Each once, ascending. */
export function promiseLooks(
  looks: readonly number[],
  from: number,
  settings: CleanupSettings,
  ...more: readonly number[]
): readonly number[] {
  const all = [...looks, ...[...settings.secondLooksMs, ...more].map((after) => from + after)];
  const sorted = [...new Set(all)].sort((a, b) => a - b);
  const near = (settings.secondLooksMs[0] ?? 0) / 4;
  return sorted.filter((time, at) => (sorted[at + 1] ?? Number.POSITIVE_INFINITY) - time >= near);
}
