import { type Ending, move } from './ending.ts';
import type { Allowed } from './judge-all.ts';
import type { Confirmation } from './outcome.ts';
import { planLinesOf } from './plan.ts';
import type { Actor, AuditEvent, Row, Write } from './ports.ts';
import type { Purpose } from './purpose.ts';
import { type Known, knownAmong } from './readiness/facts.ts';
import { readinessNow } from './readiness/gather.ts';
import { announcement, CONFIRMATION, ENDING, LIVE, type LiveRow } from './rows.ts';
import { auditLine, nextLook } from './save.ts';
import { type EndingSchedule, scheduleFacts } from './schedule/schedule.ts';
import type { LifecyclePorts } from './settings.ts';
import { taskKey } from './task.ts';
import { endsForGood } from './words.ts';

/** What a person filled in; `null` where a button alone was pressed. */
export interface Typed {
  /** `null` where the name was not asked for. */
  readonly name: string | null;
  readonly reason: string | null;
}

export interface ConfirmInput {
  readonly id: string;
  readonly actor: Actor;
  readonly typed: Typed | null;
  /** The facts that the person has said to know. */
  readonly known?: readonly Known[];
  /** Why it is ended, where that was chosen with the confirmation. */
  readonly purpose?: Purpose;
}

/** What its requester has said to know, for the audit trail: each fact with the words in which it was shown. */
function saidToKnow({ task, shown, known }: Ending): { readonly known?: readonly object[] } {
  const own = known.filter(({ key }) => key.startsWith(`${task.direction}.`));
  if (own.length === 0) return {};
  const facts = knownAmong(task, shown?.readiness ?? [], own);
  return {
    known: own.map((one) => ({ ...one, text: facts.find(({ key }) => key === one.key)?.text ?? null })),
  };
}

/** The time of the plan, with the presence that is asked for by it or by the policy now. */
function scheduleOf({ schedule }: Confirmation, verdict: Allowed): EndingSchedule | null {
  if (schedule === undefined || schedule === null) return null;
  const alone = schedule.presence === 'not-needed' && verdict.presence === 'not-needed';
  const presence = alone ? 'not-needed' : 'required';
  return { ...schedule, presence, openedAt: null, remindedAt: null, firedAt: null, present: null };
}

/** What its requester has said of it, before and with the confirmation. */
function saidOf({ action, purpose: before, writesStopped }: Confirmation, input: ConfirmInput) {
  const purpose = endsForGood(action) ? (input.purpose ?? before) : undefined;
  return {
    ...(purpose === undefined ? {} : { purpose }),
    ...(writesStopped === undefined ? {} : { writesStopped }),
  };
}

/** What was shown of one of the tasks, with its readiness as it was judged at the confirmation. */
function shownOf(
  ports: LifecyclePorts,
  confirmation: Confirmation,
  at: number,
  verdict: Allowed,
): Pick<Ending, 'shown'> {
  const task = confirmation.tasks[at];
  if (task === undefined) return {};
  const { action } = confirmation;
  const readiness = readinessNow(ports, confirmation)[at] ?? [];
  const lines = planLinesOf(action, [task], [readiness], confirmation);
  const leftovers = ports.countLeftovers(task, action);
  return { shown: { lines, readiness, leftovers, rule: verdict.rule } };
}

function makeEndings(
  ports: LifecyclePorts,
  confirmation: Confirmation,
  input: ConfirmInput,
  verdict: Allowed,
): Ending[] {
  const now = ports.now();
  const said = saidOf(confirmation, input);
  const schedule = scheduleOf(confirmation, verdict);
  const untilMs = verdict.approvals > 0 ? now + ports.settings.approvalMs : null;
  return confirmation.tasks.map((task, at) => ({
    id: ports.newId('e'),
    confirmationId: confirmation.id,
    action: confirmation.action,
    task,
    fingerprint: confirmation.fingerprints[at] ?? {},
    state: 'checking',
    since: now,
    requester: input.actor,
    // A reason that was emptied in the modal is none; the button alone keeps the one of the plan.
    reason: input.typed === null ? confirmation.reason : input.typed.reason,
    confirmedAt: now,
    known: input.known ?? [],
    ...shownOf(ports, { ...confirmation, ...said }, at, verdict),
    ...said,
    approvalsNeeded: verdict.approvals,
    approvers: verdict.approvers,
    approvals: [],
    approvalExpiresAt: schedule?.at ?? untilMs,
    pressAgain: false,
    decidedBy: null,
    call: null,
    tries: [],
    requestId: null,
    answeredAt: null,
    readings: [],
    stillThere: 0,
    slow: false,
    byUs: true,
    why: null,
    earlier: confirmation.earlier,
    supersedes: confirmation.supersedes,
    schedule,
  }));
}

/** A hung ordinary stop gives its task to the forced one that a person has just confirmed. */
async function supersede(
  ports: LifecyclePorts,
  confirmation: Confirmation,
): Promise<{ writes: Write[]; freed: string | null; audit: AuditEvent[] }> {
  const none = { writes: [], freed: null, audit: [] };
  if (confirmation.supersedes === null) return none;
  const row = await ports.store.read<Ending>(ENDING, confirmation.supersedes);
  if (row === null || row.value.state !== 'ending') return none;
  const now = ports.now();
  const why = 'the ordinary stop hung, and a person has chosen to force it';
  const after = move(row.value, 'needs-human', now, { why });
  return {
    writes: [
      { kind: ENDING, id: row.id, expect: row.version, value: after, dueAt: nextLook(after, now, ports) },
      announcement(ports, { what: 'ending', id: row.id }),
    ],
    freed: row.id,
    audit: [auditLine('ending.needs-human', after, now, { why })],
  };
}

/** Step 6: takes the confirmation and the tasks in one compare-and-set, or says who was faster. */
export async function take(
  ports: LifecyclePorts,
  row: Row<Confirmation>,
  input: ConfirmInput,
  verdict: Allowed,
): Promise<{ kind: 'taken'; endings: Ending[] } | { kind: 'busy'; ending: string } | { kind: 'lost' }> {
  const endings = makeEndings(ports, row.value, input, verdict);
  const replaced = await supersede(ports, row.value);
  const writes: Write[] = [...replaced.writes];
  for (const ending of endings) {
    const live = await ports.store.read<LiveRow>(LIVE, taskKey(ending.task));
    if (live !== null && live.value.endingId !== replaced.freed)
      return { kind: 'busy', ending: live.value.endingId };
    writes.push({
      kind: LIVE,
      id: taskKey(ending.task),
      expect: live?.version ?? 0,
      value: { endingId: ending.id },
    });
    writes.push({
      kind: ENDING,
      id: ending.id,
      expect: 0,
      value: ending,
      dueAt: nextLook(ending, ports.now(), ports),
    });
    writes.push(announcement(ports, { what: 'ending', id: ending.id }));
  }
  const said = saidOf(row.value, input);
  const used: Confirmation = { ...row.value, ...said, endings: endings.map((ending) => ending.id) };
  // It is asked for once more when the ending is judged again.
  const until = endings.map(({ approvalExpiresAt }) => approvalExpiresAt ?? 0);
  const dueAt = Math.max(row.value.expiresAt, ...until) + ports.settings.keepMs;
  writes.push({ kind: CONFIRMATION, id: row.id, expect: row.version, value: used, dueAt });
  const audit = endings.map((ending) =>
    auditLine('ending.confirmed', ending, ports.now(), {
      actor: ending.requester.userId,
      channel: ending.requester.channelId,
      reason: ending.reason,
      confirmation: row.id,
      fingerprint: ending.fingerprint,
      rule: verdict.rule,
      approvals: verdict.approvals,
      readiness: readinessNow(ports, row.value),
      ...said,
      ...(ending.schedule == null ? {} : { schedule: scheduleFacts(ending.schedule) }),
      ...saidToKnow(ending),
    }),
  );
  const saved = await ports.store.commit(writes, [...replaced.audit, ...audit]);
  const [first] = endings;
  const readUntil = first === undefined || first.schedule != null ? null : first.approvalExpiresAt;
  if (saved && readUntil !== null) ports.readings.prolong(row.id, readUntil);
  return saved ? { kind: 'taken', endings } : { kind: 'lost' };
}
