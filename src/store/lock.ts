import { readFileSync } from 'node:fs';
import { link, open, readFile, rm, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { isMissing } from './durable-file.ts';
import { StoreError } from './store-error.ts';

/** Who holds the folder. Process start time and boot id tell a living holder from a number used again. */
const Holder = z.object({
  host: z.string(),
  pid: z.number().int(),
  started: z.string().nullable(),
  boot: z.string().nullable(),
});
type Holder = z.infer<typeof Holder>;

export const LOCK_FILE = 'cutover.lock';

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

/** When a process started, in ticks since boot (Linux, proc(5), field 22 of stat); `null` where nobody tells. */
function startOf(pid: number): string | null {
  const stat = readOrNull(`/proc/${pid}/stat`);
  // The name in brackets may hold blanks and brackets, so the fields are counted behind the last one.
  return stat === null ? null : (stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null);
}

function ourselves(): Holder {
  return {
    host: hostname(),
    pid: process.pid,
    started: startOf(process.pid),
    boot: readOrNull('/proc/sys/kernel/random/boot_id'),
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Is the holder surely dead? Only a holder on this host can be known to be. */
function isDead(holder: Holder, us: Holder): boolean {
  if (holder.host !== us.host) return false;
  if (holder.boot !== null && us.boot !== null && holder.boot !== us.boot) return true;
  if (!isRunning(holder.pid)) return true;
  const started = startOf(holder.pid);
  return holder.started !== null && started !== null && holder.started !== started;
}

async function readHolder(path: string): Promise<Holder | null> {
  try {
    const read = Holder.safeParse(JSON.parse(await readFile(path, 'utf8')));
    if (read.success) return read.data;
  } catch (error) {
    if (isMissing(error)) return null;
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new StoreError(
    `The lock ${path} cannot be read, so I do not know who holds it. If no bot is running on this folder, remove the file.`,
  );
}

async function tryTake(path: string, us: Holder): Promise<boolean> {
  const own = `${path}.${us.pid}.tmp`;
  const handle = await open(own, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify(us));
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

/**
 * Takes the folder for this process, or throws and names who holds it. A dead holder on this host is replaced
 * at once; one on another host, or a living one, never.
 */
export async function takeLock(folder: string): Promise<{ release(): Promise<void> }> {
  const path = join(folder, LOCK_FILE);
  const us = ourselves();
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (await tryTake(path, us)) return { release: () => rm(path, { force: true }) };
    const holder = await readHolder(path);
    if (holder === null) continue;
    const itself = holder.host === us.host && holder.pid === us.pid && holder.started === us.started;
    if (itself || !isDead(holder, us)) {
      const where = holder.host === us.host ? 'this host' : `host ${holder.host}`;
      throw new StoreError(
        `${folder} is in use by process ${holder.pid} on ${where}. Stop that bot first, or give this one a folder of its own (store.path).`,
      );
    }
    await unlink(path).catch((error) => {
      if (!isMissing(error)) throw error;
    });
  }
  throw new StoreError(`${folder} could not be locked: others keep taking it.`);
}
