import { lookAround } from './around.ts';
import { changePlan, type PlanPress } from './change-plan.ts';
import type { Difference } from './fingerprint.ts';
import { judgeAll } from './judge-all.ts';
import type { Confirmation, PlanOutcome } from './outcome.ts';
import { voidingDifferences } from './purpose.ts';
import { readinessNow, readNow } from './readiness/gather.ts';
import { isGated } from './readiness/judge.ts';
import { lookAt } from './search.ts';
import type { LifecyclePorts } from './settings.ts';
import { planOf, shownAudit } from './shown-plan.ts';
import type { Task } from './task.ts';

/** A task as it is known by now, and in what it differs from what was shown first. */
interface TaskNow {
  readonly task: Task;
  readonly changed: readonly Difference[];
}

const NOT_FOUND = 'the cloud no longer shows the task';

async function taskNow(
  ports: LifecyclePorts,
  { id, action, fingerprints, purpose }: Confirmation,
  shown: Task,
  at: number,
  since: number,
): Promise<TaskNow> {
  const read = ports.readings.of(id)?.reads[at]?.task;
  const newest = read ?? shown;
  let task: Task | null = newest;
  if (newest.readAt < since) {
    try {
      task = await lookAt(ports.clouds, shown);
      // It may run again after a time in which it had nothing to be ready for.
      if (task !== null && isGated(action, task)) ports.readings.add(id, at, task, null);
    } catch {
      return { task: newest, changed: [] }; // its age in the plan says that nobody could look
    }
  }
  const gone = [{ label: 'State', shown: shown.status, now: NOT_FOUND }];
  if (task === null) return { task: newest, changed: gone };
  return { task, changed: voidingDifferences(fingerprints[at] ?? {}, action, task, purpose) };
}

/** What the readings say, of those tasks that have something to be ready for as they are now. */
function readinessOf(ports: LifecyclePorts, confirmation: Confirmation, tasks: readonly Task[]) {
  const lines = readinessNow(ports, confirmation);
  return tasks.map((task, at) => (isGated(confirmation.action, task) ? (lines[at] ?? []) : []));
}

/**
 * The same plan as it is known by now: the same confirmation, bound to what was shown first, with the same expiry. With
 * `look`, the tasks are read at once, and whoever lives around them is asked for.
 */
export async function showAgain(
  ports: LifecyclePorts,
  press: PlanPress,
  confirmation: Confirmation,
  look: boolean,
): Promise<PlanOutcome> {
  const { action, tasks: shown } = confirmation;
  const judged = await judgeAll(ports.policy, press.actor, action, shown);
  if (!judged.allowed) return { kind: 'objection', objection: { kind: 'not-allowed', why: judged.why } };
  const since = look ? ports.now() : 0;
  const [around] = await Promise.all([
    look ? lookAround(ports, confirmation, confirmation.around) : confirmation.around,
    look ? readNow(ports, confirmation, 0) : null,
  ]);
  const now = await Promise.all(shown.map((task, at) => taskNow(ports, confirmation, task, at, since)));
  const tasks = now.map(({ task }) => task);
  const changed = now.flatMap((one) => one.changed);
  const known = (latest: Confirmation): Confirmation => ({
    ...latest,
    readiness: readinessOf(ports, latest, tasks),
    readinessRule: judged.verdict.readiness,
    ...(around === undefined ? {} : { around }),
  });
  const saved = await changePlan(ports, press, (latest) => {
    const after = known(latest);
    const plan = planOf(ports, after, judged.verdict, tasks, changed);
    return { after, audit: [shownAudit('plan.shown-again', after, plan, ports.now())] };
  });
  if (saved.kind === 'objection') return saved;
  const plan = planOf(ports, saved.confirmation, judged.verdict, tasks, changed);
  return { kind: 'plan', plan, confirmation: saved.confirmation };
}
