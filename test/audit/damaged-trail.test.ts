import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runAudit } from '../../src/audit/command.ts';
import { event, makeFolder, openStore } from '../store/folders.ts';

const MONTH = Date.UTC(2026, 10, 21);

async function makeTrail(): Promise<string> {
  const folder = await makeFolder();
  const store = await openStore(folder, { now: () => MONTH });
  await store.commit([], [event({ n: 1 }), event({ n: 2 })]);
  await store.close();
  return folder;
}

async function run(args: readonly string[], folder: string): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  return { code: await runAudit(args, folder, (line) => lines.push(line)), lines };
}

describe('cutover audit: a trail that is damaged', () => {
  it('hands out what stands before a line that cannot be read, then names that line and fails', async () => {
    const folder = await makeTrail();
    await appendFile(join(folder, 'audit-2026-11.jsonl'), 'not a line\n');
    const { code, lines } = await run(['export'], folder);
    expect(code).toBe(1);
    expect(lines.slice(0, -1).map((line) => JSON.parse(line).n)).toEqual([1, 2]);
    expect(lines.at(-1)).toContain('audit-2026-11.jsonl, line 3, is not an audit line');
    expect(lines.at(-1)).toContain('cutover audit verify');
  });

  it('says what to do where the chain is broken', async () => {
    const folder = await makeTrail();
    await appendFile(join(folder, 'audit-2026-11.jsonl'), 'not a line\n');
    const { code, lines } = await run(['verify'], folder);
    expect(code).toBe(1);
    expect(lines.join()).toMatch(/line 3\. .* Change nothing in the folder: copy it, and compare the copy/);
  });

  it.each(['verify', 'export'])(
    'fails with a sentence where a log cannot be opened (%s)',
    async (command) => {
      const folder = await makeTrail();
      await mkdir(join(folder, 'audit-2026-12.jsonl'));
      const { code, lines } = await run([command], folder);
      expect(code).toBe(1);
      expect(lines.at(-1)).toMatch(/was not read to its end: EISDIR/);
    },
  );
});
