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

/** Spaces the starts of requests, so that a documented rate is never exceeded however fast the answers come. */
export interface Pace {
  /** Resolves when the next request may start; in order of asking. */
  turn(): Promise<void>;
}

/** What a pace tells the time with; both in milliseconds, from any beginning. */
export interface PaceClock {
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/**
 * One turn every `gapMs` milliseconds, counted from when the turn before was really taken: neither turns that nobody
 * took nor a process that was held up lead to several at once.
 */
export function createPace(gapMs: number, { now, wait }: PaceClock): Pace {
  if (!(gapMs > 0)) throw new RangeError(`A pace needs a gap of more than 0 ms, not ${gapMs}`);
  let last = Promise.resolve();
  let taken = Number.NEGATIVE_INFINITY;
  async function next(): Promise<void> {
    const due = taken + gapMs;
    const asked = now();
    if (due > asked) await wait(Math.ceil(due - asked));
    taken = Math.max(due, now());
  }
  return {
    turn() {
      const mine = last.then(next);
      last = mine.catch(() => undefined); // who comes next is not turned away with the one before
      return mine;
    },
  };
}
