import type { Action, Provider, Stage, Task } from './task.ts';

/** Our words for things, as people read them. */

export const PROVIDER_NAME: Readonly<Record<Provider, string>> = { 'alibaba-dts': 'DTS', drs: 'DRS' };

const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  creating: 'being created',
  'create-failed': 'creation failed',
  configuring: 'not configured',
  waiting: 'not started',
  starting: 'starting',
  'start-failed': 'start failed',
  'full-load': 'full load',
  running: 'running',
  retrying: 'retrying',
  failed: 'failed',
  paused: 'paused',
  changing: 'being changed',
  'change-failed': 'change failed',
  repairing: 'being repaired',
  'repair-failed': 'repair failed',
  locked: 'locked',
  ending: 'ending',
  'end-failed': 'end failed',
  ended: 'ended',
  gone: 'released',
  'sub-task': 'part of another task',
  unknown: 'unknown status',
};

/** Our word for a stage, e.g. "running". */
export function stageWord(stage: Stage): string {
  return STAGE_WORDS[stage];
}

/** The word with the cloud's own behind it, e.g. "running (Synchronizing)". */
export function stageAndStatus(task: Pick<Task, 'stage' | 'status'>): string {
  return `${stageWord(task.stage)} (${task.status})`;
}

const VERBS: Readonly<Record<Action, { verb: string; past: string; doing: string }>> = {
  terminate: { verb: 'end', past: 'ended', doing: 'ending' },
  'force-terminate': { verb: 'end by force', past: 'ended by force', doing: 'ending by force' },
  release: { verb: 'release', past: 'released', doing: 'releasing' },
  pause: { verb: 'pause', past: 'paused', doing: 'pausing' },
  resume: { verb: 'resume', past: 'resumed', doing: 'resuming' },
};

export function verbOf(action: Action): string {
  return VERBS[action].verb;
}

export function pastOf(action: Action): string {
  return VERBS[action].past;
}

export function doingOf(action: Action): string {
  return VERBS[action].doing;
}

/** The sort of task, e.g. "DTS two-way synchronisation" or "DRS migration". */
export function kindWords(task: Pick<Task, 'provider' | 'kind' | 'twoWay'>): string {
  const direction =
    task.provider === 'alibaba-dts' && task.kind === 'synchronisation'
      ? task.twoWay
        ? 'two-way '
        : 'one-way '
      : '';
  const kind =
    task.kind === 'change-tracking'
      ? 'change tracking'
      : task.kind === 'disaster-recovery'
        ? 'disaster recovery'
        : task.kind;
  return `${PROVIDER_NAME[task.provider]} ${direction}${kind}`;
}

/** Does this action end the task for good? */
export function endsForGood(action: Action): boolean {
  return action === 'terminate' || action === 'force-terminate' || action === 'release';
}
