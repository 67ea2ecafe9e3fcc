import { appendFile, copyFile, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/audit/verify.ts';
import { openFileStore } from '../../src/store/file-store.ts';
import { errorOf, event, makeFolder, makeUsedFolder, openStore, readDocument, readLog } from './folders.ts';

const MONTH = new Date().toISOString().slice(0, 7);

async function filesOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).toSorted();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
}

/** The refusal of a start, which must leave every file as it was, twice. */
async function refusal(folder: string): Promise<string> {
  const before = await filesOf(folder);
  const error = await errorOf(openFileStore(folder));
  expect(error.name).toBe('StoreError');
  expect((await errorOf(openFileStore(folder))).message).toBe(error.message);
  expect(await filesOf(folder)).toEqual(before);
  return error.message;
}

describe('openFileStore: a start', () => {
  it('takes a missing or an empty folder for a first start, and leaves a document at once', async () => {
    const folder = await makeFolder();
    await (await openFileStore(folder)).close();
    expect(await readDocument(folder)).toEqual({
      schema: 1,
      rows: {},
      audit: { head: { seq: 0, hash: '0'.repeat(64) }, pending: [] },
    });
  });

  it('does not mind strange files, and touches none', async () => {
    const folder = await makeFolder();
    await writeFile(join(folder, 'notes.tmp'), 'mine');
    await (await openFileStore(folder)).close();
    expect(await readFile(join(folder, 'notes.tmp'), 'utf8')).toBe('mine');
  });

  it('sweeps what a killed process left half-written', async () => {
    const folder = await makeUsedFolder();
    await writeFile(join(folder, 'cutover.json.1.abc.tmp'), '{"schema":');
    await writeFile(join(folder, 'cutover.lock.1.abc.tmp'), '');
    await (await openFileStore(folder)).close();
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('frees at once what a former process had leased', async () => {
    const folder = await makeFolder();
    const first = await openFileStore(folder);
    await first.commit([{ kind: 'k', id: 'a', expect: 0, value: {}, dueAt: 1 }]);
    await first.claimDue('k', 'me', 3_600_000, 1);
    await first.close();
    const second = await openStore(folder);
    expect(await second.claimDue('k', 'me', 1, 1)).toMatchObject([{ id: 'a', version: 3 }]);
  });
});

describe('openFileStore: a start it refuses', () => {
  it.each([
    [
      'a document and nothing else was removed',
      ['cutover.json'],
      /has cutover\.json\.bak, audit-.* but no cutover\.json/,
    ],
    ['only the log is left', ['cutover.json', 'cutover.json.bak'], /has audit-.* but no cutover\.json/],
    ['only the .bak is left', ['cutover.json', `audit-${MONTH}.jsonl`], /has cutover\.json\.bak but no/],
  ])('stops where %s, and names the .bak', async (_, remove, says) => {
    const folder = await makeUsedFolder();
    for (const name of remove) await rm(join(folder, name));
    const message = await refusal(folder);
    expect(message).toMatch(says);
    expect(message).toContain(join(folder, 'cutover.json.bak'));
  });

  it('stops where a dead holder left a lock but no document', async () => {
    const folder = await makeFolder();
    const dead = { host: hostname(), pid: 1, started: '-1', boot: 'gone', since: 'then', token: 't' };
    await writeFile(join(folder, 'cutover.lock'), JSON.stringify(dead));
    expect(await refusal(folder)).toMatch(/has cutover\.lock but no cutover\.json/);
  });

  it.each([
    ['is empty', ''],
    ['is null', 'null'],
    ['is a number', '0'],
    ['is a list', '[]'],
    ['is cut off', '{"schema":1,"rows":{"k":{"a":{"version":1,"dueAt":null,"le'],
    ['is NUL bytes', '\0\0\0\0'],
    ['has no schema', '{"rows":{},"audit":{"head":{"seq":0,"hash":""},"pending":[]}}'],
    ['has a schema of no time', '{"schema":0,"rows":{},"audit":{"head":{"seq":0,"hash":""},"pending":[]}}'],
    [
      'has rows of a wrong shape',
      '{"schema":1,"rows":{"k":[]},"audit":{"head":{"seq":0,"hash":""},"pending":[]}}',
    ],
    ['has a row without a version', '{"schema":1,"rows":{"k":{"a":{"value":{}}}},"audit":{}}'],
  ])('stops where the document %s, and names the .bak', async (_, text) => {
    const folder = await makeUsedFolder();
    await writeFile(join(folder, 'cutover.json'), text);
    const message = await refusal(folder);
    expect(message).toMatch(/is damaged, or not a document of Cutover/);
    expect(message).toContain(join(folder, 'cutover.json.bak'));
  });

  it('stops at a document of a newer Cutover, and says so', async () => {
    const folder = await makeUsedFolder();
    const text = await readFile(join(folder, 'cutover.json'), 'utf8');
    await writeFile(join(folder, 'cutover.json'), text.replace('"schema":1', '"schema":2'));
    expect(await refusal(folder)).toMatch(/newer Cutover \(schema 2\)/);
  });

  it('quotes nothing of a damaged document, not even in the cause', async () => {
    const folder = await makeUsedFolder();
    await writeFile(join(folder, 'cutover.json'), 'canary');
    const error = await errorOf(openFileStore(folder));
    expect(`${error.message} ${String(error.cause)}`).not.toContain('canary');
  });

  it('starts again from the .bak that was put back, and says in the trail that the log knew more', async () => {
    const folder = await makeUsedFolder();
    await truncate(join(folder, 'cutover.json'), 20);
    await errorOf(openFileStore(folder));
    await copyFile(join(folder, 'cutover.json.bak'), join(folder, 'cutover.json'));
    const store = await openStore(folder);
    expect(await store.read('ending', 'e1')).toMatchObject({ version: 1, value: { state: 'checking' } });
    expect((await readLog(folder, MONTH)).at(-1)).toMatchObject({
      seq: 3,
      type: 'store.restored',
      documentSeq: 1,
      logSeq: 2,
    });
    await store.commit([], [event()]);
    expect(await verifyAudit(folder)).toMatchObject({ ok: true, lines: 4 });
  });

  it('appends to a log whose end is no line, and leaves the piece to be found', async () => {
    const folder = await makeUsedFolder();
    await appendFile(join(folder, `audit-${MONTH}.jsonl`), '{"seq":3,"forged');
    const store = await openStore(folder);
    await store.commit([], [event()]);
    const lines = (await readFile(join(folder, `audit-${MONTH}.jsonl`), 'utf8')).split('\n');
    expect(lines[2]).toBe('{"seq":3,"forged');
    expect(JSON.parse(lines[3] ?? '')).toMatchObject({ seq: 3, type: 'ending.checking' });
    expect(await verifyAudit(folder)).toMatchObject({ ok: false, line: 3 });
  });
});
