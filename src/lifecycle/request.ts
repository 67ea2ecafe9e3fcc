import { lookAround, type Surroundings } from './around.ts';
import { firstBraked } from './braked.ts';
import { type Decision, decide, type Way } from './decide.ts';
import { type Earlier, earlierOf } from './earlier.ts';
import type { Ending } from './ending.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type Allowed, judgeAll } from './judge-all.ts';
import type { Confirmation, RequestOutcome } from './outcome.ts';
import { pauseWays } from './pause-ways.ts';
import { planLines } from './plan.ts';
import type { AuditEvent, Looked } from './ports.ts';
import { firstReads, judgeReads } from './readiness/gather.ts';
import { isGated, type Read } from './readiness/judge.ts';
import {
  atWords,
  type PlannedSchedule,
  type Schedule,
  scheduleObjection,
  timeAhead,
} from './schedule/schedule.ts';
import { findTasks } from './search.ts';
import type { LifecyclePorts } from './settings.ts';
import { confirmationWrite, planOf, shownAudit } from './shown-plan.ts';
import { type RequestInput, type Resolved, resolveTarget } from './target.ts';
import { type Action, type Task, taskKey, titleOf } from './task.ts';

type Refused = Extract<RequestOutcome, { kind: 'refused' }>;

function refusal(action: Action, task: Task | null, why: string, more: Partial<Refused> = {}): Refused {
  return {
    kind: 'refused',
    action,
    task,
    nothingToDo: false,
    why,
    ways: [],
    lines: [],
    ending: null,
    looked: [],
    ...more,
  };
}

/** Does another task carry the same name? Then only the id tells which one is meant. */
async function nameIsShared(ports: LifecyclePorts, task: Task): Promise<boolean> {
  if (task.name === null || task.name.trim() === '') return false;
  const found = await findTasks(ports.clouds, task.provider, task.name);
  return found.tasks.some((other) => other.taskId !== task.taskId && other.taskId !== task.other?.taskId);
}

/** A refused end with the pause as a way on, where it is one; not where an ending of the task is under way. */
async function withPause(ports: LifecyclePorts, { actor }: RequestInput, refused: Refused): Promise<Refused> {
  const { action, task, ways, nothingToDo, ending } = refused;
  if (task === null || nothingToDo || ending !== null) return refused;
  return { ...refused, ways: await pauseWays(ports, actor, action, task, ways) };
}

interface Judged {
  readonly task: Task;
  readonly decision: Decision;
  readonly earlier: Earlier;
}

async function judgeTask(ports: LifecyclePorts, action: Action, task: Task): Promise<Judged> {
  const earlier = await earlierOf(ports.store, task, ports.now(), ports.settings.hungMs);
  return { task, earlier, decision: decide(action, task, { earlierStop: earlier.stop }) };
}

const FOLLOW: Way = {
  kind: 'advice',
  text: 'Follow it in its thread; when it has come to an end, ask again.',
};

const WAIT: Way = {
  kind: 'advice',
  text: 'Ask again when that is over, or lifted; "holds" lists what stands.',
};

/** What is under way keeps its task; one that only waits for its time can be stopped by a press. */
function busyWith(task: Task, live: Ending): { why: string; way: Way } {
  const schedule = timeAhead(live);
  const why = `Somebody is already at it: ${titleOf(task)}`;
  if (schedule === null) return { why: `${why} has an ending under way.`, way: FOLLOW };
  const text = 'Veto or withdraw it at its message in the channel first; then ask again.';
  return { why: `${why} is to be ended at ${atWords(schedule)}.`, way: { kind: 'advice', text } };
}

/** A forced end may take the place of an ordinary stop that hangs, and of nothing else. */
function replaces(action: Action, earlier: Earlier): boolean {
  const hangs = earlier.live?.action === 'terminate' && earlier.live.state === 'ending';
  return action === 'force-terminate' && earlier.stop === 'hung' && hangs;
}

/** The first thing that speaks against it, as a refusal; `null` where nothing does. */
function objectionTo(action: Action, judged: readonly Judged[], looked: readonly Looked[]): Refused | null {
  for (const { task, decision, earlier } of judged) {
    const lines = planLines(action, task, decision);
    if (earlier.live !== null && !replaces(action, earlier)) {
      const { why, way } = busyWith(task, earlier.live);
      const ways = decision.kind === 'proceed' ? [way] : decision.ways;
      return refusal(action, task, why, { ways, lines, looked, ending: earlier.live.id });
    }
    if (decision.kind !== 'proceed') {
      const { why, ways } = decision;
      return refusal(action, task, why, {
        nothingToDo: decision.kind === 'nothing-to-do',
        ways,
        lines,
        looked,
      });
    }
  }
  return null;
}

function auditRefused(ports: LifecyclePorts, input: RequestInput, refused: Refused): AuditEvent {
  return {
    type: 'request.refused',
    at: new Date(ports.now()).toISOString(),
    actor: input.actor.userId,
    action: refused.action,
    task: refused.task === null ? null : taskKey(refused.task),
    ...(refused.ending === null ? {} : { ending: refused.ending }),
    why: refused.why,
  };
}

async function refuseAndRecord(
  ports: LifecyclePorts,
  input: RequestInput,
  refused: Refused,
): Promise<Refused> {
  await ports.store.commit([], [auditRefused(ports, input, refused)]);
  return refused;
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
