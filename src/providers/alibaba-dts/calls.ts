import type { PreparedCall } from '../../lifecycle/ports.ts';
import type { DtsKind } from '../../lifecycle/stages/dts.ts';
import type { Action, Task } from '../../lifecycle/task.ts';
import { JOB_TYPES } from './task-of-job.ts';

const OPERATIONS = {
  terminate: 'StopDtsJob',
  release: 'DeleteDtsJob',
  pause: 'SuspendDtsJob',
  resume: 'StartDtsJob',
  'force-terminate': null, // DTS has no such thing
} as const satisfies Record<Action, string | null>;

/** A DTS call with its parameters, as text, the way it is recorded and sent. */
export interface DtsDeed extends PreparedCall {
  readonly parameters: Readonly<Record<string, string>>;
}

/** Change tracking can only be released: SuspendDtsJob answers success on it and does nothing. */
function exists(action: Action, kind: Task['kind']): kind is DtsKind {
  if (kind === 'disaster-recovery') return false;
  return kind !== 'change-tracking' || (action !== 'terminate' && action !== 'pause');
}

/**
 * The DTS call for an action on a task, or `null` where DTS has none. The direction of a two-way
 * synchronisation is always said: without it the call would hit the forward direction.
 */
export function prepareDeed(action: Action, task: Task): DtsDeed | null {
  const operation = OPERATIONS[action];
  if (operation === null || task.provider !== 'alibaba-dts' || !exists(action, task.kind)) return null;
  const directed = task.twoWay || task.direction === 'reverse';
  return {
    operation,
    parameters: {
      RegionId: task.region,
      DtsJobId: task.taskId,
      ...(task.instanceId === null ? {} : { DtsInstanceId: task.instanceId }),
      ...(directed ? { SynchronizationDirection: directionWord(task.direction) } : {}),
      ...(action === 'release' ? { JobType: JOB_TYPES[task.kind] } : {}),
    },
  };
}

/** DTS's word for a direction. */
export function directionWord(direction: Task['direction']): 'Forward' | 'Reverse' {
  return direction === 'reverse' ? 'Reverse' : 'Forward';
}
