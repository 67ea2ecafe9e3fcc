import type { Signed } from './signature.ts';

/** Remembers the signed requests that were taken, for as long as they could be sent once more. */
export interface Replays {
  /** Notes the request, and says whether it was noted before, or may have been. */
  isReplay(signed: Signed, now: number): boolean;
}

/** The first 52 bits of a signature, as a number: enough to know it again, and little to keep. */
function shortOf(signature: string): number {
  return Number.parseInt(signature.slice(0, 13), 16);
}

/**
 * Makes a memory of signed requests, by the second of their timestamp. `windowMs` = how old a timestamp may be; what
 * is older is forgotten, because it is refused anyway.
 */
export function createReplays(windowMs: number): Replays {
  const seen = new Map<number, Set<number>>();
  let forgottenAt = 0;
  // A clock that goes ahead and comes back makes no forgotten second good again.
  let latestForgotten = 0;
  function forgetOld(now: number): void {
    const second = Math.floor(now / 1_000);
    if (second === forgottenAt) return;
    forgottenAt = second;
    for (const timestamp of seen.keys())
      if (timestamp * 1_000 + windowMs + 1_000 < now) {
        seen.delete(timestamp);
        latestForgotten = Math.max(latestForgotten, timestamp);
      }
  }
  return {
    isReplay({ timestamp, signature }, now) {
      forgetOld(now);
      if (timestamp <= latestForgotten) return true;
      const short = shortOf(signature);
      const sameSecond = seen.get(timestamp);
      if (sameSecond === undefined) seen.set(timestamp, new Set([short]));
      else if (sameSecond.has(short)) return true;
      else sameSecond.add(short);
      return false;
    },
  };
}
