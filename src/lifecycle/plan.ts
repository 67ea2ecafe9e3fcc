import type { Surroundings } from './around.ts';
import type { Decision } from './decide.ts';
import type { Difference } from './fingerprint.ts';
import { withAround } from './plan/around-lines.ts';
import { drsFacts, drsLines } from './plan/drs.ts';
import { dtsFacts, dtsLines } from './plan/dts.ts';
import type { PlanLine } from './plan/line.ts';
import { withWiser } from './plan/wiser.ts';
import type { Verdict } from './ports.ts';
import type { Purpose } from './purpose.ts';
import { type ReadinessLine, withEvidence } from './readiness/line.ts';
import { type Action, describeDirection, type Task } from './task.ts';

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
  /** How the tasks differ from what was shown first: as they are now, the confirmation would be void. */
  readonly changed?: readonly Difference[];
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

/** What is known of a plan beside its tasks and their readiness. */
export interface PlanContext {
  readonly purpose?: Purpose;
  readonly around?: Surroundings;
}

/**
 * The lines of a plan for one task, or for both directions of one: what was read is said for each direction by
 * its endpoints, what holds for both is said once. `readiness` is what was judged of each task, in their order.
 */
export function planLinesOf(
  action: Action,
  tasks: readonly Task[],
  readiness: readonly (readonly ReadinessLine[])[] = [],
  { purpose, around }: PlanContext = {},
): readonly PlanLine[] {
  const each = tasks.map((task, at) => {
    const found = readiness[at] ?? [];
    const lines = withEvidence(planLines(action, task, { kind: 'proceed' }), found);
    return purpose === 'no-longer-needed' ? lines : withWiser(lines, found);
  });
  return withAround(mergedLines(tasks, each), tasks[0], around);
}

function mergedLines(tasks: readonly Task[], each: readonly (readonly PlanLine[])[]): readonly PlanLine[] {
  const [first, ...others] = each;
  if (first === undefined || others.length === 0) return first ?? [];
  const isShared = (line: PlanLine) =>
    line.at === undefined &&
    each.every((lines) => lines.some(({ label, text }) => label === line.label && text === line.text));
  const own = tasks.flatMap((task, at): PlanLine[] => [
    { label: 'Direction', text: describeDirection(task) },
    ...(each[at] ?? []).filter((line) => !isShared(line)),
  ]);
  return [...own, ...first.filter(isShared)];
}
