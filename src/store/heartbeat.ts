import { futimesSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from './store-error.ts';

/** A holder gives a sign of life every two seconds. */
export const BEAT_MS = 2_000;
/** So long a newcomer watches, counted in looks and not by a clock: a suspended machine's holder must not look dead. */
const BEATS_WATCHED = 4;
const LOOKS_PER_BEAT = 4;

/**
 * Gives signs of life until the returned function is called: touches the modification time of the file behind this
 * handle, never its text. The handle is of the file as it was made, so a lock that was removed or replaced is neither
 * touched nor made again. Keeps no process alive; a disk that does not take it is not ours to report.
 */
export function startHeartbeat({ fd }: FileHandle, beatMs: number): () => void {
  const beat = () => {
    try {
      const now = new Date();
      futimesSync(fd, now, now);
    } catch {
      // The store's next commit meets the same disk, and says so.
    }
  };
  const timer = setInterval(beat, beatMs).unref();
  return () => clearInterval(timer);
}

interface Look {
  readonly text: string;
  /** In nanoseconds, by the clock of whoever wrote it; only compared with itself. */
  readonly modified: bigint;
}

/** Text and time of one and the same file; opening it makes network file systems ask their server. */
async function lookAt(path: string): Promise<Look | null> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    const { mtimeNs } = await handle.stat({ bigint: true });
    return { text: await handle.readFile('utf8'), modified: mtimeNs };
  } finally {
    await handle.close();
  }
}

/**
 * Watches a lock with this text for four beats. `beating`: its holder lives; `silent`: nothing moved; `changed`: it was
 * given back or taken meanwhile, so it must be read anew.
 */
export async function watchHeartbeat(
  path: string,
  text: string,
  beatMs: number,
): Promise<'beating' | 'silent' | 'changed'> {
  const first = await lookAt(path);
  for (let look = 0; look < BEATS_WATCHED * LOOKS_PER_BEAT; look += 1) {
    await sleep(beatMs / LOOKS_PER_BEAT);
    const seen = await lookAt(path);
    if (first?.text !== text || seen?.text !== text) return 'changed';
    if (seen.modified !== first.modified) return 'beating';
  }
  return 'silent';
}
