import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatProblems } from '../../src/config/problem.ts';
import { read, small } from './sources.ts';

function windowsOf(rest: string) {
  const result = read(small({ rest }));
  if (!result.ok) throw new Error(formatProblems(result.problems));
  return result.config.freeze;
}

function mistakesIn(rest: string): string[] {
  const result = read(small({ rest }));
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path}: ${message}`);
}

const window = (more: string) => `freeze:\n  - { ${more} }`;
const rule = (more: string) => `policy:\n  - { ${more} }`;
const WEEKEND = 'from: friday 16:00, to: monday 08:00, zone: europe/berlin, because: weekend';

describe('the freeze windows of the configuration', () => {
  it('are none where the key is left out or empty', () => {
    expect(windowsOf('')).toEqual([]);
    expect(windowsOf('freeze:')).toEqual([]);
    expect(windowsOf('freeze: []')).toEqual([]);
  });

  it('are dates or days of the week, with their zone as the IANA database spells it', () => {
    const turn = 'from: "2026-12-20 00:00", to: 2027-01-03T00:00, zone: UTC, because: turn of the year';
    expect(windowsOf(`freeze:\n  - { ${turn} }\n  - { ${WEEKEND}, accounts: [cn] }`)).toEqual([
      {
        pace: { kind: 'dates', from: '2026-12-20T00:00', to: '2027-01-03T00:00' },
        zone: 'UTC',
        because: 'turn of the year',
        accounts: null,
      },
      {
        pace: { kind: 'weekly', from: { day: 5, time: '16:00' }, to: { day: 1, time: '08:00' } },
        zone: 'Europe/Berlin',
        because: 'weekend',
        accounts: ['cn'],
      },
    ]);
  });

  it('are read from the lines of the example file, without their marks', () => {
    const example = readFileSync(new URL('../../.cutover.example.yml', import.meta.url), 'utf8');
    const lines = example.split('\n');
    const from = lines.indexOf('# freeze:');
    const shown = lines.slice(from, from + 3).map((line) => line.replace(/^# /, ''));
    expect(windowsOf(shown.join('\n').replace('prod-cn', 'cn'))).toHaveLength(2);
  });

  it.each([
    ['no zone', window('from: friday 16:00, to: monday 08:00, because: x'), 'freeze[0].zone: is missing'],
    [
      'a zone that is none',
      window('from: friday 16:00, to: monday 08:00, zone: Berlin, because: x'),
      'freeze[0].zone: must be a time zone such as Europe/Berlin or UTC',
    ],
    [
      'an offset for a zone',
      window('from: friday 16:00, to: monday 08:00, zone: "+01:00", because: x'),
      'freeze[0].zone: must be a time zone such as Europe/Berlin or UTC',
    ],
    ['no reason', window('from: friday 16:00, to: monday 08:00, zone: UTC'), 'freeze[0].because: is missing'],
    [
      'a bound that is none',
      window('from: fridy 16:00, to: monday 08:00, zone: UTC, because: x'),
      'freeze[0].from: must be a date or a day of the week with a time, such as "2026-12-20 00:00" or "friday 16:00"',
    ],
    [
      'a day that does not exist',
      window('from: 2026-02-30 00:00, to: 2026-03-01 00:00, zone: UTC, because: x'),
      'freeze[0].from: must be a date or a day of the week with a time, such as "2026-12-20 00:00" or "friday 16:00"',
    ],
    [
      'an end before the beginning',
      window('from: 2027-01-03 00:00, to: 2026-12-20 00:00, zone: UTC, because: x'),
      'freeze[0].to: must be after "from"',
    ],
    [
      'a week round',
      window('from: friday 16:00, to: FRIDAY 16:00, zone: UTC, because: x'),
      'freeze[0].to: must not be the same day and time as "from"',
    ],
    [
      'a date and a day of the week',
      window('from: 2026-12-20 00:00, to: monday 08:00, zone: UTC, because: x'),
      'freeze[0].to: must be of the same kind as "from": both dates, or both days of the week',
    ],
    [
      'an account that is none',
      window(`${WEEKEND}, accounts: [cnn]`),
      'freeze[0].accounts[0]: is not the name of an account in this configuration; did you mean cn?',
    ],
    [
      'an unknown key',
      window(`${WEEKEND}, acounts: [cn]`),
      'freeze[0].acounts: is not a key that belongs here; did you mean accounts?',
    ],
    ['a group for the list', 'freeze: { from: x }', 'freeze: must be a list; start each item with a dash'],
  ])('are refused with %s', (_, text, mistake) => {
    expect(mistakesIn(text)).toEqual([mistake]);
  });

  it('have all their mistakes reported at once', () => {
    const text = 'freeze:\n  - { from: x, to: y, zone: z }\n  - { from: friday 16:00 }';
    expect(mistakesIn(text).map((mistake) => mistake.split(':')[0])).toEqual([
      'freeze[0].from',
      'freeze[0].to',
      'freeze[0].zone',
      'freeze[0].because',
      'freeze[1].to',
      'freeze[1].zone',
      'freeze[1].because',
    ]);
  });
});

describe('rules for the brakes', () => {
  it('allow and deny them, beside other deeds or alone', () => {
    for (const text of [
      'allow: [hold], who: [U1], accounts: [cn], tasks: ["prod-*"], tags: { env: prod }',
      'allow: [freeze], who: [S1], channels: [C1]',
      'deny: [freeze, hold], who: [U1], because: not you',
      'allow: [terminate, hold], who: [U1], approvals: 1, confirm: button',
    ])
      expect(mistakesIn(rule(text)), text).toEqual([]);
  });

  it.each(['accounts: [cn]', 'tasks: [x]', 'tags: { env: prod }'])(
    'are refused where freeze is narrowed by %s',
    (side) => {
      const [key = ''] = side.split(':');
      for (const effect of ['allow', 'deny'])
        expect(mistakesIn(rule(`${effect}: [hold, freeze], who: [U1], ${side}`))).toEqual([
          `policy[0].${key}: cannot narrow a rule for freeze: a freeze is about everything; give freeze a rule of its own, without ${key}`,
        ]);
    },
  );

  it.each(['approvals: 1', 'confirm: button', 'approvers: [U2]'])(
    'are refused where they alone would have %s',
    (side) => {
      expect(mistakesIn(rule(`allow: [hold, freeze], who: [U1], ${side}`))).toEqual([
        `policy[0].${side.split(':')[0]}: does not belong into a rule for hold and freeze: they are done at once`,
      ]);
    },
  );
});
