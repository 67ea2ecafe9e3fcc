import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runAudit } from '../../src/audit/command.ts';
import { event, makeFolder, openStore } from '../store/folders.ts';

async function makeTrail(): Promise<string> {
  const folder = await makeFolder();
  const store = await openStore(folder, { now: () => Date.UTC(2026, 10, 21) });
  for (const n of [1, 2, 3])
    await store.commit([], [event({ at: `2026-11-1${n}T08:00:00.000Z`, ending: `e${n}` })]);
  return folder;
}

async function run(args: readonly string[], folder: string): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  return { code: await runAudit(args, folder, (line) => lines.push(line)), lines };
}

describe('cutover audit', () => {
  it('verifies beside a running bot', async () => {
    const { code, lines } = await run(['verify'], await makeTrail());
    expect(code).toBe(0);
    expect(lines).toEqual([
      expect.stringMatching(/^The audit trail is whole: 3 lines, head [0-9a-f]{64}\.$/),
    ]);
  });

  it('fails, and names the place, where the trail is broken', async () => {
    const folder = await makeTrail();
    await truncate(join(folder, 'audit-2026-11.jsonl'), 400);
    const { code, lines } = await run(['verify'], folder);
    expect(code).toBe(1);
    expect(lines.join()).toMatch(/^The audit trail is broken at audit-2026-11\.jsonl, line 2\./);
  });

  it('exports JSON lines, or a table', async () => {
    const folder = await makeTrail();
    const json = await run(['export', '--ending', 'e2'], folder);
    expect(json.lines.map((line) => JSON.parse(line).ending)).toEqual(['e2']);
    const table = await run(
      ['export', '--format=csv', '--since', '2026-11-12', '--until', '2026-11-13T08:00Z'],
      folder,
    );
    expect(table).toMatchObject({ code: 0, lines: { length: 2 } });
    expect(table.lines[1]).toContain('"e2"');
  });

  it('takes a time without a zone for UTC', async () => {
    const folder = await makeTrail();
    expect((await run(['export', '--since', '2026-11-13T08:00'], folder)).lines).toHaveLength(1);
    expect((await run(['export', '--since', '2026-11-13T08:01'], folder)).lines).toHaveLength(0);
  });

  it.each([
    [[], /audit verify/],
    [['erase'], /audit verify/],
    [['verify', 'x'], /verify takes no x/],
    [['export', '--format', 'xml'], /--format is jsonl, csv or bundle, not xml/],
    [['export', '--since', 'yesterday'], /--since yesterday is no time/],
    [['export', '--until', '2026-13-45'], /--until 2026-13-45 is no time/],
    [['export', '--colour'], /--colour/],
    [['export', '--from', 'soon'], /--from soon is no time/],
    [['export', '--from', '2026-11-12', '--since', '2026-11-12'], /mean the same/],
    [['export', '--format', 'csv', '--out', 'x'], /--out is for a bundle/],
    [['verify', '--part', '--bundle', 'x'], /--part is for the folder/],
  ])('says how it is used, with code 2, to %j', async (args, says) => {
    const { code, lines } = await run(args, await makeTrail());
    expect(code).toBe(2);
    expect(lines.join('\n')).toMatch(says);
    expect(lines.join('\n')).toContain('cutover audit export [--format jsonl|csv]');
  });

  it('fails where there is no folder', async () => {
    expect((await run(['export'], '/nowhere/at/all')).code).toBe(1);
    expect((await run(['verify'], '/nowhere/at/all')).code).toBe(1);
  });
});
