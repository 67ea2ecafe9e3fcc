import type { Action } from '../task.ts';
import type { Answer } from './answers.ts';

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
