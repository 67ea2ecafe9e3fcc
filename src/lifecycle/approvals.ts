import { approversNow } from './approving/agreed-now.ts';
import { type Ending, move } from './ending.ts';
import type { ApprovalOutcome } from './outcome.ts';
import type { Actor } from './ports.ts';
import { ENDING } from './rows.ts';
import { auditLine, changeEnding } from './save.ts';
import type { LifecyclePorts } from './settings.ts';
import { titleOf } from './task.ts';

/** The answer to a press that did nothing, with why in a sentence. */
export function refused(why: string): ApprovalOutcome {
  return { kind: 'refused', why };
}

/** An ending that has left the store: it is over, and only the audit log knows it. */
export const NOT_HELD = 'I no longer hold this ending. The audit log has what became of it.';

/** What stands in the way of approving, rejecting or withdrawing, apart from the person. */
export function notOpen(ending: Ending, now: number): string | null {
  if (ending.state !== 'awaiting-approval')
    return `There is nothing left to decide: ${titleOf(ending.task)} is ${ending.state}.`;
  if (ending.approvalExpiresAt !== null && now >= ending.approvalExpiresAt)
    return 'The time to agree is over. Ask for a new plan.';
  return null;
}

async function close(
  ports: LifecyclePorts,
  id: string,
  actor: Actor,
  to: 'rejected' | 'withdrawn',
  reason: string | null,
): Promise<ApprovalOutcome> {
  const changed = await changeEnding(ports, id, (ending) => {
    if (notOpen(ending, ports.now()) !== null) return null;
    const now = ports.now();
    const after = move(ending, to, now, { decidedBy: { userId: actor.userId, reason } });
    return { after, audit: [auditLine(`ending.${to}`, after, now, { actor: actor.userId, reason })] };
  });
  if (changed === null) return refused(NOT_HELD);
  if (!changed.changed) return refused(notOpen(changed.row.value, ports.now()) ?? 'Somebody was faster.');
  return { kind: 'recorded', ending: changed.row.value };
}

/** What the question whether a press would count is asked of. */
export type AskPorts = Pick<LifecyclePorts, 'store' | 'policy' | 'now'>;

/** May this person reject? Answered before a modal asks for the reason; nothing is used up. */
export async function mayReject(
  ports: AskPorts,
  input: { id: string; actor: Actor },
): Promise<{ why: string } | { ending: Ending }> {
  const row = await ports.store.read<Ending>(ENDING, input.id);
  if (row === null) return { why: NOT_HELD };
  const objection = notOpen(row.value, ports.now());
  if (objection !== null) return { why: objection };
  if (row.value.requester.userId === input.actor.userId)
    return { why: 'You asked for it: withdraw it instead.' };
  const may = await ports.policy.mayApprove(input.actor, await approversNow(ports, row.value));
  return may.allowed ? { ending: row.value } : { why: may.why };
}

/** Says no, with a reason; the ending is over and nothing was sent. */
export async function reject(
  ports: LifecyclePorts,
  input: { id: string; actor: Actor; reason: string },
): Promise<ApprovalOutcome> {
  const may = await mayReject(ports, input);
  return 'why' in may ? refused(may.why) : close(ports, input.id, input.actor, 'rejected', input.reason);
}

/** Why this person cannot take a waiting ending back; `null` where it would be done. Changes nothing. */
export async function whyNotWithdraw(ports: AskPorts, ending: Ending, actor: Actor): Promise<string | null> {
  const objection = notOpen(ending, ports.now());
  if (objection !== null || ending.requester.userId === actor.userId) return objection;
  const verdict = await ports.policy.judge(actor, ending.action, ending.task);
  return verdict.allowed ? null : verdict.why;
}

/** Takes a waiting ending back: the person who asked, or anyone who may do the same action. */
export async function withdraw(
  ports: LifecyclePorts,
  input: { id: string; actor: Actor },
): Promise<ApprovalOutcome> {
  const row = await ports.store.read<Ending>(ENDING, input.id);
  if (row === null) return refused(NOT_HELD);
  const why = await whyNotWithdraw(ports, row.value, input.actor);
  if (why !== null) return refused(why);
  return close(ports, input.id, input.actor, 'withdrawn', null);
}
