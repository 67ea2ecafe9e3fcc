import { againstAgain } from './approving/against-again.ts';
import { waitForOthers } from './approving/wait-for-others.ts';
import { check, notTouched } from './check.ts';
import { type Ending, move, type Try } from './ending.ts';
import type { AuditEvent, CallOutcome, Cloud, Row } from './ports.ts';
import { mayAgain, pauseBefore } from './resend.ts';
import { ENDING } from './rows.ts';
import { auditLine, saveEnding } from './save.ts';
import { waitForTime } from './schedule/wait-for-time.ts';
import type { LifecyclePorts } from './settings.ts';
import type { Task } from './task.ts';
import { withoutAnswer } from './without-answer.ts';
import { PROVIDER_NAME, verbOf } from './words.ts';

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
  return done ?? refuse(ports, row, notTouched(row.value, 'the bot was being stopped.'));
}
