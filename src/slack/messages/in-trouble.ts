import type { Stage, Task } from '../../lifecycle/task.ts';

const FAILING: ReadonlySet<Stage> = new Set([
  'failed',
  'change-failed',
  'start-failed',
  'create-failed',
  'repair-failed',
  'end-failed',
]);

/** Failing first, then what nobody understands, then the living, then what is over. */
export function urgency(task: Task): number {
  if (FAILING.has(task.stage) || task.trouble?.reads === 2) return 0;
  if (task.stage === 'retrying' || task.stage === 'repairing' || task.stage === 'locked') return 1;
  if (task.stage === 'unknown') return 2;
  return task.stage === 'ended' || task.stage === 'gone' ? 4 : 3;
}

/** Has it failed, is it being retried or repaired, or is its status one that nobody understands? */
export function isInTrouble(task: Task): boolean {
  return urgency(task) <= 2;
}
