import { brakedAt } from './braked.ts';
import { carryOut } from './carry-out.ts';
import { type Ending, move } from './ending.ts';
import type { ApprovalOutcome } from './outcome.ts';
import type { Actor } from './ports.ts';
import { ENDING } from './rows.ts';
import { auditLine, type Change, changeEnding } from './save.ts';
import { timeAhead } from './schedule/schedule.ts';
import type { LifecyclePorts } from './settings.ts';
import { titleOf } from './task.ts';

export function refused(why: string): ApprovalOutcome {
  return { kind: 'refused', why };
}

export const NOT_HELD = 'I no longer hold this ending. The audit log has what became of it.';

/** What stands in the way of approving, rejecting or withdrawing, apart from the person. */
function notOpen(ending: Ending, now: number): string | null {
  if (ending.state !== 'awaiting-approval')
    return `There is nothing left to decide: ${titleOf(ending.task)} is ${ending.state}.`;
  if (ending.approvalExpiresAt !== null && now >= ending.approvalExpiresAt)
    return 'The time to agree is over. Ask for a new plan.';
  return null;
}

function approvalObjection(ending: Ending, actor: Actor): string | null {
  if (ending.requester.userId === actor.userId) return 'You asked for it; somebody else must agree.';
  if (ending.approvals.some((approval) => approval.userId === actor.userId))
    return 'You have agreed already; one more person is needed.';
  if (timeAhead(ending) !== null && ending.approvals.length >= ending.approvalsNeeded)
    return 'Nobody else needs to agree; it waits for its time.';
  return null;
}

/**
 * Writes one approval. Enough of them start the check at once, unless the confirmation has grown old, or it has a time
 * of its own to wait for.
 */
function approvalChange(ports: LifecyclePorts, ending: Ending, actor: Actor): Change | null {
  const now = ports.now();
  if (notOpen(ending, now) !== null || approvalObjection(ending, actor) !== null || ending.pressAgain)
    return null;
  const approvals = [...ending.approvals, { userId: actor.userId, at: now }];
  const enough = approvals.length >= ending.approvalsNeeded;
  const fresh = now - ending.confirmedAt <= ports.settings.confirmMs;
  const complete = enough && timeAhead(ending) === null;
  const after = move(ending, complete && fresh ? 'checking' : 'awaiting-approval', now, {
    approvals,
    pressAgain: complete && !fresh,
  });
  const notes = [
    {
      kind: 'approved' as const,
      userId: actor.userId,
      given: approvals.length,
      needed: ending.approvalsNeeded,
    },
    ...(after.pressAgain ? [{ kind: 'press-again' as const, userId: ending.requester.userId }] : []),
  ];
  const audit = auditLine('ending.approved', after, now, {
    actor: actor.userId,
    given: approvals.length,
    needed: ending.approvalsNeeded,
  });
  return { after, audit: [audit], notes };
}

/**
 * Agrees to an ending and, with the last agreement that is needed, ends now: looks again, judges again, acts.
 * Refuses the requester, a person who agreed already, whoever the policy does not name, and everybody while a brake is on.
 */
export async function approve(
  ports: LifecyclePorts,
  input: { id: string; actor: Actor },
): Promise<ApprovalOutcome> {
  const row = await ports.store.read<Ending>(ENDING, input.id);
  if (row === null) return refused(NOT_HELD);
  const objection = notOpen(row.value, ports.now()) ?? approvalObjection(row.value, input.actor);
  if (objection !== null) return refused(objection);
  if (row.value.pressAgain)
    return refused('Enough people have agreed; the person who asked must press once more.');
  const may = await ports.policy.mayApprove(input.actor, row.value.approvers);
  if (!may.allowed) return refused(may.why);
  const braked = await brakedAt(ports.brakes, row.value.task, timeAhead(row.value));
  if (braked !== null) return refused(braked);
  const changed = await changeEnding(ports, input.id, (ending) => approvalChange(ports, ending, input.actor));
  if (changed === null) return refused(NOT_HELD);
  if (!changed.changed)
    return refused(
      notOpen(changed.row.value, ports.now()) ??
        approvalObjection(changed.row.value, input.actor) ??
        'Somebody was faster; no more agreement is needed.',
    );
  if (changed.row.value.state !== 'checking') return { kind: 'recorded', ending: changed.row.value };
  return { kind: 'recorded', ending: await carryOut(ports, input.id) };
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

/** May this person reject? Answered before a modal asks for the reason; nothing is used up. */
export async function mayReject(
  ports: LifecyclePorts,
  input: { id: string; actor: Actor },
): Promise<{ why: string } | { ending: Ending }> {
  const row = await ports.store.read<Ending>(ENDING, input.id);
  if (row === null) return { why: NOT_HELD };
  const objection = notOpen(row.value, ports.now());
  if (objection !== null) return { why: objection };
  if (row.value.requester.userId === input.actor.userId)
    return { why: 'You asked for it: withdraw it instead.' };
  const may = await ports.policy.mayApprove(input.actor, row.value.approvers);
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

/** Takes a waiting ending back: the person who asked, or anyone who may do the same action. */
export async function withdraw(
  ports: LifecyclePorts,
  input: { id: string; actor: Actor },
): Promise<ApprovalOutcome> {
  const row = await ports.store.read<Ending>(ENDING, input.id);
  if (row === null) return refused(NOT_HELD);
  const objection = notOpen(row.value, ports.now());
  if (objection !== null) return refused(objection);
  if (row.value.requester.userId !== input.actor.userId) {
    const verdict = await ports.policy.judge(input.actor, row.value.action, row.value.task);
    if (!verdict.allowed) return refused(verdict.why);
  }
  return close(ports, input.id, input.actor, 'withdrawn', null);
}
