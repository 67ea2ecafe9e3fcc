import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exportAudit } from '../../src/audit/export.ts';
import { verifyAudit } from '../../src/audit/verify.ts';
import { openFileStore } from '../../src/store/file-store.ts';
import { makeFolder } from './folders.ts';

const CHILD = fileURLToPath(new URL('./writing-child.mjs', import.meta.url));

/** What the killed children were told is safe: the highest number of each caller. */
type Told = Map<string, number>;

/** Runs a child until it is dead. `lines` = kill it after so many safe numbers; left out: it kills itself. */
async function runUntilKilled(args: readonly string[], told: Told, lines?: number): Promise<void> {
  const child = spawn(process.execPath, [CHILD, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  let seen = 0;
  child.stdout.on('data', (piece) => {
    text += String(piece);
    seen = text.split('\n').length - 1;
    if (lines !== undefined && seen >= lines) child.kill('SIGKILL');
  });
  const [, signal] = await once(child, 'close');
  expect(signal).toBe('SIGKILL');
  for (const line of text.split('\n').slice(0, -1)) {
    const [id = '', n] = line.split(' ');
    told.set(id, Math.max(told.get(id) ?? 0, Number(n)));
  }
}

/** Every safe number is there, rows and trail agree, no line is missing or doubled, nothing is left over. */
async function check(folder: string, told: Told): Promise<void> {
  expect(await verifyAudit(folder)).toMatchObject({ ok: true });
  const store = await openFileStore(folder);
  const rows = await store.list<{ n: number }>('count', { limit: 100 });
  await store.close();
  const held = new Map(rows.map(({ id, value }) => [id, value.n]));
  for (const [id, n] of told) expect(held.get(id)).toBeGreaterThanOrEqual(n);
  const trail = new Map<string, number>();
  await exportAudit(folder, { format: 'jsonl' }, (text) => {
    const { ending, n } = JSON.parse(text);
    expect(n).toBe((trail.get(ending) ?? 0) + 1);
    trail.set(ending, n);
  });
  expect(trail).toEqual(held);
  const sum = [...held.values()].reduce((one, other) => one + other, 0);
  expect(await verifyAudit(folder)).toMatchObject({ ok: true, lines: sum });
  expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
}

describe('openFileStore: kill -9', () => {
  it('loses nothing that was safe, over three dozen kills in the middle of writes', async () => {
    const folder = await makeFolder();
    await (await openFileStore(folder)).close();
    const told: Told = new Map();
    for (let kill = 0; kill < 36; kill += 1) {
      await runUntilKilled([folder], told, 1 + ((kill * 7) % 40));
      await check(folder, told);
    }
    expect([...told.values()].every((n) => n > 10)).toBe(true);
  }, 120_000);

  it.each(['written', 'synced', 'kept', 'renamed', 'on-disk', 'before-log', 'logged'])(
    'loses nothing, and doubles no line, when killed at "%s"',
    async (point) => {
      const folder = await makeFolder();
      await (await openFileStore(folder)).close();
      const told: Told = new Map();
      for (const times of ['1', '2', '5']) {
        await runUntilKilled([folder, point, times], told);
        await check(folder, told);
      }
    },
    60_000,
  );
});
