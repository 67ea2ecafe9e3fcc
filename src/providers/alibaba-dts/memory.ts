import type { DtsKind } from '../../lifecycle/stages/dts.ts';
import type { Task, TaskRef } from '../../lifecycle/task.ts';

/** What the list shows of a job and the detail call does not. */
export interface Remembered {
  readonly kind: DtsKind;
  /** The job id of the other direction; `null` where the list showed none. */
  readonly otherId: string | null;
}

/** Remembers the last sighting of each job in a list. It spares calls, and decides nothing alone. */
export interface Memory {
  learn(task: Task): void;
  recall(ref: Pick<TaskRef, 'region' | 'taskId' | 'direction'>): Remembered | null;
}

/** An empty memory; it lasts as long as the process. */
export function createMemory(): Memory {
  const jobs = new Map<string, Remembered>();
  const keyOf = (ref: Pick<TaskRef, 'region' | 'taskId' | 'direction'>) =>
    `${ref.region}/${ref.taskId}/${ref.direction}`;
  return {
    learn(task) {
      if (task.kind === 'disaster-recovery') return;
      jobs.set(keyOf(task), { kind: task.kind, otherId: task.other?.taskId ?? null });
    },
    recall(ref) {
      return jobs.get(keyOf(ref)) ?? null;
    },
  };
}
