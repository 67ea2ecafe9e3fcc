import { describe, expect, it } from 'vitest';
import { readinessChanges } from '../../../src/lifecycle/readiness/changed.ts';
import { judgeReadiness, type Read } from '../../../src/lifecycle/readiness/judge.ts';
import { aRead, comparison, evidence, LIMITS, lags } from './reads.ts';

const lines = (overrides: Partial<Read> = {}) => judgeReadiness('terminate', aRead(overrides), LIMITS);
const differs = (now: Partial<Read>, shown: Partial<Read> = {}) => readinessChanges(lines(shown), lines(now));
const LATE = { lags: lags(0, 0, 0, 0, 42_000) };
const DIFFERENT = comparison({ result: 'different', status: 'Inconsistency' });

describe('what has changed in readiness', () => {
  it('is nothing where all is as it was, or only the figures of what is fine have moved', () => {
    expect(differs({})).toEqual([]);
    expect(differs({ lags: lags(0, 0, 900, 0, 300) })).toEqual([]);
    expect(differs({ lags: lags(0, 0) }, { lags: lags(0) })).toEqual([]);
    expect(differs(LATE, LATE)).toEqual([]);
  });

  it('is a lag that has come, gone, or grown to more than twice', () => {
    expect(differs(LATE)).toEqual([{ label: 'Lag', shown: 'lag is 0 s', now: 'lag is 42 s' }]);
    expect(differs({}, LATE)).toEqual([{ label: 'Lag', shown: 'lag is 42 s', now: 'lag is 0 s' }]);
    expect(differs({ lags: lags(0, 80_000) }, LATE)).toEqual([]);
    expect(differs({ lags: lags(0, 85_000) }, LATE)).toMatchObject([{ now: 'lag is 85 s' }]);
  });

  it('is a lag that is no longer known, or known again', () => {
    expect(differs({ lags: lags(0, 0, 0, 0, null) })).toMatchObject([
      { label: 'Lag', now: 'the lag is not known' },
    ]);
    expect(differs({ lags: lags(null) }, { lags: lags(0) })).toHaveLength(1);
  });

  it('is a comparison that came out otherwise, was made since, or could not be read', () => {
    expect(differs({ evidence: evidence(DIFFERENT) })).toEqual([
      { label: 'Data', shown: 'all rows are equal', now: 'all rows differ' },
    ]);
    expect(differs({}, { evidence: evidence() })).toEqual([
      { label: 'Data', shown: null, now: 'all rows are equal' },
    ]);
    expect(differs({ evidence: { problem: 'no right', readAt: 0 } })).toEqual([
      { label: 'Data', shown: null, now: 'the comparisons could not be read' },
      { label: 'Data', shown: 'all rows are equal', now: null },
    ]);
  });

  it('is a position in the log that moves', () => {
    const at = (position: string, seconds: number) => ({ position, at: seconds * 1000 });
    const still = { positions: [at('1', 0), at('1', 40)] };
    expect(differs({ positions: [at('1', 0), at('1', 40), at('2', 60)] }, still)).toEqual([
      { label: 'Source', shown: 'the log position does not move', now: 'the source is still written to' },
    ]);
  });
});
