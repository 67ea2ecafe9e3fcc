import type { Action, Stage, Task } from '../task.ts';
import type { Answer } from './answers.ts';
import type { Circumstances } from './decision.ts';

/*
 * The rules of DRS (Open Telekom Cloud, Huawei Cloud). Sources: "Stopping a Migration Task" (nine states and
 * two exceptions), "Stopping a DR Task" (six states), "Task Statuses". A stage that DRS does not have is
 * answered `unknown`.
 */
type Row = Readonly<Record<Stage, Answer>>;

const NEVER_ON_DRS = {
  retrying: 'unknown',
  locked: 'unknown',
  unknown: 'unknown',
} as const satisfies Partial<Row>;

const TERMINATE: Row = {
  ...NEVER_ON_DRS,
  creating: 'go',
  'create-failed': 'create-failed',
  configuring: 'go',
  waiting: 'go',
  starting: 'wait',
  'start-failed': 'force-instead',
  'full-load': 'go',
  running: 'go',
  failed: 'in-trouble',
  paused: 'go',
  changing: 'wait',
  'change-failed': 'not-stoppable',
  repairing: 'repairing',
  'repair-failed': 'force-instead',
  ending: 'done-ending',
  'end-failed': 'force-instead',
  ended: 'done-over',
  gone: 'done-gone',
  'sub-task': 'sub-task',
};

/** Disaster recovery: Creating, Configuration, Initializing, in progress, Paused, failed; nothing else. */
const TERMINATE_RECOVERY: Row = { ...TERMINATE, waiting: 'not-stoppable' };

const FORCE: Row = {
  ...NEVER_ON_DRS,
  creating: 'healthy',
  'create-failed': 'create-failed',
  configuring: 'healthy',
  waiting: 'healthy',
  starting: 'wait',
  'start-failed': 'go',
  'full-load': 'healthy',
  running: 'healthy',
  failed: 'go',
  paused: 'healthy',
  changing: 'wait',
  'change-failed': 'not-stoppable',
  repairing: 'repairing',
  'repair-failed': 'go',
  ending: 'stopping-not-hung',
  'end-failed': 'go', // "if an ordinary stop fails several times, choose force"
  ended: 'done-over',
  gone: 'done-gone',
  'sub-task': 'sub-task',
};

/** Force follows the same six states. */
const FORCE_RECOVERY: Row = { ...FORCE, waiting: 'not-stoppable' };

const PAUSE: Row = {
  ...NEVER_ON_DRS,
  creating: 'not-running',
  'create-failed': 'not-running',
  configuring: 'not-running',
  waiting: 'not-running',
  starting: 'wait',
  'start-failed': 'not-running',
  'full-load': 'go',
  running: 'go',
  failed: 'not-running',
  paused: 'done-paused',
  changing: 'wait',
  'change-failed': 'not-running',
  repairing: 'repairing',
  'repair-failed': 'not-running',
  ending: 'done-ending',
  'end-failed': 'not-running',
  ended: 'done-over',
  gone: 'done-gone',
  'sub-task': 'sub-task',
};

const RESUME: Row = {
  ...NEVER_ON_DRS,
  creating: 'not-startable',
  'create-failed': 'create-failed',
  configuring: 'console-only',
  waiting: 'console-only',
  starting: 'done-running',
  'start-failed': 'console-only',
  'full-load': 'done-running',
  running: 'done-running',
  failed: 'go',
  paused: 'go',
  changing: 'wait',
  'change-failed': 'not-startable',
  repairing: 'repairing',
  'repair-failed': 'not-startable',
  ending: 'cannot-restart',
  'end-failed': 'cannot-restart',
  ended: 'cannot-restart',
  gone: 'cannot-restart',
  'sub-task': 'sub-task',
};

const AT_WORK: ReadonlySet<Stage> = new Set(['full-load', 'running', 'paused']);

/** In trouble: a failed status, or an error in the progress in two reads. A missing lag alone is none. */
export function isInTrouble(task: Task): boolean {
  return task.stage === 'failed' || (AT_WORK.has(task.stage) && task.trouble?.reads === 2);
}

/** A yearly or monthly task is unsubscribed first ("Stopping or Deleting Tasks in Batches"); then it is over. */
function isSubscribed(task: Task, answer: Answer): boolean {
  return task.billing === 'subscription' && !answer.startsWith('done-') && answer !== 'unknown';
}

function terminateAnswer(task: Task): Answer {
  const answer = (task.kind === 'disaster-recovery' ? TERMINATE_RECOVERY : TERMINATE)[task.stage];
  if (isSubscribed(task, answer)) return 'subscription';
  if (task.stage === 'configuring' && task.drs?.configurationFailed === true) return 'configuration-failed';
  return isInTrouble(task) ? 'in-trouble' : answer;
}

function forceAnswer(task: Task, circumstances: Circumstances): Answer {
  const answer = (task.kind === 'disaster-recovery' ? FORCE_RECOVERY : FORCE)[task.stage];
  if (isSubscribed(task, answer)) return 'subscription';
  if (task.stage === 'configuring' && task.drs?.configurationFailed === true) return 'configuration-failed';
  if (answer === 'healthy' && isInTrouble(task)) return 'go';
  if (answer === 'healthy' && circumstances.earlierStop !== 'none') return 'go';
  if (answer === 'stopping-not-hung' && circumstances.earlierStop === 'hung') return 'go';
  return answer;
}

/** What DRS's rules say to an action on a task in its stage. */
export function drsAnswer(action: Action, task: Task, circumstances: Circumstances): Answer {
  if (task.stage === 'unknown' || task.kind === 'change-tracking') return 'unknown';
  switch (action) {
    case 'terminate':
      return terminateAnswer(task);
    case 'force-terminate':
      return forceAnswer(task, circumstances);
    case 'release':
      return 'no-release';
    case 'pause':
      // Pausing exists for migration and synchronisation only ("Pausing a Migration Task").
      return task.kind === 'disaster-recovery' && PAUSE[task.stage] === 'go'
        ? 'console-only'
        : PAUSE[task.stage];
    case 'resume':
      return isInTrouble(task) ? 'go' : RESUME[task.stage];
  }
}
