import type { Actor, Policy, Verdict } from './ports.ts';
import { type Action, type Task, titleOf } from './task.ts';
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
  const most = others.reduce((so, verdict) => (strictness(verdict) > strictness(so) ? verdict : so), first);
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

/** By its approvals; a rule that requires readiness may ask for one more. */
function strictness({ approvals, readiness }: Allowed): number {
  return approvals + (readiness === 'required' ? 0.5 : 0);
}

/** Do two verdicts each ask for the agreement of other people? Then nobody's agreement counts for both. */
function haveOtherApprovers(one: Allowed, other: Allowed): boolean {
  if (strictness(one) === 0 || strictness(other) === 0) return false;
  return [...one.approvers].sort().join() !== [...other.approvers].sort().join();
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
    if (verdicts.some((before) => haveOtherApprovers(before, verdict))) {
      const why = `The policy asks other people to agree to each direction of ${titleOf(task)}. Ask for one direction, then for the other.`;
      return { allowed: false, task, why };
    }
    verdicts.push(verdict);
  }
  const verdict = strictest(verdicts);
  if (verdict === null) throw new Error(`there is no task to ${verbOf(action)}`);
  return { allowed: true, verdict };
}
