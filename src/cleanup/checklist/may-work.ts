import type { Allowed } from '../../lifecycle/judge-all.ts';
import type { Actor } from '../../lifecycle/ports.ts';
import type { Refused } from '../outcome.ts';
import type { CleanupPorts } from '../ports.ts';
import { CHECKLIST } from '../rows.ts';
import { type Checklist, checklistIdOf, type Item } from './checklist.ts';

export function refused(why: string): Refused {
  return { kind: 'refused', why };
}

/** What is said of a checklist whose time is over. */
export const FORGOTTEN = 'I no longer hold this checklist. The audit log has what became of it.';

/** May this person work through a checklist now? */
export async function mayWorkThrough(
  ports: CleanupPorts,
  checklistId: string,
  actor: Actor,
): Promise<Refused | { kind: 'may'; checklist: Checklist; verdict: Allowed }> {
  const row = await ports.store.read<Checklist>(CHECKLIST, checklistId);
  if (row === null) return refused(FORGOTTEN);
  const verdict = await ports.policy.judge(actor, 'cleanup', row.value.task);
  return verdict.allowed ? { kind: 'may', checklist: row.value, verdict } : refused(verdict.why);
}

/** May this person work on one item now? */
export async function mayWorkOn(
  ports: CleanupPorts,
  itemId: string,
  actor: Actor,
): Promise<Refused | { kind: 'may'; item: Item; checklist: Checklist }> {
  const may = await mayWorkThrough(ports, checklistIdOf(itemId), actor);
  if (may.kind === 'refused') return may;
  const item = may.checklist.items.find((candidate) => candidate.id === itemId);
  if (item === undefined) return refused('I no longer hold this item. The audit log has what became of it.');
  return { kind: 'may', item, checklist: may.checklist };
}
