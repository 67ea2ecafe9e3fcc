import type { Difference } from './fingerprint.ts';
import type { Allowed } from './judge-all.ts';
import type { Confirmation } from './outcome.ts';
import type { PlanLine } from './plan/line.ts';
import { type Plan, planLinesOf } from './plan.ts';
import type { AuditEvent, Write } from './ports.ts';
import { CONFIRMATION } from './rows.ts';
import { scheduleFacts } from './schedule/schedule.ts';
import type { LifecyclePorts } from './settings.ts';
import { type Task, taskKey } from './task.ts';

const KEEP_CONFIRMATION_MS = 24 * 60 * 60_000;

/** The plan of a confirmation, with its tasks as they are known by now and in what they differ from what was shown. */
export function planOf(
  ports: Pick<LifecyclePorts, 'countLeftovers'>,
  confirmation: Confirmation,
  verdict: Allowed,
  tasks: readonly Task[] = confirmation.tasks,
  changed: readonly Difference[] = [],
): Plan {
  const { action, readiness, reason, expiresAt, earlier } = confirmation;
  return {
    action,
    tasks,
    lines: planLinesOf(action, tasks, readiness, confirmation),
    verdict,
    leftovers: tasks.reduce((sum, task) => sum + ports.countLeftovers(task, action), 0),
    reason,
    expiresAt,
    earlier,
    ...(changed.length === 0 ? {} : { changed }),
  };
}

/** The write that keeps a confirmation which nobody has used, until a day after it has expired. */
export function confirmationWrite(confirmation: Confirmation, expect: number): Write {
  const dueAt = confirmation.expiresAt + KEEP_CONFIRMATION_MS;
  return { kind: CONFIRMATION, id: confirmation.id, expect, value: confirmation, dueAt };
}

/** A line of the plan as it was shown, with when its fact was read and how old that was, in seconds. */
function shownLine(line: PlanLine, now: number): object {
  if (line.at === undefined) return line;
  return { ...line, at: new Date(line.at).toISOString(), age: Math.round((now - line.at) / 100) / 10 };
}

/**
 * Everything that was shown, to the letter: the fingerprint, each line with its values and ages, what lives around the
 * task, what its owner has said, and who must agree.
 */
export function shownAudit(
  type: 'plan.shown' | 'plan.shown-again',
  confirmation: Confirmation,
  plan: Plan,
  now: number,
): AuditEvent {
  const { rule, approvals, approvers } = plan.verdict;
  const { purpose, writesStopped, around, schedule } = confirmation;
  return {
    type,
    at: new Date(now).toISOString(),
    confirmation: confirmation.id,
    action: confirmation.action,
    tasks: confirmation.tasks.map(taskKey),
    names: confirmation.tasks.map(({ name }) => name),
    actor: confirmation.requester.userId,
    channel: confirmation.requester.channelId,
    reason: confirmation.reason,
    fingerprints: confirmation.fingerprints,
    readiness: confirmation.readiness,
    lines: plan.lines.map((line) => shownLine(line, now)),
    leftovers: plan.leftovers,
    rule,
    approvals,
    approvers,
    expires: new Date(confirmation.expiresAt).toISOString(),
    ...(purpose === undefined ? {} : { purpose }),
    ...(writesStopped === undefined ? {} : { writesStopped }),
    ...(around === undefined ? {} : { around }),
    ...(schedule == null ? {} : { schedule: scheduleFacts(schedule) }),
    ...(plan.changed === undefined ? {} : { changed: plan.changed }),
  };
}
