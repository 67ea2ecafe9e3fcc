import { expect, test } from 'vitest';
import { linesIn } from '../../../src/demo/page/conversation/growing-box.ts';

test('a box has as many lines as its text, and at most as many as it may', () => {
  const lines = [22, 44.5, 180, 400].map((text) => linesIn({ text, line: 22.5, most: 8 }));
  expect(lines).toEqual([1, 2, 8, 8]);
});

test('a box out of sight, which has no height, has one line', () => {
  expect(linesIn({ text: 0, line: 22.5, most: 8 })).toBe(1);
  expect(linesIn({ text: 0, line: 0, most: 8 })).toBe(1);
});
