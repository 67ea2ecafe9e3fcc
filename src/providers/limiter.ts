import type { Urgency } from '../lifecycle/ports.ts';

/** Bounds the requests that are under way at once; one limiter guards one account in one region. */
export interface Limiter {
  /** Runs the work as soon as there is room and settles as the work does. Nothing is ever dropped. */
  run<T>(urgency: Urgency, work: () => Promise<T>): Promise<T>;
}

/**
 * Lets at most `atOnce` pieces of work run at once, in order of arrival, interactive ones first. One place is
 * kept for people: background work alone never takes all of them (unless there is only one).
 */
export function createLimiter(atOnce: number): Limiter {
  if (!Number.isInteger(atOnce) || atOnce < 1) {
    throw new RangeError(`A limiter needs room for at least one request at once, not ${atOnce}`);
  }
  const waiting: Record<Urgency, (() => void)[]> = { interactive: [], background: [] };
  const running: Record<Urgency, number> = { interactive: 0, background: 0 };
  const mostInBackground = Math.max(1, atOnce - 1);

  function hasRoom(urgency: Urgency): boolean {
    if (running.interactive + running.background >= atOnce) return false;
    return urgency === 'interactive' || running.background < mostInBackground;
  }

  function startNext(): void {
    for (const urgency of ['interactive', 'background'] as const) {
      while (waiting[urgency].length > 0 && hasRoom(urgency)) {
        running[urgency] += 1;
        waiting[urgency].shift()?.();
      }
    }
  }

  return {
    async run(urgency, work) {
      await new Promise<void>((start) => {
        waiting[urgency].push(start);
        startNext();
      });
      try {
        return await work();
      } finally {
        running[urgency] -= 1;
        startNext();
      }
    },
  };
}
