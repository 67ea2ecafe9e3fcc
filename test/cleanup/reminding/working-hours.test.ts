import { describe, expect, it } from 'vitest';
import { isWorkingTime, nextWorkingStart } from '../../../src/cleanup/reminding/working-hours.ts';

const HOUR = 60 * 60_000;
const at = (time: string) => Date.parse(time);
const iso = (time: number) => new Date(time).toISOString();

describe('isWorkingTime', () => {
  it.each([
    ['a Monday at nine', 'Europe/Berlin', '2026-11-23T08:00:00Z', true],
    ['a Monday a second before nine', 'Europe/Berlin', '2026-11-23T07:59:59Z', false],
    ['a Friday a second before five', 'Europe/Berlin', '2026-11-27T15:59:59Z', true],
    ['a Friday at five', 'Europe/Berlin', '2026-11-27T16:00:00Z', false],
    ['a Saturday at noon', 'Europe/Berlin', '2026-11-28T11:00:00Z', false],
    ['a Sunday in UTC that is a Monday there', 'Asia/Tokyo', '2026-11-22T23:59:00Z', false],
    ['a Monday morning far in the east', 'Pacific/Apia', '2026-11-22T20:00:00Z', true],
    ['a Friday in UTC that is a Saturday there', 'Pacific/Apia', '2026-11-27T20:00:00Z', false],
    ['half an hour past in a zone of half hours', 'America/St_Johns', '2026-11-23T12:30:00Z', true],
    ['just before that', 'America/St_Johns', '2026-11-23T12:29:00Z', false],
  ])('judges %s', (_what, zone, time, expected) => {
    expect(isWorkingTime(at(time), zone)).toBe(expected);
  });

  it.each([null, '', 'Mars/Olympus', 'Europe/Berlin; drop'])('goes by UTC where the zone is %j', (zone) => {
    expect(isWorkingTime(at('2026-11-23T08:59:00Z'), zone)).toBe(false);
    expect(isWorkingTime(at('2026-11-23T09:00:00Z'), zone)).toBe(true);
    expect(iso(nextWorkingStart(at('2026-11-23T09:00:00Z'), zone))).toBe('2026-11-24T09:00:00.000Z');
  });
});

describe('nextWorkingStart', () => {
  it.each([
    ['Europe/Berlin', '2026-10-23T16:00:00Z', '2026-10-26T08:00:00.000Z'], // clocks go back on the Sunday
    ['Europe/Berlin', '2026-10-22T16:00:00Z', '2026-10-23T07:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-26T08:00:00.000Z'], // within the hour that comes twice
    ['Europe/Berlin', '2026-03-27T16:00:00Z', '2026-03-30T07:00:00.000Z'], // clocks go forward on the Sunday
    ['Europe/Berlin', '2026-03-26T16:00:00Z', '2026-03-27T08:00:00.000Z'],
    ['Asia/Tokyo', '2026-03-29T23:59:59Z', '2026-03-30T00:00:00.000Z'],
    ['Asia/Tokyo', '2026-11-27T00:00:00Z', '2026-11-30T00:00:00.000Z'],
    ['America/St_Johns', '2026-10-29T20:00:00Z', '2026-10-30T11:30:00.000Z'],
    ['America/St_Johns', '2026-10-30T20:00:00Z', '2026-11-02T12:30:00.000Z'],
    ['Pacific/Apia', '2026-11-20T20:30:00Z', '2026-11-22T20:00:00.000Z'],
    ['America/Managua', '1991-12-31T20:00:00Z', '1992-01-01T14:00:00.000Z'], // clocks went forward that morning
    ['Africa/Cairo', '2026-04-23T20:00:00Z', '2026-04-24T06:00:00.000Z'], // clocks go forward on a Friday
  ])('finds nine o’clock in %s after %s', (zone, now, expected) => {
    expect(iso(nextWorkingStart(at(now), zone))).toBe(expected);
  });

  it('is never now itself', () => {
    const nine = at('2026-11-23T08:00:00Z');
    expect(nextWorkingStart(nine - 1, 'Europe/Berlin')).toBe(nine);
    expect(iso(nextWorkingStart(nine, 'Europe/Berlin'))).toBe('2026-11-24T08:00:00.000Z');
  });

  it('passes over a day that a zone leaves out', () => {
    // Samoa had no 30 December 2011, a Friday.
    expect(iso(nextWorkingStart(at('2011-12-29T20:00:00Z'), 'Pacific/Apia'))).toBe(
      '2012-01-01T19:00:00.000Z',
    );
  });

  it.each([
    ['Europe/Berlin', '2026-03-16T00:00:00Z'],
    ['Europe/Berlin', '2026-10-12T00:00:00Z'],
    ['America/St_Johns', '2026-02-28T00:00:00Z'],
    ['Australia/Lord_Howe', '2026-03-28T00:00:00Z'],
    ['Asia/Kathmandu', '2026-10-12T00:00:00Z'],
    ['Pacific/Apia', '2026-10-12T00:00:00Z'],
  ])('agrees in %s with a walk through three weeks from %s', (zone, from) => {
    const show = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short' });
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
    const isStart = (time: number) =>
      clock.format(time) === '09:00' && !['Sat', 'Sun'].includes(show.format(time));
    const quarters = Array.from({ length: 21 * 96 }, (_, step) => at(from) + (step * HOUR) / 4);
    const starts = quarters.filter(isStart);
    expect(starts.length).toBeGreaterThanOrEqual(14);
    const last = starts.at(-1) ?? 0;
    for (const now of quarters.filter((time) => time < last)) {
      const expected = starts.find((start) => start > now);
      if (nextWorkingStart(now, zone) !== expected)
        expect.fail(`${iso(now)}: ${iso(nextWorkingStart(now, zone))}, not ${iso(expected ?? 0)}`);
    }
  });
});
