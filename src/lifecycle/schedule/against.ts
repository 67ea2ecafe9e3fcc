import { brakedAt } from '../braked.ts';
import { decide } from '../decide.ts';
import { earlierOf } from '../earlier.ts';
import type { Ending } from '../ending.ts';
import { differences, fingerprintOf } from '../fingerprint.ts';
import { ProviderError } from '../ports.ts';
import { firstRead } from '../readiness/book.ts';
import { factsAgainst, factWords, notKnownOf } from '../readiness/facts.ts';
import { evidenceOf } from '../readiness/gather.ts';
import { isGated, judgeReadiness, type Read } from '../readiness/judge.ts';
import type { ReadinessLine } from '../readiness/line.ts';
import { cloudOf } from '../search.ts';
import type { LifecyclePorts } from '../settings.ts';
import { isOver, type Task } from '../task.ts';
import type { EndingSchedule } from './schedule.ts';

/** The reminder is not held up by a cloud that is silent for longer, in milliseconds. */
const PATIENCE_MS = 10_000;
/** One reading cannot show these; more are made until the time comes. */
const NEEDS_MORE_READINGS: ReadonlySet<string> = new Set(['lag-readings', 'position']);

/** What stands against a scheduled end as things are now, in sentences, and what was read for it. */
export interface Against {
  readonly sentences: readonly string[];
  readonly readiness: readonly ReadinessLine[];
  /** `null` where the cloud could not be read. */
  readonly read: Read | null;
}

/** The task as it is now, or why it could not be read. */
async function lookNow(ports: LifecyclePorts, { task }: Ending): Promise<Task | string> {
  const cloud = cloudOf(ports.clouds, task);
  if (cloud === null) return `The account ${task.account} is no longer configured.`;
  try {
    const look = await ports.within(PATIENCE_MS, cloud.look(task, 'background'));
    if (look === null) return 'I could not look at it now: the cloud did not answer in time.';
    return look.kind === 'task' ? look.task : 'The cloud does not show it any more.';
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return `I could not look at it now (${error.message}).`;
  }
}

/** What the task itself says against it: it is over, has changed, or the rules say no. */
async function ofTask(ports: LifecyclePorts, { action, fingerprint }: Ending, task: Task): Promise<string[]> {
  if (isOver(task.stage)) return [`It is over already (${task.status}).`];
  const changed = differences(fingerprint, fingerprintOf(action, task));
  const list = changed.map((one) => `${one.label}: shown "${one.shown}", now "${one.now}"`).join('; ');
  const { stop } = await earlierOf(ports.store, task, ports.now(), ports.settings.hungMs);
  const decision = decide(action, task, { earlierStop: stop });
  return [
    ...(changed.length === 0 ? [] : [`It has changed since the plan was shown. ${list}.`]),
    ...(decision.kind === 'proceed' ? [] : [decision.why]),
  ];
}

/**
 * Everything that would keep a scheduled end from being sent if its time were now, but what people still have to do:
 * the task, the right of the person who asked, readiness, and brakes that will be on then. Changes nothing.
 */
export async function standsAgainst(
  ports: LifecyclePorts,
  ending: Ending,
  schedule: EndingSchedule,
): Promise<Against> {
  const { action } = ending;
  const looked = await lookNow(ports, ending);
  const task = typeof looked === 'string' ? ending.task : looked;
  const verdict = await ports.policy.judge(ending.requester, action, task);
  const braked = await brakedAt(ports.brakes, task, schedule);
  const others = [...(verdict.allowed ? [] : [verdict.why]), ...(braked === null ? [] : [braked])];
  if (typeof looked === 'string') return { sentences: [looked, ...others], readiness: [], read: null };

  const read = firstRead(task, await evidenceFor(ports, ending, task));
  const readiness = judgeReadiness(action, read, ports.settings.readiness).filter(
    ({ key, standing }) => standing !== 'not-known' || !NEEDS_MORE_READINGS.has(key),
  );
  const rule = verdict.allowed ? verdict.readiness : 'shown';
  const facts = notKnownOf(factsAgainst(task, readiness, rule), ending.known ?? []);
  const unready =
    facts.length === 0 ? [] : [`It is not ready, and nobody has said to know that: ${factWords(facts)}.`];
  return { sentences: [...(await ofTask(ports, ending, task)), ...unready, ...others], readiness, read };
}

async function evidenceFor(ports: LifecyclePorts, { action }: Ending, task: Task) {
  if (isGated(action, task)) return evidenceOf(ports, task, 'background');
  return { problem: 'not asked', readAt: task.readAt };
}
