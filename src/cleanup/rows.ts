import type { AuditEvent, Write } from '../lifecycle/ports.ts';
import { type Announcement, OUTBOX } from '../lifecycle/rows.ts';
import { type Task, taskKey } from '../lifecycle/task.ts';
import type { Checklist } from './checklist.ts';
import type { CleanupPorts } from './ports.ts';

/** The kind of row that holds a checklist. */
export const CHECKLIST = 'checklist';
/** Which checklist belongs to a task and direction; id = task key. */
export const CHECKLIST_OF = 'checklist-of';

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

/** Writes a new checklist, unless another one has been made since the index row was read at `version`. */
/** Every checklist that is still held, page by page. */
export async function everyChecklist(ports: CleanupPorts): Promise<readonly Checklist[]> {
  const all: Checklist[] = [];
  for (let after = ''; ; ) {
    const page = await ports.store.list<Checklist>(CHECKLIST, { after, limit: 200 });
    all.push(...page.map((row) => row.value));
    const last = page.at(-1);
    if (last === undefined || page.length < 200) return all;
    after = last.id;
  }
}

/** The write that has a message sent. */
export function announce(ports: CleanupPorts, value: Announcement): Write {
  return { kind: OUTBOX, id: ports.newId('o'), expect: 0, value, dueAt: ports.now() };
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
