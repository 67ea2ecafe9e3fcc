import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openFileStore } from '../../src/store/file-store.ts';
import { takeLock } from '../../src/store/lock.ts';
import { errorOf, leaveLock, makeFolder, makeUsedFolder, NOW, openStore } from './folders.ts';

/** As versions wrote it that did not know pid namespaces, of before the last start of the machine. */
const OF_BEFORE = { boot: 'another-boot', namespace: null };

/** A process that lives until the test is over. */
async function startNeighbour(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)']);
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await once(child.stdout, 'data');
  return child.pid ?? 0;
}

describe('openFileStore: the lock', () => {
  it('refuses a second opener and names the first', async () => {
    const folder = await makeFolder();
    const store = await openStore(folder);
    const error = await errorOf(openFileStore(folder));
    expect(error.message).toContain(`process ${process.pid} on this host`);
    expect(await store.commit([{ kind: 'k', id: 'a', expect: 0, value: {} }])).toBe(true);
  });

  it('lets one of ten openers in', async () => {
    const folder = await makeUsedFolder();
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => openStore(folder)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('lets one of ten openers replace a dead holder', async () => {
    const folder = await makeUsedFolder();
    await leaveLock(folder, OF_BEFORE);
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => openStore(folder)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('gives the folder back on close', async () => {
    const folder = await makeFolder();
    await (await openFileStore(folder)).close();
    expect(existsSync(join(folder, 'cutover.lock'))).toBe(false);
    await (await openFileStore(folder)).close();
  });

  it('refuses a living process of this host', async () => {
    const folder = await makeUsedFolder();
    const pid = await startNeighbour();
    await leaveLock(folder, { pid, started: null });
    expect((await errorOf(openFileStore(folder))).message).toContain(`process ${pid} on this host`);
  });

  it('refuses a holder on another host, and says which file to remove if it is gone', async () => {
    const folder = await makeUsedFolder();
    await leaveLock(folder, { host: 'other-host', pid: 4711, boot: 'other' });
    const { message } = await errorOf(openFileStore(folder));
    expect(message).toContain('process 4711 on host other-host, since 2026-11-21T00:00:00.000Z');
    expect(message).toContain(join(folder, 'cutover.lock'));
    expect(JSON.parse(await readFile(join(folder, 'cutover.lock'), 'utf8')).host).toBe('other-host');
  });

  it('refuses a lock it cannot read', async () => {
    const folder = await makeUsedFolder();
    await writeFile(join(folder, 'cutover.lock'), '');
    expect((await errorOf(openFileStore(folder))).message).toMatch(/cannot be read.*remove that file/);
  });

  it('replaces a process that is gone', async () => {
    const folder = await makeUsedFolder();
    const child = spawn(process.execPath, ['-e', '0']);
    await once(child, 'exit');
    await leaveLock(folder, { pid: child.pid ?? 0, started: null });
    await openStore(folder);
  });

  it('replaces a holder of an older version, of before the last start of the machine', async () => {
    const folder = await makeUsedFolder();
    await leaveLock(folder, OF_BEFORE);
    await openStore(folder);
  });

  it.skipIf(!existsSync('/proc/self/stat'))(
    'replaces a holder whose process number was used again',
    async () => {
      const folder = await makeUsedFolder();
      await leaveLock(folder, { pid: await startNeighbour(), started: '1' });
      await openStore(folder);
    },
  );

  it.skipIf(!existsSync('/proc/self/stat'))(
    'replaces a killed process that nobody has buried yet',
    async () => {
      const folder = await makeUsedFolder();
      const parent = spawn('bash', ['-c', 'sleep 0.1 & echo $!; exec sleep 1000']);
      onTestFinished(() => {
        parent.kill('SIGKILL');
      });
      const pid = Number(String((await once(parent.stdout, 'data'))[0]));
      await vi.waitFor(
        async () => expect(await readFile(`/proc/${pid}/stat`, 'utf8')).toContain(') Z '),
        5_000,
      );
      await leaveLock(folder, { pid, started: null });
      await openStore(folder);
    },
  );

  it('writes nothing more when its lock was taken', async () => {
    const folder = await makeFolder();
    const store = await openStore(folder);
    await leaveLock(folder, { host: hostname(), token: 'thief' });
    const before = await readFile(join(folder, 'cutover.json'), 'utf8');
    const error = await errorOf(store.commit([{ kind: 'k', id: 'a', expect: 0, value: {} }]));
    expect(error.message).toMatch(/no longer mine/);
    expect(await readFile(join(folder, 'cutover.json'), 'utf8')).toBe(before);
    await store.close();
    expect(JSON.parse(await readFile(join(folder, 'cutover.lock'), 'utf8')).token).toBe('thief');
  });

  it('leaves a dead lock alone where the caller may not replace it', async () => {
    const folder = await makeFolder();
    await leaveLock(folder, OF_BEFORE);
    const mayReplace = () => {
      throw new Error('not this one');
    };
    await expect(takeLock(folder, { now: NOW, mayReplace })).rejects.toThrow('not this one');
    expect(existsSync(join(folder, 'cutover.lock'))).toBe(true);
    await rm(join(folder, 'cutover.lock'));
  });
});
