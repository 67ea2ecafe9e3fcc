import type { Target } from '../../lifecycle/target.ts';
import { ACTIONS, type Action } from '../../lifecycle/task.ts';

/** What a plan button stands for. */
export interface PlanButton {
  readonly action: Action;
  readonly target: Target;
  /** The id of what was said before: a reason, a time. */
  readonly saidId: string | null;
}

function isAction(word: string): word is Action {
  return ACTIONS.some((action) => action === word);
}

/** Reads "terminate:<task key>", or "again:<confirmation id>", each perhaps with "#<id of what was said before>" behind it. */
export function readPlanButton(value: string): PlanButton | null {
  const match = /^(.*)#([rs][0-9a-z]+)$/su.exec(value);
  const plan = match?.[1] ?? value;
  const saidId = match?.[2] ?? null;
  const at = plan.indexOf(':');
  const [word, rest] = [plan.slice(0, Math.max(at, 0)), plan.slice(at + 1)];
  if (word === 'again' && rest !== '')
    return { action: 'terminate', target: { kind: 'again', confirmationId: rest }, saidId };
  if (!isAction(word) || rest === '') return null;
  return { action: word, target: { kind: 'key', key: rest }, saidId };
}
