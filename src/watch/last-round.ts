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
  /** How many there were since the start. */
  rounds(): number;
}

/** Keeps of the last list of all tasks those that are `wanted`, in memory only, and hands everything on to `next`. */
export function createLastRound(wanted: (task: Task) => boolean, next: Rememberer): LastRound {
  let last: Round | null = null;
  let rounds = 0;
  return {
    seen: () => last,
    rounds: () => rounds,
    async remember(tasks, looked, now) {
      rounds += 1;
      last = { at: now, count: tasks.length, tasks: tasks.filter(wanted), looked };
      await next.remember(tasks, looked, now);
    },
  };
}
