import { allRows } from '../lifecycle/all-rows.ts';
import type { AuditEvent } from '../lifecycle/ports.ts';
import { type Task, taskKey } from '../lifecycle/task.ts';
import type { Checklist } from './checklist/checklist.ts';
import type { CleanupPorts } from './ports.ts';

/** The kind of row that holds a checklist. */
export const CHECKLIST = 'checklist';
/** Which checklist belongs to a task and direction; id = task key. */
export const CHECKLIST_OF = 'checklist-of';
/** A removal that was shown to a person and waits for its confirmation. */
export const REMOVAL_ASK = 'removal-ask';

/** The checklist of a task, and the version of the index row that says so (0 = there is none). */
export async function lookUp(
  ports: CleanupPorts,
  task: Task,
): Promise<{ checklist: Checklist | null; version: number }> {
  const index = await ports.store.read<{ id: string }>(CHECKLIST_OF, taskKey(task));
  if (index === null) return { checklist: null, version: 0 };
  const row = await ports.store.read<Checklist>(CHECKLIST, index.value.id);
  return { checklist: row?.value ?? null, version: index.version };
}

/** Every checklist that is still held. */
export async function everyChecklist(ports: CleanupPorts): Promise<readonly Checklist[]> {
  return (await allRows<Checklist>(ports.store, CHECKLIST)).map((row) => row.value);
}

/** The facts of a checklist that every line of the audit trail carries. */
export function checklistLine(
  type: string,
  checklist: Checklist,
  now: number,
  more: Record<string, unknown>,
): AuditEvent {
  return {
    type,
    at: new Date(now).toISOString(),
    checklist: checklist.id,
    ending: checklist.endingId,
    task: taskKey(checklist.task),
    ...more,
  };
}
