import type { Ending } from '../ending.ts';
import type { Actor } from '../ports.ts';
import type { Action } from '../task.ts';
import { doingOf } from '../words.ts';

const MINUTE = 60_000;
/** How long before its time somebody can say to be there, in milliseconds. */
export const PRESENCE_MS = 15 * MINUTE;
/** How long before its time everybody concerned is reminded. */
export const REMINDER_MS = 10 * MINUTE;
/** An end whose time is over for longer than this is never begun. */
export const LATEST_MS = MINUTE;
const FARTHEST_DAYS = 14;
const FARTHEST_MS = FARTHEST_DAYS * 24 * 60 * MINUTE;

/** Whether one of the people concerned must be there when the time comes. */
export type PresenceRule = 'required' | 'not-needed';

/** A moment as the person meant it: in ms since 1970, and what the clocks of their zone show then. */
export interface Schedule {
  readonly at: number;
  /** "2026-11-22 02:00" */
  readonly wall: string;
  readonly zone: string;
}

/** The time of a plan, with what the policy asks of it. */
export interface PlannedSchedule extends Schedule {
  readonly presence: PresenceRule;
}

/** The time of a confirmed ending, and what has come of it so far; moments in ms since 1970, `null` = not yet. */
export interface EndingSchedule extends PlannedSchedule {
  /** Since when people are offered to say that they are there. */
  readonly openedAt: number | null;
  readonly remindedAt: number | null;
  /** When its time had come and it was begun; from then on it is an ending like any other. */
  readonly firedAt: number | null;
  /** Who said to be there, and when; asked for once more at its time. */
  readonly present: (Actor & { readonly at: number }) | null;
}

/** The time that a confirmed ending still waits for; `null` where it has come, or it never had one. */
export function timeAhead({ schedule }: Pick<Ending, 'schedule'>): EndingSchedule | null {
  return schedule === undefined || schedule === null || schedule.firedAt !== null ? null : schedule;
}

/** The same of an ending that has been looked at and now waits for nothing but its time, and for people. */
export function waitsForTime(ending: Pick<Ending, 'schedule' | 'state'>): EndingSchedule | null {
  return ending.state === 'awaiting-approval' ? timeAhead(ending) : null;
}

/** "2026-11-22 02:00 Europe/Berlin". */
export function atWords({ wall, zone }: Schedule): string {
  return `${wall} ${zone}`;
}

/** Is its time over for so long that it must not be begun any more? */
export function isMissed({ at }: Schedule, now: number): boolean {
  return now > at + LATEST_MS;
}

/** Why an ending that was not begun in its minute is not begun at all. */
export function missedSentence(schedule: Schedule): string {
  return `Its time, ${atWords(schedule)}, has passed while I was not running or could not act; a missed time is never run late.`;
}

/** What is wrong with a time for an action; `null` where it may be planned. */
export function scheduleObjection(action: Action, schedule: Schedule, now: number): string | null {
  if (action !== 'terminate')
    return `Only an ordinary end (terminate) can be given a time, not ${doingOf(action)}. Ask for it without a time when it is to happen.`;
  if (schedule.at <= now) return `${atWords(schedule)} is past. Name a time that is still to come.`;
  if (schedule.at > now + FARTHEST_MS)
    return `${atWords(schedule)} is more than ${FARTHEST_DAYS} days ahead: nobody can judge that far. Ask again nearer to it.`;
  return null;
}

/** When something is to be done for it next, after `now`. */
export function nextMoment({ at, presence, openedAt, remindedAt }: EndingSchedule, now: number): number {
  const moments = [
    ...(presence === 'required' && openedAt === null ? [at - PRESENCE_MS] : []),
    ...(remindedAt === null ? [at - REMINDER_MS] : []),
    at,
  ];
  return moments.find((moment) => moment > now) ?? at;
}

/** The time for the audit trail: in UTC, as it was meant, and from when somebody must be there. */
export function scheduleFacts({ at, wall, zone, presence }: PlannedSchedule): Record<string, unknown> {
  const from = presence === 'required' ? new Date(at - PRESENCE_MS).toISOString() : null;
  return { at: new Date(at).toISOString(), wall, zone, presence, presenceFrom: from };
}
