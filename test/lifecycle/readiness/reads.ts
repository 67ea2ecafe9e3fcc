import type { Comparison, Evidence } from '../../../src/lifecycle/readiness/evidence.ts';
import type { Read } from '../../../src/lifecycle/readiness/judge.ts';
import type { LagLimits } from '../../../src/lifecycle/readiness/lag.ts';
import { dtsTask, READ_AT } from '../tasks.ts';

export const LIMITS: LagLimits = { seconds: { 'alibaba-dts': 1, drs: 0 }, readings: 5, spanMs: 60_000 };

/** Alice has said that writes are stopped, before the newest readings of a minute. */
export const DECLARED = { by: 'UALICE', at: READ_AT - 60_000 };

/** Readings 15 s apart, the newest last and at `READ_AT`, each in milliseconds. */
export function lags(...milliseconds: (number | null)[]) {
  const first = READ_AT - (milliseconds.length - 1) * 15_000;
  return milliseconds.map((lagMs, at) => ({ lagMs, at: first + at * 15_000 }));
}

export function comparison(overrides: Partial<Comparison> = {}): Comparison {
  return {
    of: 'all rows',
    comparesRows: true,
    result: 'same',
    status: 'Finished',
    different: [],
    tables: [],
    finishedAt: null,
    ...overrides,
  };
}

export function evidence(...comparisons: Comparison[]): Evidence {
  return { comparisons, position: null, source: 'DescribeDtsJobs', readAt: READ_AT };
}

/** A running synchronisation without lag for a minute, whose rows were compared. */
export function aRead(overrides: Partial<Read> = {}): Read {
  return {
    task: dtsTask(),
    lags: lags(0, 0, 0, 0, 0),
    evidence: evidence(comparison()),
    positions: [],
    ...overrides,
  };
}
