import { existsSync } from 'node:fs';
import { link, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { describeThisProcess, type Holder, isDead, isOutOfSight } from '../../src/store/holder.ts';
import { type Lock, type LockOptions, takeLock } from '../../src/store/lock.ts';
import { errorOf, leaveLock, makeFolder, NOW } from './folders.ts';

const BEAT_MS = 40;
/** A holder of our host name in a pid namespace that is not ours. */
const ELSEWHERE = { pid: 7, started: '1', namespace: 'pid:[1]' };

const lockIn = (folder: string) => join(folder, 'cutover.lock');
const timeOf = async (path: string) => (await stat(path, { bigint: true })).mtimeNs;
const tokenIn = async (folder: string) => JSON.parse(await readFile(lockIn(folder), 'utf8')).token;

async function take(folder: string, options: Partial<LockOptions> = {}): Promise<Lock> {
  const lock = await takeLock(folder, { now: NOW, mayReplace: () => undefined, beatMs: BEAT_MS, ...options });
  onTestFinished(() => lock.release());
  return lock;
}

/** Touches a lock as its holder would, at these seconds since 1970, one after the other, until the test is over. */
function keepTouching(path: string, second: (beat: number) => number): void {
  let beat = 0;
  const timer = setInterval(() => {
    beat += 1;
    utimes(path, second(beat), second(beat)).catch(() => undefined);
  }, BEAT_MS);
  onTestFinished(() => clearInterval(timer));
}

describe('whose holder is out of sight', () => {
  const us: Holder = { ...describeThisProcess('us', NOW), boot: 'this boot', namespace: 'pid:[2]' };
  it.each<[string, Partial<Holder>, { outOfSight: boolean; dead: boolean }]>([
    ['this very process', {}, { outOfSight: false, dead: false }],
    ['one that died in our namespace', { pid: 5_000_000 }, { outOfSight: false, dead: true }],
    ['another pid namespace', { namespace: 'pid:[1]' }, { outOfSight: true, dead: false }],
    ['another kernel', { boot: 'another boot' }, { outOfSight: true, dead: true }],
    ['a kernel that does not say which', { boot: null }, { outOfSight: true, dead: false }],
    ['an older version', { namespace: null }, { outOfSight: false, dead: false }],
    [
      'an older version of before the last start',
      { namespace: null, boot: 'b' },
      { outOfSight: false, dead: true },
    ],
    ['another host', { host: 'other', namespace: 'pid:[1]' }, { outOfSight: false, dead: false }],
  ])('%s', (_, holder, { outOfSight, dead }) => {
    expect(isOutOfSight({ ...us, ...holder }, us)).toBe(outOfSight);
    if (!outOfSight) expect(isDead({ ...us, ...holder }, us)).toBe(dead);
  });

  it('a holder with a namespace, where we have none', () => {
    expect(isOutOfSight(us, { ...us, namespace: null })).toBe(true);
  });
});

describe('takeLock: a holder out of sight', () => {
  it.each<[string, Partial<Holder>]>([
    ['in another pid namespace', ELSEWHERE],
    ['under another kernel', { boot: 'another-boot', namespace: 'pid:[1]' }],
  ])('is refused as living while it gives signs of life: %s', async (_, holder) => {
    const folder = await makeFolder();
    await leaveLock(folder, holder);
    const before = await readFile(lockIn(folder), 'utf8');
    keepTouching(lockIn(folder), () => Date.now() / 1_000);
    const { message } = await errorOf(take(folder));
    expect(message).toContain(
      `in another container (or on another machine) with the same host name, ${hostname()}`,
    );
    expect(message).toContain('since 2026-11-21T00:00:00.000Z');
    expect(message).toContain('Nothing was changed.');
    expect(await readFile(lockIn(folder), 'utf8')).toBe(before);
  });

  it('is living although its clock is far behind ours, or runs backwards', async () => {
    const folder = await makeFolder();
    await leaveLock(folder, ELSEWHERE);
    keepTouching(lockIn(folder), (beat) => 1_000_000 - beat);
    expect((await errorOf(take(folder))).message).toContain('It is alive');
  });

  it('is replaced when it gives none, and whoever waits is told before', async () => {
    const folder = await makeFolder();
    await leaveLock(folder, ELSEWHERE);
    const watching = vi.fn();
    const lock = await take(folder, { watching });
    expect(watching).toHaveBeenCalledOnce();
    await lock.check();
    expect(await tokenIn(folder)).not.toBe('somebody');
  });

  it('is replaced although the time of its last sign is in our future', async () => {
    const folder = await makeFolder();
    await leaveLock(folder, ELSEWHERE);
    await utimes(lockIn(folder), Date.now() / 1_000 + 86_400, Date.now() / 1_000 + 86_400);
    await (await take(folder)).check();
  });

  it('that gives the folder back while it is watched makes room at once', async () => {
    const folder = await makeFolder();
    await leaveLock(folder, ELSEWHERE);
    const watching = vi.fn(() => void rm(lockIn(folder)));
    await (await take(folder, { watching })).check();
    expect(watching).toHaveBeenCalledOnce();
  });

  it('that is replaced by a living one while it is watched: the living one is named', async () => {
    const folder = await makeFolder();
    await leaveLock(folder, ELSEWHERE);
    const watching = () => void leaveLock(folder, { token: 'faster' });
    const { message } = await errorOf(take(folder, { watching }));
    expect(message).toContain(`process ${process.pid} on this host`);
    expect(await tokenIn(folder)).toBe('faster');
  });

  it('is left where the caller may not replace it', async () => {
    const folder = await makeFolder();
    await leaveLock(folder, ELSEWHERE);
    const mayReplace = () => {
      throw new Error('not this one');
    };
    await expect(take(folder, { mayReplace })).rejects.toThrow('not this one');
    expect(await tokenIn(folder)).toBe('somebody');
  });

  it('is replaced by one of ten', async () => {
    const folder = await makeFolder();
    await leaveLock(folder, ELSEWHERE);
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => take(folder)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('takeLock: its own heartbeat', () => {
  it('touches the lock again and again, and leaves its text and file as they are', async () => {
    const folder = await makeFolder();
    await take(folder);
    const text = await readFile(lockIn(folder), 'utf8');
    const { ino } = await stat(lockIn(folder));
    for (let beat = 0; beat < 3; beat += 1) {
      const before = await timeOf(lockIn(folder));
      await vi.waitFor(async () => expect(await timeOf(lockIn(folder))).not.toBe(before), 5_000);
    }
    expect(await readFile(lockIn(folder), 'utf8')).toBe(text);
    expect((await stat(lockIn(folder))).ino).toBe(ino);
  });

  it('touches no lock of whoever took the folder, and makes none anew', async () => {
    const folder = await makeFolder();
    const lock = await take(folder);
    const aside = join(folder, 'aside');
    await rename(lockIn(folder), aside);
    await leaveLock(folder, ELSEWHERE);
    const thief = await timeOf(lockIn(folder));
    const ours = await timeOf(aside);
    await vi.waitFor(async () => expect(await timeOf(aside)).not.toBe(ours), 5_000);
    expect(await timeOf(lockIn(folder))).toBe(thief);
    await rm(lockIn(folder));
    const later = await timeOf(aside);
    await vi.waitFor(async () => expect(await timeOf(aside)).not.toBe(later), 5_000);
    expect(existsSync(lockIn(folder))).toBe(false);
    await expect(lock.check()).rejects.toThrow('no longer mine');
  });

  it('ends with the release', async () => {
    const [folder, clock] = [await makeFolder(), await makeFolder()];
    const lock = await take(folder);
    const aside = join(folder, 'aside');
    await link(lockIn(folder), aside);
    await lock.release();
    expect(existsSync(lockIn(folder))).toBe(false);
    const last = await timeOf(aside);
    await take(clock);
    for (let beat = 0; beat < 4; beat += 1) {
      const before = await timeOf(lockIn(clock));
      await vi.waitFor(async () => expect(await timeOf(lockIn(clock))).not.toBe(before), 5_000);
    }
    expect(await timeOf(aside)).toBe(last);
  });

  it('survives that its folder is removed', async () => {
    const folder = await makeFolder();
    const lock = await take(folder);
    const aside = `${folder}-aside`;
    await link(lockIn(folder), aside);
    onTestFinished(() => rm(aside, { force: true }));
    await rm(folder, { recursive: true });
    const before = await timeOf(aside);
    await vi.waitFor(async () => expect(await timeOf(aside)).not.toBe(before), 5_000);
    await expect(lock.check()).rejects.toThrow('no longer mine');
  });
});
