import { Temporal } from 'temporal-polyfill';
import type { WeekBound } from './window.ts';

/** A bound of a freeze window as it was written: a date with a time, or a day of the week with one. */
export type Bound =
  | { readonly kind: 'dates'; readonly wall: string }
  | { readonly kind: 'weekly'; readonly bound: WeekBound };

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const WRITTEN = /^(?:(\d{4}-\d{2}-\d{2})[ T]|([a-z]+) +)(\d{2}:\d{2})$/i;

/** Reads "2026-12-20 00:00" or "friday 16:00"; `null` where it is neither, or there is no such day or time. */
export function readBound(text: string): Bound | null {
  const [, date, day, time = ''] = WRITTEN.exec(text) ?? [];
  try {
    Temporal.PlainTime.from(time);
    if (date !== undefined)
      return {
        kind: 'dates',
        wall: Temporal.PlainDateTime.from(`${date}T${time}`, { overflow: 'reject' }).toString({
          smallestUnit: 'minute',
        }),
      };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  const at = DAYS.indexOf(day?.toLowerCase() ?? '');
  return at === -1 ? null : { kind: 'weekly', bound: { day: at + 1, time } };
}
