import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { probeFolder } from '../../src/store/probe.ts';
import { watchStore } from '../../src/store/watched-store.ts';
import { errorOf, makeFolder, openStore } from './folders.ts';

const row = (expect: number) => [{ kind: 'k', id: 'a', expect, value: { n: 1 } }];

async function watched() {
  const folder = await makeFolder();
  const probes: string[] = [];
  let clock = 0;
  let fails: string | null = null;
  const { store, writable } = watchStore(await openStore(folder), folder, {
    now: () => clock,
    probe: async (where) => {
      probes.push(where);
      if (fails !== null) throw Object.assign(new Error(`no, not in ${where}`), { code: fails });
    },
  });
  return {
    folder,
    store,
    writable,
    probes,
    pass: (milliseconds: number) => {
      clock += milliseconds;
    },
    fail: (code: string | null) => {
      fails = code;
    },
  };
}

/** A disk of 64 KB that is full; `null` where this user may mount none. */
async function fullDisk(): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'cutover-full-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    await rm(folder, { recursive: true });
    return null;
  }
  onTestFinished(async () => {
    execFileSync('umount', [folder]);
    await rm(folder, { recursive: true });
  });
  return folder;
}

describe('whether the store can be written', () => {
  it('is tried with a small write, which leaves nothing behind', async () => {
    const folder = await makeFolder();
    await probeFolder(folder);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is tried every few seconds, however often it is asked', async () => {
    const { writable, probes, pass } = await watched();
    for (let asked = 0; asked < 50; asked += 1) expect(await writable()).toEqual({ writable: true });
    expect(probes).toHaveLength(1);
    pass(3_000);
    await writable();
    expect(probes).toHaveLength(2);
  });

  it('is no with the code of the disk, without a path, and yes when the disk takes writes again', async () => {
    const { writable, pass, fail } = await watched();
    fail('ENOSPC');
    expect(await writable()).toEqual({ writable: false, why: 'ENOSPC' });
    fail(null);
    pass(3_000);
    expect(await writable()).toEqual({ writable: true });
  });

  it('is no after a commit that the store refused, until one succeeds', async () => {
    const { folder, store, writable, pass } = await watched();
    await store.commit(row(0));
    const path = join(folder, 'cutover.lock');
    await rename(path, `${path}.aside`);
    expect((await errorOf(store.commit(row(1)))).message).toContain('no longer mine');
    pass(100_000);
    expect(await writable()).toEqual({ writable: false, why: 'refused' });
    await rename(`${path}.aside`, path);
    expect(await store.commit(row(1))).toBe(true);
    expect(await writable()).toEqual({ writable: true });
  });

  it('is tried anew after a commit that the disk did not take', async () => {
    const { folder, store, writable, probes } = await watched();
    await writable();
    await rename(folder, `${folder}-away`);
    await expect(store.commit(row(0))).rejects.toThrow('could not be written');
    await writable();
    expect(probes).toHaveLength(2);
    await rename(`${folder}-away`, folder);
  });

  it('is no on a disk that is really full', async ({ skip }) => {
    const folder = await fullDisk();
    if (folder === null) return skip('this user may mount nothing');
    await probeFolder(folder);
    execFileSync('sh', ['-c', 'cat /dev/zero > "$0/ballast" || true', folder], { stdio: 'ignore' });
    const { writable } = watchStore(await openStore(await makeFolder()), folder);
    expect(await writable()).toEqual({ writable: false, why: 'ENOSPC' });
    expect(await readdir(folder)).toEqual(['ballast']);
  });
});
