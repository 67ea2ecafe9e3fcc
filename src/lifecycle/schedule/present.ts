import { type AskPorts, NOT_HELD, refused } from '../approvals.ts';
import { type Ending, move } from '../ending.ts';
import type { ApprovalOutcome, Confirmation } from '../outcome.ts';
import type { Actor } from '../ports.ts';
import { ageWords } from '../readiness/compared.ts';
import { CONFIRMATION, ENDING } from '../rows.ts';
import { auditLine, changeEnding } from '../save.ts';
import type { LifecyclePorts } from '../settings.ts';
import { titleOf } from '../task.ts';
import { atWords, PRESENCE_MS, waitsForTime } from './schedule.ts';

interface Press {
  /** The ending. */
  readonly id: string;
  readonly actor: Actor;
}

/** What stands in the way of saying "I am here", apart from the person. */
function notNow(ending: Ending, now: number): string | null {
  const schedule = waitsForTime(ending);
  if (schedule === null)
    return `There is no time to be here for: ${titleOf(ending.task)} is ${ending.state}.`;
  if (schedule.presence === 'not-needed') return 'Nobody has to be here for it: the policy says so.';
  const opensIn = schedule.at - PRESENCE_MS - now;
  if (opensIn > 0)
    return `That is too early: press it in the 15 minutes before ${atWords(schedule)}, which begin in ${ageWords(opensIn)}.`;
  if (now >= schedule.at) return `Its time, ${atWords(schedule)}, has come already.`;
  return schedule.present === null ? null : 'Somebody has said to be here already; one is enough.';
}

/** Who asked, who agreed, or whoever may do the same; `null` where this person counts. */
export async function notConcerned(ports: AskPorts, ending: Ending, actor: Actor): Promise<string | null> {
  const { requester, approvals, action, task } = ending;
  if (requester.userId === actor.userId) return null;
  if (approvals.some(({ userId }) => userId === actor.userId)) return null;
  const verdict = await ports.policy.judge(actor, action, task);
  return verdict.allowed ? null : verdict.why;
}

/** Why this person cannot say to be here for it now; `null` where it would count. Changes nothing. */
export async function whyNotPresent(ports: AskPorts, ending: Ending, actor: Actor): Promise<string | null> {
  return notNow(ending, ports.now()) ?? (await notConcerned(ports, ending, actor));
}

/**
 * "I am here": one person who is concerned says so in the fifteen minutes before the time, and without it nothing
 * happens then. It is said of both directions where both were confirmed together. Refuses anybody else, anybody too
 * early, and a second one.
 */
export async function sayPresent(ports: LifecyclePorts, press: Press): Promise<ApprovalOutcome> {
  const said = await sayFor(ports, press);
  if (said.kind !== 'recorded') return said;
  for (const id of await confirmedWith(ports, said.ending)) await sayFor(ports, { ...press, id });
  return said;
}

/** The endings that were confirmed together with this one: the other direction, where both were meant. */
async function confirmedWith(ports: LifecyclePorts, ending: Ending): Promise<readonly string[]> {
  const row = await ports.store.read<Confirmation>(CONFIRMATION, ending.confirmationId);
  return (row?.value.endings ?? []).filter((id) => id !== ending.id);
}

async function sayFor(ports: LifecyclePorts, { id, actor }: Press): Promise<ApprovalOutcome> {
  const row = await ports.store.read<Ending>(ENDING, id);
  if (row === null) return refused(NOT_HELD);
  const why = await whyNotPresent(ports, row.value, actor);
  if (why !== null) return refused(why);
  const changed = await changeEnding(ports, id, (ending) => {
    const now = ports.now();
    const schedule = waitsForTime(ending);
    if (schedule === null || notNow(ending, now) !== null) return null;
    const present = { ...actor, at: now };
    const after = move(ending, ending.state, now, { schedule: { ...schedule, present } });
    return {
      after,
      audit: [auditLine('ending.present', after, now, { actor: actor.userId })],
      notes: [{ kind: 'present', userId: actor.userId }],
    };
  });
  if (changed === null) return refused(NOT_HELD);
  if (!changed.changed) return refused(notNow(changed.row.value, ports.now()) ?? 'Somebody was faster.');
  return { kind: 'recorded', ending: changed.row.value };
}
