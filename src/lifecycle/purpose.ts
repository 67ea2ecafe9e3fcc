import { type Difference, differences, type Fingerprint, fingerprintOf } from './fingerprint.ts';
import type { ReadinessRule } from './readiness/facts.ts';
import type { Action, Stage, Task } from './task.ts';

/** Why a task is ended for good. */
export const PURPOSES = ['cut-over', 'no-longer-needed'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** The purpose that a word stands for; `undefined` where it is none. */
export function readPurpose(word: string | null): Purpose | undefined {
  return PURPOSES.find((purpose) => purpose === word);
}

/** The stages among which a task drifts by itself ("DTS retries a failed task for seven days"). */
const DRIFTING: ReadonlySet<string> = new Set<Stage>(['failed', 'retrying', 'running']);

/**
 * The differences that void what was shown. To a task that nobody needs any more it makes none whether it fails, is
 * retried or runs again; everything else counts, and where nothing was chosen, the task is treated as cut over.
 */
export function voidingDifferences(
  shown: Fingerprint,
  action: Action,
  task: Task,
  purpose: Purpose | undefined,
): readonly Difference[] {
  const now = fingerprintOf(action, task);
  const was = shown['stage'];
  const drifts =
    purpose === 'no-longer-needed' && was !== undefined && DRIFTING.has(was) && DRIFTING.has(task.stage);
  return differences(shown, drifts ? { ...now, stage: was } : now);
}

/** Must nobody say to know what is not ready? The figures of a task that nobody needs are shown, and no more. */
export function waivesReadiness(purpose: Purpose | undefined, rule: ReadinessRule): boolean {
  return purpose === 'no-longer-needed' && rule === 'shown';
}
