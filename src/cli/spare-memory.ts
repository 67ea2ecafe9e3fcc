import { setFlagsFromString } from 'node:v8';

/** V8 looks eight seconds after a start whether there is something to give back, and three times at most. */
const FOR_MS = 20_000;

/**
 * Has V8 give back what the start has taken, in small steps in the first seconds after it. Left alone, it takes a start
 * for a busy time, and keeps 30 MB for the next one for minutes. Afterwards V8 goes on as ever.
 */
export function spareMemory(): void {
  setFlagsFromString('--optimize-for-size');
  setTimeout(() => setFlagsFromString('--no-optimize-for-size'), FOR_MS).unref();
}
