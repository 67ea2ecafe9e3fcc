import type { Decision } from './decide.ts';
import { drsLines } from './plan/drs.ts';
import { dtsLines } from './plan/dts.ts';
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

/** The consequences of an action on a task, each with how it is known. Pure. */
export function planLines(action: Action, task: Task, decision: Decision): readonly PlanLine[] {
  return task.provider === 'alibaba-dts' ? dtsLines(action, task) : drsLines(action, task, decision);
}
