import type { Rate } from './method.ts';

/** How many calls may come at once, and how many a minute after that. */
const BUCKETS: Record<Rate, { burst: number; perMinute: number }> = {
  // Slack grants one a minute and more in bursts; ten connections may be open at once.
  'tier-1': { burst: 10, perMinute: 1 },
  'tier-2': { burst: 20, perMinute: 20 },
  'tier-3': { burst: 50, perMinute: 50 },
  'tier-4': { burst: 100, perMinute: 100 },
  // "1 message per second per channel, with bursts": the size of a burst is not written anywhere.
  posting: { burst: 5, perMinute: 60 },
  special: { burst: 300, perMinute: 300 },
};

/** One budget for each method, for posting one for each channel. */
export class RateLimits {
  #buckets = new Map<string, { left: number; at: number }>();
  #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes one call from the budget; otherwise answers after how many seconds there is one. */
  retryAfter(method: string, rate: Rate, channel: string): number {
    const { burst, perMinute } = BUCKETS[rate];
    const key = rate === 'posting' ? `${method} ${channel}` : method;
    const now = this.#now();
    const before = this.#buckets.get(key) ?? { left: burst, at: now };
    const left = Math.min(burst, before.left + ((now - before.at) / 60_000) * perMinute);
    this.#buckets.set(key, { left: left >= 1 ? left - 1 : left, at: now });
    return left >= 1 ? 0 : Math.max(1, Math.ceil(((1 - left) * 60) / perMinute));
  }

  /** Every budget is full again. */
  empty(): void {
    this.#buckets.clear();
  }
}
