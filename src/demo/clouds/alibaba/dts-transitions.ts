import type { Timeline } from '../timeline.ts';
import type { AlibabaState } from './alibaba-state.ts';
import type { DtsTask } from './dts-task.ts';
import { dropSlot } from './slots.ts';

/** How long each change takes, in simulated seconds. */
export const DTS_SECONDS = {
  stop: 5,
  suspend: 3,
  release: 4,
  precheck: 5,
  start: 3,
  initialize: 60,
} as const;

const RUNNING = { MIGRATION: 'Migrating', SYNC: 'Synchronizing', SUBSCRIBE: 'Normal' } as const;
/** What a failed job is called, by its kind. */
export const FAILED_STATUS = { MIGRATION: 'MigrationFailed', SYNC: 'Failed', SUBSCRIBE: 'Abnormal' } as const;

export function runningStatus(task: DtsTask): string {
  return RUNNING[task.jobType];
}

/** Sets a status and forgets what was under way for the task. */
export function setDtsStatus(timeline: Timeline, task: DtsTask, status: string): void {
  timeline.cancel(task.id);
  task.status = status;
  task.finished = status === 'Finished' ? timeline.now() : null;
}

/** The status stays what it was for a while, then becomes Finished, fails, or never changes. */
export function beginStop(timeline: Timeline, task: DtsTask): void {
  timeline.plan(task.id, timeline.now() + DTS_SECONDS.stop * 1000, (at) => {
    if (task.ending === 'hangs') return timeline.plan(task.id, Number.POSITIVE_INFINITY, () => undefined);
    if (task.ending === 'fails') {
      task.status = FAILED_STATUS[task.jobType];
      task.error = {
        code: 'DTS-1080001',
        message: 'The task could not be stopped: the writer did not answer.',
      };
      return;
    }
    task.status = 'Finished';
    task.finished = at;
    task.error = null;
    task.retry = null;
  });
}

export function beginSuspend(timeline: Timeline, task: DtsTask): void {
  timeline.plan(task.id, timeline.now() + DTS_SECONDS.suspend * 1000, () => {
    task.status = 'Suspending';
  });
}

/** A new task prechecks and loads first; a paused or failed one goes on where it was. */
export function beginStart(timeline: Timeline, task: DtsTask): void {
  const isNew = ['NotStarted', 'PrecheckFailed', 'PreCheckPass'].includes(task.status);
  if (isNew) {
    beginPrecheck(timeline, task);
    return;
  }
  timeline.plan(task.id, timeline.now() + DTS_SECONDS.start * 1000, () => {
    task.status = runningStatus(task);
    task.error = null;
  });
}

function beginPrecheck(timeline: Timeline, task: DtsTask): void {
  task.status = 'Prechecking';
  timeline.plan(task.id, timeline.now() + DTS_SECONDS.precheck * 1000, (at) => {
    task.status = task.jobType === 'SYNC' ? 'Initializing' : runningStatus(task);
    timeline.plan(task.id, at + DTS_SECONDS.initialize * 1000, () => {
      task.fullLoadPercent = 100;
      task.status = runningStatus(task);
    });
  });
}

export function beginRelease(state: AlibabaState, task: DtsTask): void {
  const { timeline } = state;
  timeline.cancel(task.id);
  timeline.plan(task.id, timeline.now() + DTS_SECONDS.release * 1000, (at) => release(state, task, at));
}

/** Releases a task at once, as somebody in the console would; its replication slot is dropped, where DTS gets in. */
export function release(state: AlibabaState, task: DtsTask, at: number): void {
  task.released = true;
  task.status = 'Finished';
  task.finished = at;
  dropSlot(state, task);
}
