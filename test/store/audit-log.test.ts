import { appendFile, mkdir, readFile, rename, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/audit/verify.ts';
import { openFileStore } from '../../src/store/file-store.ts';
import { event, makeFolder, openStore, readDocument, readLog } from './folders.ts';

const NOVEMBER = Date.UTC(2026, 10, 21, 8);
const DECEMBER = Date.UTC(2026, 11, 1);
const november = (folder: string) => join(folder, 'audit-2026-11.jsonl');
const pendingOf = async (folder: string) =>
  (await readDocument(folder)).audit.pending.map(({ line }) => line['n']);

/** A store whose log cannot be written while `broken`, because a folder stands where the file belongs. */
async function openWithBrokenLog(folder: string) {
  const troubles: string[] = [];
  const store = await openStore(folder, { now: () => NOVEMBER, trouble: (what) => troubles.push(what) });
  await mkdir(november(folder));
  return { store, troubles, mend: () => rm(november(folder), { recursive: true }) };
}

describe('openFileStore: the audit log', () => {
  it('appends one JSON object a line, with number, hashes, and when it was written', async () => {
    const folder = await makeFolder();
    const store = await openStore(folder, { now: () => NOVEMBER });
    await store.commit([], [event({ n: 1, left: undefined }), event({ n: 2, text: 'two\nlines' })]);
    const [first, second] = await readLog(folder, '2026-11');
    expect(first).toEqual({
      seq: 1,
      prev: '0'.repeat(64),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      ...event({ n: 1 }),
      written: '2026-11-21T08:00:00.000Z',
    });
    expect(second).toMatchObject({ seq: 2, prev: first?.['hash'], text: 'two\nlines' });
    expect((await readDocument(folder)).audit.head).toEqual({ seq: 2, hash: second?.['hash'] });
  });

  it('leaves lines in the document until the commit after the one that made them', async () => {
    const folder = await makeFolder();
    const store = await openStore(folder, { now: () => NOVEMBER });
    await store.commit([], [event({ n: 1 })]);
    expect(await pendingOf(folder)).toEqual([1]);
    await store.commit([], [event({ n: 2 })]);
    expect(await pendingOf(folder)).toEqual([2]);
    await store.commit([{ kind: 'k', id: 'a', expect: 0, value: {} }]);
    expect(await pendingOf(folder)).toEqual([]);
    expect(await readLog(folder, '2026-11')).toHaveLength(2);
  });

  it('writes no line of a commit that is refused', async () => {
    const folder = await makeFolder();
    const store = await openStore(folder, { now: () => NOVEMBER });
    const refused = store.commit([{ kind: 'k', id: 'a', expect: 7, value: {} }], [event({ n: 1 })]);
    const taken = store.commit([], [event({ n: 2 })]);
    expect(await Promise.all([refused, taken])).toEqual([false, true]);
    expect((await readLog(folder, '2026-11')).map(({ n, seq }) => [n, seq])).toEqual([[2, 1]]);
  });

  it('starts a file a month, and never goes back to an older one', async () => {
    const folder = await makeFolder();
    let now = NOVEMBER;
    let store = await openFileStore(folder, { now: () => now });
    await store.commit([], [event({ n: 1 })]);
    now = DECEMBER;
    await store.commit([], [event({ n: 2 })]);
    now = NOVEMBER;
    await store.commit([], [event({ n: 3 })]);
    await store.close();
    store = await openStore(folder, { now: () => now });
    await store.commit([], [event({ n: 4 })]);
    expect((await readLog(folder, '2026-11')).map(({ n }) => n)).toEqual([1]);
    expect((await readLog(folder, '2026-12')).map(({ n }) => n)).toEqual([2, 3, 4]);
    expect(await verifyAudit(folder)).toMatchObject({ ok: true, lines: 4 });
  });

  it('says true to a commit whose lines cannot be appended, keeps them, and tries again with the next', async () => {
    const folder = await makeFolder();
    const { store, troubles, mend } = await openWithBrokenLog(folder);
    expect(await store.commit([], [event({ n: 1 })])).toBe(true);
    expect(await store.commit([], [event({ n: 2 })])).toBe(true);
    expect(await pendingOf(folder)).toEqual([1, 2]);
    expect(troubles).toHaveLength(2);
    await mend();
    expect(await store.commit([], [event({ n: 3 })])).toBe(true);
    expect((await readLog(folder, '2026-11')).map(({ n }) => n)).toEqual([1, 2, 3]);
    expect(await verifyAudit(folder)).toMatchObject({ ok: true, lines: 3 });
  });

  it('appends at the start what a former process could not', async () => {
    const folder = await makeFolder();
    const { store, mend } = await openWithBrokenLog(folder);
    await store.commit([], [event({ n: 1 })]);
    await store.close();
    await mend();
    await openStore(folder, { now: () => DECEMBER });
    expect((await readLog(folder, '2026-11')).map(({ n }) => n)).toEqual([1]);
    expect(await verifyAudit(folder)).toMatchObject({ ok: true, lines: 1 });
  });

  it('completes a line that was cut off while the document holds the whole of it', async () => {
    const folder = await makeFolder();
    const store = await openFileStore(folder, { now: () => NOVEMBER });
    await store.commit([], [event({ n: 1 })]);
    await store.commit([], [event({ n: 2 }), event({ n: 3 })]);
    await store.close();
    const whole = await readFile(november(folder));
    const [end1 = 0, end2 = 0] = [...whole.entries()].filter(([, byte]) => byte === 10).map(([at]) => at);
    for (const size of [
      end1 + 1,
      end1 + 2,
      end1 + 40,
      end2,
      end2 + 1,
      end2 + 9,
      whole.length - 1,
      whole.length,
    ]) {
      await truncate(november(folder), size);
      expect(await verifyAudit(folder)).toMatchObject({ ok: true, lines: 3 });
      await (await openFileStore(folder, { now: () => DECEMBER })).close();
      expect(await readFile(november(folder))).toEqual(whole);
    }
  });

  it('completes a line that a full disk cut off, with the next commit', async () => {
    const folder = await makeFolder();
    let broken = false;
    const store = await openStore(folder, {
      now: () => NOVEMBER,
      crash: (point) => {
        if (broken && point === 'before-log') throw new Error('no space left');
      },
    });
    await store.commit([], [event({ n: 1 })]);
    broken = true;
    await store.commit([], [event({ n: 2 })]);
    await appendFile(november(folder), '{"seq":2,"prev":"');
    broken = false;
    await store.commit([], [event({ n: 3 })]);
    expect((await readLog(folder, '2026-11')).map(({ n }) => n)).toEqual([1, 2, 3]);
    expect(await verifyAudit(folder)).toMatchObject({ ok: true, lines: 3 });
  });

  it('finds its place in a log with lines longer than one reading', async () => {
    const folder = await makeFolder();
    const store = await openFileStore(folder, { now: () => NOVEMBER });
    const long = 'ü'.repeat(100_000);
    await store.commit([], [event({ n: 1, long }), event({ n: 2, long })]);
    await store.close();
    const whole = await readFile(november(folder));
    await truncate(november(folder), whole.length - 70_001);
    expect(await verifyAudit(folder)).toMatchObject({ ok: true, lines: 2 });
    await (await openFileStore(folder, { now: () => NOVEMBER })).close();
    expect((await readFile(november(folder))).equals(whole)).toBe(true);
  });

  it('gives the same numbers again to lines of a write that failed', async () => {
    const folder = await makeFolder();
    let broken = false;
    const store = await openStore(folder, {
      now: () => NOVEMBER,
      crash: (point) => {
        if (broken && point === 'renamed') throw new Error('input/output error');
      },
    });
    broken = true;
    await expect(store.commit([], [event({ n: 1 })])).rejects.toThrow();
    broken = false;
    await store.commit([], [event({ n: 2 })]);
    expect((await readLog(folder, '2026-11')).map(({ seq, n }) => [seq, n])).toEqual([[1, 2]]);
  });

  it('goes on after a month was moved away, and lets the check say so', async () => {
    const folder = await makeFolder();
    const store = await openStore(folder, { now: () => NOVEMBER });
    await store.commit([], [event({ n: 1 })]);
    await store.commit([], [event({ n: 2 })]);
    await rename(november(folder), join(folder, 'elsewhere'));
    expect(await store.commit([], [event({ n: 3 })])).toBe(true);
    expect(await verifyAudit(folder)).toMatchObject({ ok: false, line: 1 });
  });
});
