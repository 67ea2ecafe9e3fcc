import type { TaskShown } from '../../../backstage/shown.ts';

/** How long a change stays marked. */
const MARKED_MS = 8_000;

function signature(task: TaskShown): string {
  const { name, status, error, ending, lagGrowth, isOver } = task;
  return JSON.stringify([name, status, error, ending, lagGrowth, isOver]);
}

interface Known {
  readonly signature: string;
  /** When it was seen to change, in ms of the page; null where it never was. */
  readonly changed: number | null;
}

/** Remembers how tasks looked, to tell which have changed within the last seconds. Lag moves all the time, so it is none. */
export class ChangedTasks {
  #known = new Map<string, Known>();

  /** Learns the tasks as they are at `now`, in ms. A world seen for the first time, or a fresh one, has changed in nothing. */
  learn(tasks: readonly TaskShown[], now: number): void {
    const isFresh = tasks.filter(({ id }) => this.#known.has(id)).length < tasks.length / 2;
    const entries = tasks.map((task): [string, Known] => {
      const before = this.#known.get(task.id);
      const looks = signature(task);
      const changed = before?.signature === looks ? before.changed : isFresh ? null : now;
      return [task.id, { signature: looks, changed }];
    });
    this.#known = new Map(entries);
  }

  /** It changed, or came, within the last seconds before `now`. */
  has(id: string, now: number): boolean {
    const changed = this.#known.get(id)?.changed ?? null;
    return changed !== null && now - changed < MARKED_MS;
  }

  /** All tasks are as they have been for a while: forgets what has changed. */
  forget(): void {
    this.#known.clear();
  }
}
