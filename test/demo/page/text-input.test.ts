import { expect, test } from 'vitest';
import { roomWords } from '../../../src/demo/page/blocks/text-input.ts';

test('how much of a text there may still be, or is too much, is said in words', () => {
  expect([2, 1, 0, -1, -2].map(roomWords)).toEqual([
    '2 characters left',
    '1 character left',
    '0 characters left',
    '1 character too long',
    '2 characters too long',
  ]);
});
