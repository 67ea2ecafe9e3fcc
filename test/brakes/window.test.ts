import { describe, expect, it } from 'vitest';
import { readBound } from '../../src/brakes/bound.ts';
import { comingAfter, type FreezeWindow, openAt, type Pace } from '../../src/brakes/window.ts';

const BERLIN = 'Europe/Berlin';

function pace(from: string, to: string): Pace {
  const [one, other] = [readBound(from), readBound(to)];
  if (one?.kind === 'dates' && other?.kind === 'dates')
    return { kind: 'dates', from: one.wall, to: other.wall };
  if (one?.kind === 'weekly' && other?.kind === 'weekly')
    return { kind: 'weekly', from: one.bound, to: other.bound };
  throw new Error(`no pace: ${from} to ${to}`);
}

function window(from: string, to: string, zone = BERLIN): FreezeWindow {
  return { pace: pace(from, to), zone, because: 'quiet', accounts: null };
}

/** Milliseconds of an ISO time in UTC. */
const at = (iso: string) => Date.parse(`${iso}Z`);
const minute = 60_000;

describe('a bound of a freeze window', () => {
  it.each([
    ['2026-12-20 00:00', { kind: 'dates', wall: '2026-12-20T00:00' }],
    ['2026-12-20T18:30', { kind: 'dates', wall: '2026-12-20T18:30' }],
    ['friday 16:00', { kind: 'weekly', bound: { day: 5, time: '16:00' } }],
    ['Monday  08:00', { kind: 'weekly', bound: { day: 1, time: '08:00' } }],
    ['SUNDAY 23:59', { kind: 'weekly', bound: { day: 7, time: '23:59' } }],
  ])('takes "%s"', (text, expected) => {
    expect(readBound(text)).toEqual(expected);
  });

  it.each([
    '',
    'friday',
    '16:00',
    'fri 16:00',
    'friday 24:00',
    'friday 16:60',
    'friday 4:00',
    'friday 16:00 UTC',
    '2026-02-30 00:00',
    '2026-13-01 00:00',
    '2026-12-20',
    '2026-12-20 24:00',
    '20.12.2026 00:00',
  ])('takes no "%s"', (text) => {
    expect(readBound(text)).toBeNull();
  });
});

describe('a freeze window between two dates', () => {
  it.each([
    ['the minute before it opens', '2026-12-19T22:59', false],
    ['the moment it opens', '2026-12-19T23:00', true],
    ['its middle', '2026-12-27T12:00', true],
    ['its last minute', '2027-01-02T22:59', true],
    ['the moment it closes', '2027-01-02T23:00', false],
    ['the same days a year later', '2027-12-27T12:00', false],
  ])('at %s', (_, iso, open) => {
    const turn = window('2026-12-20 00:00', '2027-01-03 00:00');
    expect(openAt(turn, at(iso)) !== null).toBe(open);
  });

  it('comes next only before it opens', () => {
    const turn = window('2026-12-20 00:00', '2027-01-03 00:00');
    const span = { from: at('2026-12-19T23:00'), to: at('2027-01-02T23:00') };
    expect(comingAfter(turn, at('2026-11-21T00:00'))).toEqual(span);
    expect(comingAfter(turn, span.from)).toBeNull();
    expect(comingAfter(turn, span.to)).toBeNull();
  });

  it('spans a change of the clocks with both offsets', () => {
    const span = openAt(window('2026-03-28 12:00', '2026-03-29 12:00'), at('2026-03-29T00:00'));
    expect(span).toEqual({ from: at('2026-03-28T11:00'), to: at('2026-03-29T10:00') });
    const autumn = openAt(window('2026-10-24 12:00', '2026-10-25 12:00'), at('2026-10-25T00:00'));
    expect(autumn).toEqual({ from: at('2026-10-24T10:00'), to: at('2026-10-25T11:00') });
  });
});

describe('bounds that the clocks skip or show twice', () => {
  it.each([
    // 2026-03-29: 02:00 to 03:00 does not exist in Berlin; 02:30 is 01:30 +01:00 or 03:30 +02:00.
    [
      'opens at the earlier reading of a skipped time',
      '2026-03-29 02:30',
      '2026-03-29 12:00',
      'from',
      '2026-03-29T00:30',
    ],
    [
      'closes at the later reading of a skipped time',
      '2026-03-28 12:00',
      '2026-03-29 02:30',
      'to',
      '2026-03-29T01:30',
    ],
    // 2026-10-25: 02:00 to 03:00 comes twice in Berlin; 02:30 is 00:30 or 01:30 UTC.
    [
      'opens at the first of two such times',
      '2026-10-25 02:30',
      '2026-10-25 12:00',
      'from',
      '2026-10-25T00:30',
    ],
    [
      'closes at the second of two such times',
      '2026-10-24 12:00',
      '2026-10-25 02:30',
      'to',
      '2026-10-25T01:30',
    ],
  ] as const)('%s', (_, from, to, side, iso) => {
    const span = comingAfter(window(from, to), at('2026-01-01T00:00'));
    expect(span?.[side]).toBe(at(iso));
  });

  it('are the wider reading every week as well', () => {
    const night = window('sunday 02:15', 'sunday 02:45');
    const spring = openAt(night, at('2026-03-29T01:00'));
    expect(spring).toEqual({ from: at('2026-03-29T00:15'), to: at('2026-03-29T01:45') });
    const autumn = openAt(night, at('2026-10-25T01:00'));
    expect(autumn).toEqual({ from: at('2026-10-25T00:15'), to: at('2026-10-25T01:45') });
    expect(openAt(night, at('2026-11-01T01:00'))).toBeNull();
  });
});

describe('a weekly freeze window', () => {
  // 2026-11-20 is a Friday.
  it.each([
    ['over the end of the week, before it', 'friday 16:00', 'monday 08:00', '2026-11-20T14:59', false],
    ['over the end of the week, on Friday', 'friday 16:00', 'monday 08:00', '2026-11-20T15:00', true],
    ['over the end of the week, on Sunday', 'friday 16:00', 'monday 08:00', '2026-11-22T12:00', true],
    ['over the end of the week, on Monday', 'friday 16:00', 'monday 08:00', '2026-11-23T06:59', true],
    ['over the end of the week, after it', 'friday 16:00', 'monday 08:00', '2026-11-23T07:00', false],
    ['over the end of the week, on Wednesday', 'friday 16:00', 'monday 08:00', '2026-11-25T12:00', false],
    ['over midnight, before it', 'tuesday 22:00', 'wednesday 04:00', '2026-11-24T20:59', false],
    ['over midnight, before midnight', 'tuesday 22:00', 'wednesday 04:00', '2026-11-24T22:30', true],
    ['over midnight, after midnight', 'tuesday 22:00', 'wednesday 04:00', '2026-11-25T02:59', true],
    ['over midnight, after it', 'tuesday 22:00', 'wednesday 04:00', '2026-11-25T03:00', false],
    ['within one day', 'monday 09:00', 'monday 17:00', '2026-11-23T12:00', true],
    ['within one day, the evening after', 'monday 09:00', 'monday 17:00', '2026-11-23T16:00', false],
    ['from a day round to the same day', 'monday 17:00', 'monday 09:00', '2026-11-23T12:00', false],
    [
      'from a day round to the same day, on Tuesday',
      'monday 17:00',
      'monday 09:00',
      '2026-11-24T12:00',
      true,
    ],
    ['from a day round to the same day, early', 'monday 17:00', 'monday 09:00', '2026-11-23T07:59', true],
  ])('%s', (_, from, to, iso, open) => {
    expect(openAt(window(from, to), at(iso)) !== null).toBe(open);
  });

  it('counts by the clocks of its own zone', () => {
    const shanghai = window('saturday 00:00', 'saturday 06:00', 'Asia/Shanghai');
    expect(openAt(shanghai, at('2026-11-20T16:00'))).not.toBeNull(); // still Friday in UTC
    expect(openAt(shanghai, at('2026-11-20T22:00'))).toBeNull();
  });

  it.each([
    ['spring, an hour shorter', '2026-03-27T20:00', '2026-03-27T15:00', '2026-03-30T06:00', 63],
    ['autumn, an hour longer', '2026-10-23T20:00', '2026-10-23T14:00', '2026-10-26T07:00', 65],
    ['an ordinary week', '2026-11-20T20:00', '2026-11-20T15:00', '2026-11-23T07:00', 64],
  ])('is open from wall to wall in %s', (_, now, from, to, hours) => {
    const span = openAt(window('friday 16:00', 'monday 08:00'), at(now));
    expect(span).toEqual({ from: at(from), to: at(to) });
    expect(((span?.to ?? 0) - (span?.from ?? 0)) / (60 * minute)).toBe(hours);
  });

  it('always comes again, also while it is open', () => {
    const weekend = window('friday 16:00', 'monday 08:00');
    const next = { from: at('2026-11-27T15:00'), to: at('2026-11-30T07:00') };
    expect(comingAfter(weekend, at('2026-11-20T15:00'))).toEqual(next);
    expect(comingAfter(weekend, at('2026-11-22T12:00'))).toEqual(next);
    expect(comingAfter(weekend, at('2026-11-25T12:00'))).toEqual(next);
    expect(comingAfter(weekend, at('2026-11-20T14:59'))?.from).toBe(at('2026-11-20T15:00'));
  });
});
