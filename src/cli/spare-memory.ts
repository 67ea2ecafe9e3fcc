import { Session } from 'node:inspector';

/** When what the start has taken is no longer needed: after the first list of all tasks, and once more when all is quiet. */
const AFTER_MS = [4_000, 10_000];

function collectGarbage(): void {
  const session = new Session();
  session.connect();
  session.post('HeapProfiler.collectGarbage', () => session.disconnect());
}

/**
 * Has what the start has taken given back in the first seconds after it. Left alone, V8 takes a start for a busy time, and
 * keeps 30 MB for the next one for minutes.
 */
export function spareMemory(): void {
  for (const afterMs of AFTER_MS) setTimeout(collectGarbage, afterMs).unref();
}
