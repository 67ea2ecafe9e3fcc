import type { Ending } from '../ending.ts';
import type { Allowed } from '../judge-all.ts';
import type { Confirmation, Objection } from '../outcome.ts';
import { type Purpose, waivesReadiness } from '../purpose.ts';
import { waitsForTime } from '../schedule/schedule.ts';
import type { LifecyclePorts } from '../settings.ts';
import { type Task, titleOf } from '../task.ts';
import { firstRead } from './book.ts';
import { type Fact, factsAgainst, factWords, type Known, notKnownOf, type ReadinessRule } from './facts.ts';
import { evidenceOf, readinessNow } from './gather.ts';
import { isGated, judgeReadiness } from './judge.ts';
import { needsReadings, type ReadinessLine } from './line.ts';

/**
 * Everything that stands against a plan now, under a rule of the policy; of all its tasks. Nothing does where readiness
 * is only shown, and the task is no longer needed.
 */
export function factsOf(
  ports: Pick<LifecyclePorts, 'settings' | 'readings'>,
  confirmation: Pick<Confirmation, 'id' | 'action' | 'tasks' | 'readiness' | 'purpose' | 'writesStopped'>,
  rule: ReadinessRule,
): readonly Fact[] {
  if (waivesReadiness(confirmation.purpose, rule)) return [];
  const lines = readinessNow(ports, confirmation);
  return confirmation.tasks.flatMap((task, at) => factsAgainst(task, lines[at] ?? [], rule));
}

interface Given {
  readonly typed: { readonly reason: string | null } | null;
  readonly known?: readonly Known[];
  /** What was chosen with the confirmation; else what was chosen before counts. */
  readonly purpose?: Purpose;
}

type Gate =
  | { readonly open: true; readonly verdict: Allowed }
  | { readonly open: false; readonly objection: Objection };

/**
 * The gate at the confirmation: every fact against the end must be known. Where readiness is required, going on
 * without it also needs a reason, and one more person than the policy asks for.
 */
export function readinessGate(
  ports: Pick<LifecyclePorts, 'settings' | 'readings'>,
  confirmation: Confirmation,
  verdict: Allowed,
  { typed, known = [], purpose }: Given,
): Gate {
  const chosen = purpose === undefined ? confirmation : { ...confirmation, purpose };
  const facts = factsOf(ports, chosen, verdict.readiness);
  if (facts.length === 0) return { open: true, verdict };
  if (notKnownOf(facts, known).length > 0)
    return {
      open: false,
      objection: { kind: 'not-ready', facts, rule: verdict.readiness, confirmationId: confirmation.id },
    };
  if (verdict.readiness === 'shown') return { open: true, verdict };
  const reason = typed === null ? confirmation.reason : typed.reason;
  if (reason === null || reason.trim() === '')
    return { open: false, objection: { kind: 'reason-needed', facts } };
  return { open: true, verdict: { ...verdict, approvals: verdict.approvals + 1 } };
}

/** What is judged of a task's readiness by a fresh look; empty where it is not judged at all. */
export interface ReadyNow {
  readonly lines: readonly ReadinessLine[];
  /** Everything that stands against the end. */
  readonly facts: readonly Fact[];
  /** Those of them that nobody has said to know at the confirmation. */
  readonly unknown: readonly Fact[];
}

/**
 * Judges readiness with a fresh look as one more reading. What waits for its time is read again and again before it:
 * until then it says nothing that it was not read often enough.
 */
export async function readyNow(
  ports: LifecyclePorts,
  ending: Ending,
  task: Task,
  rule: ReadinessRule,
): Promise<ReadyNow> {
  const { action, purpose, writesStopped = null } = ending;
  if (!isGated(action, task)) return { lines: [], facts: [], unknown: [] };
  const evidence = await evidenceOf(ports, task, 'interactive');
  const read = readWith(ports, bookOf(ports, ending), task, evidence);
  const lines = judgeReadiness(action, read, ports.settings.readiness, writesStopped);
  const judged = waitsForTime(ending) === null ? lines : lines.filter((line) => !needsReadings(line));
  const facts = waivesReadiness(purpose, rule) ? [] : factsAgainst(task, judged, rule);
  return { lines, facts, unknown: notKnownOf(facts, ending.known ?? []) };
}

/** The gate before the call: what stands against it must have been known. `null` where it was, else why not. */
export function whyNotReady(task: Task, { unknown }: ReadyNow): string | null {
  if (unknown.length === 0) return null;
  return `${titleOf(task)} was not touched: it is not ready, and nobody has said to know that: ${factWords(unknown)}. Ask for a new plan.`;
}

/** Under which id its readings are kept: those made since its time came near, where there are any, or those of its plan. */
function bookOf({ readings }: Pick<LifecyclePorts, 'readings'>, { id, confirmationId }: Ending): string {
  return readings.of(id) === null ? confirmationId : id;
}

/** What was read of the task for its plan, with the fresh reading; that alone where nothing is remembered. */
function readWith(
  ports: Pick<LifecyclePorts, 'readings'>,
  id: string,
  task: Task,
  evidence: Awaited<ReturnType<typeof evidenceOf>>,
) {
  const at = ports.readings.of(id)?.reads.findIndex((read) => read.task.direction === task.direction) ?? -1;
  if (at === -1) return firstRead(task, evidence);
  ports.readings.add(id, at, task, evidence);
  return ports.readings.of(id)?.reads[at] ?? firstRead(task, evidence);
}
