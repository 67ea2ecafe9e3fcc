import type { Action, Stage, Task } from '../task.ts';
import type { Answer } from './answers.ts';

/*
 * The rules of Alibaba Cloud DTS. Sources: "Terminate a DTS instance", "Start a DTS instance", "Release DTS
 * instances", "Expiration and overdue payments" of the DTS user guide. A stage that DTS does not have is
 * answered `unknown`.
 */
type Row = Readonly<Record<Stage, Answer>>;

const NEVER_ON_DTS = {
  creating: 'unknown',
  'create-failed': 'unknown',
  repairing: 'unknown',
  'repair-failed': 'unknown',
  ending: 'unknown', // a terminated task is Finished at once
  'end-failed': 'unknown',
  unknown: 'unknown',
} as const satisfies Partial<Row>;

/** A part of an object change, or a job of a demonstration: never acted on by itself. */
const PART = { 'sub-task': 'sub-task' } as const satisfies Partial<Row>;

const TERMINATE: Row = {
  ...NEVER_ON_DTS,
  ...PART,
  configuring: 'not-begun',
  waiting: 'not-begun',
  starting: 'wait',
  'start-failed': 'not-begun',
  'full-load': 'go',
  running: 'go',
  retrying: 'go', // a retry that succeeds would overwrite the destination
  failed: 'go', // "a failed instance that is no longer needed"
  paused: 'go',
  changing: 'wait',
  'change-failed': 'go',
  locked: 'pay-first',
  ended: 'done-over',
  gone: 'done-gone',
};

const RELEASE: Row = {
  ...NEVER_ON_DTS,
  ...PART,
  configuring: 'go',
  waiting: 'go',
  starting: 'wait',
  'start-failed': 'go',
  'full-load': 'still-alive',
  running: 'still-alive',
  retrying: 'still-alive',
  failed: 'go',
  paused: 'go',
  changing: 'wait',
  'change-failed': 'go',
  locked: 'pay-first',
  ended: 'go',
  gone: 'done-gone',
};

/**
 * Release is the only end that change tracking has, so it is possible while it runs; and Finished is what a
 * released one is listed as.
 */
const RELEASE_TRACKING: Row = {
  ...RELEASE,
  'full-load': 'go',
  running: 'go',
  retrying: 'go',
  ended: 'done-gone',
};

const PAUSE: Row = {
  ...NEVER_ON_DTS,
  ...PART,
  configuring: 'not-running',
  waiting: 'not-running',
  starting: 'wait',
  'start-failed': 'not-running',
  'full-load': 'go',
  running: 'go',
  retrying: 'not-running',
  failed: 'not-running',
  paused: 'done-paused',
  changing: 'wait',
  'change-failed': 'not-running',
  locked: 'pay-first',
  ended: 'done-over',
  gone: 'done-gone',
};

const RESUME: Row = {
  ...NEVER_ON_DTS,
  ...PART,
  configuring: 'console-only',
  waiting: 'go', // Not Started, Precheck Passed
  starting: 'done-running',
  'start-failed': 'go',
  'full-load': 'done-running',
  running: 'done-running',
  retrying: 'wait',
  failed: 'go',
  paused: 'go',
  changing: 'wait',
  'change-failed': 'go',
  locked: 'pay-first',
  ended: 'cannot-restart',
  gone: 'cannot-restart',
};

const NOT_BEGUN: ReadonlySet<Stage> = new Set(['configuring', 'waiting', 'start-failed']);

/** A direction lives when it has begun and is not over. */
function lives(stage: Stage): boolean {
  return stage !== 'ended' && stage !== 'gone' && !NOT_BEGUN.has(stage);
}

/** Does the other direction of a two-way synchronisation live? One that is not shown counts as alive. */
export function otherLives(task: Pick<Task, 'twoWay' | 'other'>): boolean {
  return task.twoWay && (task.other === null || lives(task.other.stage));
}

function releaseAnswer(task: Task): Answer {
  if (task.stage === 'gone' || isReleasedTracking(task)) return 'done-gone';
  if (task.stage === 'sub-task') return 'sub-task';
  if (task.billing === 'subscription') return 'subscription';
  if (task.twoWay && (lives(task.stage) || otherLives(task))) return 'direction-alive';
  return (task.kind === 'change-tracking' ? RELEASE_TRACKING : RELEASE)[task.stage];
}

function isReleasedTracking(task: Task): boolean {
  return task.kind === 'change-tracking' && (task.stage === 'ended' || task.stage === 'gone');
}

/** What change tracking answers where it lacks an action: released ones have nothing left to do. */
function trackingAnswer(task: Task): Answer {
  if (isReleasedTracking(task)) return 'done-gone';
  const answer = TERMINATE[task.stage];
  return answer === 'sub-task' || answer === 'unknown' ? answer : 'tracking';
}

/** What DTS's rules say to an action on a task in its stage. */
export function dtsAnswer(action: Action, task: Task): Answer {
  const tracking = task.kind === 'change-tracking';
  if (task.stage === 'unknown' || task.kind === 'disaster-recovery') return 'unknown';
  switch (action) {
    case 'terminate':
      return tracking ? trackingAnswer(task) : TERMINATE[task.stage];
    case 'force-terminate':
      return 'no-force';
    case 'release':
      return releaseAnswer(task);
    case 'pause':
      // SuspendDtsJob answers success on change tracking and does nothing.
      return tracking ? trackingAnswer(task) : PAUSE[task.stage];
    case 'resume':
      return RESUME[task.stage];
  }
}
