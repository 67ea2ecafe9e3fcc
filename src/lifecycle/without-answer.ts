import type { CallOutcome } from './ports.ts';

/** The outcome for a row of the store, which stays small: the answer itself stands in the audit trail only. */
export function withoutAnswer(outcome: CallOutcome): CallOutcome {
  const { answer: _, ...rest } = outcome;
  return rest;
}
