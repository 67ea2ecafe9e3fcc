import { type AskPorts, NOT_HELD, notOpen, refused } from '../approvals.ts';
import { brakedAt } from '../braked.ts';
import { carryOut } from '../carry-out.ts';
import { check, type Go, type Stop } from '../check.ts';
import { type Ending, move } from '../ending.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { ApprovalOutcome } from '../outcome.ts';
import type { Actor } from '../ports.ts';
import { ENDING, type Note } from '../rows.ts';
import { auditLine, type Change, changeEnding } from '../save.ts';
import { timeAhead } from '../schedule/schedule.ts';
import type { LifecyclePorts } from '../settings.ts';
import { type Agreed, approversNow, withAgreed } from './agreed-now.ts';
import { stopWaiting } from './stop-waiting.ts';

function approvalObjection(ending: Ending, actor: Actor): string | null {
  if (ending.requester.userId === actor.userId) return 'You asked for it; somebody else must agree.';
  if (ending.approvals.some((approval) => approval.userId === actor.userId))
    return 'You have agreed already; one more person is needed.';
  if (timeAhead(ending) !== null && ending.approvals.length >= ending.approvalsNeeded)
    return 'Nobody else needs to agree; it waits for its time.';
  return null;
}

function mayNot(ports: LifecyclePorts, ending: Ending, actor: Actor): boolean {
  return (
    notOpen(ending, ports.now()) !== null || approvalObjection(ending, actor) !== null || ending.pressAgain
  );
}

/** What is said and recorded of agreements that count no more. */
function lostLines(
  lost: Agreed['lost'],
  after: Ending,
  now: number,
): Pick<Change, 'audit'> & { notes: Note[] } {
  if (lost.length === 0) return { audit: [], notes: [] };
  const needed = after.approvalsNeeded;
  const missing = Math.max(0, needed - after.approvals.length);
  return {
    audit: [auditLine('ending.waits-again', after, now, { lost, missing, needed })],
    notes: [{ kind: 'waits-again', lost, missing }],
  };
}

/**
 * Writes one approval, bound to what the look has just found, and takes out those that count no more. Enough of them
 * start the check at once, unless the confirmation has grown old, or the ending has a time of its own to wait for.
 */
function approvalChange(ports: LifecyclePorts, before: Ending, actor: Actor, seen: Go): Change | null {
  if (mayNot(ports, before, actor)) return null;
  const now = ports.now();
  const { userId } = actor;
  const { readiness, agreed } = seen;
  const ending = { ...before, ...withAgreed(before, agreed, now) };
  const fingerprint = fingerprintOf(ending.action, seen.task);
  const approvals = [...ending.approvals, { userId, at: now, fingerprint, readiness }];
  const [given, needed] = [approvals.length, ending.approvalsNeeded];
  // Where the clock was put back, nobody knows how old the confirmation is.
  const age = now - ending.confirmedAt;
  const fresh = age >= 0 && age <= ports.settings.confirmMs;
  const complete = given >= needed && timeAhead(ending) === null;
  const after = move(ending, complete && fresh ? 'checking' : 'awaiting-approval', now, {
    approvals,
    lost: ending.lost.filter((one) => one.userId !== userId),
    pressAgain: complete && !fresh,
  });
  const gone = lostLines(agreed.lost, after, now);
  const bound = { actor: userId, given, needed, fingerprint, readiness };
  return {
    after,
    audit: [...gone.audit, auditLine('ending.approved', after, now, bound)],
    notes: [
      ...gone.notes,
      { kind: 'approved', userId, given, needed },
      ...(after.pressAgain ? [{ kind: 'press-again' as const, userId: ending.requester.userId }] : []),
    ],
  };
}

/** The look that comes with an approval found that the plan is no longer so: nothing is counted, and it is over. */
async function notCounted(
  ports: LifecyclePorts,
  { id, actor }: { id: string; actor: Actor },
  stop: Stop,
): Promise<ApprovalOutcome> {
  const changed = await changeEnding(ports, id, (ending) => {
    if (mayNot(ports, ending, actor)) return null;
    const change = stopWaiting(ending, stop, ports.now(), actor.userId);
    const attempt = { actor: actor.userId, why: stop.why };
    return {
      ...change,
      audit: [auditLine('ending.approval-refused', ending, ports.now(), attempt), ...change.audit],
    };
  });
  if (changed === null) return refused(NOT_HELD);
  if (!changed.changed) return refused(whyNotNow(ports, changed.row.value, actor));
  return { kind: 'not-counted', ending: changed.row.value };
}

/** Why an approval found nothing to approve any more when it was to be written. */
function whyNotNow(ports: LifecyclePorts, ending: Ending, actor: Actor): string {
  return (
    notOpen(ending, ports.now()) ??
    approvalObjection(ending, actor) ??
    'Somebody was faster; no more agreement is needed.'
  );
}

/**
 * What a look that passes makes of an approval: `null` where the ending goes the way of the look. A brake may be
 * lifted, and a cloud may answer again, so the ending waits on; only at the last approval a failed look ends it, as it
 * does right before every call.
 */
function onlyForNow({ passing, why }: Stop, ending: Ending): string | null {
  if (passing === 'brake') return why;
  const isLast = timeAhead(ending) === null && ending.approvals.length + 1 >= ending.approvalsNeeded;
  return passing === 'look' && !isLast ? `${why} Your agreement was not counted: press again.` : null;
}

/**
 * Why the agreement of this person would not be taken, apart from brakes and from what a look finds; `null` where it
 * would. Changes nothing.
 */
export async function whyNotApprove(ports: AskPorts, ending: Ending, actor: Actor): Promise<string | null> {
  const objection = notOpen(ending, ports.now()) ?? approvalObjection(ending, actor);
  if (objection !== null) return objection;
  if (ending.pressAgain) return 'Enough people have agreed; the person who asked must press once more.';
  const may = await ports.policy.mayApprove(actor, await approversNow(ports, ending));
  return may.allowed ? null : may.why;
}

/**
 * Agrees to an ending as it was shown: looks and judges first, counts the agreement where nothing relevant differs, and
 * with the last one that is needed ends now: looks again, judges again, acts. Refuses the requester, a person who agreed
 * already, whoever the policy does not name by now, and everybody while a brake is on.
 */
export async function approve(
  ports: LifecyclePorts,
  input: { id: string; actor: Actor },
): Promise<ApprovalOutcome> {
  const row = await ports.store.read<Ending>(ENDING, input.id);
  if (row === null) return refused(NOT_HELD);
  const objection = await whyNotApprove(ports, row.value, input.actor);
  if (objection !== null) return refused(objection);
  const braked = await brakedAt(ports.brakes, row.value.task, timeAhead(row.value));
  if (braked !== null) return refused(braked);
  const seen = await check(ports, row.value);
  if (seen.kind === 'stop') {
    const why = onlyForNow(seen, row.value);
    return why === null ? notCounted(ports, input, seen) : refused(why);
  }
  const changed = await changeEnding(ports, input.id, (ending) =>
    approvalChange(ports, ending, input.actor, seen),
  );
  if (changed === null) return refused(NOT_HELD);
  if (!changed.changed) return refused(whyNotNow(ports, changed.row.value, input.actor));
  if (changed.row.value.state !== 'checking') return { kind: 'recorded', ending: changed.row.value };
  return { kind: 'recorded', ending: await carryOut(ports, input.id) };
}
