import { describe, expect, it } from 'vitest';
import { planLines } from '../../../src/lifecycle/plan.ts';
import type { Comparison } from '../../../src/lifecycle/readiness/evidence.ts';
import { factsAgainst, factWords, notKnownOf } from '../../../src/lifecycle/readiness/facts.ts';
import { judgeReadiness, type Read } from '../../../src/lifecycle/readiness/judge.ts';
import { withEvidence } from '../../../src/lifecycle/readiness/line.ts';
import type { Task } from '../../../src/lifecycle/task.ts';
import { dtsTask, READ_AT } from '../tasks.ts';
import { aRead, comparison, DECLARED, evidence, LIMITS, lags } from './reads.ts';

const lines = (read: Partial<Read>) => judgeReadiness('terminate', aRead(read), LIMITS, DECLARED);
const facts = (read: Partial<Read>, rule: 'shown' | 'required') => factsAgainst(dtsTask(), lines(read), rule);

describe('the facts against an end', () => {
  it('are none where all is fine, though this cloud never shows a log position', () => {
    expect(facts({}, 'shown')).toEqual([]);
    expect(facts({}, 'required')).toEqual([]);
  });

  it('are what was measured; and what is not known where readiness is required', () => {
    const poor = { lags: lags(0), evidence: evidence() };
    expect(facts(poor, 'shown')).toEqual([]);
    expect(factWords(facts(poor, 'required'))).toBe(
      'lag was read once, not 5 in 60 s; the data was not compared',
    );
    const late = { lags: lags(42_000), evidence: evidence() };
    expect(facts(late, 'shown')).toEqual([{ key: 'forward.lag', text: 'lag is 42 s', amount: 42_000 }]);
  });

  it('stay known while their figure is at most twice the known one', () => {
    const known = facts({ lags: lags(42_000) }, 'shown');
    expect(notKnownOf(facts({ lags: lags(84_000) }, 'shown'), known)).toEqual([]);
    expect(notKnownOf(facts({ lags: lags(85_000) }, 'shown'), known)).toHaveLength(1);
    expect(notKnownOf(facts({ lags: lags(null, 0) }, 'required'), known)).toHaveLength(1);
  });

  it('are known for the one direction and not for the other', () => {
    const known = factsAgainst({ direction: 'reverse' }, lines({ lags: lags(42_000) }), 'shown');
    expect(notKnownOf(facts({ lags: lags(42_000) }, 'shown'), known)).toHaveLength(1);
  });

  it('are not known to be so by who said to know that nobody knew it', () => {
    const compared = (result: Comparison['result']) => ({ evidence: evidence(comparison({ result })) });
    const loaded = (fullLoad: Task['fullLoad']) => ({ task: dtsTask({ fullLoad, stage: 'full-load' }) });
    const at = (seconds: number, position: string) => ({ at: READ_AT + seconds * 1000, position });
    const [once, moved] = [
      { positions: [at(0, 'a:1')] },
      { positions: [at(0, 'a:1'), at(30, 'a:2')], lags: lags(0, 0, 0, 0, 0) },
    ];
    for (const [before, after] of [
      [compared('failed'), compared('different')],
      [loaded('not-shown'), loaded('running')],
      [once, moved],
    ] as const) {
      const known = facts(before, 'required');
      expect(notKnownOf(facts(before, 'required'), known)).toEqual([]);
      expect(notKnownOf(facts(after, 'required'), known)).toHaveLength(1);
    }
  });

  it('are no longer known where many more objects differ', () => {
    const differ = (count: number) =>
      facts(
        { evidence: evidence(comparison({ result: 'different', different: [{ what: 'TABLE', count }] })) },
        'shown',
      );
    expect(notKnownOf(differ(4), differ(2))).toEqual([]);
    expect(notKnownOf(differ(5), differ(2))).toHaveLength(1);
  });

  it('are each known for themselves', () => {
    const different = evidence(comparison({ result: 'different', status: 'Inconsistency' }));
    const known = facts({ lags: lags(42_000) }, 'shown');
    const both = facts({ lags: lags(42_000), evidence: different }, 'shown');
    expect(factWords(notKnownOf(both, known))).toBe('all rows differ');
  });
});

describe('evidence in a plan', () => {
  it('takes the place of the one reading and of the comparison that nobody made', () => {
    const plain = planLines('terminate', dtsTask(), { kind: 'proceed' });
    const shown = withEvidence(plain, lines({ lags: lags(42_000) }));
    const labels = shown.map(({ label }) => label);
    expect(labels.slice(0, 5)).toEqual(['State', 'Lag', 'Writes', 'Data', 'Source']);
    expect(labels.slice(5)).toEqual(['No undo', 'Way back', 'Or pause', 'Money']);
    expect(shown.find(({ label }) => label === 'Lag')).toMatchObject({
      text: expect.stringMatching(/^42 s, one reading: .*\(DescribeDtsJobDetail\)$/),
      loud: true,
    });
    expect(shown.some(({ text }) => /not compared by me/.test(text))).toBe(false);
  });

  it('leaves a plan as it is where readiness is not judged', () => {
    const plain = planLines('terminate', dtsTask(), { kind: 'proceed' });
    expect(withEvidence(plain, [])).toBe(plain);
  });
});
