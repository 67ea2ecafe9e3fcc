import { describe, expect, test } from 'vitest';
import { clock, dayKey, dayName, formatDate, momentOf } from '../../../src/demo/page/dates.ts';

/** 21 November 2026, 14:13:20 UTC, a Saturday. */
const AT = 1_795_270_400;
const reader = { now: AT * 1000, locale: 'en-US', timeZone: 'UTC' };
const DAY = 86_400;

function shown(
  format: string,
  { seconds = AT, ...other }: { seconds?: number; timeZone?: string } = {},
): string {
  return formatDate(seconds, format, 'fallback', { ...reader, ...other });
}

describe('tokens', () => {
  test.each([
    ['{date_num}', '2026-11-21'],
    ['{date_slash}', '11/21/2026'],
    ['{date}', 'November 21'],
    ['{date_short}', 'Nov 21'],
    ['{date_long}', 'Saturday, November 21'],
    ['{date_long_full}', 'November 21, 2026'],
    ['{date_pretty}', 'today'],
    ['{date_short_pretty}', 'today'],
    ['{date_long_pretty}', 'today'],
    ['{day_divider_pretty}', 'today'],
    ['{time}', '14:13'],
    ['{time_secs}', '14:13:20'],
    ['{ago}', 'now'],
    ['Posted {date_short_pretty} at {time}', 'Posted today at 14:13'],
  ])('%s reads as %s', (format, expected) => {
    expect(shown(format)).toBe(expected);
  });

  test.each([
    [AT - DAY, 'yesterday'],
    [AT + DAY, 'tomorrow'],
    [AT - 2 * DAY, 'Nov 19'],
    [AT - 300 * DAY, 'Jan 25, 2026'],
  ])('a moment at %d is shown beside today as %s', (seconds, expected) => {
    expect(shown('{date_short_pretty}', { seconds })).toBe(expected);
  });

  test.each([
    [AT - 30, '30 seconds ago'],
    [AT - 200, '3 minutes ago'],
    [AT + 7_300, 'in 2 hours'],
    [AT - 3 * DAY, '3 days ago'],
  ])('ago at %d is %s', (seconds, expected) => {
    expect(shown('{ago}', { seconds })).toBe(expected);
  });
});

test('a moment is shown in the zone of the reader', () => {
  expect(shown('{time}', { timeZone: 'Europe/Berlin' })).toBe('15:13');
  expect(shown('{date_num} {time}', { timeZone: 'Asia/Shanghai' })).toBe('2026-11-21 22:13');
  expect(shown('{date_num} {time}', { timeZone: 'Pacific/Kiritimati' })).toBe('2026-11-22 04:13');
});

test('whether it is today is decided in the zone of the reader', () => {
  const late = { seconds: AT + 10 * 3_600 };
  expect(shown('{date_pretty}', late)).toBe('tomorrow');
  expect(shown('{date_pretty}', { ...late, timeZone: 'America/Los_Angeles' })).toBe('today');
});

test('a token or a moment that is not known shows the fallback', () => {
  expect(shown('{weather}')).toBe('fallback');
  expect(formatDate(Number.NaN, '{time}', 'then', reader)).toBe('then');
  expect(formatDate(1e15, '{time}', 'then', reader)).toBe('then');
});

test('midnight is 00:00', () => {
  expect(clock(Date.parse('2026-11-21T00:00:30Z'), reader)).toBe('00:00');
});

test('days have keys in the zone of the reader, and names with a capital letter', () => {
  const midnight = Date.parse('2026-11-21T23:30:00Z');
  expect(dayKey(midnight, reader)).toBe('2026-11-21');
  expect(dayKey(midnight, { ...reader, timeZone: 'Europe/Berlin' })).toBe('2026-11-22');
  expect(dayName(midnight, reader)).toBe('Today');
});

test('without a zone a day has the key of the local clock', () => {
  const local = new Date(2026, 0, 5, 23, 59);
  expect(dayKey(local.getTime(), { now: 0 })).toBe('2026-01-05');
});

test('the moment of a message comes from its ts', () => {
  expect(momentOf('1795270400.123456')).toBe(1_795_270_400_123);
});
