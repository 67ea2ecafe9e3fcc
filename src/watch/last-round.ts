import type { Looked } from '../lifecycle/ports.ts';
import type { Task } from '../lifecycle/task.ts';
import type { Rememberer } from './living.ts';

/** What the last list of all tasks showed. */
export interface Round {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** How many tasks there were. */
  readonly count: number;
  /** Those that were wanted. */
  readonly tasks: readonly Task[];
  readonly looked: readonly Looked[];
}

export interface LastRound extends Rememberer {
  /** `null` before the first one. */
  seen(): Round | null;
}

/** Keeps of the last list of all tasks those that are `wanted`, in memory only, and hands everything on to `next`. */
export function createLastRound(wanted: (task: Task) => boolean, next: Rememberer): LastRound {
  let last: Round | null = null;
  return {
    seen: () => last,
    async remember(tasks, looked, now) {
      last = { at: now, count: tasks.length, tasks: tasks.filter(wanted), looked };
      await next.remember(tasks, looked, now);
    },
  };
}
