import type { Exchange } from './http.ts';
import { isServiceFailure, isThrottled } from './refusals.ts';

const MOST_TRIES = 4;

export interface Patience {
  /** The first pause between two tries; it doubles. */
  readonly pauseMs: number;
  /** No try begins later than this after the first. */
  readonly budgetMs: number;
}

/**
 * Repeats a call that changes nothing, at most four times in all, while it is throttled, the service fails or
 * nobody answers. Waits as long as the cloud asks, or twice as long each time, with jitter. Gives back the last
 * exchange. Never for a call that changes a cloud.
 */
export async function withRetries(once: () => Promise<Exchange>, patience: Patience): Promise<Exchange> {
  const giveUpAt = performance.now() + patience.budgetMs;
  for (let tried = 1; ; tried++) {
    const result = await once();
    if (tried === MOST_TRIES || !isWorthAnotherTry(result)) return result;
    const waitMs = waitAfter(result, tried, patience.pauseMs);
    if (performance.now() + waitMs > giveUpAt) return result;
    await pause(waitMs);
  }
}

/** Resolves after so many milliseconds. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function isWorthAnotherTry(result: Exchange): boolean {
  return result.kind === 'no-answer' || isThrottled(result) || isServiceFailure(result);
}

function waitAfter(result: Exchange, tried: number, pauseMs: number): number {
  const asked = result.kind === 'answer' ? result.retryAfterMs : null;
  const own = pauseMs * 2 ** (tried - 1);
  const jitter = own * Math.random() * 0.5;
  return asked === null ? own * 0.75 + jitter : asked + jitter;
}
