import { describe, expect, it } from 'vitest';
import { createIds, madeAt } from '../src/new-ids.ts';

const NOON = Date.parse('2026-11-21T12:00:00Z');

describe('an id of ours', () => {
  it('tells when it was made, and sorts by it', () => {
    let now = NOON;
    const newId = createIds(() => now);
    const ids = [newId('o'), newId('o')];
    now += 1;
    ids.push(newId('o'));
    expect(ids.toSorted()).toEqual(ids);
    expect(ids.map((id) => Math.round((madeAt(id) ?? 0) - NOON))).toEqual([0, 0, 1]);
  });

  it.each(['', 'o', 'o1', 'ending/e1', 'ofoo-bar'])('is not "%s"', (id) => {
    expect(madeAt(id)).toBeNull();
  });
});
