import type { Ending } from './ending.ts';
import type { ApprovalOutcome, Confirmation, Objection } from './outcome.ts';
import type { Actor, AuditEvent } from './ports.ts';
import { factWords } from './readiness/facts.ts';
import { CONFIRMATION, ENDING } from './rows.ts';
import { auditLine } from './save.ts';
import type { LifecyclePorts } from './settings.ts';
import { taskKey } from './task.ts';

interface Press {
  /** The confirmation or the ending that the button names. */
  readonly id: string;
  readonly actor: Actor;
}

async function refusedPress(
  ports: LifecyclePorts,
  { id, actor }: Press,
  objection: Objection,
): Promise<AuditEvent> {
  const now = ports.now();
  const why = objection.kind;
  const because =
    'why' in objection
      ? { because: objection.why }
      : 'facts' in objection
        ? { because: factWords(objection.facts) }
        : {};
  const ending = (await ports.store.read<Ending>(ENDING, id))?.value;
  if (ending !== undefined)
    return auditLine('confirm.refused', ending, now, { actor: actor.userId, why, ...because });
  const shown = (await ports.store.read<Confirmation>(CONFIRMATION, id))?.value;
  const about = shown === undefined ? {} : { action: shown.action, tasks: shown.tasks.map(taskKey) };
  const at = new Date(now).toISOString();
  return { type: 'confirm.refused', at, confirmation: id, ...about, actor: actor.userId, why, ...because };
}

/** A press that did not confirm leaves a line too: somebody tried. What was typed is in no line. */
export async function recordObjection(
  ports: LifecyclePorts,
  press: Press,
  objection: Objection,
): Promise<void> {
  await ports.store.commit([], [await refusedPress(ports, press, objection)]);
}

type Attempt =
  | 'ending.approval-refused'
  | 'ending.look-refused'
  | 'ending.rejection-refused'
  | 'ending.withdrawal-refused'
  | 'ending.presence-refused'
  | 'ending.veto-refused';

/** A press on a button of an ending that came to nothing leaves a line: who, and why. */
export async function recordAttempt(
  ports: LifecyclePorts,
  type: Attempt,
  { id, actor }: Press,
  why: string,
): Promise<void> {
  const now = ports.now();
  const said = { actor: actor.userId, why };
  const ending = (await ports.store.read<Ending>(ENDING, id))?.value;
  const line =
    ending === undefined
      ? { type, at: new Date(now).toISOString(), ending: id, ...said }
      : auditLine(type, ending, now, said);
  await ports.store.commit([], [line]);
}

/** The outcome of a press about a waiting ending, after a refused one has left its line. */
export async function recordRefusal(
  ports: LifecyclePorts,
  type: Attempt,
  press: Press,
  outcome: ApprovalOutcome,
): Promise<ApprovalOutcome> {
  if (outcome.kind === 'refused') await recordAttempt(ports, type, press, outcome.why);
  return outcome;
}

/** Whether a person may reject, after a no has left its line: the button was pressed, and no form opens. */
export async function recordMayReject(
  ports: LifecyclePorts,
  press: Press,
  may: { why: string } | { ending: Ending },
): Promise<{ why: string } | { ending: Ending }> {
  if ('why' in may) await recordAttempt(ports, 'ending.rejection-refused', press, may.why);
  return may;
}

/** Somebody who may not even read asked for something: no task was looked for, and what was typed is in no line. */
export async function recordTried(
  ports: LifecyclePorts,
  actor: Actor,
  action: string,
  why: string,
): Promise<void> {
  const at = new Date(ports.now()).toISOString();
  await ports.store.commit(
    [],
    [{ type: 'request.refused', at, actor: actor.userId, action, task: null, why }],
  );
}
