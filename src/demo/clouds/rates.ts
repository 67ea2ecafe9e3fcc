import type { CloudName } from './faults.ts';

/** The documented limits of DTS, in calls per second for one account in one region (manual pages of the operations). */
export const DOCUMENTED_LIMITS: Readonly<Record<string, number>> = {
  DescribeDtsJobs: 20,
  DescribeDtsJobDetail: 40,
};

/** How many operations are counted, the latest to come; what a stranger calls has endless names. */
const MOST_COUNTED = 1_000;

/** How often one operation was called in one region. */
export interface Rate {
  cloud: CloudName;
  action: string;
  region: string;
  calls: number;
  /** The most calls in any one second. */
  peak: number;
}

interface Counted extends Rate {
  /** When the calls of the last second came, in milliseconds of the real clock. */
  recent: number[];
}

/** Counts calls by operation and region, and says which are too many. Seconds are those of the real clock, not simulated ones. */
export class Rates {
  readonly #limits: Readonly<Record<string, number>>;
  readonly #counted = new Map<string, Counted>();

  /** Calls per second in one region, by action; actions that are left out have no limit. */
  constructor(limits: Readonly<Record<string, number>> = {}) {
    this.#limits = limits;
  }

  /** Counts a call at `now`; false where it is one too many in this second. */
  take(call: { cloud: CloudName; action: string; region: string }, now: number): boolean {
    const key = `${call.cloud}/${call.region}/${call.action}`;
    const { cloud, action, region } = call;
    const counted = this.#counted.get(key) ?? { cloud, action, region, calls: 0, peak: 0, recent: [] };
    this.#counted.set(key, counted);
    const [eldest] = this.#counted.keys();
    if (this.#counted.size > MOST_COUNTED && eldest !== undefined) this.#counted.delete(eldest);
    while ((counted.recent[0] ?? now) <= now - 1000) counted.recent.shift();
    counted.recent.push(now);
    counted.calls += 1;
    counted.peak = Math.max(counted.peak, counted.recent.length);
    return counted.recent.length <= (this.#limits[action] ?? Number.POSITIVE_INFINITY);
  }

  /** What was counted since the start or the last `clear`, the busiest first. */
  all(): readonly Rate[] {
    return [...this.#counted.values()]
      .map(({ recent: _, ...rate }) => rate)
      .sort((one, other) => other.peak - one.peak);
  }

  /** The most calls of this operation in any one second in any one region; 0 = it was never called. */
  peakOf(action: string): number {
    return Math.max(0, ...this.all().map((rate) => (rate.action === action ? rate.peak : 0)));
  }

  clear(): void {
    this.#counted.clear();
  }
}
