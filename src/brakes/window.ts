import { Temporal } from 'temporal-polyfill';

/** A day of the week (1 = Monday) and a time on the wall, "16:00". */
export interface WeekBound {
  readonly day: number;
  readonly time: string;
}

/** From when to when on the clocks of the window's zone: once, between two dates, or every week. */
export type Pace =
  | { readonly kind: 'dates'; readonly from: string; readonly to: string } // "2026-12-20T00:00"
  | { readonly kind: 'weekly'; readonly from: WeekBound; readonly to: WeekBound };

/** A freeze window of the configuration: while it is open, nothing is changed in any cloud. */
export interface FreezeWindow {
  readonly pace: Pace;
  /** An IANA time zone. */
  readonly zone: string;
  readonly because: string;
  /** The accounts it is about; `null` is all of them. */
  readonly accounts: readonly string[] | null;
}

/** Once that a window is open, in milliseconds since 1970; `to` is the first moment after it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const WEEK = { days: 7 };

/**
 * The moment of a bound. Where the clocks skip it or show it twice, the window is the wider one: it opens at the
 * earlier reading and closes at the later.
 */
function momentOf(wall: Temporal.PlainDateTime, zone: string, side: 'from' | 'to'): number {
  const disambiguation = side === 'from' ? 'earlier' : 'later';
  return wall.toZonedDateTime(zone, { disambiguation }).epochMilliseconds;
}

/** The week's opening whose first day is this one. */
function weekly(first: Temporal.PlainDate, from: WeekBound, to: WeekBound, zone: string): Span {
  const days = (to.day - from.day + 7) % 7;
  const wraps = days === 0 && to.time <= from.time;
  const last = first.add({ days: wraps ? 7 : days });
  return {
    from: momentOf(first.toPlainDateTime(from.time), zone, 'from'),
    to: momentOf(last.toPlainDateTime(to.time), zone, 'to'),
  };
}

/** The openings around a moment, in order: the one of the week before, of this week, and of the next. */
function spansAround({ pace, zone }: FreezeWindow, now: number): readonly Span[] {
  if (pace.kind === 'dates')
    return [
      {
        from: momentOf(Temporal.PlainDateTime.from(pace.from), zone, 'from'),
        to: momentOf(Temporal.PlainDateTime.from(pace.to), zone, 'to'),
      },
    ];
  const { from, to } = pace;
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const first = today.subtract({ days: (today.dayOfWeek - from.day + 7) % 7 });
  return [first.subtract(WEEK), first, first.add(WEEK)].map((day) => weekly(day, from, to, zone));
}

/** The opening that a moment lies in; `null` where the window is shut. */
export function openAt(window: FreezeWindow, now: number): Span | null {
  return spansAround(window, now).find(({ from, to }) => from <= now && now < to) ?? null;
}

/** The next opening after a moment; `null` where none comes any more. */
export function comingAfter(window: FreezeWindow, now: number): Span | null {
  return spansAround(window, now).find(({ from }) => from > now) ?? null;
}

/** Is the window about this account? */
export function isAbout({ accounts }: FreezeWindow, account: string): boolean {
  return accounts === null || accounts.includes(account);
}
