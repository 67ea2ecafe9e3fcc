import type { AuditEvent, Row } from '../../lifecycle/ports.ts';
import { announcement, type Note } from '../../lifecycle/rows.ts';
import type { CleanupPorts } from '../ports.ts';
import { CHECKLIST } from '../rows.ts';
import { type Checklist, openItems } from './checklist.ts';
import { dueAt } from './schedule.ts';

/** What a change of a checklist asks to be written; `null` leaves everything as it is. */
export interface ChecklistChange {
  readonly after: Checklist;
  readonly audit: readonly AuditEvent[];
  readonly notes?: readonly Note[];
  /** `false` for readings that nobody needs to be told of. */
  readonly tell?: boolean;
}

function withClosing(checklist: Checklist, now: number): Checklist {
  const closed = openItems(checklist).length === 0;
  return { ...checklist, closedAt: closed ? (checklist.closedAt ?? now) : null };
}

/**
 * Changes a checklist by compare-and-set, together with its message, the lines for its thread and the audit lines:
 * reads it, asks what to write, and tries again with what is there when somebody was faster. Returns it as it is
 * afterwards, and whether this call changed it; `null` where it is no longer held.
 */
export async function changeChecklist(
  ports: CleanupPorts,
  id: string,
  change: (checklist: Checklist) => ChecklistChange | null,
): Promise<{ checklist: Checklist; changed: boolean } | null> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const row: Row<Checklist> | null = await ports.store.read<Checklist>(CHECKLIST, id);
    if (row === null) return null;
    const wanted = change(row.value);
    if (wanted === null) return { checklist: row.value, changed: false };
    const now = ports.now();
    const after = withClosing(wanted.after, now);
    const told = wanted.tell === false ? [] : [announcement(ports, { what: 'checklist', id })];
    const notes = (wanted.notes ?? []).map((note) =>
      announcement(ports, { what: 'note', about: 'checklist', id, note, broadcast: false }),
    );
    const due = dueAt(after, now, ports.settings);
    const saved = await ports.store.commit(
      [{ kind: CHECKLIST, id, expect: row.version, value: after, dueAt: due }, ...told, ...notes],
      wanted.audit,
    );
    if (saved) return { checklist: after, changed: true };
  }
  throw new Error(`checklist ${id} changes too often to be written`);
}
