import type { Ending } from '../ending.ts';
import { type Allowed, type JudgedAll, judgeAll } from '../judge-all.ts';
import type { Confirmation } from '../outcome.ts';
import type { ReadyNow } from '../readiness/gate.ts';
import { CONFIRMATION } from '../rows.ts';
import type { LifecyclePorts } from '../settings.ts';
import { type Task, taskKey } from '../task.ts';

/** How the agreements to an ending stand by now, under the policy of now. */
export interface Agreed {
  /** How many must agree: never fewer than at the confirmation. */
  readonly needed: number;
  /** Who may: user ids, group ids, or "everyone". */
  readonly approvers: readonly string[];
  /** Whose agreement counts no more, and why. */
  readonly lost: readonly { readonly userId: string; readonly why: string; readonly unchecked?: true }[];
}

/** What a verdict of now is asked of. */
export type VerdictPorts = Pick<LifecyclePorts, 'store' | 'policy'>;

/**
 * The policy's verdict of now on what was confirmed: of all tasks of that confirmation, as it was judged then. `task` is
 * the ending's own, as it was read last.
 */
export async function verdictNow(ports: VerdictPorts, ending: Ending, task: Task): Promise<JudgedAll> {
  const row = await ports.store.read<Confirmation>(CONFIRMATION, ending.confirmationId);
  const own = taskKey(ending.task);
  const tasks = (row?.value.tasks ?? []).map((one) => (taskKey(one) === own ? task : one));
  return judgeAll(ports.policy, ending.requester, ending.action, tasks.length === 0 ? [task] : tasks);
}

/** Who may agree by now; as it was known last where the person who asked has lost the right meanwhile. */
export async function approversNow(ports: VerdictPorts, ending: Ending): Promise<readonly string[]> {
  const judged = await verdictNow(ports, ending, ending.task);
  return judged.allowed ? judged.verdict.approvers : ending.approvers;
}

/** Asks anew whose agreement counts, and how many are needed. */
export async function agreedNow(
  ports: LifecyclePorts,
  ending: Ending,
  verdict: Allowed,
  { facts, unknown }: Pick<ReadyNow, 'facts' | 'unknown'>,
): Promise<Agreed> {
  const { approvers } = verdict;
  // What nobody has said to know refuses it; only what somebody has is gone on without.
  const overridden = verdict.readiness === 'required' && facts.length > unknown.length;
  const needed = Math.max(ending.approvalsNeeded, verdict.approvals + (overridden ? 1 : 0));
  const userIds = ending.approvals.map(({ userId }) => userId);
  const lost = userIds.length === 0 ? [] : await ports.policy.lostApprovers(userIds, approvers);
  return { needed, approvers, lost };
}

/** The ending with the agreements that count, and a note of those that no longer do. */
export function withAgreed(
  { approvals, lost = [] }: Ending,
  agreed: Agreed,
  now: number,
): Required<Pick<Ending, 'approvals' | 'approvalsNeeded' | 'approvers' | 'lost'>> {
  const gone = approvals.flatMap(({ userId }) => agreed.lost.find((one) => one.userId === userId) ?? []);
  const before = lost.filter(({ userId }) => !gone.some((one) => one.userId === userId));
  return {
    approvals: approvals.filter(({ userId }) => !gone.some((one) => one.userId === userId)),
    approvalsNeeded: agreed.needed,
    approvers: agreed.approvers,
    lost: [...before, ...gone.map(({ userId, why }) => ({ userId, why, at: now }))],
  };
}
