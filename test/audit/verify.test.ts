import { appendFile, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/audit/verify.ts';
import { openFileStore } from '../../src/store/file-store.ts';
import { event, makeFolder, openStore, readDocument } from '../store/folders.ts';

const NOVEMBER = Date.UTC(2026, 10, 21, 8);
const LOG = 'audit-2026-11.jsonl';

/** A folder with a trail of five lines over two months; the last is in the log and still in the document. */
async function makeTrail(): Promise<string> {
  const folder = await makeFolder();
  let now = NOVEMBER;
  const store = await openFileStore(folder, { now: () => now });
  for (const n of [1, 2, 3])
    await store.commit([], [event({ n, name: `Bestände-${n}`, nested: { b: 1, a: [n] } })]);
  now = Date.UTC(2026, 11, 1);
  for (const n of [4, 5]) await store.commit([], [event({ n })]);
  await store.close();
  return folder;
}

async function edit(folder: string, file: string, change: (lines: string[]) => string[]): Promise<void> {
  const lines = (await readFile(join(folder, file), 'utf8')).split('\n').slice(0, -1);
  await writeFile(
    join(folder, file),
    change(lines)
      .map((line) => `${line}\n`)
      .join(''),
  );
}

describe('verifyAudit', () => {
  it('finds a whole trail whole, and says where it ends', async () => {
    const folder = await makeTrail();
    const { hash } = (await readDocument(folder)).audit.head;
    expect(await verifyAudit(folder)).toEqual({ ok: true, lines: 5, head: hash });
  });

  it('finds the trail of a first start whole', async () => {
    const folder = await makeFolder();
    await (await openFileStore(folder)).close();
    expect(await verifyAudit(folder)).toEqual({ ok: true, lines: 0, head: '0'.repeat(64) });
  });

  it.each([
    ['a changed word', 2, (lines: string[]) => lines.map((line) => line.replace('Bestände-2', 'Bestände-9'))],
    [
      'a changed number deep inside',
      3,
      (lines: string[]) => lines.map((line) => line.replace('"a":[3]', '"a":[4]')),
    ],
    [
      'an added field',
      1,
      (lines: string[]) => lines.map((line) => line.replace(/^\{"seq":1,/, '{"seq":1,"x":1,')),
    ],
    ['a removed line', 2, (lines: string[]) => lines.toSpliced(1, 1)],
    ['a removed first line', 1, (lines: string[]) => lines.slice(1)],
    ['a doubled line', 3, (lines: string[]) => lines.toSpliced(1, 0, lines[1] ?? '')],
    ['two lines in another order', 2, ([a = '', b = '', c = '']: string[]) => [a, c, b]],
    ['a line that is no JSON', 2, (lines: string[]) => lines.with(1, 'hello')],
    ['an empty line', 2, (lines: string[]) => lines.toSpliced(1, 0, '')],
    ['a line that is JSON of another kind', 2, (lines: string[]) => lines.with(1, '{"seq":2}')],
  ])('finds %s', async (_, line, change) => {
    const folder = await makeTrail();
    await edit(folder, LOG, change);
    expect(await verifyAudit(folder)).toMatchObject({ ok: false, file: LOG, line });
  });

  it('finds a month that is missing', async () => {
    const folder = await makeTrail();
    await rm(join(folder, LOG));
    expect(await verifyAudit(folder)).toMatchObject({ ok: false, file: 'audit-2026-12.jsonl', line: 1 });
  });

  it('finds a tail that was cut off, because the document knows the head', async () => {
    const folder = await makeTrail();
    await rm(join(folder, 'audit-2026-12.jsonl'));
    await edit(folder, LOG, (lines) => lines.slice(0, 2));
    const verified = await verifyAudit(folder);
    expect(verified).toMatchObject({ ok: false, file: LOG, line: 2 });
    expect(verified).toHaveProperty(
      'problem',
      expect.stringContaining('the document knows of 5: the tail is missing'),
    );
  });

  it('does not mind a tail that the document still holds', async () => {
    const folder = await makeTrail();
    await edit(folder, 'audit-2026-12.jsonl', (lines) => lines.slice(0, 1));
    expect(await verifyAudit(folder)).toMatchObject({ ok: true, lines: 5 });
  });

  it('finds a cut last line that the document does not hold', async () => {
    const folder = await makeTrail();
    await appendFile(join(folder, 'audit-2026-12.jsonl'), '{"seq":6,"prev"');
    expect(await verifyAudit(folder)).toMatchObject({ ok: false, file: 'audit-2026-12.jsonl', line: 3 });
  });

  it('finds a cut line at the end of a month that has another after it', async () => {
    const folder = await makeTrail();
    const text = await readFile(join(folder, LOG), 'utf8');
    await truncate(join(folder, LOG), Buffer.byteLength(text) - 1);
    expect(await verifyAudit(folder)).toMatchObject({ ok: false, file: LOG, line: 3 });
  });

  it('finds a trail written anew, whose chain is right but whose head is not', async () => {
    const [folder, forged] = [await makeTrail(), await makeFolder()];
    const store = await openFileStore(forged, { now: () => NOVEMBER });
    for (const n of [1, 2, 3, 4, 5]) await store.commit([], [event({ n: n * 10 })]);
    await store.close();
    await rm(join(folder, 'audit-2026-12.jsonl'));
    await writeFile(join(folder, LOG), await readFile(join(forged, LOG)));
    expect(await verifyAudit(folder)).toMatchObject({ ok: false, file: LOG, line: 5 });
  });

  it('finds lines that were added behind the head', async () => {
    const folder = await makeTrail();
    const document = await readFile(join(folder, 'cutover.json'));
    const store = await openFileStore(folder);
    await store.commit([], [event({ n: 6 })]);
    await store.close();
    await writeFile(join(folder, 'cutover.json'), document);
    expect(await verifyAudit(folder)).toMatchObject({ ok: false });
  });

  it.each([
    ['is missing', null],
    ['is damaged', '{"audit":'],
    ['has no head', '{"schema":1,"rows":{},"audit":{}}'],
  ])('refuses to call a trail whole whose document %s', async (_, text) => {
    const folder = await makeTrail();
    if (text === null) await rm(join(folder, 'cutover.json'));
    else await writeFile(join(folder, 'cutover.json'), text);
    expect(await verifyAudit(folder)).toMatchObject({ ok: false, file: 'cutover.json', line: 0 });
  });

  it('finds the trail whole at every moment while a bot is writing it', async () => {
    const folder = await makeFolder();
    const store = await openStore(folder);
    let isWriting = true;
    const writing = (async () => {
      for (let n = 0; n < 150; n += 1) await store.commit([], [event({ n, ballast: 'x'.repeat(5_000) })]);
      isWriting = false;
    })();
    let looks = 0;
    while (isWriting) {
      expect(await verifyAudit(folder)).toMatchObject({ ok: true });
      looks += 1;
    }
    await writing;
    expect(looks).toBeGreaterThan(1);
    expect(await verifyAudit(folder)).toMatchObject({ ok: true, lines: 150 });
  });
});
