import { createPace, type Pace, type PaceClock } from '../limiter.ts';
import type { RpcCall } from './sdk.ts';

/** Calls a second that the manual allows one account in one region ("DescribeDtsJobs", "DescribeDtsJobDetail": QPS limit). */
const ALLOWED: Readonly<Record<string, number>> = {
  'dts/DescribeDtsJobs': 20,
  'dts/DescribeDtsJobDetail': 40,
};

/** For operations whose limit is published nowhere: well below the lowest that is. */
const ALLOWED_ELSE = 10;

/**
 * Requests may catch up with each other on their way: in any second as many more can arrive as may be under way at once
 * in a region (four), and one at its edge. A quarter of what is allowed is room for them.
 */
const USED = 0.75;

/** The shortest time between the starts of two calls of an operation, in milliseconds. */
export function gapOf({ product, operation }: Pick<RpcCall, 'product' | 'operation'>): number {
  return 1000 / ((ALLOWED[`${product}/${operation}`] ?? ALLOWED_ELSE) * USED);
}

/** Tells the pace of a call: one for each operation in each region, shared by everybody who asks for this account. */
export function createPaces(clock: PaceClock): (call: RpcCall) => Pace {
  const paces = new Map<string, Pace>();
  return (call) => {
    const key = `${call.region}/${call.product}/${call.operation}`;
    const pace = paces.get(key) ?? createPace(gapOf(call), clock);
    paces.set(key, pace);
    return pace;
  };
}
