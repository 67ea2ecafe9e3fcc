import { execFile } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/audit/verify.ts';
import { errorOf, makeFolder, openStore, readDocument } from './folders.ts';

const CHILD = fileURLToPath(new URL('./full-disk-child.mjs', import.meta.url));

/** A disk that fails at one step for as long as `broken` says so. */
function failingDisk(at: string) {
  const disk = { broken: false, crash };
  function crash(point: string): void {
    if (disk.broken && point === at) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  }
  return disk;
}

const row = (expect: number, n: number) => [{ kind: 'k', id: 'a', expect, value: { n } }];

describe('openFileStore: a disk that fails', () => {
  it.each(['written', 'synced', 'kept', 'renamed', 'on-disk'])(
    'keeps the old state when a write fails after "%s", says so, and recovers by itself',
    async (point) => {
      const folder = await makeFolder();
      const disk = failingDisk(point);
      const store = await openStore(folder, disk);
      await store.commit(row(0, 1));
      disk.broken = true;
      const error = await errorOf(store.commit(row(1, 2)));
      expect(error.message).toMatch(/could not be written \(ENOSPC\).*not done/);
      expect(await store.read('k', 'a')).toMatchObject({ version: 1, value: { n: 1 } });
      await expect(store.commit(row(1, 3))).rejects.toThrow();
      disk.broken = false;
      expect(await store.commit(row(1, 4))).toBe(true);
      expect((await readDocument(folder)).rows['k']?.['a']).toMatchObject({ version: 2, value: { n: 4 } });
      expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    },
  );

  it('fails everyone whose change was in the failed write', async () => {
    const disk = failingDisk('synced');
    const store = await openStore(await makeFolder(), disk);
    disk.broken = true;
    const both = await Promise.allSettled([store.commit(row(0, 1)), store.commit(row(1, 2))]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    disk.broken = false;
    expect(await store.read('k', 'a')).toBeNull();
  });

  it('refuses a file that somebody else wrote, and leaves it', async () => {
    const folder = await makeFolder();
    const store = await openStore(folder);
    await writeFile(join(folder, 'cutover.json'), 'theirs');
    expect((await errorOf(store.commit(row(0, 1)))).message).toMatch(/changed or removed by somebody else/);
    expect(await readFile(join(folder, 'cutover.json'), 'utf8')).toBe('theirs');
  });

  it('refuses to go on when its document was removed', async () => {
    const folder = await makeFolder();
    const store = await openStore(folder);
    await rm(join(folder, 'cutover.json'));
    expect((await errorOf(store.commit(row(0, 1)))).message).toMatch(/changed or removed by somebody else/);
  });

  it.skipIf(process.platform === 'win32')('survives files that really cannot grow', async () => {
    const folder = await makeFolder();
    // A limit of 64 KB for every file stands for a full disk: writes are cut short, then refused.
    const limited = `trap '' XFSZ; ulimit -f 64; exec "$0" "$@"`;
    const { stdout } = await promisify(execFile)('bash', ['-c', limited, process.execPath, CHILD, folder]);
    expect(JSON.parse(stdout)).toEqual({
      small: true,
      big: 'StoreError',
      stillSmall: { id: 'a', version: 1, value: { text: 'small' } },
      files: ['cutover.json', 'cutover.json.bak', 'cutover.lock'],
      again: true,
      lines: Array.from({ length: 10 }, () => true),
      troubles: ['EFBIG', 'EFBIG', 'EFBIG'],
    });
    expect((await readDocument(folder)).rows['k']?.['a']).toMatchObject({ value: { text: 'again' } });
    const log = join(folder, `audit-${new Date().toISOString().slice(0, 7)}.jsonl`);
    expect((await readFile(log, 'utf8')).endsWith('\n')).toBe(false);
    expect(await verifyAudit(folder)).toMatchObject({ ok: true, lines: 10 });
    await openStore(folder);
    expect((await readFile(log, 'utf8')).split('\n')).toHaveLength(11);
    expect(await verifyAudit(folder)).toMatchObject({ ok: true, lines: 10 });
  });
});
