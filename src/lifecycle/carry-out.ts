import { againstAgain } from './approving/against-again.ts';
import { type Agreed, agreedNow, verdictNow } from './approving/agreed-now.ts';
import { waitForOthers } from './approving/wait-for-others.ts';
import { brakedAt } from './braked.ts';
import { decide } from './decide.ts';
import { earlierOf } from './earlier.ts';
import { type Ending, move, type Try } from './ending.ts';
import type { AuditEvent, CallOutcome, Cloud, Look, Row } from './ports.ts';
import { voidingDifferences } from './purpose.ts';
import { readyNow, whyNotReady } from './readiness/gate.ts';
import type { ReadinessLine } from './readiness/line.ts';
import { mayAgain, pauseBefore } from './resend.ts';
import { ENDING } from './rows.ts';
import { auditLine, saveEnding } from './save.ts';
import { isMissed, missedSentence, timeAhead, waitsForTime } from './schedule/schedule.ts';
import { waitForTime } from './schedule/wait-for-time.ts';
import { cloudOf } from './search.ts';
import type { LifecyclePorts } from './settings.ts';
import { isOver, type Task, titleOf } from './task.ts';
import { withoutAnswer } from './without-answer.ts';
import { endsForGood, PROVIDER_NAME, verbOf } from './words.ts';

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

function sentence(ending: Ending, what: string): string {
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
    return stop('refused', sentence(ending, `the account ${shown.account} is no longer configured.`));
  let look: Look;
  try {
    look = await lookTwice(cloud, shown);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'no answer';
    return stop('refused', sentence(ending, `I could not look at it again (${reason}).`), shown, 'look');
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
    return stop('void', sentence(ending, `it has changed since the plan was shown. ${list}.`), task);
  }
  const earlier = await earlierOf(ports.store, task, ports.now(), ports.settings.hungMs);
  const decision = decide(action, task, { earlierStop: ending.supersedes === null ? earlier.stop : 'hung' });
  if (decision.kind !== 'proceed') return stop('refused', decision.why, task);
  const judged = await verdictNow(ports, ending, task);
  if (!judged.allowed) return stop('refused', judged.why, task);
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

async function current(ports: LifecyclePorts, id: string): Promise<Row<Ending>> {
  const row = await ports.store.read<Ending>(ENDING, id);
  if (row === null) throw new Error(`ending ${id} is not in the store`);
  return row;
}

/** Writes the next state; if somebody was faster, the ending is left to him and read as it is. */
async function write(
  ports: LifecyclePorts,
  row: Row<Ending>,
  after: Ending,
  audit: AuditEvent,
): Promise<Row<Ending> | null> {
  return saveEnding(ports, row, after, [audit]);
}

/** What a final answer of the cloud makes of the ending. */
function afterAnswer(ending: Ending, outcome: CallOutcome, now: number, tries: readonly Try[]): Ending {
  const learnt = { tries, answeredAt: now };
  const name = PROVIDER_NAME[ending.task.provider];
  switch (outcome.kind) {
    case 'accepted':
      return move(ending, 'ending', now, { ...learnt, requestId: outcome.requestId });
    case 'refused': {
      const right = outcome.permission === null ? '' : ` The account lacks the right ${outcome.permission}.`;
      const why = `${name} said no: ${outcome.code}, ${outcome.message}.${right}`;
      return move(ending, 'failed', now, { ...learnt, requestId: outcome.requestId, why });
    }
    case 'gone': {
      const why = `${name} says that it no longer knows the task (${outcome.code}).`;
      return move(ending, 'outcome-unknown', now, { ...learnt, requestId: outcome.requestId, why });
    }
    case 'throttled':
      return move(ending, 'failed', now, {
        ...learnt,
        why: `${name} was too busy to take it (${outcome.code}); it was not taken.`,
      });
    case 'not-sent':
      return move(ending, 'failed', now, { ...learnt, why: `It could not be sent: ${outcome.why}.` });
    case 'unknown':
      return move(ending, 'outcome-unknown', now, {
        ...learnt,
        requestId: outcome.requestId,
        why: outcome.why,
      });
  }
}

/** Steps 11 and 12. Only what is known not to have been taken is sent again, by this process, each try on record. */
async function send(
  ports: LifecyclePorts,
  executing: Row<Ending>,
  cloud: Cloud,
  task: Task,
): Promise<Row<Ending>> {
  let row = executing;
  const startedAt = ports.now();
  for (;;) {
    const outcome = await cloud.send(row.value.action, task);
    ports.reached('called');
    const at = ports.now();
    const tries = [...row.value.tries, { at, outcome: withoutAnswer(outcome) }];
    const pause = pauseBefore(outcome, tries.length);
    // A clock that was put back gives no more time.
    const inTime = Math.abs(at - startedAt) + pause < ports.settings.resendMs;
    const again = mayAgain(outcome) && inTime && !ports.stopping();
    const after = again
      ? move(row.value, 'executing', at, { tries })
      : afterAnswer(row.value, outcome, at, tries);
    const type = again ? 'ending.sent' : `ending.${after.state === 'ending' ? 'answered' : after.state}`;
    const saved = await saveEnding(ports, row, after, [
      auditLine(type, after, at, { outcome, try: tries.length }),
    ]);
    if (saved === null)
      throw new Error(`the answer for ending ${row.id} could not be recorded: somebody else changed it`);
    ports.reached('answered');
    if (!again) return saved;
    row = saved;
    await ports.wait(pause);
    const against = ports.stopping()
      ? 'The cloud had not taken it, and the bot was being stopped.'
      : await againstAgain(ports, row.value, task);
    if (against !== null) return giveUp(ports, row, against);
  }
}

/** Something came in the way between two tries: the earlier ones are known not to have been taken, and there is no other. */
async function giveUp(ports: LifecyclePorts, row: Row<Ending>, why: string): Promise<Row<Ending>> {
  const now = ports.now();
  const after = move(row.value, 'failed', now, { why });
  const saved = await write(ports, row, after, auditLine('ending.failed', after, now, { why }));
  return saved ?? current(ports, row.id);
}

/**
 * Steps 7 to 13 for an ending in `checking`: look again, compare, judge again, then wait for others, or record
 * the intent, act once, and record the answer. Returns the ending as it is afterwards.
 */
export async function carryOut(ports: LifecyclePorts, id: string): Promise<Ending> {
  const row = await current(ports, id);
  if (row.value.state !== 'checking') return row.value;
  const checked = await check(ports, row.value);
  ports.reached('checked');
  const now = ports.now();
  if (checked.kind === 'stop') {
    const after = move(row.value, checked.state, now, { why: checked.why, byUs: false, task: checked.task });
    const saved = await write(
      ports,
      row,
      after,
      auditLine(`ending.${checked.state}`, after, now, { why: checked.why, byUs: false }),
    );
    return saved?.value ?? (await current(ports, id)).value;
  }
  const { task, cloud, agreed } = checked;
  const wait = waitForTime(row.value, task, agreed, now) ?? waitForOthers(ports, row.value, task, agreed);
  if (wait !== null) {
    const saved = await saveEnding(ports, row, wait.after, wait.audit, wait.notes);
    return saved?.value ?? (await current(ports, id)).value;
  }
  return execute(ports, row, cloud, task);
}

/** Nothing was sent, and nothing will be. */
async function refuse(ports: LifecyclePorts, row: Row<Ending>, why: string): Promise<Ending> {
  const now = ports.now();
  const after = move(row.value, 'refused', now, { why });
  const saved = await write(ports, row, after, auditLine('ending.refused', after, now, { why }));
  return saved?.value ?? (await current(ports, row.id)).value;
}

async function execute(ports: LifecyclePorts, row: Row<Ending>, cloud: Cloud, task: Task): Promise<Ending> {
  const now = ports.now();
  const call = cloud.prepare(row.value.action, task);
  if (call === null)
    return refuse(
      ports,
      row,
      `${PROVIDER_NAME[task.provider]} has no call to ${verbOf(row.value.action)} such a task.`,
    );
  const done = await ports.deed(async () => {
    ports.reached('before-intent');
    const executing = move(row.value, 'executing', now, { task, call });
    const intent = await write(
      ports,
      row,
      executing,
      auditLine('ending.executing', executing, now, { call }),
    );
    if (intent === null) return (await current(ports, row.id)).value;
    ports.reached('intent');
    return (await send(ports, intent, cloud, task)).value;
  });
  return done ?? refuse(ports, row, sentence(row.value, 'the bot was being stopped.'));
}
