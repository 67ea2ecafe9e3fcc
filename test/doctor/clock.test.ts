import { describe, expect, it } from 'vitest';
import { createFarClock, judgeClock } from '../../src/doctor/clock.ts';

const THERE = '2026-11-21T20:00:00.500Z';
const HEADER = 'Sat, 21 Nov 2026 20:00:00 GMT';

function clockAhead(...seconds: number[]) {
  let now = 0;
  const clock = createFarClock(() => now);
  for (const ahead of seconds) {
    now = Date.parse(THERE) + ahead * 1000;
    clock.heard(HEADER);
  }
  return clock;
}

describe('the clock of this machine', () => {
  it.each([
    [0, 'ok', 'within 5 s of Slack'],
    [-5, 'ok', 'within 5 s of Slack'],
    [6, 'note', '6 s ahead of Slack. Nothing breaks yet. Let this machine keep time'],
    [-60, 'note', '60 s behind Slack'],
    [61, 'fail', '61 s ahead of Slack. Commands fail. Let this machine keep time'],
    [-1_200, 'fail', '20 min behind Slack'],
  ])('that is %i s ahead is %s', (ahead, kind, text) => {
    const finding = judgeClock('Slack', clockAhead(ahead), 'Commands fail.');
    expect(finding.kind).toBe(kind);
    expect(finding.text).toContain(text);
  });

  it('is judged by the answer that was on its way the shortest', () => {
    expect(clockAhead(9, 1, 30).aheadSeconds()).toBe(1);
  });

  it('is not compared where nobody told a time that can be read', () => {
    const clock = createFarClock();
    clock.heard('soon');
    expect(judgeClock('Slack', clock, '')).toMatchObject({ kind: 'note' });
  });
});
