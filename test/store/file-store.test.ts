import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditEvent, Write } from '../../src/lifecycle/ports.ts';
import { openFileStore } from '../../src/store/file-store.ts';
import { storeConformance } from './conformance.ts';
import { errorOf, event, makeFolder, openStore, readDocument } from './folders.ts';

storeConformance('openFileStore', async (now) => {
  const folder = await mkdtemp(join(tmpdir(), 'cutover-store-'));
  let store = await openFileStore(folder, { now });
  return {
    store,
    async reopen() {
      await store.close();
      store = await openFileStore(folder, { now });
      return store;
    },
    async cleanup() {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
});

describe('openFileStore: files', () => {
  it('makes a missing folder, for this user alone, and files for this user alone', async () => {
    const folder = join(await makeFolder(), 'new', 'data');
    const store = await openStore(folder);
    await store.commit([{ kind: 'k', id: 'a', expect: 0, value: {} }], [event()]);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(folder))
      expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  });

  it('keeps the generation before the last as .bak, and leaves no temporary file', async () => {
    const folder = await makeFolder();
    const store = await openStore(folder);
    for (const n of [0, 1, 2]) await store.commit([{ kind: 'k', id: 'a', expect: n, value: { n } }]);
    await store.close();
    expect((await readdir(folder)).toSorted()).toEqual(['cutover.json', 'cutover.json.bak']);
    expect((await readDocument(folder)).rows['k']?.['a']).toMatchObject({ version: 3, value: { n: 2 } });
  });

  it('writes fifty commits of one moment together, each answered when it is on disk', async () => {
    const folder = await makeFolder();
    let writes = 0;
    const store = await openStore(folder, {
      crash: (point) => {
        if (point === 'on-disk') writes += 1;
      },
    });
    writes = 0;
    await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        await store.commit([{ kind: 'k', id: `${n}`, expect: 0, value: { n } }]);
        expect((await readDocument(folder)).rows['k']?.[n]).toBeDefined();
      }),
    );
    expect(writes).toBe(1);
  });

  it('does not write for a commit that is refused or a claim that finds nothing', async () => {
    const folder = await makeFolder();
    const store = await openStore(folder);
    const before = await stat(join(folder, 'cutover.json'));
    expect(await store.commit([{ kind: 'k', id: 'a', expect: 1, value: {} }])).toBe(false);
    expect(await store.claimDue('k', 'me', 10, 10)).toEqual([]);
    expect((await stat(join(folder, 'cutover.json'))).ino).toBe(before.ino);
  });

  it('shows a change to readers only when it is on disk', async () => {
    const folder = await makeFolder();
    const seen: unknown[] = [];
    let look = () => Promise.resolve<unknown>('not open yet');
    const store = await openStore(folder, {
      crash: (point) => {
        if (point === 'synced') seen.push(look());
      },
    });
    look = () => store.read('k', 'a');
    await store.commit([{ kind: 'k', id: 'a', expect: 0, value: { n: 1 } }]);
    await store.commit([{ kind: 'k', id: 'a', expect: 1, value: { n: 2 } }]);
    const [, first, second] = await Promise.all(seen);
    expect(first).toBeNull();
    expect(second).toMatchObject({ value: { n: 1 } });
  });

  it.each<[string, { writes: Write[]; audit?: AuditEvent[] }]>([
    ['a row twice in one commit', { writes: [row('a'), row('a')] }],
    ['a row without a name', { writes: [row('')] }],
    ['a name that JSON objects treat apart', { writes: [row('__proto__')] }],
    ['a version that no row has', { writes: [{ ...row('a'), expect: -1 }] }],
    ['an event that brings its own hash', { writes: [], audit: [event({ hash: 'x' })] }],
    ['an event that JSON would change', { writes: [], audit: [event({ at: new Date() })] }],
    ['a value in a loop', { writes: [{ ...row('a'), value: loop() }] }],
  ])('refuses %s, with a StoreError', async (_, { writes, audit }) => {
    const store = await openStore(await makeFolder());
    const error = await errorOf(store.commit(writes, audit));
    expect(error.name).toBe('StoreError');
    expect(error.message).toMatch(/Nothing was written/);
  });

  it('names the row and the field it refuses, and never a value', async () => {
    const store = await openStore(await makeFolder());
    const value = { password: 'canary', when: [new Date()] };
    const error = await errorOf(store.commit([{ ...row('e1'), value }]));
    expect(error.message).toContain('k e1.when[0] is a Date');
    expect(error.message).not.toContain('canary');
  });
});

function row(id: string): Write {
  return { kind: 'k', id, expect: 0, value: {} };
}

function loop(): object {
  const value: Record<string, unknown> = {};
  value['self'] = value;
  return value;
}

const Step = fc.oneof(
  fc.record({
    do: fc.constant('commit' as const),
    writes: fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd'),
        /** How far off the expected version is; mostly right. */
        off: fc.constantFrom(0, 0, 0, 0, 1),
        value: fc.option(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), { freq: 4 }),
      }),
      { selector: ({ id }) => id, minLength: 1, maxLength: 3 },
    ),
  }),
  fc.record({ do: fc.constant('reopen' as const) }),
);

/** As the value comes back from JSON: -0 becomes 0. */
const plain = (value: object) => JSON.parse(JSON.stringify(value));

describe('openFileStore: any history', () => {
  it('holds what a map would hold, across restarts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(Step, { maxLength: 15 }), async (steps) => {
        const folder = await mkdtemp(join(tmpdir(), 'cutover-store-'));
        let store = await openFileStore(folder);
        const model = new Map<string, { version: number; value: object }>();
        try {
          for (const step of steps) {
            if (step.do === 'reopen') {
              await store.close();
              store = await openFileStore(folder);
              continue;
            }
            const writes = step.writes.map(({ id, off, value }) => {
              return { kind: 'k', id, expect: (model.get(id)?.version ?? 0) + off, value };
            });
            const isRight = step.writes.every(({ off }) => off === 0);
            expect(await store.commit(writes)).toBe(isRight);
            if (isRight)
              for (const { id, expect: version, value } of writes) {
                if (value === null) model.delete(id);
                else model.set(id, { version: version + 1, value: plain(value) });
              }
          }
          const rows = [...model].toSorted(([one], [other]) => (one < other ? -1 : 1));
          expect(await store.list('k', { limit: 10 })).toEqual(rows.map(([id, held]) => ({ id, ...held })));
        } finally {
          await store.close();
          await rm(folder, { recursive: true, force: true });
        }
      }),
      { numRuns: 40 },
    );
  });
});
