import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../src/lifecycle/readiness/evidence.ts';
import { isGated, judgeReadiness, type Read } from '../../../src/lifecycle/readiness/judge.ts';
import { asPlanLine } from '../../../src/lifecycle/readiness/line.ts';
import { ACTIONS, type Action, type Stage, type Task } from '../../../src/lifecycle/task.ts';
import { drsTask, dtsTask, READ_AT } from '../tasks.ts';
import { aRead, comparison, evidence, LIMITS, lags } from './reads.ts';

function judged(read: Partial<Read>, action: Action = 'terminate') {
  return judgeReadiness(action, aRead(read), LIMITS);
}

/** "standing Label: value" of the lines with one label. */
function told(label: string, read: Partial<Read>, action: Action = 'terminate'): string[] {
  return judged(read, action)
    .filter((line) => line.label === label)
    .map(({ standing, value }) => `${standing}: ${value}`);
}

const STAGES: Readonly<Record<Stage, boolean>> = {
  creating: false,
  'create-failed': false,
  configuring: false,
  waiting: false,
  starting: false,
  'start-failed': false,
  'full-load': true,
  running: true,
  retrying: false,
  failed: false,
  paused: false,
  changing: false,
  'change-failed': false,
  repairing: false,
  'repair-failed': false,
  locked: false,
  ending: false,
  'end-failed': false,
  ended: false,
  gone: false,
  'sub-task': false,
  unknown: false,
};

describe('what readiness is judged for', () => {
  it.each(Object.entries(STAGES))(
    'knows whether an end in %s has something to be ready for',
    (stage, gated) => {
      const task = dtsTask({ stage: stage as Stage });
      for (const action of ACTIONS) {
        const ends = action !== 'pause' && action !== 'resume';
        expect(isGated(action, task)).toBe(gated && ends);
        expect(judgeReadiness(action, aRead({ task }), LIMITS).length > 0).toBe(gated && ends);
      }
    },
  );

  it('is not judged for change tracking, which writes to no destination', () => {
    expect(judged({ task: dtsTask({ kind: 'change-tracking' }) }, 'release')).toEqual([]);
  });
});

describe('the lag in several readings', () => {
  it.each<[string, (number | null)[], Task, RegExp]>([
    ['none for a minute', [0, 0, 0, 0, 0], dtsTask(), /^fine: 0 s; highest of 5 readings in 60 s: 0 s$/],
    [
      'at the limit of DTS',
      [0, 1000, 1000, 0, 0],
      dtsTask(),
      /^fine: 0 s; highest of 5 readings in 60 s: 1 s$/,
    ],
    ['above it once within the minute', [0, 0, 1100, 0, 0], dtsTask(), /^against: 0 s; highest .*: 1\.1 s$/],
    ['above it before the minute', [9000, 0, 0, 0, 0, 0], dtsTask(), /^fine: .*5 readings in 60 s: 0 s$/],
    ['above it now', [42_000], dtsTask(), /^against: 42 s, one reading: the destination is behind/],
    ['below a second on DRS, which counts whole ones', [0, 0, 999, 0, 0], drsTask(), /^fine: /],
    ['a second on DRS', [0, 0, 1000, 0, 0], drsTask(), /^against: /],
    ['read once', [0], dtsTask(), /^not-known: 0 s, one reading; .*5 in 60 s are needed$/],
    ['read four times', [0, 0, 0, 0], dtsTask(), /^not-known: 0 s; highest of 4 readings in 45 s: 0 s; /],
    ['missing once', [0, 0, null, 0, 0], dtsTask(), /^not-known: /],
    ['never read', [], dtsTask(), /^not-known: not known: it could not be read$/],
    ['missing now', [0, 0, 0, 0, null], dtsTask(), /^not-known: not known: DTS shows no figure$/],
    [
      'missing now, after it was too much',
      [42_000, null],
      dtsTask(),
      /^against: not known: .*; it was 42 s among/,
    ],
  ])('%s', (_, readings, task, expected) => {
    const [line, ...more] = told('Lag', { task, lags: lags(...readings) });
    expect(line).toMatch(expected);
    expect(more).toEqual([]);
  });

  it('is not steady in five readings that came too quickly', () => {
    const quick = [0, 1, 2, 3, 4].map((at) => ({ lagMs: 0, at: READ_AT + at * 1000 }));
    expect(told('Lag', { lags: quick })[0]).toMatch(/^not-known: .*5 readings in 4 s/);
  });

  it('stays steady when it is read once more before the next reading is due', () => {
    const regular = lags(0, 0, 0, 0, 0);
    const once = { lagMs: 0, at: READ_AT + 3_000 };
    expect(told('Lag', { lags: [...regular, once] })).toEqual([
      'fine: 0 s; highest of 6 readings in 63 s: 0 s',
    ]);
  });

  it('does not reach back to a reading from long before, nor to one above the limit', () => {
    const once = { lagMs: 0, at: READ_AT + 3_000 };
    const late = lags(0, 0, 0, 0, 0).map((reading) => ({ ...reading, at: reading.at + 10_000 }));
    for (const before of [
      { lagMs: 0, at: READ_AT - 3_600_000 },
      { lagMs: 42_000, at: READ_AT - 58_000 },
    ])
      expect(told('Lag', { lags: [before, ...late.slice(1), once] })[0]).toMatch(/^not-known/);
  });

  it('may be wrong while the source is idle, where it grows after it was none', () => {
    const [line] = told('Lag', { lags: lags(0, 0, 2000, 17_000) });
    expect(line).toMatch(/^against: 17 s; .*wrong while the source is idle; write one row on the source/);
    expect(told('Lag', { lags: lags(30_000, 42_000) })[0]).not.toMatch(/idle/);
    expect(told('Lag', { lags: lags(0, 42_000, 30_000) })[0]).not.toMatch(/idle/);
  });

  it('says source and time of the reading, and the fact in words that a person can know', () => {
    const line = judged({ lags: lags(42_000) }).find(({ label }) => label === 'Lag');
    expect(line).toMatchObject({ source: 'DescribeDtsJobDetail', at: READ_AT, amount: 42_000 });
    expect(line?.fact).toBe('lag is 42 s');
  });

  it('keeps to limits of a team', () => {
    const limits = { seconds: { 'alibaba-dts': 30, drs: 30 }, readings: 2, spanMs: 5_000 };
    const [line] = judgeReadiness('terminate', aRead({ lags: lags(20_000, 29_000) }), limits);
    expect(line?.standing).toBe('fine');
  });
});

const TRIGGERS = [
  { what: 'TRIGGER', count: 4 },
  { what: 'EVENT', count: 1 },
];
const OBJECTS = {
  of: 'objects',
  comparesRows: false,
  result: 'different',
  status: 'INCONSISTENT',
  different: TRIGGERS,
} as const;

describe('the comparisons of the cloud', () => {
  it.each<[string, Comparison, RegExp]>([
    [
      'that found no difference',
      comparison(),
      /^fine: all rows: no difference found \(Finished\), when is not shown$/,
    ],
    [
      'of some time ago',
      comparison({ finishedAt: READ_AT - 3 * 3_600_000 }),
      /no difference found \(Finished\), finished 3 h 0 min before$/,
    ],
    [
      'that found differences',
      comparison({
        result: 'different',
        status: 'Inconsistency',
        different: [{ what: 'rows', count: 7 }],
        tables: ['shop.orders'],
      }),
      /^against: all rows DIFFER \(Inconsistency\): 7 rows; tables shop\.orders/,
    ],
    [
      'that still runs',
      comparison({ result: 'unfinished', status: 'Checking' }),
      /^not-known: .*not finished \(Checking\)/,
    ],
    [
      'that failed',
      comparison({ result: 'failed', status: 'Failed' }),
      /^not-known: .*comparison failed \(Failed\)/,
    ],
    [
      'in a word nobody knows',
      comparison({ result: 'not-known', status: 'Odd' }),
      /^not-known: .*not known \(Odd\)/,
    ],
  ])('are told: one %s', (_, one, expected) => {
    expect(told('Data', { evidence: evidence(one) })).toEqual([expect.stringMatching(expected)]);
  });

  it('are not known where there are none, where none compares rows, and where they cannot be read', () => {
    expect(told('Data', { evidence: evidence() })).toEqual([
      'not-known: no comparison found; nothing here proves that both sides are equal',
    ]);
    expect(told('Data', { evidence: evidence(comparison({ of: 'objects', comparesRows: false })) })).toEqual([
      expect.stringMatching(/^fine: objects: /),
      'not-known: rows: no comparison found; nothing here proves that they are equal',
    ]);
    const problem = { problem: 'DRS did not answer in time', readAt: READ_AT };
    expect(told('Data', { evidence: problem })).toEqual(['not-known: not known: DRS did not answer in time']);
  });

  it('name a few of many tables', () => {
    const tables = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const many = comparison({ result: 'different', status: 'INCONSISTENT', tables });
    expect(told('Data', { evidence: evidence(many) })[0]).toMatch(/: tables a, b, c, d, e and 2 more/);
  });

  it('expect triggers and events to differ before an ordinary stop of a migration, and before nothing else', () => {
    const found = evidence(comparison(OBJECTS));
    const first = (task: Task, action: Action) =>
      told('Data', { task, lags: lags(0), evidence: found }, action)[0];
    expect(first(drsTask(), 'terminate')).toMatch(
      /^expected: objects: only 4 TRIGGER, 1 EVENT differ, as expected: the stop itself carries them over/,
    );
    expect(first(drsTask(), 'force-terminate')).toMatch(/^against: objects DIFFER .*4 TRIGGER, 1 EVENT/);
    expect(first(drsTask({ kind: 'disaster-recovery' }), 'terminate')).toMatch(/^against/);
    expect(first(drsTask({ kind: 'synchronisation' }), 'terminate')).toMatch(/^against/);
  });

  it('are against an end where tables differ beside triggers', () => {
    const both = comparison({ ...OBJECTS, different: [...TRIGGERS, { what: 'TABLE', count: 2 }] });
    const [line] = judged({ task: drsTask(), lags: lags(0), evidence: evidence(both) }).filter(
      ({ label }) => label === 'Data',
    );
    expect(line?.value).toMatch(
      /^objects DIFFER \(INCONSISTENT\): 2 TABLE.*4 TRIGGER, 1 EVENT follow with the stop/,
    );
    expect(line?.fact).toBe('objects differ: 2 TABLE');
  });
});

describe('the full load', () => {
  it.each([
    ['complete', 'fine: complete'],
    ['running', 'against: not complete'],
    ['not-shown', 'not-known: not known: DTS does not show whether it is complete'],
  ] as const)('of a task that only loads is %s', (fullLoad, expected) => {
    const task = dtsTask({ stage: 'full-load', load: 'full-only', fullLoad, lag: null });
    expect(told('Full load', { task })).toEqual([expected]);
    expect(told('Lag', { task })).toEqual([]);
  });

  it('is told of others only while it is not over', () => {
    expect(told('Full load', {})).toEqual([]);
    const task = dtsTask({ stage: 'full-load', fullLoad: 'running', lag: null });
    expect(told('Full load', { task })).toEqual(['against: not complete']);
  });
});

describe('the position in the log of the source', () => {
  const at = (seconds: number, position: string) => ({ position, at: READ_AT + seconds * 1000 });
  it.each([
    ['not shown', [], /^not-shown: not known whether it is still written to: DTS shows no log position/],
    ['read once', [at(0, 'a:1')], /^not-known: .*read once/],
    ['read twice too quickly', [at(0, 'a:1'), at(29, 'a:1')], /^not-known: .*read once/],
    ['unchanged', [at(0, 'a:1'), at(31, 'a:1')], /^fine: log position unchanged for 31 s: a:1$/],
    ['moving', [at(0, 'a:1'), at(31, 'a:2')], /^against: still written to/],
    ['moving to and fro', [at(0, 'a:1'), at(15, 'a:2'), at(31, 'a:1')], /^against: still written to/],
    ['at rest since', [at(0, 'a:1'), at(15, 'a:2'), at(30, 'a:2'), at(46, 'a:2')], /^fine: .* 31 s: a:2$/],
  ])('is %s', (_, positions, expected) => {
    expect(told('Source', { positions })).toEqual([expect.stringMatching(expected)]);
  });
});

describe('what is loud in a plan', () => {
  function loud(read: Partial<Read>): string[] {
    return judged(read)
      .map(asPlanLine)
      .flatMap((line) => (line.loud === true ? [line.label] : []));
  }

  it('is nothing at first, when nobody has looked twice or said anything yet', () => {
    expect(loud({ lags: lags(0), evidence: evidence() })).toEqual([]);
  });

  it('is what was measured against an end', () => {
    expect(loud({ lags: lags(42_000), evidence: evidence() })).toEqual(['Lag']);
  });

  it('is what should be known and is not', () => {
    const failed = comparison({ result: 'failed', status: 'Failed' });
    expect(loud({ lags: lags(null), evidence: evidence(failed) })).toEqual(['Lag', 'Data']);
    expect(loud({ lags: lags(0), evidence: { problem: 'no answer', readAt: READ_AT } })).toEqual(['Data']);
  });
});
