import { lookAround, type Surroundings } from './around.ts';
import { firstBraked } from './braked.ts';
import { decide } from './decide.ts';
import { earlierOf } from './earlier.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type Allowed, judgeAll } from './judge-all.ts';
import type { Confirmation, RequestOutcome } from './outcome.ts';
import { planLines } from './plan.ts';
import { firstReads, judgeReads } from './readiness/gather.ts';
import { isGated, type Read } from './readiness/judge.ts';
import { type Judged, objectionTo, refusal, refuseAndRecord, WAIT, withPause } from './refused-request.ts';
import { type PlannedSchedule, type Schedule, scheduleObjection } from './schedule/schedule.ts';
import { findTasks } from './search.ts';
import type { LifecyclePorts } from './settings.ts';
import { confirmationWrite, planOf, shownAudit } from './shown-plan.ts';
import { type RequestInput, type Resolved, resolveTarget } from './target.ts';
import type { Action, Task } from './task.ts';

/** Does another task carry the same name? Then only the id tells which one is meant. */
async function nameIsShared(ports: LifecyclePorts, task: Task): Promise<boolean> {
  if (task.name === null || task.name.trim() === '') return false;
  const found = await findTasks(ports.clouds, task.provider, task.name);
  return found.tasks.some((other) => other.taskId !== task.taskId && other.taskId !== task.other?.taskId);
}

async function judgeTask(ports: LifecyclePorts, action: Action, task: Task): Promise<Judged> {
  const earlier = await earlierOf(ports.store, task, ports.now(), ports.settings.hungMs);
  return { task, earlier, decision: decide(action, task, { earlierStop: earlier.stop }) };
}

/** Only the time itself: the presence is what the policy asks for now. */
function plannedAt({ at, wall, zone }: Schedule, { presence }: Allowed): PlannedSchedule {
  return { at, wall, zone, presence };
}

function makeConfirmation(
  ports: LifecyclePorts,
  input: RequestInput,
  resolved: Resolved,
  judged: readonly Judged[],
  verdict: Allowed,
  sharedName: boolean,
  reads: readonly Read[],
  around: Surroundings | undefined,
): Confirmation {
  const now = ports.now();
  const { schedule } = resolved;
  const tasks = judged.map(({ task }) => task);
  const replaced = judged.find(({ earlier }) => earlier.live !== null);
  return {
    id: ports.newId('c'),
    action: resolved.action,
    tasks,
    readiness: judgeReads(ports, resolved.action, reads),
    fingerprints: tasks.map((task) => fingerprintOf(resolved.action, task)),
    requester: input.actor,
    reason: resolved.reason,
    shownAt: now,
    expiresAt: Math.min(now + ports.settings.confirmMs, schedule?.at ?? Number.POSITIVE_INFINITY),
    confirm: verdict.confirm,
    readinessRule: verdict.readiness,
    ...(around === undefined ? {} : { around }),
    sharedName,
    endings: null,
    earlier: judged.find(({ earlier }) => earlier.undecided !== null)?.earlier.undecided ?? null,
    supersedes: replaced?.earlier.live?.id ?? null,
    schedule: schedule === null ? null : plannedAt(schedule, verdict),
  };
}

/** In "both directions" those that are over already drop out; if all are, that is the answer. */
function stillToDo(judged: readonly Judged[]): readonly Judged[] {
  const left = judged.filter(({ decision }) => decision.kind !== 'nothing-to-do');
  return left.length === 0 ? judged : left;
}

/**
 * The first door: looks, judges and plans, and changes nothing in any cloud. What it shows is bound to a
 * confirmation that only this actor can use, once, until it expires. Reading is open to full members; a person
 * without the right to act gets the refusal with the facts, and no confirmation.
 */
export async function request(ports: LifecyclePorts, input: RequestInput): Promise<RequestOutcome> {
  const reader = await ports.policy.mayRead(input.actor);
  if (!reader.allowed) return refuseAndRecord(ports, input, refusal(input.action, null, reader.why));
  const resolved = await resolveTarget(ports, input);
  if ('kind' in resolved) return resolved;
  const { action, looked, schedule } = resolved;
  const [first] = resolved.tasks;
  if (first === undefined)
    return { kind: 'nothing-found', words: 'the task, which the cloud no longer shows', looked };

  const badTime = schedule === null ? null : scheduleObjection(action, schedule, ports.now());
  if (badTime !== null) return refuseAndRecord(ports, input, refusal(action, first, badTime, { looked }));
  const judged = stillToDo(await Promise.all(resolved.tasks.map((task) => judgeTask(ports, action, task))));
  const objection = objectionTo(action, judged, looked);
  if (objection !== null) return refuseAndRecord(ports, input, await withPause(ports, input, objection));
  const tasks = judged.map(({ task }) => task);
  const verdict = await judgeAll(ports.policy, input.actor, action, tasks);
  if (!verdict.allowed) {
    const lines = planLines(action, verdict.task, { kind: 'proceed' });
    const refused = refusal(action, verdict.task, verdict.why, { lines, looked });
    return refuseAndRecord(ports, input, await withPause(ports, input, refused));
  }
  const braked = await firstBraked(ports.brakes, tasks, schedule);
  if (braked !== null) {
    const lines = planLines(action, braked.task, { kind: 'proceed' });
    const more = { ways: [WAIT], lines, looked };
    return refuseAndRecord(ports, input, refusal(action, braked.task, braked.why, more));
  }
  return showPlan(ports, input, resolved, judged, verdict.verdict);
}

async function showPlan(
  ports: LifecyclePorts,
  input: RequestInput,
  resolved: Resolved,
  judged: readonly Judged[],
  verdict: Allowed,
): Promise<RequestOutcome> {
  const { action } = resolved;
  const tasks = judged.map(({ task }) => task);
  const [reads, shared, around] = await Promise.all([
    firstReads(ports, action, tasks),
    Promise.all(tasks.map((task) => nameIsShared(ports, task))),
    lookAround(ports, { action, tasks, shownAt: ports.now() }),
  ]);
  const confirmation = makeConfirmation(
    ports,
    input,
    resolved,
    judged,
    verdict,
    shared.includes(true),
    reads,
    around,
  );
  const plan = planOf(ports, confirmation, verdict);
  const audit = shownAudit('plan.shown', confirmation, plan, ports.now());
  await ports.store.commit([confirmationWrite(confirmation, 0)], [audit]);
  if (tasks.some((task) => isGated(action, task)))
    ports.readings.open({ id: confirmation.id, reads, until: confirmation.expiresAt });
  return { kind: 'plan', plan, confirmation, looked: resolved.looked };
}
