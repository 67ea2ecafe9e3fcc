import { NOT_HELD, notOpen } from '../approvals.ts';
import { lookAround, type Surroundings } from '../around.ts';
import { brakedAt } from '../braked.ts';
import { isDoneAlready, lookTwice } from '../check.ts';
import { decide } from '../decide.ts';
import { earlierOf } from '../earlier.ts';
import type { Ending } from '../ending.ts';
import type { Difference } from '../fingerprint.ts';
import type { PlanLine } from '../plan/line.ts';
import { type PlanContext, planLinesOf } from '../plan.ts';
import { type Actor, type AuditEvent, ProviderError } from '../ports.ts';
import { voidingDifferences } from '../purpose.ts';
import { type ReadinessChange, readinessChanges } from '../readiness/changed.ts';
import type { Fact } from '../readiness/facts.ts';
import { readyNow } from '../readiness/gate.ts';
import { needsReadings } from '../readiness/line.ts';
import { ENDING } from '../rows.ts';
import { auditLine } from '../save.ts';
import { type PresenceRule, timeAhead, waitsForTime } from '../schedule/schedule.ts';
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
  /** Already where the action would bring it, or not there any more. */
  readonly over: boolean;
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
  /** What the policy asks of a scheduled end by now; `null` where it says no to the person who asked. */
  readonly presence: PresenceRule | null;
}

export type LookNowOutcome =
  | { readonly kind: 'seen'; readonly now: PlanNow }
  | { readonly kind: 'refused'; readonly why: string };

/** Is the task still what was shown, can it still be acted on, and does anything nobody knows stand against it? */
export function differsRelevantly(now: PlanNow): boolean {
  return (
    now.over ||
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

/** Why the rules about tasks refuse it now; `null` where they do not, or where nothing is left to be done. */
async function refusedNow(ports: LifecyclePorts, ending: Ending, task: Task): Promise<string | null> {
  const earlier = await earlierOf(ports.store, task, ports.now(), ports.settings.hungMs);
  const earlierStop = ending.supersedes === null ? earlier.stop : 'hung';
  const decision = decide(ending.action, task, { earlierStop });
  return decision.kind === 'proceed' ? null : decision.why;
}

function contextOf({ purpose }: Ending, around: Surroundings | undefined): PlanContext {
  return { ...(purpose === undefined ? {} : { purpose }), ...(around === undefined ? {} : { around }) };
}

const NOTHING_READ = { lines: [], facts: [], unknown: [] } as const;

/** Everything that the check before the call would ask, all of it, and nothing that is done about it. */
export async function planNow(ports: LifecyclePorts, ending: Ending): Promise<PlanNow> {
  const { action, purpose, shown } = ending;
  const task = await taskNow(ports, ending);
  const over = task === null || isDoneAlready(ending, task.stage);
  const judged = await verdictNow(ports, ending, task ?? ending.task);
  const rule = judged.allowed ? judged.verdict.readiness : 'shown';
  const ready = over ? NOTHING_READ : await readyNow(ports, ending, task, rule);
  const passOver = waitsForTime(ending) === null ? () => false : needsReadings;
  const around = await lookAround(ports, {
    action,
    tasks: [task ?? ending.task],
    // It may have waited for days: who lived there then says nothing of now.
    shownAt: ports.now(),
  });
  return {
    ending,
    task,
    over,
    at: ports.now(),
    lines: task === null ? [] : planLinesOf(action, [task], [ready.lines], contextOf(ending, around)),
    differences: task === null ? [] : voidingDifferences(ending.fingerprint, action, task, purpose),
    readiness: over || shown === undefined ? [] : readinessChanges(shown.readiness, ready.lines, passOver),
    unknown: ready.unknown,
    refused: over ? null : await refusedNow(ports, ending, task),
    notAllowed: judged.allowed ? null : judged.why,
    braked: await brakedAt(ports.brakes, task ?? ending.task, timeAhead(ending)),
    agreed: judged.allowed ? await agreedNow(ports, ending, judged.verdict, ready) : null,
    presence: judged.allowed ? judged.verdict.presence : null,
  };
}

/** What was seen, for the audit trail: only what differs. */
function seenLine(
  { ending, at, agreed, task: _, lines: __, presence: ___, ...differs }: PlanNow,
  actor: Actor,
): AuditEvent {
  const lost = agreed?.lost ?? [];
  return auditLine('ending.looked', ending, at, { actor: actor.userId, ...differs, lost });
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
  const closed = notOpen(row.value, ports.now());
  if (closed !== null) return { kind: 'refused', why: closed };
  const now = await planNow(ports, row.value);
  await ports.store.commit([], [seenLine(now, actor)]);
  return { kind: 'seen', now };
}
