import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/audit/verify.ts';
import { openFileStore } from '../../src/store/file-store.ts';
import { event } from '../store/folders.ts';

const LOG = 'audit-2026-11.jsonl';
const LINES = 12;
let folder = '';
let whole = Buffer.of();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cutover-chain-'));
  const store = await openFileStore(folder, { now: () => Date.UTC(2026, 10, 21, 8) });
  for (let n = 0; n < LINES; n += 1)
    await store.commit(
      [],
      [event({ n, name: `Bestände \u0001 ${n}`, tags: { 10: 'x', b: [true, null, 1.5e-7] } })],
    );
  await store.close();
  whole = await readFile(join(folder, LOG));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** What verify says of the trail with another log; the good one is put back. */
async function withLog(log: Uint8Array | string) {
  await writeFile(join(folder, LOG), log);
  const verified = await verifyAudit(folder);
  await writeFile(join(folder, LOG), whole);
  return verified;
}

const lines = () => whole.toString('utf8').split('\n').slice(0, -1);
const asLog = (some: readonly string[]) => some.map((line) => `${line}\n`).join('');
const place = fc.nat({ max: LINES - 1 });

describe('the chain of the audit trail, whatever is done to the log', () => {
  it('is whole as it was written', async () => {
    expect(await withLog(whole)).toMatchObject({ ok: true, lines: LINES });
  });

  it('shows any one changed bit, at its line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 7 }), async (at, bit) => {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        const line = whole.subarray(0, at).toString('latin1').split('\n').length;
        const verified = await withLog(changed);
        expect(verified).toMatchObject({ ok: false, file: LOG });
        if (!verified.ok) expect(Math.abs(verified.line - line)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 400 },
    );
  });

  it('shows a byte that belongs nowhere in place of the end of the last line', async () => {
    const changed = Buffer.from(whole);
    changed[whole.length - 1] = 0x8a;
    expect(await withLog(changed)).toMatchObject({ ok: false, file: LOG });
  });

  it('shows any missing line; the last is still held by the document', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: LINES - 2 }), async (at) => {
        expect(await withLog(asLog(lines().toSpliced(at, 1)))).toMatchObject({ ok: false });
      }),
      { numRuns: 30 },
    );
  });

  it('shows any two lines that changed places, and any line twice', async () => {
    await fc.assert(
      fc.asyncProperty(place, place, async (one, other) => {
        const all = lines();
        const [first = '', second = ''] = [all[one], all[other]];
        if (one !== other) {
          expect(await withLog(asLog(all.with(one, second).with(other, first)))).toMatchObject({ ok: false });
        }
        expect(await withLog(asLog(all.toSpliced(other, 0, first)))).toMatchObject({ ok: false });
      }),
      { numRuns: 60 },
    );
  });

  it('shows any cut, even between two lines', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length - 1 }), async (length) => {
        // A line that only lost its end is still held by the document, whole.
        const verified = await withLog(whole.subarray(0, length));
        const last = Buffer.byteLength(lines().at(-1) ?? '') + 1;
        if (verified.ok) expect(length).toBeGreaterThanOrEqual(whole.length - last);
      }),
      { numRuns: 200 },
    );
  });
});
