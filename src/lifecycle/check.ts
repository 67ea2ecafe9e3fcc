import { type Agreed, agreedNow, verdictNow } from './approving/agreed-now.ts';
import { brakedAt } from './braked.ts';
import { decide } from './decide.ts';
import { earlierOf } from './earlier.ts';
import type { Ending } from './ending.ts';
import type { Cloud, Look } from './ports.ts';
import { voidingDifferences } from './purpose.ts';
import { readyNow, whyNotReady } from './readiness/gate.ts';
import type { ReadinessLine } from './readiness/line.ts';
import { nobodyThere } from './schedule/missing.ts';
import { isMissed, missedSentence, timeAhead, waitsForTime } from './schedule/schedule.ts';
import { cloudOf } from './search.ts';
import type { LifecyclePorts } from './settings.ts';
import { isOver, type Task, titleOf } from './task.ts';
import { endsForGood, PROVIDER_NAME } from './words.ts';

/** Is the task, as it is now, already where the action would bring it, without us? */
export function isDoneAlready(ending: Pick<Ending, 'action'>, stage: Task['stage']): boolean {
  return endsForGood(ending.action) && (ending.action === 'release' ? stage === 'gone' : isOver(stage));
}

/** The task is not what was shown, or nobody could or may act on it now. */
export interface Stop {
  readonly kind: 'stop';
  readonly state: 'refused' | 'void' | 'ended';
  readonly why: string;
  readonly task: Task;
  /** It says nothing of the plan itself: the look failed, or a brake is on. */
  readonly passing: 'look' | 'brake' | null;
}

/** Nothing stands against it, apart from agreements that may be missing. */
export interface Go {
  readonly kind: 'go';
  readonly task: Task;
  readonly cloud: Cloud;
  readonly readiness: readonly ReadinessLine[];
  readonly agreed: Agreed;
}

/** A look before our own call. "Not found" counts when it is seen twice: then somebody has released it. */
export async function lookTwice(cloud: Cloud, task: Task): Promise<Look> {
  const first = await cloud.look(task, 'interactive');
  return first.kind === 'task' ? first : cloud.look(task, 'interactive');
}

/** Why nothing was sent, in one sentence. */
export function notTouched(ending: Ending, what: string): string {
  return `${titleOf(ending.task)} was not touched: ${what}`;
}

/** Steps 7 to 9: look again, compare, judge again, and at the very last the brakes. Nothing has been sent. */
export async function check(ports: LifecyclePorts, ending: Ending): Promise<Go | Stop> {
  const { action, task: shown } = ending;
  const stop = (state: Stop['state'], why: string, task = shown, passing: Stop['passing'] = null): Stop => ({
    kind: 'stop',
    state,
    why,
    task,
    passing,
  });
  const cloud = cloudOf(ports.clouds, shown);
  if (cloud === null)
    return stop('refused', notTouched(ending, `the account ${shown.account} is no longer configured.`));
  let look: Look;
  try {
    look = await lookTwice(cloud, shown);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'no answer';
    return stop('refused', notTouched(ending, `I could not look at it again (${reason}).`), shown, 'look');
  }
  if (look.kind === 'not-found') {
    const why = `${PROVIDER_NAME[shown.provider]} no longer knows it: it was released by somebody else.`;
    const gone: Task = { ...shown, stage: 'gone', status: 'not found' };
    return endsForGood(action) ? stop('ended', why, gone) : stop('refused', why);
  }
  const { task } = look;
  if (isDoneAlready(ending, task.stage))
    // The task as it was shown stays on record: a cloud may forget addresses at the end, and the clean-up needs them.
    return stop('ended', `It was over already (${task.status}), not by us.`);
  const changed = voidingDifferences(ending.fingerprint, action, task, ending.purpose);
  if (changed.length > 0) {
    const list = changed.map((one) => `${one.label}: shown "${one.shown}", now "${one.now}"`).join('; ');
    return stop('void', notTouched(ending, `it has changed since the plan was shown. ${list}.`), task);
  }
  const earlier = await earlierOf(ports.store, task, ports.now(), ports.settings.hungMs);
  const decision = decide(action, task, { earlierStop: ending.supersedes === null ? earlier.stop : 'hung' });
  if (decision.kind !== 'proceed') return stop('refused', decision.why, task);
  const judged = await verdictNow(ports, ending, task);
  if (!judged.allowed) return stop('refused', judged.why, task);
  const nobody = await nobodyThere(ports, ending, judged.verdict);
  if (nobody !== null) return stop('refused', nobody, task);
  const ready = await readyNow(ports, ending, task, judged.verdict.readiness);
  // While it waits for its time, only its time says whether it is ready.
  const unready = waitsForTime(ending) === null ? whyNotReady(task, ready) : null;
  if (unready !== null) return stop('refused', unready, task);
  const agreed = await agreedNow(ports, ending, judged.verdict, ready);
  const braked = await brakedAt(ports.brakes, task, timeAhead(ending));
  if (braked !== null) return stop('refused', braked, task, 'brake');
  const late = notAtItsTime(ports, ending);
  if (late !== null) return stop('refused', late, task);
  return { kind: 'go', task, cloud, readiness: ready.lines, agreed };
}

/** A scheduled end whose last look took too long is not sent late. */
function notAtItsTime({ now }: LifecyclePorts, { schedule }: Ending): string | null {
  return schedule != null && isMissed(schedule, now()) ? missedSentence(schedule) : null;
}
