import type { Decision, Way } from './decide.ts';
import type { Earlier } from './earlier.ts';
import type { Ending } from './ending.ts';
import type { RequestOutcome } from './outcome.ts';
import { pauseWays } from './pause-ways.ts';
import { planLines } from './plan.ts';
import type { AuditEvent, Looked } from './ports.ts';
import { atWords, timeAhead } from './schedule/schedule.ts';
import type { LifecyclePorts } from './settings.ts';
import type { RequestInput } from './target.ts';
import { type Action, type Task, taskKey, titleOf } from './task.ts';

type Refused = Extract<RequestOutcome, { kind: 'refused' }>;

/** A refusal, with what is known of it; everything else is left out. */
export function refusal(
  action: Action,
  task: Task | null,
  why: string,
  more: Partial<Refused> = {},
): Refused {
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

/** A refused end with the pause as a way on, where it is one; not where an ending of the task is under way. */
export async function withPause(
  ports: LifecyclePorts,
  { actor }: RequestInput,
  refused: Refused,
): Promise<Refused> {
  const { action, task, ways, nothingToDo, ending } = refused;
  if (task === null || nothingToDo || ending !== null) return refused;
  return { ...refused, ways: await pauseWays(ports, actor, action, task, ways) };
}

/** A task of a request, with what the rules about tasks say of it. */
export interface Judged {
  readonly task: Task;
  readonly decision: Decision;
  readonly earlier: Earlier;
}

const FOLLOW: Way = {
  kind: 'advice',
  text: 'Follow it in its thread; when it has come to an end, ask again.',
};

/** The way on while a brake is on. */
export const WAIT: Way = {
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
export function objectionTo(
  action: Action,
  judged: readonly Judged[],
  looked: readonly Looked[],
): Refused | null {
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

/** A refused request leaves its line: somebody asked. */
export async function refuseAndRecord(
  ports: LifecyclePorts,
  input: RequestInput,
  refused: Refused,
): Promise<Refused> {
  await ports.store.commit([], [auditRefused(ports, input, refused)]);
  return refused;
}
