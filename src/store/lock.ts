import { randomUUID } from 'node:crypto';
import { type FileHandle, link, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryName } from './durable-file.ts';
import { BEAT_MS, startHeartbeat, watchHeartbeat } from './heartbeat.ts';
import { describeThisProcess, Holder, isDead, isOutOfSight } from './holder.ts';
import { codeOf, StoreError } from './store-error.ts';

export const LOCK_FILE = 'cutover.lock';

/** A folder that this process holds. */
export interface Lock {
  /** Throws where somebody has taken the folder from us, or removed the lock. */
  check(): Promise<void>;
  /** Gives the folder back; leaves a lock alone that is no longer ours. */
  release(): Promise<void>;
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function readHolder(text: string, path: string): Holder {
  try {
    return Holder.parse(JSON.parse(text));
  } catch (error) {
    throw new StoreError(
      `The lock ${path} cannot be read, so I do not know who holds the folder. If no bot runs on it, remove that file.`,
      error,
    );
  }
}

/** The lock appears with its whole text, or not at all: `null` where there is one already. Its file stays open. */
async function create(path: string, text: string): Promise<FileHandle | null> {
  const temporary = temporaryName(path);
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
    await link(temporary, path);
    return handle;
  } catch (error) {
    await handle.close();
    // ENOENT: a holder that has just started swept our file away.
    if (codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOENT') return null;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Takes a dead holder's lock away. Where somebody faster has put theirs there meanwhile, it is put back. */
async function removeDead(path: string, text: string): Promise<void> {
  const aside = temporaryName(path);
  try {
    await rename(path, aside);
    if ((await readText(aside)) !== text) await link(aside, path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

/** Where the holder is, how that is known, and what to do, by what can be seen of it from here. */
function placeOf(holder: Holder, us: Holder, path: string): { where: string; next: string } {
  if (holder.host !== us.host)
    return {
      where: `on host ${holder.host}`,
      next: `I cannot see from here whether it still runs. Stop it there; if it is gone for good, remove ${path}.`,
    };
  if (isOutOfSight(holder, us))
    return {
      where: `in another container (or on another machine) with the same host name, ${holder.host}`,
      next: `It is alive: it renewed its lock while I watched. Nothing was changed. Stop that bot first, or give this one a folder of its own (store.path).`,
    };
  return {
    where: 'on this host',
    next: 'Stop that bot first, or give this one a folder of its own (store.path).',
  };
}

function heldBy(holder: Holder, us: Holder, folder: string, path: string): StoreError {
  const { where, next } = placeOf(holder, us, path);
  return new StoreError(
    `${folder} is in use by process ${holder.pid} ${where}, since ${holder.since}. ${next}`,
  );
}

function lockOf(path: string, text: string, handle: FileHandle, beatMs: number): Lock {
  const isOurs = async () => (await readText(path)) === text;
  const stopHeartbeat = startHeartbeat(handle, beatMs);
  return {
    async check() {
      if (await isOurs()) return;
      throw new StoreError(
        `The lock ${path} is no longer mine, so I write nothing more. Stop the bot that took it, then start me again.`,
      );
    },
    async release() {
      stopHeartbeat();
      await handle.close();
      if (await isOurs()) await rm(path, { force: true });
    },
  };
}

export interface LockOptions {
  readonly now: number;
  /** Throws where a dead holder's lock shall stay. */
  readonly mayReplace: () => void;
  /** Told, before some seconds pass in which the heartbeat of a holder out of sight is watched. */
  readonly watching?: () => void;
  /** From one sign of life to the next. All bots on a folder must agree on it; left out: two seconds. */
  readonly beatMs?: number;
}

/**
 * Takes the folder for this process, or throws and names who holds it. A dead holder on this host is replaced at once,
 * where `mayReplace` does not throw; one with our host name whose processes we cannot see, when it gave no sign of life
 * for four beats; a living one, or one on another host, never is.
 */
export async function takeLock(folder: string, options: LockOptions): Promise<Lock> {
  const { now, mayReplace, watching = () => undefined, beatMs = BEAT_MS } = options;
  const path = join(folder, LOCK_FILE);
  const us = describeThisProcess(randomUUID(), now);
  const text = `${JSON.stringify(us)}\n`;
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const handle = await create(path, text);
    if (handle !== null) return lockOf(path, text, handle, beatMs);
    const found = await readText(path);
    if (found === null) continue;
    const holder = readHolder(found, path);
    if (isOutOfSight(holder, us)) {
      watching();
      const seen = await watchHeartbeat(path, found, beatMs);
      if (seen === 'changed') continue;
      if (seen === 'beating') throw heldBy(holder, us, folder, path);
    } else if (!isDead(holder, us)) throw heldBy(holder, us, folder, path);
    mayReplace();
    await removeDead(path, found);
  }
  throw new StoreError(`${folder} could not be locked: others keep taking it. Start one bot at a time.`);
}
