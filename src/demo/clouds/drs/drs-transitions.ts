import type { DrsState } from './drs-state.ts';
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

type Around = Pick<DrsState, 'timeline' | 'publicIps'>;

/** Sets a status and forgets what was under way for the task. */
export function setDrsStatus(state: Around, task: DrsTask, status: string): void {
  state.timeline.cancel(task.id);
  moveTo(state, task, status, state.timeline.now());
}

function moveTo(state: Around, task: DrsTask, status: string, at: number): void {
  task.status = status;
  task.updated = Math.round(at);
  if (status === 'RELEASE_RESOURCE_COMPLETE') {
    task.targetReadOnly = false;
    task.lag = null;
    task.error = null;
    letGoOfAddress(state, task);
  }
}

/** The end of a task releases its automatic public address; one that the user brought is only unbound. */
function letGoOfAddress({ publicIps }: Around, task: DrsTask): void {
  const at = publicIps.findIndex((ip) => ip.address === task.node.publicIp && ip.project === task.project);
  const ip = publicIps[at];
  if (ip === undefined) return;
  if (ip.automatic && !task.ownPublicIp) {
    publicIps.splice(at, 1);
    return;
  }
  Object.assign(ip, { status: 'DOWN', portId: '', privateAddress: '' });
}

/** An ordinary stop: triggers and events are copied, then the replication instance is released. */
export function beginTerminate(state: Around, task: DrsTask): void {
  const { timeline } = state;
  setDrsStatus(state, task, 'RELEASE_RESOURCE_STARTED');
  if (task.ending === 'hangs') return;
  timeline.plan(task.id, timeline.now() + DRS_SECONDS.release * 1000, (at) => {
    if (task.ending === 'fails') return moveTo(state, task, 'RELEASE_RESOURCE_FAILED', at);
    task.triggers = 'copied';
    moveTo(state, task, 'RELEASE_RESOURCE_COMPLETE', at);
  });
}

/** A forced stop: the final stage is left out, so triggers and events stay behind. */
export function beginForceTerminate(state: Around, task: DrsTask): void {
  const { timeline } = state;
  setDrsStatus(state, task, 'RELEASE_RESOURCE_STARTED');
  task.triggers = 'lost';
  timeline.plan(task.id, timeline.now() + DRS_SECONDS.forcedRelease * 1000, (at) => {
    moveTo(state, task, 'RELEASE_RESOURCE_COMPLETE', at);
  });
}

export function beginPause(state: Around, task: DrsTask): void {
  const { timeline } = state;
  timeline.plan(task.id, timeline.now() + DRS_SECONDS.pause * 1000, (at) =>
    moveTo(state, task, task.pausedWord, at),
  );
}

/** Resumes a paused task or retries a failed one, which fails again while its cause remains. */
export function beginRetry(state: Around, task: DrsTask): void {
  const { timeline } = state;
  const before = task.status;
  const inFullLoad = before.startsWith('FULL_') || task.progressPercent < 100;
  timeline.plan(task.id, timeline.now() + DRS_SECONDS.retry * 1000, (at) => {
    moveTo(state, task, inFullLoad ? 'FULL_TRANSFER_STARTED' : 'INCRE_TRANSFER_STARTED', at);
    if (task.causeRemains) {
      timeline.plan(task.id, at + DRS_SECONDS.relapse * 1000, (later) => moveTo(state, task, before, later));
      return;
    }
    task.error = null;
    task.lag = { seconds: 0, growth: 0, since: at };
  });
}

export function beginStart(state: Around, task: DrsTask): void {
  const { timeline } = state;
  setDrsStatus(state, task, 'STARTJOBING');
  timeline.plan(task.id, timeline.now() + DRS_SECONDS.retry * 1000, (at) => {
    moveTo(state, task, 'FULL_TRANSFER_STARTED', at);
    timeline.plan(task.id, at + DRS_SECONDS.fullLoad * 1000, (later) => {
      task.progressPercent = 100;
      moveTo(state, task, 'INCRE_TRANSFER_STARTED', later);
    });
  });
}
