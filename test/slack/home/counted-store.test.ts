import { describe, expect, it } from 'vitest';
import { ENDING, OUTBOX } from '../../../src/lifecycle/rows.ts';
import { countChanges } from '../../../src/slack/home/counted-store.ts';
import { createShelf } from '../../../src/slack/home/shelf.ts';
import { anEnding } from '../../lifecycle/endings.ts';
import { MemoryStore } from '../../lifecycle/memory-store.ts';

const write = (kind: string, expect: number, value: object = anEnding()) => ({
  kind,
  id: 'e1',
  expect,
  value,
});

describe('a store whose changes are counted', () => {
  it('counts what was written and may be shown, and nothing else', async () => {
    const { store, changes } = countChanges(new MemoryStore(() => 0));
    expect(await store.commit([write(ENDING, 0)])).toBe(true);
    expect(changes()).toBe(1);
    expect(await store.commit([write(ENDING, 0)])).toBe(false);
    await store.commit([write(OUTBOX, 0)]);
    await store.commit([], [{ type: 'looked', at: 'now' }]);
    await store.claimDue(ENDING, 'me', 1, 1);
    expect(changes()).toBe(1);
    await expect(store.commit([write(ENDING, 1, [])])).rejects.toThrow();
    expect(changes()).toBe(1);
  });

  it('is read again for the Home tabs only when something has changed', async () => {
    const memory = new MemoryStore(() => 0);
    let lists = 0;
    const list = memory.list.bind(memory);
    memory.list = async (kind, page) => {
      lists += 1;
      return list(kind, page);
    };
    const counted = countChanges(memory);
    const shelf = createShelf(counted);
    await counted.store.commit([write(ENDING, 0)]);
    expect((await shelf()).endings).toHaveLength(1);
    const once = lists;
    await shelf();
    expect(lists).toBe(once);
    await counted.store.commit([write(ENDING, 1, anEnding({ state: 'ended' }))]);
    expect((await shelf()).endings).toEqual([]);
  });
});
