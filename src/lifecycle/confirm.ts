import { carryOut } from './carry-out.ts';
import { type Ending, move } from './ending.ts';
import type { Confirmation, ConfirmOutcome, Objection } from './outcome.ts';
import type { Actor, AuditEvent, Row, Write } from './ports.ts';
import { CONFIRMATION, ENDING, LIVE, type LiveRow, OUTBOX } from './rows.ts';
import { auditLine, changeEnding, nextLook } from './save.ts';
import type { LifecyclePorts } from './settings.ts';
import { type Allowed, strictest } from './strictest.ts';
import { taskKey, titleOf } from './task.ts';
import { isTypedName } from './typed-name.ts';

/** What a person filled in; `null` where a button alone was pressed. */
export interface Typed {
  readonly name: string;
  readonly reason: string | null;
}

export interface ConfirmInput {
  readonly id: string;
  readonly actor: Actor;
  readonly typed: Typed | null;
}

function objected(objection: Objection): ConfirmOutcome {
  return { kind: 'objection', objection };
}

async function endingsOf(ports: LifecyclePorts, ids: readonly string[]): Promise<Ending[]> {
  const rows = await Promise.all(ids.map((id) => ports.store.read<Ending>(ENDING, id)));
  return rows.filter((row) => row !== null).map((row) => row.value);
}

/** Steps 1 to 3: known, yours, not used, not expired. */
async function standing(
  ports: LifecyclePorts,
  row: Row<Confirmation> | null,
  actor: Actor,
): Promise<Objection | null> {
  if (row === null) return { kind: 'unknown' };
  const confirmation = row.value;
  const [task] = confirmation.tasks;
  if (task === undefined) return { kind: 'unknown' };
  if (confirmation.requester.userId !== actor.userId)
    return { kind: 'not-yours', requester: confirmation.requester.userId, action: confirmation.action, task };
  if (confirmation.endings !== null)
    return { kind: 'already', endings: await endingsOf(ports, confirmation.endings) };
  if (ports.now() >= confirmation.expiresAt) return { kind: 'expired', confirmation };
  return null;
}

/** Step 5: the typed name, where the policy asks for one. */
function nameObjection(confirmation: Confirmation, verdict: Allowed, typed: Typed | null): Objection | null {
  if (verdict.confirm === 'button' && confirmation.confirm === 'button') return null;
  if (typed === null) return { kind: 'name-needed' };
  const fits = confirmation.tasks.some((task) => isTypedName(typed.name, task, confirmation.sharedName));
  const [first] = confirmation.tasks;
  return fits || first === undefined ? null : { kind: 'wrong-name', title: titleOf(first) };
}

/**
 * Steps 1 to 3 and 5, for a modal that must say "that is not it" before it closes. Uses nothing up; rights are
 * asked at the confirmation itself.
 */
export async function precheck(ports: LifecyclePorts, input: ConfirmInput): Promise<Objection | null> {
  const row = await ports.store.read<Confirmation>(CONFIRMATION, input.id);
  const objection = await standing(ports, row, input.actor);
  if (objection !== null || row === null) return objection;
  if (input.typed === null) return null;
  const fits = row.value.tasks.some((task) =>
    isTypedName(input.typed?.name ?? '', task, row.value.sharedName),
  );
  const [first] = row.value.tasks;
  return fits || first === undefined ? null : { kind: 'wrong-name', title: titleOf(first) };
}

function makeEndings(
  ports: LifecyclePorts,
  confirmation: Confirmation,
  input: ConfirmInput,
  verdict: Allowed,
): Ending[] {
  const now = ports.now();
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
    approvalsNeeded: verdict.approvals,
    approvers: verdict.approvers,
    approvals: [],
    approvalExpiresAt: verdict.approvals > 0 ? now + ports.settings.approvalMs : null,
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
      { kind: OUTBOX, id: ports.newId('o'), expect: 0, value: { what: 'ending', id: row.id }, dueAt: now },
    ],
    freed: row.id,
    audit: [auditLine('ending.needs-human', after, now, { why })],
  };
}

/** Step 6: takes the confirmation and the tasks in one compare-and-set, or says who was faster. */
async function take(
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
    writes.push({
      kind: OUTBOX,
      id: ports.newId('o'),
      expect: 0,
      value: { what: 'ending', id: ending.id },
      dueAt: ports.now(),
    });
  }
  const used: Confirmation = { ...row.value, endings: endings.map((ending) => ending.id) };
  const dueAt = row.value.expiresAt + ports.settings.keepMs;
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
    }),
  );
  const saved = await ports.store.commit(writes, [...replaced.audit, ...audit]);
  return saved ? { kind: 'taken', endings } : { kind: 'lost' };
}

async function confirmOnce(ports: LifecyclePorts, input: ConfirmInput): Promise<ConfirmOutcome | 'again'> {
  const row = await ports.store.read<Confirmation>(CONFIRMATION, input.id);
  const objection = await standing(ports, row, input.actor);
  if (objection !== null || row === null) return objected(objection ?? { kind: 'unknown' });
  const verdicts: Allowed[] = [];
  for (const task of row.value.tasks) {
    const verdict = await ports.policy.judge(input.actor, row.value.action, task);
    if (!verdict.allowed) return objected({ kind: 'not-allowed', why: verdict.why });
    verdicts.push(verdict);
  }
  const verdict = strictest(verdicts);
  if (verdict === null) return objected({ kind: 'unknown' });
  const wrongName = nameObjection(row.value, verdict, input.typed);
  if (wrongName !== null) return objected(wrongName);
  const taken = await take(ports, row, input, verdict);
  if (taken.kind === 'lost') return 'again';
  if (taken.kind === 'busy') return objected({ kind: 'busy', ending: taken.ending });
  ports.reached('taken');
  const endings = await Promise.all(taken.endings.map((ending) => carryOut(ports, ending.id)));
  return { kind: 'taken', endings };
}

/**
 * The second door: takes a confirmation once, looks again, judges again, records, acts, records. The order is
 * the safety: known, yours, not expired, rights now, the typed name (none of these uses it up), then taken by
 * compare-and-set, and only then the call.
 */
export async function confirm(ports: LifecyclePorts, input: ConfirmInput): Promise<ConfirmOutcome> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const outcome = await confirmOnce(ports, input);
    if (outcome !== 'again') return outcome;
  }
  throw new Error(`confirmation ${input.id} changes too often to be taken`);
}

/** The requester's second press, where the others agreed only after the confirmation had grown old. */
export async function pressAgain(
  ports: LifecyclePorts,
  input: { id: string; actor: Actor },
): Promise<ConfirmOutcome> {
  const row = await ports.store.read<Ending>(ENDING, input.id);
  if (row === null) return objected({ kind: 'unknown' });
  const { value: ending } = row;
  if (ending.requester.userId !== input.actor.userId)
    return objected({
      kind: 'not-yours',
      requester: ending.requester.userId,
      action: ending.action,
      task: ending.task,
    });
  if (ending.state !== 'awaiting-approval' || !ending.pressAgain)
    return objected({ kind: 'already', endings: [ending] });
  const verdict = await ports.policy.judge(input.actor, ending.action, ending.task);
  if (!verdict.allowed) return objected({ kind: 'not-allowed', why: verdict.why });
  const now = ports.now();
  const changed = await changeEnding(ports, input.id, (current) => {
    if (current.state !== 'awaiting-approval' || !current.pressAgain) return null;
    if (now >= (current.approvalExpiresAt ?? now + 1)) return null;
    return {
      after: move(current, 'checking', now, { pressAgain: false }),
      audit: [auditLine('ending.checking', current, now, { actor: input.actor.userId, pressedAgain: true })],
    };
  });
  if (changed === null || !changed.changed)
    return objected({ kind: 'already', endings: changed === null ? [] : [changed.row.value] });
  return { kind: 'taken', endings: [await carryOut(ports, input.id)] };
}
