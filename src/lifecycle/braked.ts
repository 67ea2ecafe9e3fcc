import type { Brakes } from './ports.ts';
import { atWords, type Schedule } from './schedule/schedule.ts';
import type { Task } from './task.ts';

/** Why a brake keeps a task from being changed: now, or at the time for which that is planned. */
export async function brakedAt(
  brakes: Brakes,
  task: Task,
  schedule: Schedule | null,
): Promise<string | null> {
  const why = await brakes.against(task, schedule?.at);
  return why === null || schedule === null ? why : `This stands in the way at ${atWords(schedule)}. ${why}`;
}

/** The first of several tasks that a brake keeps from being changed, and why; `null` where none is. */
export async function firstBraked(
  brakes: Brakes,
  tasks: readonly Task[],
  schedule: Schedule | null,
): Promise<{ readonly task: Task; readonly why: string } | null> {
  for (const task of tasks) {
    const why = await brakedAt(brakes, task, schedule);
    if (why !== null) return { task, why };
  }
  return null;
}
