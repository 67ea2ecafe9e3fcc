import { type Action, describeDirection, type Stage, type Task } from '../task.ts';
import { dataLine, lagLine, type PlanLine, pausedLines, stateLines } from './line.ts';
import { orPauseLine } from './wiser.ts';

const SEVEN_DAYS =
  'DTS retries a failed task by itself for seven days. A retry that succeeds lets the source overwrite the destination again; ending it prevents that';

/** Rows may be missing wherever DTS does not show that the full load is complete, failed and paused tasks included. */
function incompleteLines(task: Task): PlanLine[] {
  if (task.fullLoad === 'complete' || task.load === 'incremental' || task.stage === 'running') return [];
  if (task.fullLoad === 'not-shown' && task.stage !== 'full-load')
    return [
      {
        label: 'Full load',
        text: 'DTS does not show whether it is complete: rows may be missing',
        loud: true,
      },
    ];
  const why =
    task.fullLoad === 'running'
      ? 'the full load is not over'
      : 'DTS does not show that the full load is complete';
  return [
    {
      label: 'Incomplete',
      text: `${why}: the data on the destination is incomplete and stays so`,
      loud: true,
    },
  ];
}

function copyLines(task: Task): PlanLine[] {
  const retried = task.stage === 'failed' || task.stage === 'retrying' || task.stage === 'change-failed';
  const danger: PlanLine[] = retried ? [{ label: 'Danger', text: SEVEN_DAYS, loud: true }] : [];
  return [...incompleteLines(task), ...danger, ...pausedLines(task)];
}

const FOLLOWING: ReadonlySet<Stage> = new Set(['running', 'paused', 'failed', 'retrying', 'change-failed']);

/** Does it have a lag that somebody must know? Most of all where it has stopped following. */
function followsChanges(task: Task): boolean {
  return task.kind !== 'change-tracking' && task.load !== 'full-only' && FOLLOWING.has(task.stage);
}

function directionLine(task: Task): PlanLine[] {
  if (!task.twoWay) return [];
  const other =
    task.other === null ? 'the other direction is not shown' : `the other direction is ${task.other.status}`;
  return [
    {
      label: 'Two-way',
      text: `${describeDirection(task)} ends by a call of its own, which touches nothing else; ${other}`,
    },
  ];
}

function moneyLine(action: Action, task: Task): PlanLine {
  const label = 'Money';
  if (task.billing === 'subscription') {
    const until = task.expiresAt === null ? 'its last paid day' : task.expiresAt.slice(0, 10);
    return {
      label,
      text: `paid by subscription: it goes on being billed until ${until}, ended or not`,
      loud: true,
    };
  }
  if (task.billing === 'not-shown') return { label, text: 'DTS does not show how it is paid' };
  if (action === 'release') return { label, text: 'pay-as-you-go; the charge ends with the release' };
  if (action === 'pause') return { label, text: 'pay-as-you-go; a paused synchronisation is charged on' };
  return { label, text: 'pay-as-you-go; only a release surely ends the charge' };
}

/** The door that closes: a reverse task is made from a running one ("Create a reverse task"). */
function wayBackLine(task: Task): PlanLine[] {
  if (task.twoWay || task.kind === 'change-tracking') return [];
  return [
    {
      label: 'Way back',
      text: 'a reverse task can only be made while this task runs; whether there is one I have not looked',
    },
  ];
}

function terminateLines(task: Task): PlanLine[] {
  return [
    ...copyLines(task),
    ...directionLine(task),
    ...(followsChanges(task) ? [lagLine(task)] : []),
    dataLine(),
    {
      label: 'No undo',
      text: 'it becomes Completed and can never be restarted, only configured anew; copied data stays',
    },
    ...wayBackLine(task),
    ...orPauseLine(task),
    moneyLine('terminate', task),
  ];
}

const BEFORE_OR_AFTER: ReadonlySet<Stage> = new Set(['configuring', 'waiting', 'start-failed', 'ended']);

function releaseLines(task: Task): PlanLine[] {
  const alive = !BEFORE_OR_AFTER.has(task.stage);
  return [
    ...(alive
      ? [{ label: 'Running', text: 'the task has not ended; release ends it at once', loud: true as const }]
      : []),
    {
      label: 'No undo',
      text: 'the task, its configuration, progress and logs are removed for good; data in the databases stays',
    },
    moneyLine('release', task),
  ];
}

function pauseLines(task: Task): PlanLine[] {
  return [
    { label: 'Not an end', text: 'only writing to the destination stops; DTS goes on reading the source' },
    {
      label: 'Limit',
      text: 'resume within 6 hours, a later start may fail; after 7 days it fails for good',
      loud: true,
    },
    moneyLine('pause', task),
  ];
}

function resumeLines(task: Task): PlanLine[] {
  return [
    {
      label: 'Overwrites',
      text: 'the source writes to the destination again, over anything changed there meanwhile',
      loud: true,
    },
    ...(task.trouble === null
      ? []
      : [{ label: 'Cause', text: 'repair what the error names first, or it fails again' }]),
  ];
}

/** What a DTS task is now. */
export function dtsFacts(task: Task): readonly PlanLine[] {
  return [...stateLines(task), ...(followsChanges(task) ? [lagLine(task)] : [])];
}

/** What a DTS action would do (Terminate / Release a DTS instance, billing and pause pages of the user guide). */
export function dtsLines(action: Action, task: Task): readonly PlanLine[] {
  const state = stateLines(task);
  switch (action) {
    case 'terminate':
    case 'force-terminate':
      return [...state, ...terminateLines(task)];
    case 'release':
      return [...state, ...releaseLines(task)];
    case 'pause':
      return [...state, ...pauseLines(task)];
    case 'resume':
      return [...state, ...resumeLines(task)];
  }
}
