import { Temporal } from 'temporal-polyfill';

/** The zone as the IANA database spells it (or an offset such as +02:00); `null` where there is none of that name. */
export function readZone(name: string): string | null {
  try {
    return Temporal.Now.zonedDateTimeISO(name).timeZoneId;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** What the clocks of a zone show at a moment (milliseconds since 1970): "2026-11-22 02:00". */
export function wallAt(at: number, zone: string): string {
  const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return `${there.toPlainDate().toString()} ${there.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}
