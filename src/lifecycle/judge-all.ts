import type { Actor, Policy, Verdict } from './ports.ts';
import type { Action, Task } from './task.ts';
import { verbOf } from './words.ts';

export type Allowed = Extract<Verdict, { allowed: true }>;

/**
 * What holds for several tasks confirmed together: the verdict that asks for most approvals, the typed name
 * where any of them asks for it, and proven readiness or somebody's presence where any requires it. `null` without
 * a verdict.
 */
function strictest(verdicts: readonly Allowed[]): Allowed | null {
  const [first, ...others] = verdicts;
  if (first === undefined) return null;
  const most = others.reduce((so, verdict) => (verdict.approvals > so.approvals ? verdict : so), first);
  const named = verdicts.some((verdict) => verdict.confirm === 'type-name');
  const required = verdicts.some((verdict) => verdict.readiness === 'required');
  const alone = verdicts.every((verdict) => verdict.presence === 'not-needed');
  return {
    ...most,
    confirm: named ? 'type-name' : 'button',
    readiness: required ? 'required' : 'shown',
    presence: alone ? 'not-needed' : 'required',
  };
}

/** What the policy says to one action on several tasks: what holds for all, or the first that it refuses. */
export type JudgedAll =
  | { readonly allowed: true; readonly verdict: Allowed }
  | { readonly allowed: false; readonly task: Task; readonly why: string };

/** Asks the policy for each task that is confirmed together. There must be one. */
export async function judgeAll(
  policy: Policy,
  actor: Actor,
  action: Action,
  tasks: readonly Task[],
): Promise<JudgedAll> {
  const verdicts: Allowed[] = [];
  for (const task of tasks) {
    const verdict = await policy.judge(actor, action, task);
    if (!verdict.allowed) return { allowed: false, task, why: verdict.why };
    verdicts.push(verdict);
  }
  const verdict = strictest(verdicts);
  if (verdict === null) throw new Error(`there is no task to ${verbOf(action)}`);
  return { allowed: true, verdict };
}
