import { expect, test } from 'vitest';
import type { StepShown } from '../../../../src/demo/backstage/shown.ts';
import { progressWords, stateOf, stepOfNow } from '../../../../src/demo/page/panels/stories/progress.ts';

function steps(...done: boolean[]): { steps: StepShown[] } {
  const step = { as: 'U1', channel: 'C1', say: 'Type it.', type: null, deed: null, see: 'A plan.' };
  return { steps: done.map((each) => ({ ...step, done: each })) };
}

test('it is the turn of the first step that was not seen done', () => {
  expect(stepOfNow(steps(true, true, false, false))).toBe(2);
  expect(stepOfNow(steps(false))).toBe(0);
});

test('no step is left when all are done', () => {
  expect(stepOfNow(steps(true, true))).toBeNull();
});

test('steps before the turn are done, steps after it come later', () => {
  const now = stepOfNow(steps(true, false, false));
  expect([0, 1, 2].map((index) => stateOf(index, now))).toEqual(['done', 'now', 'later']);
  expect(stateOf(1, null)).toBe('done');
});

test('the progress is said by number, and the end by its own words', () => {
  expect(progressWords(steps(true, true, false, false, false, false))).toBe('Step 3 of 6');
  expect(progressWords(steps(true, true))).toBe('That was it: all 2 steps are done');
});
