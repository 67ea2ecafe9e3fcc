import type { Urgency } from '../../lifecycle/ports.ts';
import { createLimiter, createPace, type PaceClock } from '../limiter.ts';
import { createWindow, type Most } from '../window.ts';
import type { RpcCall } from './sdk.ts';

/** The way of one operation's reads to one region: so many at once, and so many a second. */
export interface Lane {
  run<T>(urgency: Urgency, work: () => Promise<T>): Promise<T>;
  /** The cloud says that it is asked too often: nothing more is asked for so many milliseconds. */
  rest(milliseconds: number): void;
}

/**
 * Calls a second that the manual allows one account in one region ("DescribeDtsJobs", "DescribeDtsJobDetail": QPS limit).
 * People may use all of them. Where nobody waits, a quarter is left to people and to whatever else uses the account.
 */
const ALLOWED: Readonly<Record<string, Most>> = {
  'dts/DescribeDtsJobs': { interactive: 20, background: 15 },
  'dts/DescribeDtsJobDetail': { interactive: 40, background: 30 },
};

/** Milliseconds between two starts where no limit is published: three quarters of ten a second, half of the lowest that is. */
const GAP_ELSE_MS = 1000 / 7.5;

/** At once; how many a second is said above. */
const AT_ONCE = 4;

function once<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/**
 * Tells the lane of a call, shared by everybody who asks for this account. An operation with a published limit has one of
 * its own in each region, so that a long list holds nothing else up there; all others share the four places of a region.
 */
export function createLanes(clock: PaceClock): (call: Omit<RpcCall, 'version' | 'parameters'>) => Lane {
  const lanes = new Map<string, Lane>();
  const limiters = new Map<string, ReturnType<typeof createLimiter>>();
  const limiterOf = (key: string) => once(limiters, key, () => createLimiter(AT_ONCE));

  return ({ region, product, operation }) => {
    const name = `${product}/${operation}`;
    const most = ALLOWED[name];
    return once(lanes, `${region}/${name}`, (): Lane => {
      if (most !== undefined) {
        const limiter = limiterOf(`${region}/${name}`);
        const window = createWindow(most, clock);
        return {
          run: (urgency, work) => limiter.run(urgency, () => window.run(urgency, work)),
          rest: window.rest,
        };
      }
      const limiter = limiterOf(region);
      const pace = createPace(GAP_ELSE_MS, clock);
      return {
        run: (urgency, work) => limiter.run(urgency, () => pace.turn().then(work)),
        rest: () => undefined,
      };
    });
  };
}
