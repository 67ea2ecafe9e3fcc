import type { Brakes } from './ports.ts';
import type { Task } from './task.ts';

/** The first of several tasks that a brake keeps from being changed, and why; `null` where none is. */
export async function firstBraked(
  brakes: Brakes,
  tasks: readonly Task[],
): Promise<{ readonly task: Task; readonly why: string } | null> {
  for (const task of tasks) {
    const why = await brakes.against(task);
    if (why !== null) return { task, why };
  }
  return null;
}
