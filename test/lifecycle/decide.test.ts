import { describe, expect, it } from 'vitest';
import { type Circumstances, decide } from '../../src/lifecycle/decide.ts';
import type { Answer } from '../../src/lifecycle/rules/answers.ts';
import { DRS_STATUSES, stageOfDrsStatus } from '../../src/lifecycle/stages/drs.ts';
import { stageOfDtsStatus } from '../../src/lifecycle/stages/dts.ts';
import { ACTIONS, type Action, type Kind, type Stage, type Task } from '../../src/lifecycle/task.ts';
import { drsFacts, drsTask, dtsTask, twoWayTask } from './tasks.ts';

/*
 * The whole rule book. Columns: terminate, force-terminate, release, pause, resume. A new stage does not compile
 * before it has its row in every table.
 */
type Five = readonly [Answer, Answer, Answer, Answer, Answer];
type RuleBook = Readonly<Record<Stage, Five>>;

const UNKNOWN_DTS: Five = ['unknown', 'no-force', 'unknown', 'unknown', 'unknown'];

const DTS: RuleBook = {
  // terminate, force-terminate, release, pause, resume
  configuring: ['not-begun', 'no-force', 'go', 'not-running', 'console-only'],
  waiting: ['not-begun', 'no-force', 'go', 'not-running', 'go'],
  starting: ['wait', 'no-force', 'wait', 'wait', 'done-running'],
  'start-failed': ['not-begun', 'no-force', 'go', 'not-running', 'go'],
  'full-load': ['go', 'no-force', 'still-alive', 'go', 'done-running'],
  running: ['go', 'no-force', 'still-alive', 'go', 'done-running'],
  retrying: ['go', 'no-force', 'still-alive', 'not-running', 'wait'],
  failed: ['go', 'no-force', 'go', 'not-running', 'go'],
  paused: ['go', 'no-force', 'go', 'done-paused', 'go'],
  changing: ['wait', 'no-force', 'wait', 'wait', 'wait'],
  'change-failed': ['go', 'no-force', 'go', 'not-running', 'go'],
  locked: ['pay-first', 'no-force', 'pay-first', 'pay-first', 'pay-first'],
  ended: ['done-over', 'no-force', 'go', 'done-over', 'cannot-restart'],
  gone: ['done-gone', 'no-force', 'done-gone', 'done-gone', 'cannot-restart'],
  'sub-task': ['sub-task', 'no-force', 'sub-task', 'sub-task', 'sub-task'],
  creating: UNKNOWN_DTS,
  'create-failed': UNKNOWN_DTS,
  repairing: UNKNOWN_DTS,
  ending: UNKNOWN_DTS,
  'repair-failed': UNKNOWN_DTS,
  'end-failed': UNKNOWN_DTS,
  unknown: ['unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
};

const DTS_CHANGE_TRACKING: RuleBook = {
  // terminate, force-terminate, release, pause, resume
  configuring: ['tracking', 'no-force', 'go', 'tracking', 'console-only'],
  waiting: ['tracking', 'no-force', 'go', 'tracking', 'go'],
  starting: ['tracking', 'no-force', 'wait', 'tracking', 'done-running'],
  'start-failed': ['tracking', 'no-force', 'go', 'tracking', 'go'],
  'full-load': ['tracking', 'no-force', 'go', 'tracking', 'done-running'],
  running: ['tracking', 'no-force', 'go', 'tracking', 'done-running'],
  retrying: ['tracking', 'no-force', 'go', 'tracking', 'wait'],
  failed: ['tracking', 'no-force', 'go', 'tracking', 'go'],
  paused: ['tracking', 'no-force', 'go', 'tracking', 'go'],
  changing: ['tracking', 'no-force', 'wait', 'tracking', 'wait'],
  'change-failed': ['tracking', 'no-force', 'go', 'tracking', 'go'],
  locked: ['tracking', 'no-force', 'pay-first', 'tracking', 'pay-first'],
  // Finished is what a released one is listed as.
  ended: ['done-gone', 'no-force', 'done-gone', 'done-gone', 'cannot-restart'],
  gone: ['done-gone', 'no-force', 'done-gone', 'done-gone', 'cannot-restart'],
  'sub-task': ['sub-task', 'no-force', 'sub-task', 'sub-task', 'sub-task'],
  creating: UNKNOWN_DTS,
  'create-failed': UNKNOWN_DTS,
  repairing: UNKNOWN_DTS,
  ending: UNKNOWN_DTS,
  'repair-failed': UNKNOWN_DTS,
  'end-failed': UNKNOWN_DTS,
  unknown: ['unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
};

const UNKNOWN_DRS: Five = ['unknown', 'unknown', 'no-release', 'unknown', 'unknown'];

const DRS: RuleBook = {
  // terminate, force-terminate, release, pause, resume
  creating: ['go', 'healthy', 'no-release', 'not-running', 'not-startable'],
  'create-failed': ['create-failed', 'create-failed', 'no-release', 'not-running', 'create-failed'],
  configuring: ['go', 'healthy', 'no-release', 'not-running', 'console-only'],
  waiting: ['go', 'healthy', 'no-release', 'not-running', 'console-only'],
  starting: ['wait', 'wait', 'no-release', 'wait', 'done-running'],
  'start-failed': ['force-instead', 'go', 'no-release', 'not-running', 'console-only'],
  'full-load': ['go', 'healthy', 'no-release', 'go', 'done-running'],
  running: ['go', 'healthy', 'no-release', 'go', 'done-running'],
  failed: ['in-trouble', 'go', 'no-release', 'not-running', 'go'],
  paused: ['go', 'healthy', 'no-release', 'done-paused', 'go'],
  changing: ['wait', 'wait', 'no-release', 'wait', 'wait'],
  'change-failed': ['not-stoppable', 'not-stoppable', 'no-release', 'not-running', 'not-startable'],
  repairing: ['repairing', 'repairing', 'no-release', 'repairing', 'repairing'],
  'repair-failed': ['force-instead', 'go', 'no-release', 'not-running', 'not-startable'],
  ending: ['done-ending', 'stopping-not-hung', 'no-release', 'done-ending', 'cannot-restart'],
  'end-failed': ['force-instead', 'go', 'no-release', 'not-running', 'cannot-restart'],
  ended: ['done-over', 'done-over', 'no-release', 'done-over', 'cannot-restart'],
  gone: ['done-gone', 'done-gone', 'no-release', 'done-gone', 'cannot-restart'],
  'sub-task': ['sub-task', 'sub-task', 'no-release', 'sub-task', 'sub-task'],
  retrying: UNKNOWN_DRS,
  locked: UNKNOWN_DRS,
  unknown: ['unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
};

/** Six states of its own: Pending start is not among them, and only the console pauses it. */
const DRS_DISASTER_RECOVERY: RuleBook = {
  ...DRS,
  // terminate, force-terminate, release, pause, resume
  waiting: ['not-stoppable', 'not-stoppable', 'no-release', 'not-running', 'console-only'],
  'full-load': ['go', 'healthy', 'no-release', 'console-only', 'done-running'],
  running: ['go', 'healthy', 'no-release', 'console-only', 'done-running'],
};

const CALM: Circumstances = { earlierStop: 'none' };

function answerOf(action: Action, task: Task, circumstances: Circumstances = CALM): Answer {
  const decision = decide(action, task, circumstances);
  return decision.kind === 'proceed' ? 'go' : decision.answer;
}

function cells(book: RuleBook): [Stage, Action, Answer][] {
  return (Object.keys(book) as Stage[]).flatMap((stage) =>
    ACTIONS.map((action, at): [Stage, Action, Answer] => [stage, action, book[stage][at] ?? 'unknown']),
  );
}

const BOOKS: readonly (readonly [string, RuleBook, (stage: Stage) => Task])[] = [
  ['a DTS migration', DTS, (stage) => dtsTask({ stage, kind: 'migration' })],
  ['a DTS synchronisation', DTS, (stage) => dtsTask({ stage })],
  [
    'DTS change tracking',
    DTS_CHANGE_TRACKING,
    (stage) => dtsTask({ stage, kind: 'change-tracking', load: 'incremental' }),
  ],
  ['a DRS migration', DRS, (stage) => drsTask({ stage })],
  ['a DRS synchronisation', DRS, (stage) => drsTask({ stage, kind: 'synchronisation' })],
  ['DRS disaster recovery', DRS_DISASTER_RECOVERY, (stage) => drsTask({ stage, kind: 'disaster-recovery' })],
];

describe.each(BOOKS)('the rules of %s', (_, book, task) => {
  it.each(cells(book))('in %s answer %s with %s', (stage, action, answer) => {
    expect(answerOf(action, task(stage))).toBe(answer);
  });
});

/** The vendor's words to the answer for an end, so that the documented states are visible by name. */
describe('terminate of a DRS task by its status', () => {
  const NINE: Readonly<Record<string, Answer>> = {
    CREATING: 'go', // Creating
    CONFIGURATION: 'go', // Configuration
    WAITING_FOR_START: 'go', // Pending start
    FULL_TRANSFER_STARTED: 'go', // Full migration
    FULL_TRANSFER_COMPLETE: 'go', // counts as Full migration
    FULL_TRANSFER_FAILED: 'in-trouble', // Full migration failed: restore or force
    INCRE_TRANSFER_STARTED: 'go', // Incremental migration
    INCRE_TRANSFER_FAILED: 'in-trouble', // Incremental migration failed: restore or force
    PAUSING: 'go', // Paused
    PAUSEING: 'go',
    REBUILD_NODE_STARTED: 'repairing', // Fault rectification, while it is being rectified
    REBUILD_NODE_FAILED: 'force-instead', // Fault rectification that failed
  };
  const SIX: Readonly<Record<string, Answer>> = {
    CREATING: 'go', // Creating
    CONFIGURATION: 'go', // Configuration
    FULL_TRANSFER_STARTED: 'go', // Initializing
    FULL_TRANSFER_COMPLETE: 'go', // Initialization completed counts as Initializing
    FULL_TRANSFER_FAILED: 'in-trouble',
    INCRE_TRANSFER_STARTED: 'go', // Disaster recovery in progress
    INCRE_TRANSFER_FAILED: 'in-trouble', // Disaster recovery failed: restore or force
    PAUSING: 'go', // Paused
    PAUSEING: 'go',
    REBUILD_NODE_STARTED: 'repairing',
    REBUILD_NODE_FAILED: 'force-instead',
    WAITING_FOR_START: 'not-stoppable',
  };
  const REST: Readonly<Record<string, Answer>> = {
    CREATE_FAILED: 'create-failed',
    STARTJOBING: 'wait',
    START_JOB_FAILED: 'force-instead',
    RELEASE_RESOURCE_STARTED: 'done-ending',
    RELEASE_RESOURCE_FAILED: 'force-instead',
    RELEASE_RESOURCE_COMPLETE: 'done-over',
    CHANGE_JOB_STARTED: 'wait',
    CHANGE_JOB_FAILED: 'not-stoppable',
    CHILD_TRANSFER_STARTING: 'sub-task',
    CHILD_TRANSFER_STARTED: 'sub-task',
    CHILD_TRANSFER_COMPLETE: 'sub-task',
    CHILD_TRANSFER_FAILED: 'sub-task',
    RELEASE_CHILD_TRANSFER_STARTED: 'sub-task',
    RELEASE_CHILD_TRANSFER_COMPLETE: 'sub-task',
    NODE_UPGRADE_START: 'wait',
    NODE_UPGRADE_COMPLETE: 'wait',
    NODE_UPGRADE_FAILED: 'not-stoppable',
    DELETED: 'done-gone',
    Frozen: 'unknown',
  };
  const BY_KIND: Readonly<Record<Exclude<Kind, 'change-tracking'>, Readonly<Record<string, Answer>>>> = {
    migration: { ...NINE, ...REST },
    synchronisation: { ...NINE, ...REST },
    'disaster-recovery': { ...SIX, ...REST },
  };
  const rows = Object.entries(BY_KIND).flatMap(([kind, table]) =>
    Object.entries(table).map(([status, answer]) => [kind as Kind, status, answer] as const),
  );
  it.each(rows)('of a %s answers %s with %s', (kind, status, answer) => {
    const task = drsTask({ kind, status, stage: stageOfDrsStatus(kind, status) });
    expect(answerOf('terminate', task)).toBe(answer);
  });

  it('knows every status', () => {
    for (const table of Object.values(BY_KIND))
      expect(Object.keys(table)).toEqual(expect.arrayContaining([...DRS_STATUSES]));
  });

  it('can be done in no other state', () => {
    const answers = Object.entries({ ...NINE, ...REST }).filter(
      ([, answer]) => answer === 'go' || answer === 'in-trouble',
    );
    expect(answers.map(([status]) => status).sort()).toEqual(
      [
        'CONFIGURATION',
        'CREATING',
        'FULL_TRANSFER_COMPLETE',
        'FULL_TRANSFER_FAILED',
        'FULL_TRANSFER_STARTED',
        'INCRE_TRANSFER_FAILED',
        'INCRE_TRANSFER_STARTED',
        'PAUSEING',
        'PAUSING',
        'WAITING_FOR_START',
      ].sort(),
    );
  });
});

describe('terminate of a DTS task by its status', () => {
  const ROWS: Readonly<
    Record<string, readonly [migration: Answer, synchronisation: Answer, tracking: Answer]>
  > = {
    NotConfigured: ['not-begun', 'not-begun', 'tracking'],
    NotStarted: ['not-begun', 'not-begun', 'tracking'],
    Prechecking: ['not-begun', 'not-begun', 'tracking'],
    PrecheckFailed: ['not-begun', 'not-begun', 'tracking'],
    PreCheckPass: ['not-begun', 'not-begun', 'tracking'],
    Initializing: ['unknown', 'go', 'unknown'],
    InitializeFailed: ['unknown', 'go', 'unknown'],
    Starting: ['unknown', 'unknown', 'tracking'],
    Migrating: ['go', 'unknown', 'unknown'],
    Synchronizing: ['unknown', 'go', 'unknown'],
    Normal: ['unknown', 'unknown', 'tracking'],
    Suspending: ['go', 'go', 'unknown'],
    MigrationFailed: ['go', 'unknown', 'unknown'],
    Failed: ['unknown', 'go', 'unknown'],
    Abnormal: ['unknown', 'unknown', 'tracking'],
    Modifying: ['unknown', 'wait', 'unknown'],
    ModifyFailed: ['unknown', 'go', 'unknown'],
    Retrying: ['go', 'go', 'tracking'],
    Upgrade: ['wait', 'wait', 'tracking'],
    Downgrade: ['wait', 'wait', 'tracking'],
    Locked: ['pay-first', 'pay-first', 'tracking'],
    Finished: ['done-over', 'done-over', 'done-gone'],
    Suspended: ['unknown', 'unknown', 'unknown'],
  };
  const kinds = ['migration', 'synchronisation', 'change-tracking'] as const;
  const rows = Object.entries(ROWS).flatMap(([status, answers]) =>
    kinds.map((kind, at) => [kind, status, answers[at] ?? 'unknown'] as const),
  );
  it.each(rows)('of a %s answers %s with %s', (kind, status, answer) => {
    const task = dtsTask({ kind, status, stage: stageOfDtsStatus(kind, status) });
    expect(answerOf('terminate', task)).toBe(answer);
  });
});

describe('the rules of a kind that a cloud does not have', () => {
  it.each(ACTIONS)('answer %s with unknown', (action) => {
    expect(answerOf(action, dtsTask({ kind: 'disaster-recovery' }))).toBe('unknown');
    expect(answerOf(action, drsTask({ kind: 'change-tracking' }))).toBe('unknown');
  });
});

type Case = readonly [
  words: string,
  task: Task,
  action: Action,
  answer: Answer,
  circumstances?: Circumstances,
];

function holds(cases: readonly Case[]): void {
  for (const [words, task, action, answer, circumstances] of cases)
    it(words, () => {
      expect(answerOf(action, task, circumstances)).toBe(answer);
    });
}

describe('subscriptions', () => {
  const dts = (overrides: Partial<Task>) =>
    dtsTask({ billing: 'subscription', expiresAt: '2026-12-31T16:00:00.000Z', ...overrides });
  holds([
    ['a DTS synchronisation can be terminated and goes on being billed', dts({}), 'terminate', 'go'],
    ['a failed one, too', dts({ stage: 'failed' }), 'terminate', 'go'],
    ['it cannot be released while it runs', dts({}), 'release', 'subscription'],
    ['nor when it is over', dts({ stage: 'ended' }), 'release', 'subscription'],
    ['nor before it has begun', dts({ stage: 'waiting' }), 'release', 'subscription'],
    ['nor as change tracking', dts({ kind: 'change-tracking' }), 'release', 'subscription'],
    ['one that is gone is gone', dts({ stage: 'gone' }), 'release', 'done-gone'],
    ['a yearly DRS task is unsubscribed', drsTask({ billing: 'subscription' }), 'terminate', 'subscription'],
    [
      'and not forced either',
      drsTask({ billing: 'subscription', stage: 'failed' }),
      'force-terminate',
      'subscription',
    ],
    [
      'one that is over is over',
      drsTask({ billing: 'subscription', stage: 'ended' }),
      'terminate',
      'done-over',
    ],
    ['what is paid by use is ended', drsTask({ billing: 'pay-as-you-go' }), 'terminate', 'go'],
  ]);
});

describe('two-way synchronisation', () => {
  const over = { taskId: 'twoway0rev1', stage: 'ended', status: 'Finished' } as const;
  const alive = { taskId: 'twoway0rev1', stage: 'paused', status: 'Suspending' } as const;
  const idle = { taskId: 'twoway0rev1', stage: 'waiting', status: 'NotStarted' } as const;
  const it_ = (overrides: Partial<Task>) => twoWayTask('forward', overrides);
  holds([
    ['one direction ends while the other lives', it_({ other: alive }), 'terminate', 'go'],
    ['one direction ends when the other is over', it_({ other: over }), 'terminate', 'go'],
    ['one direction ends when the other is not shown', it_({ other: null }), 'terminate', 'go'],
    [
      'release waits for the other direction',
      it_({ stage: 'ended', other: alive }),
      'release',
      'direction-alive',
    ],
    ['release waits for this direction', it_({ other: over }), 'release', 'direction-alive'],
    [
      'release is refused when the other is not shown',
      it_({ stage: 'ended', other: null }),
      'release',
      'direction-alive',
    ],
    ['release comes when both are over', it_({ stage: 'ended', other: over }), 'release', 'go'],
    ['release comes when neither has begun', it_({ stage: 'waiting', other: idle }), 'release', 'go'],
    ['a failed direction lives', it_({ stage: 'failed', other: over }), 'release', 'direction-alive'],
  ]);
});

describe('a DRS configuration that failed', () => {
  const failed = drsTask({
    stage: 'configuring',
    status: 'CONFIGURATION',
    drs: drsFacts({ configurationFailed: true }),
  });
  holds([
    ['cannot be stopped', failed, 'terminate', 'configuration-failed'],
    ['cannot be forced', failed, 'force-terminate', 'configuration-failed'],
    [
      'cannot be forced after a refused stop either',
      failed,
      'force-terminate',
      'configuration-failed',
      {
        earlierStop: 'refused',
      },
    ],
  ]);
});

describe('trouble of a DRS task', () => {
  const trouble = (reads: 1 | 2) => ({ code: 'DRS.M05017', text: 'cannot connect to the source', reads });
  const once = drsTask({ trouble: trouble(1) });
  const twice = drsTask({ trouble: trouble(2) });
  holds([
    ['one read is a warning: the ordinary stop is possible', once, 'terminate', 'go'],
    ['one read does not allow force', once, 'force-terminate', 'healthy'],
    ['two reads refuse the ordinary stop', twice, 'terminate', 'in-trouble'],
    ['two reads allow force', twice, 'force-terminate', 'go'],
    ['two reads allow resume', twice, 'resume', 'go'],
    [
      'two reads in the full load',
      drsTask({ stage: 'full-load', trouble: trouble(2) }),
      'terminate',
      'in-trouble',
    ],
    ['two reads while paused', drsTask({ stage: 'paused', trouble: trouble(2) }), 'terminate', 'in-trouble'],
    [
      'an error of a task that is over is past',
      drsTask({ stage: 'ended', trouble: trouble(2) }),
      'terminate',
      'done-over',
    ],
    ['a lag that is not shown is no trouble', drsTask({ lag: null }), 'terminate', 'go'],
    ['a lag that is not shown allows no force', drsTask({ lag: null }), 'force-terminate', 'healthy'],
    ['a high lag is no trouble', drsTask({ lag: { milliseconds: 9e6 } }), 'terminate', 'go'],
    ['trouble of a DTS task is no rule', dtsTask({ trouble: trouble(2) }), 'terminate', 'go'],
  ]);
});

describe('an earlier ordinary stop', () => {
  const ending = drsTask({ stage: 'ending', status: 'RELEASE_RESOURCE_STARTED' });
  const repairing = drsTask({ stage: 'repairing', status: 'REBUILD_NODE_STARTED' });
  holds([
    ['that was refused allows force', drsTask(), 'force-terminate', 'go', { earlierStop: 'refused' }],
    ['that hung allows force', drsTask(), 'force-terminate', 'go', { earlierStop: 'hung' }],
    ['that hangs in the cloud allows force', ending, 'force-terminate', 'go', { earlierStop: 'hung' }],
    [
      'that was refused does not force one that is being stopped',
      ending,
      'force-terminate',
      'stopping-not-hung',
      { earlierStop: 'refused' },
    ],
    [
      'that was refused does not force a repair',
      repairing,
      'force-terminate',
      'repairing',
      { earlierStop: 'refused' },
    ],
    ['changes nothing for the ordinary stop', drsTask(), 'terminate', 'go', { earlierStop: 'refused' }],
    ['never brings force to DTS', dtsTask(), 'force-terminate', 'no-force', { earlierStop: 'hung' }],
  ]);
});

describe('a refusal', () => {
  const kinds = BOOKS.flatMap(([words, book, task]) =>
    (Object.keys(book) as Stage[]).flatMap((stage) => [
      [words, task(stage)] as const,
      [`${words} by subscription`, { ...task(stage), billing: 'subscription' } as Task] as const,
    ]),
  );
  const others: (Stage | null)[] = ['running', 'ended', 'waiting', null];
  const twoWay = others.flatMap((other) =>
    (Object.keys(DTS) as Stage[]).map((stage) => {
      const shown = other === null ? null : { taskId: 'twoway0rev1', stage: other, status: other };
      return ['a two-way synchronisation', twoWayTask('forward', { stage, other: shown })] as const;
    }),
  );
  const troubled = (['running', 'full-load', 'paused', 'failed'] as const).map(
    (stage) =>
      ['a DRS task in trouble', drsTask({ stage, trouble: { code: null, text: 'lost', reads: 2 } })] as const,
  );
  const all = [...kinds, ...twoWay, ...troubled].flatMap(([words, task]) =>
    ACTIONS.map((action) => ({ words: `${action} of ${words} in ${task.stage}`, action, task })),
  );

  it('has a sentence, and a way on unless there is nothing to do', () => {
    for (const { words, action, task } of all) {
      const decision = decide(action, task, CALM);
      if (decision.kind === 'proceed') continue;
      expect(decision.why.trim(), words).toMatch(/^.{20,}[.]$/s);
      expect(decision.why, words).not.toMatch(/undefined|null|\[object/);
      if (decision.kind === 'refuse') expect(decision.ways.length, words).toBeGreaterThan(0);
      for (const way of decision.ways) expect(way.text.trim(), words).not.toBe('');
    }
  });

  it('never offers a plan that would be refused in its turn', () => {
    for (const { words, action, task } of all) {
      const decision = decide(action, task, CALM);
      if (decision.kind === 'proceed') continue;
      for (const way of decision.ways)
        if (way.kind === 'plan')
          expect(answerOf(way.action, task), `${words} offers ${way.action}`).toBe('go');
    }
  });

  it('never offers what was just refused', () => {
    for (const { words, action, task } of all) {
      const decision = decide(action, task, CALM);
      if (decision.kind === 'proceed') continue;
      expect(
        decision.ways.filter((way) => way.kind === 'plan').map((way) => way.action),
        words,
      ).not.toContain(action);
    }
  });

  it('tells a DRS task in trouble both ways of going on', () => {
    const decision = decide('terminate', drsTask({ stage: 'failed', status: 'INCRE_TRANSFER_FAILED' }), CALM);
    expect(decision).toMatchObject({
      kind: 'refuse',
      ways: [
        {
          kind: 'plan',
          action: 'resume',
          text: expect.stringMatching(/keeps triggers and events.*lag of 0/),
        },
        { kind: 'plan', action: 'force-terminate', text: expect.stringMatching(/loses them.*by hand/) },
      ],
    });
  });

  it.each([
    ['change tracking', dtsTask({ kind: 'change-tracking' }), 'terminate', /release/i],
    [
      'change tracking by subscription',
      dtsTask({ kind: 'change-tracking', billing: 'subscription', expiresAt: '2026-12-31T16:00:00.000Z' }),
      'terminate',
      /order centre.*expire on 2026-12-31/,
    ],
    ['a locked task', dtsTask({ stage: 'locked' }), 'terminate', /pay or renew/i],
    [
      'a failed configuration',
      drsTask({ stage: 'configuring', drs: drsFacts({ configurationFailed: true }) }),
      'terminate',
      /delete it in the console.*three days/i,
    ],
    ['a stop under way', drsTask({ stage: 'ending' }), 'force-terminate', /wait/i],
  ] as const)('names the way on for %s', (_, task, action, way) => {
    const decision = decide(action, task, CALM);
    expect(decision.kind).toBe('refuse');
    if (decision.kind !== 'proceed') expect(decision.ways.map(({ text }) => text).join(' ')).toMatch(way);
  });
});

describe('the kinds', () => {
  it('have a book each', () => {
    const kinds = new Set<Kind>(BOOKS.map(([, , task]) => task('running').kind));
    expect([...kinds].sort()).toEqual([
      'change-tracking',
      'disaster-recovery',
      'migration',
      'synchronisation',
    ]);
  });
});
