import type { Signed } from './signature.ts';

/** Keeps over a restart what was taken. `short` = the first hexadecimal digits of a signature. */
export interface KeptRequests {
  readonly before: readonly { readonly timestamp: number; readonly short: string }[];
  note(request: { readonly timestamp: number; readonly short: string }): void;
  written(): Promise<void>;
}

/** Remembers the signed requests that were taken, for as long as they could be sent once more. */
export interface Replays {
  /** Notes the request, and says whether it was noted before, or may have been. */
  isReplay(signed: Signed, now: number): boolean;
}

/** Of a signature, in hexadecimal digits: 52 bits, enough to know it again, and little to keep as a number. */
const SHORT = 13;

/**
 * Makes a memory of signed requests, by the second of their timestamp. `windowMs` = how old a timestamp may be; what
 * is older is forgotten, because it is refused anyway. What `kept` has of former processes was taken, too.
 */
export function createReplays(windowMs: number, kept: KeptRequests | null = null): Replays {
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
  /** `false` where it was noted before. */
  function isNew(timestamp: number, short: string): boolean {
    const number = Number.parseInt(short, 16);
    const sameSecond = seen.get(timestamp);
    if (sameSecond?.has(number)) return false;
    if (sameSecond === undefined) seen.set(timestamp, new Set([number]));
    else sameSecond.add(number);
    return true;
  }
  for (const { timestamp, short } of kept?.before ?? []) isNew(timestamp, short);
  return {
    isReplay({ timestamp, signature }, now) {
      forgetOld(now);
      if (timestamp <= latestForgotten) return true;
      const short = signature.slice(0, SHORT);
      if (!isNew(timestamp, short)) return true;
      kept?.note({ timestamp, short });
      return false;
    },
  };
}
