import type { Timeline } from '../timeline.ts';
import type { DrsTask } from './drs-task.ts';

/** How long each change takes, in simulated seconds. */
export const DRS_SECONDS = {
  release: 20,
  forcedRelease: 10,
  pause: 3,
  retry: 5,
  relapse: 15,
  fullLoad: 120,
} as const;

/** Sets a status and forgets what was under way for the task. */
export function setDrsStatus(timeline: Timeline, task: DrsTask, status: string): void {
  timeline.cancel(task.id);
  moveTo(task, status, timeline.now());
}

function moveTo(task: DrsTask, status: string, at: number): void {
  task.status = status;
  task.updated = Math.round(at);
  if (status === 'RELEASE_RESOURCE_COMPLETE') {
    task.targetReadOnly = false;
    task.lag = null;
    task.error = null;
  }
}

/** An ordinary stop: triggers and events are copied, then the replication instance is released. */
export function beginTerminate(timeline: Timeline, task: DrsTask): void {
  setDrsStatus(timeline, task, 'RELEASE_RESOURCE_STARTED');
  if (task.ending === 'hangs') return;
  timeline.plan(task.id, timeline.now() + DRS_SECONDS.release * 1000, (at) => {
    if (task.ending === 'fails') return moveTo(task, 'RELEASE_RESOURCE_FAILED', at);
    task.triggers = 'copied';
    moveTo(task, 'RELEASE_RESOURCE_COMPLETE', at);
  });
}

/** A forced stop: the final stage is left out, so triggers and events stay behind. */
export function beginForceTerminate(timeline: Timeline, task: DrsTask): void {
  setDrsStatus(timeline, task, 'RELEASE_RESOURCE_STARTED');
  task.triggers = 'lost';
  timeline.plan(task.id, timeline.now() + DRS_SECONDS.forcedRelease * 1000, (at) => {
    moveTo(task, 'RELEASE_RESOURCE_COMPLETE', at);
  });
}

export function beginPause(timeline: Timeline, task: DrsTask): void {
  timeline.plan(task.id, timeline.now() + DRS_SECONDS.pause * 1000, (at) =>
    moveTo(task, task.pausedWord, at),
  );
}

/** Resumes a paused task or retries a failed one, which fails again while its cause remains. */
export function beginRetry(timeline: Timeline, task: DrsTask): void {
  const before = task.status;
  const inFullLoad = before.startsWith('FULL_') || task.progressPercent < 100;
  timeline.plan(task.id, timeline.now() + DRS_SECONDS.retry * 1000, (at) => {
    moveTo(task, inFullLoad ? 'FULL_TRANSFER_STARTED' : 'INCRE_TRANSFER_STARTED', at);
    if (task.causeRemains) {
      timeline.plan(task.id, at + DRS_SECONDS.relapse * 1000, (later) => moveTo(task, before, later));
      return;
    }
    task.error = null;
    task.lag = { seconds: 0, growth: 0, since: at };
  });
}

export function beginStart(timeline: Timeline, task: DrsTask): void {
  setDrsStatus(timeline, task, 'STARTJOBING');
  timeline.plan(task.id, timeline.now() + DRS_SECONDS.retry * 1000, (at) => {
    moveTo(task, 'FULL_TRANSFER_STARTED', at);
    timeline.plan(task.id, at + DRS_SECONDS.fullLoad * 1000, (later) => {
      task.progressPercent = 100;
      moveTo(task, 'INCRE_TRANSFER_STARTED', later);
    });
  });
}
