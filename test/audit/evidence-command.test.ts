import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runAudit } from '../../src/audit/command.ts';
import { openFileStore } from '../../src/store/file-store.ts';
import { event, makeFolder } from '../store/folders.ts';
import { fill } from './bundles.ts';

async function run(args: readonly string[], folder = ''): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const code = await runAudit(args, folder, (line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

async function makeTrail(): Promise<{ folder: string; out: string }> {
  const folder = await makeFolder();
  await fill(folder);
  return { folder, out: await makeFolder() };
}

const NAME = 'cutover-evidence-e1-line-13';

describe('cutover audit export --format bundle', () => {
  it('writes a bundle and its report, which verify without the folder', async () => {
    const { folder, out } = await makeTrail();
    const made = await run(['export', '--ending', 'e1', '--out', out], folder);
    expect(made.code).toBe(0);
    expect(await readdir(out)).toEqual([`${NAME}.html`, `${NAME}.json`]);
    const sha256 = /SHA-256 of the bundle: ([0-9a-f]{64})/.exec(made.said)?.[1] ?? 'none';
    expect(await readFile(join(out, `${NAME}.html`), 'utf8')).toContain(sha256);
    const verified = await run(['verify', '--bundle', join(out, `${NAME}.json`)]);
    expect(verified.code).toBe(0);
    expect(verified.said).toContain('The bundle is whole: lines 2 to 13, 9 of them with all their words');
    expect(verified.said).toContain(`SHA-256 of the file: ${sha256}`);
    expect(verified.said).toMatch(/Told on 2026-11-22: line 12, head [0-9a-f]{64}/);
    expect(verified.said).toContain('Compare these heads with the messages of these days in the channel');
  });

  it.each([`${NAME}.json`, `${NAME}.html`])(
    'never overwrites %s, and leaves nothing half done',
    async (there) => {
      const { folder, out } = await makeTrail();
      await writeFile(join(out, there), 'mine');
      const made = await run(['export', '--format', 'bundle', '--ending', 'e1', '--out', out], folder);
      expect(made.code).toBe(1);
      expect(made.said).toContain('is never overwritten');
      expect(await readdir(out)).toEqual([there]);
      expect(await readFile(join(out, there), 'utf8')).toBe('mine');
    },
  );

  it('keeps hostile words out of the names of its files', async () => {
    const folder = await makeFolder();
    const out = await makeFolder();
    await fill(folder, [event({ task: '../../etc; rm -rf ~' })]);
    expect((await run(['export', '--out', out, '--task', '../../etc; rm -rf ~'], folder)).code).toBe(0);
    expect(await readdir(out)).toEqual([
      'cutover-evidence-..-..-etc-rm--rf--line-2.html',
      'cutover-evidence-..-..-etc-rm--rf--line-2.json',
    ]);
  });

  it('makes none where no line is wanted, the trail is broken, or the folder is missing', async () => {
    const { folder, out } = await makeTrail();
    const none = await run(['export', '--ending', 'e77', '--out', out], folder);
    expect(none).toMatchObject({ code: 1, said: expect.stringContaining('nothing to bundle') });
    const nowhere = await run(['export', '--ending', 'e1', '--out', join(out, 'none')], folder);
    expect(nowhere).toMatchObject({ code: 1, said: expect.stringContaining('ENOENT') });
    const log = join(folder, 'audit-2026-11.jsonl');
    await writeFile(log, (await readFile(log, 'utf8')).replace('Bestände', 'Bestaende'));
    const broken = await run(['export', '--ending', 'e2', '--out', out], folder);
    expect(broken).toMatchObject({ code: 1, said: expect.stringContaining('line 5') });
    expect(await readdir(out)).toEqual([]);
  });
});

describe('cutover audit verify --bundle', () => {
  it('says what is wrong with one that was changed, and fails', async () => {
    const { folder, out } = await makeTrail();
    await run(['export', '--ending', 'e1', '--out', out], folder);
    const file = join(out, `${NAME}.json`);
    await writeFile(file, (await readFile(file, 'utf8')).replace('Bestände', 'Bestaende'));
    const verified = await run(['verify', '--bundle', file]);
    expect(verified).toMatchObject({ code: 1, said: expect.stringContaining('Line 5 was changed') });
  });

  it('fails where there is no such file', async () => {
    expect(await run(['verify', '--bundle', '/nowhere/at/all'])).toMatchObject({
      code: 1,
      said: expect.stringContaining('ENOENT'),
    });
  });
});

describe('a folder whose oldest months were put elsewhere', () => {
  async function archived() {
    const folder = await makeFolder();
    for (const month of [9, 10, 11]) {
      const store = await openFileStore(folder, { now: () => Date.UTC(2026, month, 2) });
      await store.commit([], [event({ month, ending: `e${month}` }), event({ month })]);
      await store.close();
    }
    const away = join(folder, 'away');
    await mkdir(away);
    await rename(join(folder, 'audit-2026-10.jsonl'), join(away, 'audit-2026-10.jsonl'));
    return { folder, away };
  }

  it('does not verify, says how it can, and does with the months brought back', async () => {
    const { folder, away } = await archived();
    const strict = await run(['verify'], folder);
    expect(strict).toMatchObject({ code: 1, said: expect.stringContaining('audit-2026-11.jsonl, line 1') });
    expect(strict.said).toContain('check what is here with --part');
    const part = await run(['verify', '--part'], folder);
    expect(part).toMatchObject({
      code: 0,
      said: expect.stringContaining('The lines before 3 are not here.'),
    });
    await rename(join(away, 'audit-2026-10.jsonl'), join(folder, 'audit-2026-10.jsonl'));
    expect((await run(['verify'], folder)).said).toMatch(
      /^The audit trail is whole: 6 lines, head [0-9a-f]{64}\.$/,
    );
  });

  it('gives bundles of what is there, and notices a month missing in the middle', async () => {
    const { folder, away } = await archived();
    expect((await run(['export', '--ending', 'e11', '--out', await makeFolder()], folder)).code).toBe(0);
    await rename(join(away, 'audit-2026-10.jsonl'), join(folder, 'audit-2026-10.jsonl'));
    await rename(join(folder, 'audit-2026-11.jsonl'), join(away, 'audit-2026-11.jsonl'));
    expect((await run(['verify', '--part'], folder)).code).toBe(1);
  });
});
