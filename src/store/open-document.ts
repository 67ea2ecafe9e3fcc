import { join } from 'node:path';
import { Low } from 'lowdb';
import { DOCUMENT_FILE, listMonths } from '../audit/files.ts';
import type { Head, PendingLine } from '../audit/line.ts';
import { RESTORED } from '../lifecycle/ports.ts';
import { type AuditLog, lastOfMonth } from './audit-log.ts';
import { applyCommit, rowsOf } from './change.ts';
import { EMPTY_STATE, formatDocument, parseDocument, type State } from './document.ts';
import { DurableFile } from './durable-file.ts';
import { lookInto, missingDocument, sweep, unusableDocument } from './folder.ts';
import { LOCK_FILE, type Lock, takeLock } from './lock.ts';

export interface OpenDocument {
  readonly low: Low<State>;
  readonly lock: Lock;
  /** The newest month that has audit lines; "" where there are none. */
  readonly lastMonth: string;
}

interface Surroundings {
  readonly now: () => number;
  readonly crash: (point: string) => void;
  /** Told, before some seconds pass in which a holder out of sight is watched. */
  readonly watching: () => void;
}

/** Nobody else can be at work under our lock, so what a former process had leased is free at once. */
function withoutLeases(state: State): State {
  const kinds = [...state.rows].map(([kind, rows]) => {
    const free = [...rows].map(([id, row]) => [id, { ...row, lease: null }] as const);
    return [kind, new Map(free)] as const;
  });
  return { ...state, rows: new Map(kinds) };
}

/**
 * A document older than its log was restored from a backup. The log cannot be unwritten, so the chain goes on
 * from its end, and a line says so.
 */
function continueFrom(state: State, end: Head, month: string, now: number): State {
  const restored = {
    type: 'store.restored',
    at: new Date(now).toISOString(),
    documentSeq: state.audit.head.seq,
    logSeq: end.seq,
  };
  const behind = { ...state, audit: { head: end, pending: [] } };
  const { kind, id } = RESTORED;
  const expect = rowsOf(behind, kind).get(id)?.version ?? 0;
  const notice = { kind, id, expect, json: JSON.stringify({ at: restored.at }), dueAt: null };
  return applyCommit(behind, [notice], [restored], { now, lastMonth: month }) ?? behind;
}

function createLow(folder: string, lock: Lock, crash: (point: string) => void): Low<State> {
  const parse = (text: string) => {
    try {
      return withoutLeases(parseDocument(text));
    } catch (error) {
      // The message of a SyntaxError quotes the text, which may be confidential.
      throw unusableDocument(folder, text, error instanceof SyntaxError ? undefined : error);
    }
  };
  const file = new DurableFile(
    join(folder, DOCUMENT_FILE),
    { parse, format: formatDocument },
    { mayWrite: () => lock.check(), reached: crash },
  );
  return new Low<State>(file, EMPTY_STATE);
}

/**
 * The start, in its order: lock, sweep, read, finish what a crash left between document and log. Whatever is
 * odd stops it, and is left as it was found.
 */
export async function openDocument(
  folder: string,
  log: AuditLog,
  { now, crash, watching }: Surroundings,
): Promise<OpenDocument> {
  const found = await lookInto(folder);
  const lock = await takeLock(folder, {
    now: now(),
    watching,
    mayReplace: () => {
      if (!found.document) throw missingDocument(folder, [...found.traces, LOCK_FILE]);
    },
  });
  try {
    await sweep(folder);
    const low = createLow(folder, lock, crash);
    await low.read();
    const isFirstStart = low.data === EMPTY_STATE;
    if (isFirstStart && found.traces.length > 0) throw missingDocument(folder, found.traces);
    const logMonth = (await listMonths(folder)).at(-1);
    const end = logMonth === undefined ? null : await lastOfMonth(folder, logMonth);
    const isBehind = end !== null && logMonth !== undefined && end.seq > low.data.audit.head.seq;
    if (isBehind) low.data = continueFrom(low.data, end, logMonth, now());
    if (isFirstStart || isBehind) await low.write();
    const { pending } = low.data.audit;
    await log.append(pending);
    return { low, lock, lastMonth: lastMonthOf(logMonth, pending) };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function lastMonthOf(logMonth: string | undefined, pending: readonly PendingLine[]): string {
  const pendingMonth = pending.at(-1)?.month ?? '';
  return logMonth !== undefined && logMonth > pendingMonth ? logMonth : pendingMonth;
}
