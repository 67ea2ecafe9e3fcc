import { monthOf } from '../audit/files.ts';
import { type AuditPart, chainLine, type PendingLine } from '../audit/line.ts';
import type { AuditEvent, Row } from '../lifecycle/ports.ts';
import type { Rows, State, StoredRow } from './document.ts';
import type { ReadyWrite } from './plain-json.ts';

const NO_ROWS: Rows = new Map();

export function rowsOf(state: State, kind: string): Rows {
  return state.rows.get(kind) ?? NO_ROWS;
}

/** A row as callers get it: a copy, so that nothing they do to it reaches the store. */
export function handOut<Value extends object>(id: string, row: StoredRow): Row<Value> {
  return { id, version: row.version, value: JSON.parse(row.json) as Value };
}

/** Ids in the order of `list`: by their UTF-16 code units, the same on every machine. */
export function byId([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

/** Adds events to the end of the chain. The month never goes back, so that the files stay in order. */
function withEvents(
  audit: AuditPart,
  events: readonly AuditEvent[],
  lastMonth: string,
  now: number,
): AuditPart {
  let { head } = audit;
  const month = monthOf(now) > lastMonth ? monthOf(now) : lastMonth;
  const added = events.map((event): PendingLine => {
    const line = chainLine(head, event, now);
    head = { seq: line.seq, hash: line.hash };
    return { month, line };
  });
  return { head, pending: [...audit.pending, ...added] };
}

/** The state with all writes and events in it, or `null` where one row is not at the version it should be. */
export function applyCommit(
  state: State,
  writes: readonly ReadyWrite[],
  events: readonly AuditEvent[],
  when: { readonly now: number; readonly lastMonth: string },
): State | null {
  const isAsExpected = writes.every(
    ({ kind, id, expect }) => (rowsOf(state, kind).get(id)?.version ?? 0) === expect,
  );
  if (!isAsExpected) return null;
  const changed = new Map<string, Map<string, StoredRow>>();
  for (const { kind, id, expect, json, dueAt } of writes) {
    const ofKind = changed.get(kind) ?? new Map(rowsOf(state, kind));
    changed.set(kind, ofKind);
    if (json === null) ofKind.delete(id);
    else ofKind.set(id, { version: expect + 1, json, dueAt, lease: null });
  }
  const audit = events.length === 0 ? state.audit : withEvents(state.audit, events, when.lastMonth, when.now);
  return { rows: changed.size === 0 ? state.rows : new Map([...state.rows, ...changed]), audit };
}

function isDue({ dueAt, lease }: StoredRow, now: number): boolean {
  return dueAt !== null && dueAt <= now && (lease === null || lease.until <= now);
}

/** Leases the rows that are due, those that waited longest first; the bumped version keeps a former holder out. */
export function applyClaim<Value extends object>(
  state: State,
  claim: { kind: string; owner: string; leaseMs: number; limit: number; now: number },
): { state: State; rows: Row<Value>[] } {
  const { kind, owner, leaseMs, limit, now } = claim;
  const due = [...rowsOf(state, kind)]
    .filter(([, row]) => isDue(row, now))
    .toSorted((one, other) => (one[1].dueAt ?? 0) - (other[1].dueAt ?? 0) || byId(one, other))
    .slice(0, limit)
    .map(([id, row]): [string, StoredRow] => [
      id,
      { ...row, version: row.version + 1, lease: { owner, until: now + leaseMs } },
    ]);
  if (due.length === 0) return { state, rows: [] };
  const ofKind = new Map([...rowsOf(state, kind), ...due]);
  return {
    state: { ...state, rows: new Map([...state.rows, [kind, ofKind]]) },
    rows: due.map(([id, row]) => handOut(id, row)),
  };
}
