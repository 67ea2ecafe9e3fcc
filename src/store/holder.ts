import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

/** Who holds a folder. Process start and boot id tell a living holder from a process number used again. */
export const Holder = z.object({
  host: z.string(),
  pid: z.number().int().positive(),
  /** In clock ticks since boot; `null` where the system does not tell. */
  started: z.string().nullable(),
  boot: z.string().nullable(),
  /** The pid namespace, in which `pid` means something; `null` where the system, or an older version, does not tell. */
  namespace: z.string().nullable().default(null),
  /** When the folder was taken, and a random word that makes each taking different. */
  since: z.string(),
  token: z.string(),
});
export type Holder = z.infer<typeof Holder>;

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    // Only Linux has these files.
    return null;
  }
}

/** The pid namespace of this process as Linux' pid_namespaces(7) names it, such as `pid:[4026531836]`. */
function ownNamespace(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    // Only Linux has this link.
    return null;
  }
}

/** State and start of a process, from Linux' proc(5): fields 3 and 22 of `stat`. `null` where nobody tells. */
function statOf(pid: number): { state: string; started: string } | null {
  const stat = readOrNull(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The name in brackets may hold blanks and brackets, so the fields are counted behind the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, started] = [fields[0], fields[19]];
  return state === undefined || started === undefined ? null : { state, started };
}

export function describeThisProcess(token: string, now: number): Holder {
  return {
    host: hostname(),
    pid: process.pid,
    started: statOf(process.pid)?.started ?? null,
    boot: readOrNull('/proc/sys/kernel/random/boot_id'),
    namespace: ownNamespace(),
    since: new Date(now).toISOString(),
    token,
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Has this holder our host name, but processes that we cannot see: in another container, or under another kernel? Then
 * only its heartbeat tells whether it lives. A machine that was started again cannot be told from another of its name.
 */
export function isOutOfSight(holder: Holder, us: Holder): boolean {
  if (holder.host !== us.host || holder.namespace === null) return false;
  return holder.namespace !== us.namespace || holder.boot !== us.boot;
}

/**
 * Is this holder, which is not out of sight, surely dead? Only one on this host can be known to be; where the system
 * tells little, it lives.
 */
export function isDead(holder: Holder, us: Holder): boolean {
  if (holder.host !== us.host) return false;
  if (holder.boot !== null && us.boot !== null && holder.boot !== us.boot) return true;
  if (!isRunning(holder.pid)) return true;
  const stat = statOf(holder.pid);
  if (stat === null) return false;
  const isZombie = stat.state === 'Z' || stat.state === 'X';
  return isZombie || (holder.started !== null && holder.started !== stat.started);
}
