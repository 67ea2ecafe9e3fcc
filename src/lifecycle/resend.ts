import type { CallOutcome } from './ports.ts';

/** Is it known that the cloud has not taken the call, so that it may be sent again? */
export function mayAgain(outcome: CallOutcome): boolean {
  return outcome.kind === 'throttled' || outcome.kind === 'not-sent';
}

/** Milliseconds before the next try, after so many tries: what the cloud asks for, else growing to 10 s. */
export function pauseBefore(outcome: CallOutcome, tries: number): number {
  const growing = Math.min(10_000, 500 * 2 ** tries);
  return outcome.kind === 'throttled' ? (outcome.retryAfterMs ?? growing) : growing;
}
