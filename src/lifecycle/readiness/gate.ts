import type { Ending } from '../ending.ts';
import type { Allowed } from '../judge-all.ts';
import type { Confirmation, Objection } from '../outcome.ts';
import type { LifecyclePorts } from '../settings.ts';
import { type Task, titleOf } from '../task.ts';
import { firstRead } from './book.ts';
import { type Fact, factsAgainst, factWords, type Known, notKnownOf, type ReadinessRule } from './facts.ts';
import { evidenceOf, readinessNow } from './gather.ts';
import { isGated, judgeReadiness } from './judge.ts';

/** Everything that stands against a plan now, under a rule of the policy; of all its tasks. */
export function factsOf(
  ports: Pick<LifecyclePorts, 'settings' | 'readings'>,
  confirmation: Pick<Confirmation, 'id' | 'action' | 'tasks' | 'readiness'>,
  rule: ReadinessRule,
): readonly Fact[] {
  const lines = readinessNow(ports, confirmation);
  return confirmation.tasks.flatMap((task, at) => factsAgainst(task, lines[at] ?? [], rule));
}

interface Given {
  readonly typed: { readonly reason: string | null } | null;
  readonly known?: readonly Known[];
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
  { typed, known = [] }: Given,
): Gate {
  const facts = factsOf(ports, confirmation, verdict.readiness);
  if (facts.length === 0) return { open: true, verdict };
  if (notKnownOf(facts, known).length > 0)
    return { open: false, objection: { kind: 'not-ready', facts, confirmationId: confirmation.id } };
  if (verdict.readiness === 'shown') return { open: true, verdict };
  const reason = typed === null ? confirmation.reason : typed.reason;
  if (reason === null || reason.trim() === '')
    return { open: false, objection: { kind: 'reason-needed', facts } };
  return { open: true, verdict: { ...verdict, approvals: verdict.approvals + 1 } };
}

/**
 * The gate before the call: the fresh look is one more reading, and what stands against the end by now must have been
 * known at the confirmation. `null` where nothing does, else why not, in a sentence.
 */
export async function notReadyNow(
  ports: LifecyclePorts,
  ending: Ending,
  task: Task,
  rule: ReadinessRule,
): Promise<string | null> {
  const { action } = ending;
  if (!isGated(action, task)) return null;
  const evidence = await evidenceOf(ports, task, 'interactive');
  const read = readWith(ports, bookOf(ending), task, evidence);
  const lines = judgeReadiness(action, read, ports.settings.readiness);
  const facts = notKnownOf(factsAgainst(task, lines, rule), ending.known ?? []);
  if (facts.length === 0) return null;
  return `${titleOf(task)} was not touched: it is not ready, and nobody has said to know that: ${factWords(facts)}. Ask for a new plan.`;
}

/** Under which id its readings are kept: those of its plan, or those made since its time came near. */
function bookOf({ id, confirmationId, schedule }: Ending): string {
  return schedule?.firedAt == null ? confirmationId : id;
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
