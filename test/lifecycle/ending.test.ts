import { describe, expect, it } from 'vitest';
import {
  ENDING_STATES,
  type Ending,
  type EndingState,
  holdsTask,
  isFinal,
  move,
} from '../../src/lifecycle/ending.ts';
import { anEnding } from './endings.ts';

function canGo(from: EndingState, to: EndingState): boolean {
  try {
    return move(anEnding({ state: from }), to, 1).state === to;
  } catch {
    return false;
  }
}

/** Every state that can be reached from here in any number of steps, the start left out. */
function reachable(from: EndingState): Set<EndingState> {
  const seen = new Set<EndingState>();
  const open: EndingState[] = [from];
  for (let state = open.pop(); state !== undefined; state = open.pop())
    for (const to of ENDING_STATES)
      if (to !== state && !seen.has(to) && canGo(state, to)) {
        seen.add(to);
        open.push(to);
      }
  return seen;
}

describe('the life of an ending', () => {
  it.each(['executing', 'outcome-unknown', 'ending', 'needs-human'] as const)(
    'has no way from %s back to a call',
    (state) => {
      const ahead = reachable(state);
      for (const before of ['awaiting-approval', 'checking'] as const) expect(ahead).not.toContain(before);
      if (state !== 'executing') expect(ahead).not.toContain('executing');
    },
  );

  it('reaches every state from the check', () => {
    expect([...reachable('checking')].sort()).toEqual([...ENDING_STATES].sort());
  });

  it('has a way to a final state from everywhere', () => {
    for (const state of ENDING_STATES)
      expect(isFinal(state) || [...reachable(state)].some(isFinal), state).toBe(true);
  });

  it.each([
    ['awaiting-approval', false, true],
    ['checking', false, true],
    ['executing', false, true],
    ['ending', false, true],
    ['outcome-unknown', false, true],
    ['needs-human', false, false],
    ['ended', true, false],
    ['failed', true, false],
    ['refused', true, false],
    ['void', true, false],
    ['rejected', true, false],
    ['expired', true, false],
    ['withdrawn', true, false],
    ['vetoed', true, false],
  ] as const)('%s: final %s, holds its task %s', (state, final, holds) => {
    expect([isFinal(state), holdsTask(state)]).toEqual([final, holds]);
  });

  it('goes nowhere from a final state', () => {
    for (const state of ENDING_STATES) if (isFinal(state)) expect(reachable(state).size).toBe(0);
  });

  it('throws at a move that the picture lacks, and names it', () => {
    expect(() => move(anEnding({ id: 'e7', state: 'ended' }), 'executing', 1)).toThrow(
      'ending e7 cannot go from ended to executing',
    );
  });

  it('keeps the time since which it is in a state, and what is learnt on the way', () => {
    const ending: Ending = anEnding({ state: 'ending', since: 5 });
    expect(move(ending, 'ending', 9, { slow: true })).toMatchObject({ since: 5, slow: true });
    expect(move(ending, 'ended', 9)).toMatchObject({ since: 9, state: 'ended' });
    expect(ending).toMatchObject({ state: 'ending', slow: false });
  });
});
