import { describe, expect, it } from 'vitest';
import { decide } from '../../src/lifecycle/decide.ts';
import type { PlanLine } from '../../src/lifecycle/plan/line.ts';
import { planLines, planLinesOf } from '../../src/lifecycle/plan.ts';
import { ACTIONS, type Action, describeDirection, type Task } from '../../src/lifecycle/task.ts';
import { drsFacts, drsTask, dtsTask, endpoint, READ_AT, twoWayTask } from './tasks.ts';

function linesOf(action: Action, task: Task): readonly PlanLine[] {
  return planLines(action, task, decide(action, task, { earlierStop: 'none' }));
}

/** "Label: text" for each line, a danger marked with "!". */
function textOf(action: Action, task: Task): string {
  return linesOf(action, task)
    .map(({ label, text, loud }) => `${loud ? '!' : ''}${label}: ${text}`)
    .join('\n');
}

function says(action: Action, task: Task, ...parts: readonly RegExp[]): void {
  for (const part of parts) expect(textOf(action, task)).toMatch(part);
}

const SUBSCRIPTION = { billing: 'subscription', expiresAt: '2026-12-31T16:00:00.000Z' } as const;
const POSTGRES = {
  source: endpoint({ engine: 'PostgreSQL' }),
  drs: drsFacts({ engineType: 'postgresql' }),
  kind: 'synchronisation',
} as const;

describe('the plan of a DTS end', () => {
  it('says the state with the cloud word and when it was read', () => {
    const [state] = linesOf('terminate', dtsTask());
    expect(state).toMatchObject({ label: 'State', text: 'running (Synchronizing)', at: READ_AT });
  });

  it('says that there is no undo', () => {
    says('terminate', dtsTask(), /^No undo: .*Completed.*never be restarted.*configured anew/m);
  });

  it('says that nothing proves both sides equal, and what way back there is', () => {
    says(
      'terminate',
      dtsTask(),
      /^Data: .*nothing here proves/m,
      /^Way back: .*only be made while this task runs/m,
    );
  });

  it('says what a migration closes, too, and how long a pause would keep it open', () => {
    says(
      'terminate',
      dtsTask({ kind: 'migration' }),
      /^Way back: .*while this task runs; whether there is one I have not looked/m,
      /^Or pause: .*6 hours.*7 days/m,
    );
    says('terminate', drsTask(), /^Or pause: .*while the source keeps its log.*24 hours/m);
  });

  it('offers no pause where none would keep anything open', () => {
    for (const task of [
      dtsTask({ stage: 'failed' }),
      dtsTask({ stage: 'paused' }),
      drsTask({ stage: 'failed' }),
      drsTask({ kind: 'disaster-recovery' }),
    ])
      expect(textOf('terminate', task)).not.toMatch(/Or pause/);
    expect(textOf('force-terminate', drsTask())).not.toMatch(/Or pause/);
    expect(textOf('terminate', twoWayTask('forward'))).not.toMatch(/Way back/);
  });

  it.each([
    [
      'while the full load runs',
      { stage: 'full-load', fullLoad: 'running' },
      /^!Incomplete: the full load is not over/m,
    ],
    [
      'where its end is not shown',
      { stage: 'full-load', fullLoad: 'not-shown' },
      /^!Incomplete: DTS does not show/m,
    ],
    [
      'of a full load that failed',
      { stage: 'failed', status: 'InitializeFailed', fullLoad: 'running' },
      /^!Incomplete/m,
    ],
    ['of one that was paused', { stage: 'paused', fullLoad: 'running' }, /^!Incomplete/m],
    [
      'of one that may not be over',
      { stage: 'failed', fullLoad: 'not-shown' },
      /^!Full load: .*rows may be missing/m,
    ],
  ] as const)('warns loudly of incomplete data %s', (_, overrides, warning) => {
    says('terminate', dtsTask(overrides), warning);
  });

  it('does not warn of it when the full load is complete, or was never asked for', () => {
    for (const overrides of [
      {},
      { stage: 'paused' },
      { stage: 'failed' },
      { load: 'incremental', fullLoad: 'not-shown', stage: 'failed' },
    ] as const)
      expect(textOf('terminate', dtsTask(overrides))).not.toMatch(/Incomplete|Full load/);
  });

  it.each(['failed', 'retrying', 'change-failed'] as const)(
    'warns of the seven days of retries in %s',
    (stage) => {
      says('terminate', dtsTask({ stage }), /^!Danger: .*seven days.*source overwrite the destination/m);
    },
  );

  it('says that a subscription goes on being billed until its date', () => {
    says('terminate', dtsTask(SUBSCRIPTION), /^!Money: .*subscription.*billed until 2026-12-31/m);
    says('terminate', dtsTask({ billing: 'subscription' }), /billed until its last paid day/);
    says('terminate', dtsTask(), /^Money: pay-as-you-go; only a release surely ends the charge/m);
    says('terminate', dtsTask({ billing: 'not-shown' }), /^Money: DTS does not show/m);
  });

  it.each([
    [null, /^!Lag: not known/m],
    [{ milliseconds: 0 }, /^Lag: 0 s, one reading/m],
    [{ milliseconds: 1_500 }, /^!Lag: 1\.5 s.*behind/m],
    [{ milliseconds: 90_000 }, /^!Lag: 90 s.*behind/m],
  ])('says the lag of %j as it is known', (lag, expected) => {
    says('terminate', dtsTask({ lag }), expected);
  });

  it('names the direction by its endpoints, and what the other one does', () => {
    const text = textOf('terminate', twoWayTask('reverse'));
    expect(text).toMatch(
      /^Two-way: pc-b → rm-a ends by a call of its own.*the other direction is Synchronizing/m,
    );
    expect(text).not.toMatch(/forward|reverse/i);
    says('terminate', twoWayTask('forward', { other: null }), /the other direction is not shown/);
  });
});

describe('the plan of other DTS actions', () => {
  it('says what a release removes, and ends', () => {
    says(
      'release',
      dtsTask({ stage: 'ended' }),
      /^No undo: .*removed for good.*data in the databases stays/m,
      /charge ends with the release/,
    );
    expect(textOf('release', dtsTask({ stage: 'ended' }))).not.toMatch(/has not ended/);
    expect(textOf('release', dtsTask({ stage: 'start-failed' }))).not.toMatch(/has not ended/);
    says('release', dtsTask({ kind: 'change-tracking' }), /^!Running: the task has not ended/m);
  });

  it('says that a pause is no end, and how long it may last', () => {
    says(
      'pause',
      dtsTask(),
      /^Not an end: .*goes on reading the source/m,
      /^!Limit: .*6 hours.*7 days/m,
      /charged on/,
    );
  });

  it('says what a pause has left out, and that the lag may be older than the pause', () => {
    says(
      'terminate',
      dtsTask({ stage: 'paused' }),
      /^!Paused: changes since the pause are not on the destination/m,
      /^!Lag: 0 s, one reading; it may be a figure from before the pause/m,
    );
  });

  it.each(['failed', 'retrying'] as const)(
    'says how far a %s task is behind, as people grasp it',
    (stage) => {
      says(
        'terminate',
        dtsTask({ stage, lag: { milliseconds: 86_515_000 } }),
        /^!Lag: 86515 s \(24 h 2 min\), /m,
      );
      says('terminate', dtsTask({ stage, lag: null }), /^!Lag: not known/m);
    },
  );

  it('says that a resume overwrites', () => {
    says('resume', dtsTask({ stage: 'paused' }), /^!Overwrites: the source writes to the destination again/m);
    const trouble = { code: null, text: 'access denied', reads: 1 } as const;
    says(
      'resume',
      dtsTask({ stage: 'failed', trouble }),
      /^State: failed/m,
      /^!It says: access denied$/m,
      /^Cause: repair/m,
    );
  });
});

describe('the plan of a DRS end', () => {
  it('says that it cannot be resumed, and to leave the network alone', () => {
    for (const [action, task] of [
      ['terminate', drsTask()],
      ['force-terminate', drsTask({ stage: 'failed' })],
    ] as const)
      says(
        action,
        task,
        /^No undo: a stopped task cannot be resumed/m,
        /^Network: close nothing.*before the task has really ended/m,
      );
  });

  it('says through which addresses it goes', () => {
    says('terminate', drsTask(), /^Through: replication instance 80\.158\.10\.20 \/ 192\.168\.0\.229/m);
  });

  it('says that the stop of a MySQL migration carries triggers and events, and never their status', () => {
    says(
      'terminate',
      drsTask(),
      /^Last step: the stop carries triggers and events over.*both databases must be reachable.*status of events is never carried/m,
    );
  });

  it('promises that for nothing else', () => {
    for (const task of [drsTask({ ...POSTGRES }), drsTask({ kind: 'synchronisation' })])
      expect(textOf('terminate', task)).not.toMatch(/carries triggers/);
  });

  it('says that a forced end loses them', () => {
    says(
      'force-terminate',
      drsTask({ stage: 'failed' }),
      /^!Lost: triggers and events are NOT carried over/m,
    );
    const mongo = { source: endpoint({ engine: 'MongoDB' }), drs: drsFacts({ engineType: 'mongodb' }) };
    says('force-terminate', drsTask({ stage: 'failed', ...mongo }), /^!Lost: the last step is skipped/m);
  });

  it('says what a forced end leaves behind on PostgreSQL', () => {
    says(
      'force-terminate',
      drsTask({ stage: 'failed', ...POSTGRES }),
      /^!Left behind: .*slot.*sequences.*session_replication_role/m,
    );
  });

  it('says that disaster recovery never carries them, stopped or forced', () => {
    const recovery = {
      kind: 'disaster-recovery',
      drs: drsFacts({ engineType: 'cloudDataGuard-mysql' }),
    } as const;
    says(
      'terminate',
      drsTask(recovery),
      /^!Not carried: disaster recovery never carries triggers and events/m,
    );
    says(
      'force-terminate',
      drsTask({ ...recovery, stage: 'failed' }),
      /^!Not carried: disaster recovery never/m,
    );
    expect(textOf('terminate', drsTask(recovery))).not.toMatch(/stop carries/);
  });

  it.each([
    ['terminate', { stage: 'full-load', fullLoad: 'running' }],
    ['terminate', { stage: 'full-load', fullLoad: 'not-shown' }],
    ['terminate', { stage: 'paused', fullLoad: 'running' }],
    ['force-terminate', { stage: 'failed', status: 'FULL_TRANSFER_FAILED', fullLoad: 'running' }],
  ] as const)('of %s warns loudly of incomplete data of %j', (action, overrides) => {
    says(action, drsTask(overrides), /^!Incomplete/m);
  });

  it('does not warn of it when the full load is complete', () => {
    for (const overrides of [{}, { stage: 'full-load' }] as const)
      expect(textOf('terminate', drsTask(overrides))).not.toMatch(/Incomplete/);
  });

  it('warns of what a pause has left out', () => {
    says(
      'terminate',
      drsTask({ stage: 'paused' }),
      /^!Paused: changes since the pause are not on the destination/m,
    );
  });

  it('takes an error of one read, or a missing lag, for a warning', () => {
    const trouble = { code: 'DRS.M05017', text: 'lost', reads: 1 } as const;
    says(
      'terminate',
      drsTask({ trouble, lag: null }),
      /^!Warning: DRS showed an error once/m,
      /^!Lag: not known/m,
    );
  });

  it('says how long the destination stays read-only', () => {
    says('terminate', drsTask(), /^Read-only: .*opens when every task that does so has ended/m);
    expect(textOf('terminate', drsTask({ drs: drsFacts({ destinationReadOnly: null }) }))).not.toMatch(
      /Read-only/,
    );
  });

  it('shows the facts, but no consequences, of a stop that is refused', () => {
    const text = textOf(
      'terminate',
      drsTask({ stage: 'failed', status: 'INCRE_TRANSFER_FAILED', lag: null }),
    );
    expect(text).toMatch(/^State: failed \(INCRE_TRANSFER_FAILED\)/m);
    expect(text).toMatch(/^!Lag: not known/m);
    expect(text).not.toMatch(/No undo/);
  });

  it('says that a pause is no cut-over, and that a resume overwrites', () => {
    says('pause', drsTask(), /^!Not an end: .*no cut-over.*24 hours/m);
    says('resume', drsTask({ stage: 'paused' }), /^!Overwrites/m);
  });
});

describe('any plan', () => {
  it('has the state first, and no empty line, whatever the action and task', () => {
    const tasks = [
      dtsTask(),
      twoWayTask('forward'),
      drsTask(),
      drsTask(POSTGRES),
      drsTask({ drs: null, lag: null }),
    ];
    for (const action of ACTIONS)
      for (const task of tasks)
        for (const line of linesOf(action, task)) {
          expect(line.label.trim()).not.toBe('');
          expect(line.text).not.toMatch(/undefined|null|\[object|^\s*$/);
        }
    for (const action of ACTIONS) for (const task of tasks) expect(textOf(action, task)).toMatch(/^State: /m);
  });
});

describe('a plan for both directions', () => {
  const forward = twoWayTask('forward');
  const reverse = twoWayTask('reverse', { lag: { milliseconds: 42_000 } });
  const lines = planLinesOf('terminate', [forward, reverse]);
  const labels = lines.map(({ label }) => label);

  it('says what was read for each direction, named by its endpoints', () => {
    expect(lines.filter(({ label }) => label === 'Direction').map(({ text }) => text)).toEqual([
      describeDirection(forward),
      describeDirection(reverse),
    ]);
    expect(labels.filter((label) => label === 'State')).toHaveLength(2);
    expect(labels.filter((label) => label === 'Lag')).toHaveLength(2);
  });

  it('says once what holds for both', () => {
    expect(labels.filter((label) => label === 'No undo')).toHaveLength(1);
    expect(labels.filter((label) => label === 'Money')).toHaveLength(1);
  });
});
