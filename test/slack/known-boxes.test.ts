import { describe, expect, it } from 'vitest';
import { asBox, readBox } from '../../src/slack/views/known-boxes.ts';

describe('a box to tick', () => {
  it.each([
    { key: 'forward.lag', amount: 42_000 },
    { key: 'reverse.lag', amount: 0.5 },
    { key: 'forward.data-objects (a=b)', amount: null },
  ])('stands for its fact %j', (known) => {
    expect(readBox(asBox(known))).toEqual(known);
  });

  it.each(['', '=', '=5', 'forward.lag', 'forward.lag=many'])('that reads %j stands for nothing', (value) => {
    expect(readBox(value)).toBeNull();
  });
});
