import { standing } from './confirm.ts';
import type { Confirmation, Objection } from './outcome.ts';
import type { Actor, AuditEvent } from './ports.ts';
import { CONFIRMATION } from './rows.ts';
import type { LifecyclePorts } from './settings.ts';
import { confirmationWrite } from './shown-plan.ts';
import { taskKey } from './task.ts';

/** A press on an open plan. */
export interface PlanPress {
  /** The confirmation. */
  readonly id: string;
  readonly actor: Actor;
}

/** What is to be written: the confirmation afterwards, and its lines of the audit log; nothing; or why it may not be. */
export type PlanChange =
  | { readonly after: Confirmation; readonly audit: readonly AuditEvent[] }
  | { readonly why: string }
  | null;

type Changed =
  | { readonly kind: 'open'; readonly confirmation: Confirmation }
  | { readonly kind: 'objection'; readonly objection: Objection };

/** A line of the audit log about an open plan. */
export function planLineOf(
  type: string,
  { id, action, tasks }: Confirmation,
  { actor }: PlanPress,
  now: number,
  more: Record<string, unknown> = {},
): AuditEvent {
  const at = new Date(now).toISOString();
  return { type, at, confirmation: id, action, tasks: tasks.map(taskKey), actor: actor.userId, ...more };
}

/**
 * Changes an open plan by compare-and-set: only its owner's, only until it is used or expires. Changes nothing in any
 * cloud, and never what the plan is bound to.
 */
export async function changePlan(
  ports: LifecyclePorts,
  press: PlanPress,
  change: (confirmation: Confirmation) => PlanChange,
): Promise<Changed> {
  const objected = (objection: Objection): Changed => ({ kind: 'objection', objection });
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const row = await ports.store.read<Confirmation>(CONFIRMATION, press.id);
    const objection = await standing(ports, row, press.actor);
    if (objection !== null || row === null) return objected(objection ?? { kind: 'unknown' });
    const wanted = change(row.value);
    if (wanted === null) return { kind: 'open', confirmation: row.value };
    if ('why' in wanted) return objected({ kind: 'not-allowed', why: wanted.why });
    const saved = await ports.store.commit([confirmationWrite(wanted.after, row.version)], wanted.audit);
    if (saved) return { kind: 'open', confirmation: wanted.after };
  }
  throw new Error(`confirmation ${press.id} changes too often to be written`);
}
