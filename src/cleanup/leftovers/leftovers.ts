import type { Action, Task } from '../../lifecycle/task.ts';
import type { Draft } from './draft.ts';
import { drsLeftovers } from './leftovers-drs.ts';
import { dtsLeftovers } from './leftovers-dts.ts';

/** What the end of a task leaves, before anybody has looked. Pure. */
export function leftoversOf(task: Task, action: Action): readonly Draft[] {
  return task.provider === 'alibaba-dts' ? dtsLeftovers(task) : drsLeftovers(task, action);
}
