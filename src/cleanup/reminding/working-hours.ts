const DAY_MS = 24 * 60 * 60_000;
const STARTS = 9;
const ENDS = 17;

/** What a clock on the wall shows. */
interface Local {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

type Clock = (time: number) => Local;

function formatter(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}

/** The wall clock of an IANA zone; that of UTC where the zone is not known. */
function clockOf(timeZone: string | null): Clock {
  let format: Intl.DateTimeFormat;
  try {
    format = formatter(timeZone ?? 'UTC');
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    format = formatter('UTC');
  }
  return (time) => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    const of = (part: Intl.DateTimeFormatPartTypes) => parts.get(part) ?? 0;
    return {
      year: of('year'),
      month: of('month'),
      day: of('day'),
      hour: of('hour'),
      minute: of('minute'),
      second: of('second'),
    };
  };
}

/** The same figures read as if they were UTC, in milliseconds. */
function asUtc({ year, month, day, hour, minute, second }: Local): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Monday to Friday; the weekday of a date is the same in every zone. */
function isWorkingDay(time: number): boolean {
  const weekday = new Date(time).getUTCDay();
  return weekday >= 1 && weekday <= 5;
}

/**
 * When a clock shows `wanted` (figures as if UTC); `null` where it never does, as in an hour or a day that a zone
 * leaves out. The second guess is for a change of the offset between the first one and now.
 */
function whenShown(clock: Clock, wanted: number): number | null {
  let guess = wanted;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const off = asUtc(clock(guess)) - wanted;
    if (off === 0) return guess;
    guess -= off;
  }
  return null;
}

/** Monday to Friday, from 09:00 until before 17:00 in the person's zone; UTC where that is not known. */
export function isWorkingTime(now: number, timeZone: string | null): boolean {
  const local = clockOf(timeZone)(now);
  return isWorkingDay(asUtc(local)) && local.hour >= STARTS && local.hour < ENDS;
}

/** The next 09:00 of a working day in the person's zone after `now`, never `now` itself; UTC where that is not known. */
export function nextWorkingStart(now: number, timeZone: string | null): number {
  const clock = clockOf(timeZone);
  const today = { ...clock(now), hour: STARTS, minute: 0, second: 0 };
  for (let wanted = asUtc(today); ; wanted += DAY_MS) {
    if (!isWorkingDay(wanted)) continue;
    const start = whenShown(clock, wanted);
    if (start !== null && start > now) return start;
  }
}
