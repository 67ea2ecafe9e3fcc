import type { Decision } from './decide.ts';
import { drsFacts, drsLines } from './plan/drs.ts';
import { dtsFacts, dtsLines } from './plan/dts.ts';
import type { PlanLine } from './plan/line.ts';
import type { Verdict } from './ports.ts';
import type { Action, Task } from './task.ts';

/** What one action on one task (or both directions of one) would do, shown before anyone confirms. */
export interface Plan {
  readonly action: Action;
  readonly tasks: readonly Task[];
  readonly lines: readonly PlanLine[];
  readonly verdict: Extract<Verdict, { allowed: true }>;
  /** How many clean-up items the end would leave. */
  readonly leftovers: number;
  readonly reason: string | null;
  readonly expiresAt: number;
  /** An earlier attempt whose outcome a person must judge. */
  readonly earlier: string | null;
}

/**
 * What an action on a task would do, each line with how it is known; under a refusal only what the task is now,
 * for nothing would be done. Pure.
 */
export function planLines(action: Action, task: Task, decision: Pick<Decision, 'kind'>): readonly PlanLine[] {
  const refused = decision.kind !== 'proceed';
  if (task.provider === 'alibaba-dts') return refused ? dtsFacts(task) : dtsLines(action, task);
  return refused ? drsFacts(task) : drsLines(action, task);
}
