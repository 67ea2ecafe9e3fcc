import type { Rate } from './method.ts';

interface Budget {
  readonly burst: number;
  readonly perMinute: number;
}

/** How many calls may come at once, and how many a minute after that. */
const BUCKETS: Readonly<Record<Rate, Budget>> = {
  // Slack grants one a minute and more in bursts; ten connections may be open at once.
  'tier-1': { burst: 10, perMinute: 1 },
  'tier-2': { burst: 20, perMinute: 20 },
  'tier-3': { burst: 50, perMinute: 50 },
  'tier-4': { burst: 100, perMinute: 100 },
  // "1 message per second per channel, with bursts": the size of a burst is not written anywhere.
  posting: { burst: 5, perMinute: 60 },
  special: { burst: 300, perMinute: 300 },
};

/** "Several hundred messages per minute" in the whole workspace; how many is not written anywhere. */
const ALL_CHANNELS: Budget = { burst: 300, perMinute: 300 };

/** How many budgets there may be before the full ones are forgotten: one that is not known is full. */
const MOST_BUDGETS = 1_000;

/** One budget for each method, for posting one for each channel and one for the whole workspace. */
export class RateLimits {
  #buckets = new Map<string, Budget & { left: number; at: number }>();
  #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** How many budgets are known. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Takes one call from the budget; otherwise answers after how many seconds there is one. */
  retryAfter(method: string, rate: Rate, channel: string): number {
    const budgets: [string, Budget][] = [
      [rate === 'posting' ? `${method} ${channel}` : method, BUCKETS[rate]],
    ];
    if (rate === 'posting') budgets.push([method, ALL_CHANNELS]);
    if (this.#buckets.size > MOST_BUDGETS) this.#forget();
    const wait = Math.max(...budgets.map(([key, budget]) => this.#wait(key, budget)));
    if (wait === 0) for (const [key] of budgets) this.#take(key);
    return wait;
  }

  /** Every budget is full again. */
  empty(): void {
    this.#buckets.clear();
  }

  /** Fills the budget up to now; answers in how many seconds it holds a call. */
  #wait(key: string, { burst, perMinute }: Budget): number {
    const now = this.#now();
    const before = this.#buckets.get(key) ?? { left: burst, at: now };
    const left = Math.min(burst, before.left + ((now - before.at) / 60_000) * perMinute);
    this.#buckets.set(key, { burst, perMinute, left, at: now });
    return left >= 1 ? 0 : Math.max(1, Math.ceil(((1 - left) * 60) / perMinute));
  }

  #forget(): void {
    const now = this.#now();
    for (const [key, { left, at, burst, perMinute }] of this.#buckets)
      if (left + ((now - at) / 60_000) * perMinute >= burst) this.#buckets.delete(key);
  }

  #take(key: string): void {
    const bucket = this.#buckets.get(key);
    if (bucket !== undefined) bucket.left -= 1;
  }
}
