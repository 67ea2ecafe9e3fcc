import { firstBraked } from './braked.ts';
import { carryOut } from './carry-out.ts';
import type { Ending } from './ending.ts';
import { type Allowed, judgeAll } from './judge-all.ts';
import { type Confirmation, type ConfirmOutcome, type Objection, objected } from './outcome.ts';
import type { Actor, Row } from './ports.ts';
import { readinessGate } from './readiness/gate.ts';
import { readNow } from './readiness/gather.ts';
import { recordObjection } from './refused-press.ts';
import { CONFIRMATION, ENDING } from './rows.ts';
import { waitsForTime } from './schedule/schedule.ts';
import type { LifecyclePorts } from './settings.ts';
import { type ConfirmInput, type Typed, take } from './take.ts';
import { titleOf } from './task.ts';
import { isTypedName } from './typed-name.ts';

async function endingsOf(ports: LifecyclePorts, ids: readonly string[]): Promise<Ending[]> {
  const rows = await Promise.all(ids.map((id) => ports.store.read<Ending>(ENDING, id)));
  return rows.filter((row) => row !== null).map((row) => row.value);
}

/** Steps 1 to 3: known, yours, not used, not expired. */
export async function standing(
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
  const now = ports.now();
  // Where the clock was put back, nobody knows how old the plan is.
  if (now >= confirmation.expiresAt || now < confirmation.shownAt) return { kind: 'expired', confirmation };
  return null;
}

/** Is what was typed the name, or the end of the id, of what was shown? */
function wrongName(confirmation: Confirmation, name: string): Objection | null {
  const fits = confirmation.tasks.some((task) => isTypedName(name, task, confirmation.sharedName));
  const [first] = confirmation.tasks;
  return fits || first === undefined ? null : { kind: 'wrong-name', title: titleOf(first) };
}

/** Step 5: the typed name, where the policy asks for one. */
function nameObjection(confirmation: Confirmation, verdict: Allowed, typed: Typed | null): Objection | null {
  if (verdict.confirm === 'button' && confirmation.confirm === 'button') return null;
  return typed === null || typed.name === null
    ? { kind: 'name-needed' }
    : wrongName(confirmation, typed.name);
}

/** What a brake says to the tasks of a confirmation; asked after the rights, so that who may not is told that. */
async function brakedObjection(
  ports: LifecyclePorts,
  { tasks, schedule = null }: Pick<Confirmation, 'tasks' | 'schedule'>,
): Promise<Objection | null> {
  const braked = await firstBraked(ports.brakes, tasks, schedule);
  return braked === null ? null : { kind: 'braked', why: braked.why };
}

/**
 * Steps 1 to 3 and 5, for a modal that must say "that is not it" before it closes; before it opens, also whether a
 * brake is on. Uses nothing up, but a press that it refuses is on record; rights are asked at the confirmation itself.
 */
export async function precheck(ports: LifecyclePorts, input: ConfirmInput): Promise<Objection | null> {
  const objection = await firstObjection(ports, input);
  if (objection !== null) await recordObjection(ports, input, objection);
  return objection;
}

async function firstObjection(ports: LifecyclePorts, input: ConfirmInput): Promise<Objection | null> {
  const row = await ports.store.read<Confirmation>(CONFIRMATION, input.id);
  const objection = await standing(ports, row, input.actor);
  if (objection !== null || row === null) return objection;
  const { typed } = input;
  if (typed === null) return brakedObjection(ports, row.value);
  return typed.name === null ? null : wrongName(row.value, typed.name);
}

async function confirmOnce(ports: LifecyclePorts, input: ConfirmInput): Promise<ConfirmOutcome | 'again'> {
  const row = await ports.store.read<Confirmation>(CONFIRMATION, input.id);
  const objection = await standing(ports, row, input.actor);
  if (objection !== null || row === null) return objected(objection ?? { kind: 'unknown' });
  const judged = await judgeAll(ports.policy, input.actor, row.value.action, row.value.tasks);
  if (!judged.allowed) return objected({ kind: 'not-allowed', why: judged.why });
  const { verdict } = judged;
  const braked = await brakedObjection(ports, row.value);
  if (braked !== null) return objected(braked);
  const byName = nameObjection(row.value, verdict, input.typed);
  if (byName !== null) return objected(byName);
  await readNow(ports, row.value);
  // That look took its time: the plan may have been used, or grown too old, meanwhile.
  const now = await ports.store.read<Confirmation>(CONFIRMATION, input.id);
  const since = await standing(ports, now, input.actor);
  if (since !== null || now === null) return objected(since ?? { kind: 'unknown' });
  const gate = readinessGate(ports, now.value, verdict, input);
  if (!gate.open) return objected(gate.objection);
  const taken = await take(ports, now, input, gate.verdict);
  if (taken.kind === 'lost') return 'again';
  if (taken.kind === 'busy') return objected({ kind: 'busy', ending: taken.ending });
  ports.reached('taken');
  const endings = await Promise.all(taken.endings.map((ending) => carryOut(ports, ending.id)));
  if (endings.every((ending) => ending.state !== 'awaiting-approval' || waitsForTime(ending) !== null))
    ports.readings.close(row.id);
  return { kind: 'taken', endings };
}

/**
 * The second door: takes a confirmation once, looks again, judges again, records, acts, records. The order is
 * the safety: known, yours, not expired, rights now, no brake on, the typed name, readiness (none of these uses it
 * up), then taken by compare-and-set, and only then the call.
 */
export async function confirm(ports: LifecyclePorts, input: ConfirmInput): Promise<ConfirmOutcome> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const outcome = await confirmOnce(ports, input);
    if (outcome === 'again') continue;
    if (outcome.kind === 'objection') await recordObjection(ports, input, outcome.objection);
    return outcome;
  }
  throw new Error(`confirmation ${input.id} changes too often to be taken`);
}
