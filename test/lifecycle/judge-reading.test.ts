import { describe, expect, it } from 'vitest';
import { type Ending, type EndingState, move } from '../../src/lifecycle/ending.ts';
import { judgeReading } from '../../src/lifecycle/judge-reading.ts';
import type { Action, Stage } from '../../src/lifecycle/task.ts';
import { anEnding } from './endings.ts';
import { drsTask, dtsTask, READ_AT } from './tasks.ts';
import { MINUTE, SETTINGS } from './world.ts';

type Seen = readonly [stage: Stage | null, status: string];

/** The states an ending goes through when these readings come one after another, a minute apart from `after`. */
function states(ending: Ending, readings: readonly Seen[], after = 0): EndingState[] {
  let current = ending;
  return readings.map(([stage, status], at) => {
    const now = READ_AT + after + at * MINUTE;
    const next = judgeReading(current, { at: now, stage, status }, now, SETTINGS);
    current = { ...current, ...next.learnt, state: next.state };
    return next.state;
  });
}

const RUNS: Seen = ['running', 'Synchronizing'];
const OVER: Seen = ['ended', 'Finished'];
const GONE: Seen = [null, 'not found'];
const STOPS: Seen = ['ending', 'RELEASE_RESOURCE_STARTED'];
const FAILED: Seen = ['end-failed', 'RELEASE_RESOURCE_FAILED'];
const stop = (overrides: Partial<Ending> = {}) => anEnding({ task: drsTask(), ...overrides });

type Row = readonly [
  words: string,
  ending: Ending,
  readings: readonly Seen[],
  states: readonly EndingState[],
  after?: number,
];

function table(rows: readonly Row[]): void {
  for (const [words, ending, readings, expected, after] of rows)
    it(words, () => {
      expect(states(ending, readings, after)).toEqual(expected);
    });
}

describe('an end that was taken', () => {
  table([
    ['is proven by two equal readings', anEnding(), [OVER, OVER], ['ending', 'ended']],
    ['is not proven by two different ones', anEnding(), [OVER, GONE], ['ending', 'ending']],
    [
      'is not proven by one before and one after another state',
      anEnding(),
      [OVER, RUNS, OVER],
      ['ending', 'ending', 'ending'],
    ],
    ['is proven by "not found" twice', anEnding(), [GONE, GONE], ['ending', 'ended']],
    [
      'is proven by "released" twice',
      anEnding(),
      [
        ['gone', 'DELETED'],
        ['gone', 'DELETED'],
      ],
      ['ending', 'ended'],
    ],
    [
      'waits while it is under way',
      stop(),
      [STOPS, STOPS, STOPS],
      ['ending', 'ending', 'ending'],
      90 * MINUTE,
    ],
    [
      'waits for however long the task runs on',
      anEnding(),
      [RUNS, RUNS, RUNS],
      ['ending', 'ending', 'ending'],
      5000 * MINUTE,
    ],
    [
      'takes an unknown status for no end',
      anEnding(),
      [
        ['unknown', 'Zzz'],
        ['unknown', 'Zzz'],
      ],
      ['ending', 'ending'],
    ],
    ['fails when its end fails twice', stop(), [FAILED, FAILED], ['ending', 'failed']],
    ['does not fail at one reading', stop(), [FAILED, STOPS, FAILED], ['ending', 'ending', 'ending']],
    [
      'does not fail while the failure from before is still shown',
      stop({ action: 'force-terminate', task: drsTask({ stage: 'end-failed' }) }),
      [FAILED, FAILED, STOPS],
      ['ending', 'ending', 'ending'],
    ],
    [
      'fails when that failure is still shown after five minutes',
      stop({ action: 'force-terminate', task: drsTask({ stage: 'end-failed' }) }),
      [FAILED, FAILED],
      ['ending', 'failed'],
      5 * MINUTE,
    ],
  ]);
});

describe('a call with unknown outcome', () => {
  const unknown = (overrides: Partial<Ending> = {}) =>
    anEnding({ state: 'outcome-unknown', requestId: null, tries: [], ...overrides });
  table([
    ['was taken when the end is under way', unknown({ task: drsTask() }), [STOPS], ['ending']],
    ['is ended by two equal readings', unknown(), [OVER, OVER], ['outcome-unknown', 'ended']],
    [
      'stays unknown before the quiet time',
      unknown(),
      [RUNS, RUNS, RUNS],
      ['outcome-unknown', 'outcome-unknown', 'outcome-unknown'],
    ],
    [
      'needs a person after it, with two equal readings',
      unknown(),
      [RUNS, RUNS],
      ['outcome-unknown', 'needs-human'],
      11 * MINUTE,
    ],
    [
      'needs no person while the readings differ',
      unknown(),
      [RUNS, ['paused', 'Suspending'], RUNS],
      ['outcome-unknown', 'outcome-unknown', 'outcome-unknown'],
      11 * MINUTE,
    ],
    [
      'has failed when the end failed',
      unknown({ task: drsTask() }),
      [FAILED, FAILED],
      ['outcome-unknown', 'failed'],
    ],
    [
      'was not proven taken by an end that was under way before it',
      unknown({ action: 'force-terminate', task: drsTask({ stage: 'ending' }) }),
      [STOPS, STOPS],
      ['outcome-unknown', 'needs-human'],
      11 * MINUTE,
    ],
  ]);
});

describe('an ending that needs a person', () => {
  const asked = (overrides: Partial<Ending> = {}) => anEnding({ state: 'needs-human', ...overrides });
  table([
    [
      'ends when the cloud shows the end later',
      asked(),
      [RUNS, OVER, OVER],
      ['needs-human', 'needs-human', 'ended'],
    ],
    [
      'becomes nothing else',
      asked({ task: drsTask() }),
      [STOPS, FAILED, FAILED, RUNS],
      ['needs-human', 'needs-human', 'needs-human', 'needs-human'],
      99 * MINUTE,
    ],
    [
      'lets go of a pause when the task is over',
      asked({ action: 'pause' }),
      [OVER, OVER],
      ['needs-human', 'failed'],
    ],
  ]);
});

describe('pause and resume', () => {
  const paused: Seen = ['paused', 'Suspending'];
  const broken: Seen = ['failed', 'Failed'];
  const pause = anEnding({ action: 'pause' });
  const resume = anEnding({ action: 'resume', task: dtsTask({ stage: 'paused' }) });
  table([
    ['a pause is done when it is seen twice', pause, [RUNS, paused, paused], ['ending', 'ending', 'ended']],
    ['a resume is done when it is seen twice', resume, [paused, RUNS, RUNS], ['ending', 'ending', 'ended']],
    [
      'a resume into the full load is done',
      resume,
      [
        ['full-load', 'Initializing'],
        ['full-load', 'Initializing'],
      ],
      ['ending', 'ended'],
    ],
    ['"not found" is no pause', pause, [GONE, GONE], ['ending', 'failed']],
    ['a task that is over is no pause', pause, [OVER, OVER], ['ending', 'failed']],
    [
      'an end under way is neither',
      anEnding({ action: 'pause', state: 'outcome-unknown' }),
      [STOPS, STOPS],
      ['outcome-unknown', 'outcome-unknown'],
    ],
    ['a failure right after the call may be the old one', resume, [broken, broken], ['ending', 'ending']],
    ['a failure after five minutes is one', resume, [broken, broken], ['ending', 'failed'], 5 * MINUTE],
    [
      'a pause that does not come needs a person',
      pause,
      [RUNS, RUNS],
      ['ending', 'needs-human'],
      30 * MINUTE,
    ],
  ]);
});

describe('release', () => {
  const release = (stage: Stage, overrides: Partial<Ending> = {}) =>
    anEnding({ action: 'release', task: dtsTask({ stage }), ...overrides });
  table([
    [
      'is done when the task is not found twice',
      release('ended'),
      [OVER, GONE, GONE],
      ['ending', 'ending', 'ended'],
    ],
    [
      'is not done while a Finished task is Finished',
      release('ended'),
      [OVER, OVER, OVER],
      ['ending', 'ending', 'ending'],
    ],
    [
      'is done when it stays so for five minutes: a soft delete',
      release('ended'),
      [OVER, OVER],
      ['ending', 'ended'],
      5 * MINUTE,
    ],
    [
      'is so without a request id, too',
      release('ended', { requestId: null }),
      [OVER, OVER],
      ['ending', 'ended'],
      5 * MINUTE,
    ],
    ['is done when a failed task is Finished', release('failed'), [OVER, OVER], ['ending', 'ended']],
    [
      'is not done while the task is paused',
      release('paused'),
      [
        ['paused', 'Suspending'],
        ['paused', 'Suspending'],
      ],
      ['ending', 'ending'],
      99 * MINUTE,
    ],
    [
      'is not proven by time when nobody knows whether it was taken',
      release('ended', { state: 'outcome-unknown' }),
      [OVER, OVER],
      ['outcome-unknown', 'needs-human'],
      11 * MINUTE,
    ],
  ]);
});

describe('what a reading says', () => {
  it('is told only when the state changes', () => {
    const reading = { at: READ_AT, stage: 'ended', status: 'Finished' } as const;
    expect(judgeReading(anEnding(), reading, READ_AT, SETTINGS).loud).toBe(false);
    expect(judgeReading(anEnding({ readings: [reading] }), reading, READ_AT, SETTINGS).loud).toBe(true);
  });

  it('keeps the last two readings as the proof', () => {
    const at = (n: number) => ({ at: n, stage: 'running', status: 'Synchronizing' }) as const;
    const { learnt } = judgeReading(anEnding({ readings: [at(1), at(2)] }), at(3), READ_AT, SETTINGS);
    expect(learnt.readings).toEqual([at(2), at(3)]);
  });

  it.each(['terminate', 'force-terminate', 'release', 'pause', 'resume'] as const satisfies Action[])(
    'of %s always leads to a state that the ending can go to',
    (action) => {
      for (const state of ['ending', 'outcome-unknown', 'needs-human'] as const)
        for (const [stage, status] of [
          RUNS,
          OVER,
          GONE,
          STOPS,
          FAILED,
          ['failed', 'Failed'],
          ['paused', 'Suspending'],
          ['unknown', 'Zzz'],
        ] as Seen[])
          for (const age of [0, 6 * MINUTE, 11 * MINUTE, 31 * MINUTE]) {
            const reading = { at: READ_AT, stage, status };
            const ending = anEnding({ action, state, readings: [reading], stillThere: 1 });
            const next = judgeReading(ending, reading, READ_AT + age, SETTINGS);
            expect(() => move(ending, next.state, READ_AT, next.learnt)).not.toThrow();
          }
    },
  );
});
