import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWhen } from '../../src/times/when.ts';

const NOW = Date.parse('2026-11-21T14:30:00Z'); // a Saturday, 15:30 in Berlin
const when = (words: string, zone: string | null = 'Europe/Berlin', now = NOW) =>
  readWhen({ words, now, zone });

describe('readWhen', () => {
  it.each([
    ['in 3h', '2026-11-21T17:30:00Z'],
    ['in 90m', '2026-11-21T16:00:00Z'],
    ['in 1h30m', '2026-11-21T16:00:00Z'],
    ['in 1.5 hours', '2026-11-21T16:00:00Z'],
    ['in 2 days', '2026-11-23T14:30:00Z'],
    ['02:00', '2026-11-22T01:00:00Z'],
    ['15:31', '2026-11-21T14:31:00Z'],
    ['15:30', '2026-11-22T14:30:00Z'],
    ['2:05', '2026-11-22T01:05:00Z'],
    ['02:00 Europe/Berlin', '2026-11-22T01:00:00Z'],
    ['02:00 europe/berlin', '2026-11-22T01:00:00Z'],
    ['02:00 Asia/Shanghai', '2026-11-21T18:00:00Z'],
    ['02:00 UTC', '2026-11-22T02:00:00Z'],
    ['02:00Z', '2026-11-22T02:00:00Z'],
    ['02:00 +02:00', '2026-11-22T00:00:00Z'],
    ['today 23:00', '2026-11-21T22:00:00Z'],
    ['tomorrow 02:00', '2026-11-22T01:00:00Z'],
    ['Tomorrow  02:00', '2026-11-22T01:00:00Z'],
    ['sunday 02:00', '2026-11-22T01:00:00Z'],
    ['saturday 02:00', '2026-11-28T01:00:00Z'],
    ['2026-12-24 18:00', '2026-12-24T17:00:00Z'],
    ['2026-12-24T18:00 UTC', '2026-12-24T18:00:00Z'],
    ['2027-06-01 02:00', '2027-06-01T00:00:00Z'],
  ])('takes "%s" for %s', (words, expected) => {
    const read = when(words);
    expect(read.ok && new Date(read.at).toISOString()).toBe(new Date(expected).toISOString());
  });

  it.each([
    ['', /is no time that I understand/],
    ['soon', /is no time that I understand\. Say it like/],
    ['24:00', /There is no 24:00/],
    ['02:60', /There is no 02:60/],
    ['in 0h', /That is now/],
    ['02:00 Berlin', /"Berlin" is no time zone/],
    ['2026-02-30 02:00', /"2026-02-30" is no day/],
    ['someday 02:00', /"someday" is no day/],
    ['today 02:00', /2026-11-21 02:00 \(Europe\/Berlin\) is past/],
    ['2025-01-01 02:00', /is past/],
    [
      '2027-03-28 02:30',
      /skip 2027-03-28 02:30\. Name another time, like 2027-03-28 00:30 UTC or 2027-03-28 01:30 UTC/,
    ],
    [
      '2027-10-31 02:30',
      /show 2027-10-31 02:30 twice\. Say which: 2027-10-31 00:30 UTC or 2027-10-31 01:30 UTC/,
    ],
  ])('refuses "%s" in a sentence', (words, why) => {
    const read = when(words);
    expect(read).toMatchObject({ ok: false, why: expect.stringMatching(why) });
  });

  it('refuses a time without any zone, and takes one in hours', () => {
    expect(when('02:00', null)).toMatchObject({
      ok: false,
      why: expect.stringContaining('do not know your time zone'),
    });
    expect(when('in 1h', null)).toMatchObject({ ok: true, zone: 'UTC', wall: '2026-11-21 15:30' });
  });

  it('never names a moment that is past, and shows the wall time that was asked for', () => {
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'America/Sao_Paulo',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'UTC',
    );
    fc.assert(
      fc.property(
        fc.nat({ max: 23 }),
        fc.nat({ max: 59 }),
        zones,
        fc.nat({ max: 800 }),
        (hour, minute, zone, days) => {
          const now = NOW + days * 86_400_000;
          const words = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
          const read = when(words, zone, now);
          if (!read.ok) return expect(read.why).toMatch(/skip|twice/);
          expect(read.at).toBeGreaterThan(now);
          expect(read.at - now).toBeLessThanOrEqual(49 * 3_600_000);
          expect(read.wall.endsWith(words)).toBe(true);
        },
      ),
    );
  });
});
