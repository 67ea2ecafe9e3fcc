import { Temporal } from 'temporal-polyfill';
import { readZone, wallAt } from './zone.ts';

/** A moment that a person named. `zone` is the one that counted, typed or their own. */
export type When =
  | { readonly ok: true; readonly at: number; readonly zone: string; readonly wall: string }
  | { readonly ok: false; readonly why: string };

interface Asked {
  /** What was typed behind "at", "until" or "in". */
  readonly words: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The person's own IANA zone; `null` where Slack does not tell it. */
  readonly zone: string | null;
}

const EXAMPLES = 'Say it like 02:00 Europe/Berlin, tomorrow 02:00, 2026-11-22 02:00 UTC, or in 3h.';
const UNITS = { d: 'days', h: 'hours', m: 'minutes' } as const;
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const SPAN = /^in\s+((?:\d+(?:\.\d+)?\s*(?:d|days?|h|hours?|m|min|minutes?)\s*)+)$/i;
const WALL = /^(?:(\d{4}-\d{2}-\d{2}|today|tomorrow|[a-z]+day)[\sT]+)?(\d{1,2}):(\d{2})\s*(\S+)?$/i;

function no(why: string): When {
  return { ok: false, why };
}

/**
 * The moment that words name: "in 3h", "02:00 Europe/Berlin", "tomorrow 02:00", "2026-11-22 02:00 UTC". A time
 * without a date is the next one that comes. Refuses what is past, what the clocks of the zone skip or show twice,
 * and a time without any zone, each in a sentence with a way on.
 */
export function readWhen({ words, now, zone }: Asked): When {
  const text = words.trim().replace(/\s+/g, ' ');
  const span = SPAN.exec(text)?.[1];
  if (span !== undefined) return afterSpan(span, now, zone);
  const [, day, hour = '', minute = '', typedZone] = WALL.exec(text) ?? [];
  if (hour === '') return no(`"${text}" is no time that I understand. ${EXAMPLES}`);
  if (Number(hour) > 23 || Number(minute) > 59)
    return no(`There is no ${hour}:${minute} on a clock. ${EXAMPLES}`);
  const counted = zoneOf(typedZone) ?? (typedZone === undefined ? zone : null);
  if (counted === null) {
    return typedZone === undefined
      ? no('I do not know your time zone. Name one, like 02:00 Europe/Berlin or 02:00 UTC.')
      : no(`"${typedZone}" is no time zone that I know. Name one like Europe/Berlin, Asia/Shanghai or UTC.`);
  }
  const time = Temporal.PlainTime.from({ hour: Number(hour), minute: Number(minute) });
  return onTheWall(day?.toLowerCase() ?? null, time, counted, now);
}

function zoneOf(typed: string | undefined): string | null {
  if (typed === undefined) return null;
  return readZone(typed.toUpperCase() === 'Z' ? 'UTC' : typed);
}

function afterSpan(span: string, now: number, zone: string | null): When {
  let milliseconds = 0;
  for (const [, figure = '0', unit = 'm'] of span.matchAll(/(\d+(?:\.\d+)?)\s*([a-z])[a-z]*/gi)) {
    const one = { [UNITS[unit.toLowerCase() as keyof typeof UNITS]]: 1 };
    milliseconds +=
      Number(figure) * Temporal.Duration.from(one).total({ unit: 'milliseconds', relativeTo: '2026-01-01' });
  }
  if (milliseconds <= 0) return no(`That is now. ${EXAMPLES}`);
  return moment(Temporal.Instant.fromEpochMilliseconds(Math.round(now + milliseconds)), zone ?? 'UTC');
}

function moment(instant: Temporal.Instant, zone: string): When {
  const at = instant.epochMilliseconds;
  return { ok: true, at, zone, wall: wallAt(at, zone) };
}

/** The date of a day word on or after today; `null` for a word that is no day. */
function dateOf(day: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  if (day === 'today') return today;
  if (day === 'tomorrow') return today.add({ days: 1 });
  const weekday = DAYS.indexOf(day) + 1;
  if (weekday > 0) return today.add({ days: (weekday - today.dayOfWeek + 7) % 7 });
  try {
    return Temporal.PlainDate.from(day, { overflow: 'reject' });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function onTheWall(day: string | null, time: Temporal.PlainTime, zone: string, now: number): When {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const date = day === null ? today : dateOf(day, today);
  if (date === null) return no(`"${day}" is no day. ${EXAMPLES}`);
  const first = at(date, time, zone);
  if (!first.ok || first.at > now) return first;
  if (day === null) return at(date.add({ days: 1 }), time, zone);
  if (DAYS.includes(day)) return at(date.add({ days: 7 }), time, zone);
  return no(`${first.wall} (${zone}) is past.`);
}

/** The one moment when the clocks of a zone show this; refused where they skip it or show it twice. */
function at(date: Temporal.PlainDate, time: Temporal.PlainTime, zone: string): When {
  const wall = date.toPlainDateTime(time);
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    wall.toZonedDateTime(zone, { disambiguation }),
  );
  if (earlier === undefined || later === undefined) throw new Error('a wall time has two readings at most');
  if (earlier.epochMilliseconds === later.epochMilliseconds) return moment(earlier.toInstant(), zone);
  const shown = `${date.toString()} ${time.toString({ smallestUnit: 'minute' })}`;
  const utc = [earlier, later].map(
    (one) => `${one.toInstant().toString().slice(0, 16).replace('T', ' ')} UTC`,
  );
  const isSkipped = !later.toPlainDateTime().equals(wall);
  return isSkipped
    ? no(`The clocks of ${zone} skip ${shown}. Name another time, like ${utc.join(' or ')}.`)
    : no(`The clocks of ${zone} show ${shown} twice. Say which: ${utc.join(' or ')}.`);
}
