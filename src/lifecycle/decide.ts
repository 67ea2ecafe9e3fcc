import type { Circumstances, Decision } from './rules/decision.ts';
import { drsAnswer } from './rules/drs.ts';
import { dtsAnswer } from './rules/dts.ts';
import { explain } from './rules/explain.ts';
import type { Action, Task } from './task.ts';

export type { Circumstances, Decision, EarlierStop, Way } from './rules/decision.ts';

/**
 * The rule book: may this action be done to this task, as it is now? Pure, and complete over every stage and
 * kind; what no rule knows is refused.
 */
export function decide(action: Action, task: Task, circumstances: Circumstances): Decision {
  const answer =
    task.provider === 'alibaba-dts' ? dtsAnswer(action, task) : drsAnswer(action, task, circumstances);
  return explain(answer, action, task);
}
