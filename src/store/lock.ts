import { randomUUID } from 'node:crypto';
import { link, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryName } from './durable-file.ts';
import { describeThisProcess, Holder, isDead } from './holder.ts';
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

/** The lock appears with its whole text, or not at all; `false` where there is one already. */
async function create(path: string, text: string): Promise<boolean> {
  const temporary = temporaryName(path);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(temporary, path);
    return true;
  } catch (error) {
    // ENOENT: a holder that has just started swept our file away.
    if (codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOENT') return false;
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

function heldBy(holder: Holder, us: Holder, folder: string, path: string): StoreError {
  const where = holder.host === us.host ? 'on this host' : `on host ${holder.host}`;
  const next =
    holder.host === us.host
      ? 'Stop that bot first, or give this one a folder of its own (store.path).'
      : `I cannot see from here whether it still runs. Stop it there; if it is gone for good, remove ${path}.`;
  return new StoreError(
    `${folder} is in use by process ${holder.pid} ${where}, since ${holder.since}. ${next}`,
  );
}

function lockOf(path: string, text: string): Lock {
  const isOurs = async () => (await readText(path)) === text;
  return {
    async check() {
      if (await isOurs()) return;
      throw new StoreError(
        `The lock ${path} is no longer mine, so I write nothing more. Stop the bot that took it, then start me again.`,
      );
    },
    async release() {
      if (await isOurs()) await rm(path, { force: true });
    },
  };
}

/**
 * Takes the folder for this process, or throws and names who holds it. A dead holder on this host is replaced
 * at once, where `mayReplace` does not throw; a living one, or one on another host, never is.
 */
export async function takeLock(
  folder: string,
  { now, mayReplace }: { now: number; mayReplace: () => void },
): Promise<Lock> {
  const path = join(folder, LOCK_FILE);
  const us = describeThisProcess(randomUUID(), now);
  const text = `${JSON.stringify(us)}\n`;
  for (let attempt = 0; attempt < 10; attempt += 1) {
    if (await create(path, text)) return lockOf(path, text);
    const found = await readText(path);
    if (found === null) continue;
    const holder = readHolder(found, path);
    if (!isDead(holder, us)) throw heldBy(holder, us, folder, path);
    mayReplace();
    await removeDead(path, found);
  }
  throw new StoreError(`${folder} could not be locked: others keep taking it. Start one bot at a time.`);
}
