import { NOT_HELD, notOpen } from '../approvals.ts';
import { lookTwice } from '../carry-out.ts';
import { decide } from '../decide.ts';
import { earlierOf } from '../earlier.ts';
import type { Ending } from '../ending.ts';
import { type Difference, differences, fingerprintOf } from '../fingerprint.ts';
import type { PlanLine } from '../plan/line.ts';
import { planLinesOf } from '../plan.ts';
import { type Actor, ProviderError } from '../ports.ts';
import { type ReadinessChange, readinessChanges } from '../readiness/changed.ts';
import type { Fact } from '../readiness/facts.ts';
import { readyNow } from '../readiness/gate.ts';
import { ENDING } from '../rows.ts';
import { auditLine } from '../save.ts';
import { cloudOf } from '../search.ts';
import type { LifecyclePorts } from '../settings.ts';
import type { Task } from '../task.ts';
import { type Agreed, agreedNow, verdictNow } from './agreed-now.ts';

/** A plan that waits for others, as it is now. */
export interface PlanNow {
  readonly ending: Ending;
  /** As it was read just now; `null` where the cloud no longer knows it. */
  readonly task: Task | null;
  readonly lines: readonly PlanLine[];
  /** When it was looked, in milliseconds since 1970. */
  readonly at: number;
  readonly differences: readonly Difference[];
  readonly readiness: readonly ReadinessChange[];
  /** What stands against it and nobody has said to know. */
  readonly unknown: readonly Fact[];
  /** Why the rules about tasks refuse it now. */
  readonly refused: string | null;
  /** What the policy says to the person who asked, where that is a no by now. */
  readonly notAllowed: string | null;
  /** A hold, the freeze or a freeze window that stands now. */
  readonly braked: string | null;
  /** `null` where the policy says no to the person who asked. */
  readonly agreed: Agreed | null;
}

export type LookNowOutcome =
  | { readonly kind: 'seen'; readonly now: PlanNow }
  | { readonly kind: 'refused'; readonly why: string };

/** Is the task still what was shown, can it still be acted on, and does anything nobody knows stand against it? */
export function differsRelevantly(now: PlanNow): boolean {
  return (
    now.task === null ||
    now.differences.length + now.readiness.length + now.unknown.length > 0 ||
    now.refused !== null ||
    now.notAllowed !== null ||
    now.braked !== null ||
    (now.agreed?.lost.length ?? 0) > 0
  );
}

async function taskNow(ports: LifecyclePorts, { task }: Ending): Promise<Task | null> {
  const cloud = cloudOf(ports.clouds, task);
  if (cloud === null) throw new ProviderError('not-found', `no account named ${task.account} is configured`);
  const look = await lookTwice(cloud, task);
  return look.kind === 'task' ? look.task : null;
}

/** Everything that the check before the call would ask, all of it, and nothing that is done about it. */
async function seen(ports: LifecyclePorts, ending: Ending): Promise<PlanNow> {
  const { action } = ending;
  const task = await taskNow(ports, ending);
  const judged = await verdictNow(ports, ending, task ?? ending.task);
  const braked = await ports.brakes.against(task ?? ending.task);
  const rule = judged.allowed ? judged.verdict.readiness : 'shown';
  const ready =
    task === null ? { lines: [], facts: [], unknown: [] } : await readyNow(ports, ending, task, rule);
  const earlier = await earlierOf(ports.store, task ?? ending.task, ports.now(), ports.settings.hungMs);
  const earlierStop = ending.supersedes === null ? earlier.stop : 'hung';
  const decision = task === null ? null : decide(action, task, { earlierStop });
  return {
    ending,
    task,
    at: ports.now(),
    lines: task === null ? [] : planLinesOf(action, [task], [ready.lines]),
    differences: task === null ? [] : differences(ending.fingerprint, fingerprintOf(action, task)),
    readiness: task === null ? [] : readinessChanges(ending.shown?.readiness ?? ready.lines, ready.lines),
    unknown: ready.unknown,
    refused: decision === null || decision.kind === 'proceed' ? null : decision.why,
    notAllowed: judged.allowed ? null : judged.why,
    braked,
    agreed: judged.allowed ? await agreedNow(ports, ending, judged.verdict, ready) : null,
  };
}

/**
 * A look at a plan that waits for others, for anybody who may read: as it is now, and what differs from what was shown.
 * Changes nothing but the audit trail, which gets what was seen. Throws `ProviderError` where the cloud does not answer.
 */
export async function lookNow(
  ports: LifecyclePorts,
  { id, actor }: { id: string; actor: Actor },
): Promise<LookNowOutcome> {
  const reader = await ports.policy.mayRead(actor);
  if (!reader.allowed) return { kind: 'refused', why: reader.why };
  const row = await ports.store.read<Ending>(ENDING, id);
  if (row === null) return { kind: 'refused', why: NOT_HELD };
  const ending = row.value;
  const closed = notOpen(ending, ports.now());
  if (closed !== null) return { kind: 'refused', why: closed };
  const now = await seen(ports, ending);
  const { differences, readiness, unknown, refused, notAllowed, braked, agreed } = now;
  const lost = agreed?.lost ?? [];
  const found = {
    differences,
    readiness,
    unknown,
    refused,
    notAllowed,
    braked,
    lost,
    gone: now.task === null,
  };
  await ports.store.commit(
    [],
    [auditLine('ending.looked', ending, now.at, { actor: actor.userId, ...found })],
  );
  return { kind: 'seen', now };
}
