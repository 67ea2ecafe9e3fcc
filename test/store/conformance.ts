import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store, Write } from '../../src/lifecycle/ports.ts';

export interface OpenEngine {
  readonly store: Store;
  /** Closes the store and opens it again on the same data. */
  reopen(): Promise<Store>;
  cleanup(): Promise<void>;
}

const put = (id: string, version: number, value: object, dueAt?: number): Write => ({
  kind: 'thing',
  id,
  expect: version,
  value,
  ...(dueAt === undefined ? {} : { dueAt }),
});
const event = (n: number) => ({ type: 'plan.shown', at: '2026-11-21T08:00:00.000Z', n });

/** What every engine must keep, whatever is below it. `open` makes an empty store that reads the given clock. */
export function storeConformance(name: string, open: (now: () => number) => Promise<OpenEngine>): void {
  describe(name, () => {
    let engine: OpenEngine;
    let store: Store;
    let clock: number;

    beforeEach(async () => {
      clock = 1_000_000;
      engine = await open(() => clock);
      store = engine.store;
    });
    afterEach(() => engine.cleanup());

    describe('commit', () => {
      it('creates a row at version 1 and counts on with each commit', async () => {
        expect(await store.commit([put('a', 0, { n: 1 })])).toBe(true);
        expect(await store.commit([put('a', 1, { n: 2 })])).toBe(true);
        expect(await store.read('thing', 'a')).toEqual({ id: 'a', version: 2, value: { n: 2 } });
      });

      it('says false to a creation of what exists and to a change of what does not', async () => {
        await store.commit([put('a', 0, { n: 1 })]);
        expect(await store.commit([put('a', 0, { n: 2 })])).toBe(false);
        expect(await store.commit([put('b', 1, { n: 2 })])).toBe(false);
        expect(await store.read('thing', 'a')).toEqual({ id: 'a', version: 1, value: { n: 1 } });
        expect(await store.read('thing', 'b')).toBeNull();
      });

      it('says false to an old version', async () => {
        await store.commit([put('a', 0, { n: 1 })]);
        await store.commit([put('a', 1, { n: 2 })]);
        expect(await store.commit([put('a', 1, { n: 3 })])).toBe(false);
      });

      it('writes nothing of a commit that one row refuses', async () => {
        await store.commit([put('b', 0, { n: 1 })]);
        expect(
          await store.commit([put('a', 0, {}), put('b', 0, { n: 2 }), put('c', 0, {})], [event(1)]),
        ).toBe(false);
        expect((await store.list('thing', { limit: 10 })).map(({ id }) => id)).toEqual(['b']);
      });

      it('deletes with null, and only at the version it expects', async () => {
        await store.commit([put('a', 0, { n: 1 })]);
        expect(await store.commit([{ kind: 'thing', id: 'a', expect: 2, value: null }])).toBe(false);
        expect(await store.commit([{ kind: 'thing', id: 'a', expect: 1, value: null }])).toBe(true);
        expect(await store.read('thing', 'a')).toBeNull();
        expect(await store.commit([put('a', 0, { n: 2 })])).toBe(true);
      });

      it('keeps kinds apart', async () => {
        await store.commit([put('a', 0, { n: 1 }), { kind: 'other', id: 'a', expect: 0, value: { n: 2 } }]);
        expect((await store.read<{ n: number }>('other', 'a'))?.value.n).toBe(2);
        expect((await store.read<{ n: number }>('thing', 'a'))?.value.n).toBe(1);
      });

      it('takes names that an object would know already', async () => {
        for (const id of ['constructor', 'toString', 'hasOwnProperty']) {
          expect(await store.read(id, id)).toBeNull();
          expect(await store.commit([{ kind: id, id, expect: 0, value: { id } }])).toBe(true);
        }
        store = await engine.reopen();
        expect((await store.read('constructor', 'toString'))?.value).toBeUndefined();
        expect((await store.read('toString', 'toString'))?.value).toEqual({ id: 'toString' });
      });

      it('lets one of fifty win the same row, and all of fifty win their own', async () => {
        const fifty = Array.from({ length: 50 }, (_, n) => n);
        const race = await Promise.all(fifty.map((n) => store.commit([put('one', 0, { n })], [event(n)])));
        expect(race.filter(Boolean)).toHaveLength(1);
        const apart = await Promise.all(
          fifty.map((n) => store.commit([put(`own-${n}`, 0, { n })], [event(n)])),
        );
        expect(apart.every(Boolean)).toBe(true);
        store = await engine.reopen();
        expect(await store.list('thing', { limit: 100 })).toHaveLength(51);
      });

      it('counts right when fifty add to one number by compare-and-set', async () => {
        await store.commit([put('sum', 0, { n: 0 })]);
        const add = async () => {
          for (;;) {
            const row = await store.read<{ n: number }>('thing', 'sum');
            if (row !== null && (await store.commit([put('sum', row.version, { n: row.value.n + 1 })])))
              return;
          }
        };
        await Promise.all(Array.from({ length: 50 }, add));
        expect((await store.read('thing', 'sum'))?.value).toEqual({ n: 50 });
      });

      it('takes audit lines without a write', async () => {
        expect(await store.commit([], [event(1)])).toBe(true);
      });

      it.each([
        ['a BigInt', { n: 1n }],
        ['a Date', { at: new Date() }],
        ['a Map', { map: new Map() }],
        ['a function', { run: () => 1 }],
        ['NaN', { n: Number.NaN }],
        ['an undefined item of a list', { list: [undefined] }],
        ['a list at the top', [1, 2]],
        ['something deep inside', { a: [{ b: new Set() }] }],
      ])('throws at %s, and writes nothing of that commit', async (_, value) => {
        await expect(store.commit([put('good', 0, {}), put('bad', 0, value)])).rejects.toThrow();
        expect(await store.list('thing', { limit: 10 })).toEqual([]);
        expect(await store.commit([put('good', 0, {})])).toBe(true);
      });

      it('throws at undefined instead of a value', async () => {
        const write = { kind: 'thing', id: 'a', expect: 0, value: undefined } as unknown as Write;
        await expect(store.commit([write])).rejects.toThrow();
      });
    });

    describe('copies', () => {
      it('is not changed by what a caller does to what it gave or got', async () => {
        const given = { list: [1] };
        const committed = store.commit([put('a', 0, given, clock)]);
        given.list.push(2);
        await committed;
        (await store.read<{ list: number[] }>('thing', 'a'))?.value.list.push(3);
        (await store.list<{ list: number[] }>('thing', { limit: 1 }))[0]?.value.list.push(4);
        (await store.claimDue<{ list: number[] }>('thing', 'me', 10, 1))[0]?.value.list.push(5);
        expect((await store.read('thing', 'a'))?.value).toEqual({ list: [1] });
      });
    });

    describe('list', () => {
      it('pages in order of id, each row once', async () => {
        const ids = ['b', 'a/2', 'c', 'a/10', 'Z', 'é'];
        await store.commit(ids.map((id) => put(id, 0, { id })));
        const seen: string[] = [];
        for (let after: string | undefined; ; ) {
          const page = await store.list('thing', { limit: 2, ...(after === undefined ? {} : { after }) });
          seen.push(...page.map(({ id }) => id));
          after = page.at(-1)?.id;
          if (page.length < 2) break;
          if (after === undefined) break;
        }
        expect(seen).toEqual(ids.toSorted());
        expect(await store.list('nothing', { limit: 5 })).toEqual([]);
      });
    });

    describe('claimDue', () => {
      it('hands out what is due, longest waiting first, at most `limit`', async () => {
        await store.commit([
          put('late', 0, {}, clock - 1),
          put('now', 0, {}, clock),
          put('first', 0, {}, clock - 5),
          put('future', 0, {}, clock + 1),
          put('never', 0, {}),
        ]);
        expect((await store.claimDue('thing', 'me', 100, 2)).map(({ id }) => id)).toEqual(['first', 'late']);
        expect((await store.claimDue('thing', 'me', 100, 9)).map(({ id }) => id)).toEqual(['now']);
        clock += 1;
        expect((await store.claimDue('thing', 'me', 100, 9)).map(({ id }) => id)).toEqual(['future']);
      });

      it('hides a row until its lease is over, and then hands it out again', async () => {
        await store.commit([put('a', 0, { n: 1 }, clock)]);
        expect(await store.claimDue('thing', 'me', 100, 1)).toEqual([
          { id: 'a', version: 2, value: { n: 1 } },
        ]);
        clock += 99;
        expect(await store.claimDue('thing', 'you', 100, 1)).toEqual([]);
        clock += 1;
        expect(await store.claimDue('thing', 'you', 100, 1)).toEqual([
          { id: 'a', version: 3, value: { n: 1 } },
        ]);
      });

      it('keeps out who comes back after its lease went to somebody else', async () => {
        await store.commit([put('a', 0, { n: 1 }, clock)]);
        const [mine] = await store.claimDue('thing', 'me', 100, 1);
        clock += 100;
        const [yours] = await store.claimDue('thing', 'you', 100, 1);
        expect(await store.commit([put('a', mine?.version ?? 0, { n: 2 })])).toBe(false);
        expect(await store.commit([put('a', yours?.version ?? 0, { n: 3 })])).toBe(true);
      });

      it('ends the lease with a commit, which also says when the row is due again', async () => {
        await store.commit([put('a', 0, {}, clock)]);
        await store.claimDue('thing', 'me', 1_000, 1);
        await store.commit([put('a', 2, {}, clock + 5)]);
        clock += 5;
        expect(await store.claimDue('thing', 'me', 1_000, 1)).toHaveLength(1);
        await store.commit([put('a', 4, {})]);
        clock += 1_000_000;
        expect(await store.claimDue('thing', 'me', 1_000, 1)).toEqual([]);
      });

      it('gives each of a hundred rows to one of twenty claimers', async () => {
        await store.commit(Array.from({ length: 100 }, (_, n) => put(`r${n}`, 0, { n }, clock)));
        const claims = await Promise.all(
          Array.from({ length: 20 }, (_, n) => store.claimDue('thing', `owner-${n}`, 100, 10)),
        );
        const ids = claims.flat().map(({ id }) => id);
        expect(ids).toHaveLength(100);
        expect(new Set(ids).size).toBe(100);
      });
    });

    describe('restart', () => {
      it('has every row, version and due time again', async () => {
        await store.commit([put('a', 0, { n: 1, none: null, text: 'ü"\n\u2028' }, clock + 10)], [event(1)]);
        await store.commit([put('a', 1, { n: 2 }, clock + 10), put('b', 0, {})]);
        await store.commit([{ kind: 'thing', id: 'b', expect: 1, value: null }]);
        store = await engine.reopen();
        expect(await store.list('thing', { limit: 10 })).toEqual([{ id: 'a', version: 2, value: { n: 2 } }]);
        clock += 10;
        expect(await store.claimDue('thing', 'me', 1, 1)).toHaveLength(1);
      });

      it('still keeps out a former holder by the version', async () => {
        await store.commit([put('a', 0, {}, clock)]);
        const [claimed] = await store.claimDue('thing', 'me', 100, 1);
        store = await engine.reopen();
        expect((await store.read('thing', 'a'))?.version).toBe(claimed?.version);
      });

      it('finishes what was asked before close, and refuses what is asked afterwards', async () => {
        const last = store.commit([put('a', 0, { n: 1 })]);
        await store.close();
        expect(await last).toBe(true);
        await expect(store.commit([put('b', 0, {})])).rejects.toThrow();
        await expect(store.read('thing', 'a')).rejects.toThrow();
        store = await engine.reopen();
        expect(await store.read('thing', 'a')).not.toBeNull();
      });
    });
  });
}
