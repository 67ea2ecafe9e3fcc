import type { Answer } from './rules/answers.ts';
import { drsAnswer } from './rules/drs.ts';
import { dtsAnswer } from './rules/dts.ts';
import { explain } from './rules/explain.ts';
import type { Action, Task } from './task.ts';

/** Another way on, offered under a refusal: a plan for another action, or something a person can do. */
export type Way =
  | { readonly kind: 'plan'; readonly action: Action; readonly text: string }
  | { readonly kind: 'advice'; readonly text: string };

/** What earlier attempts tell about a task: an ordinary stop that the cloud refused, or that hangs for an hour. */
export type EarlierStop = 'none' | 'refused' | 'hung';

export interface Circumstances {
  readonly earlierStop: EarlierStop;
}

/** What the rules say about an action on a task. Never thrown: a refusal is an answer. */
export type Decision =
  | { readonly kind: 'proceed' }
  | {
      readonly kind: 'nothing-to-do' | 'refuse';
      readonly answer: Answer;
      readonly why: string;
      readonly ways: readonly Way[];
    };

/**
 * The rule book: may this action be done to this task, as it is now? Pure, and complete over every stage and
 * kind; what no rule knows is refused.
 */
export function decide(action: Action, task: Task, circumstances: Circumstances): Decision {
  const answer =
    task.provider === 'alibaba-dts' ? dtsAnswer(action, task) : drsAnswer(action, task, circumstances);
  return explain(answer, action, task);
}
