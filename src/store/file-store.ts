import { join } from 'node:path';
import type { Low } from 'lowdb';
import { DOCUMENT_FILE } from '../audit/files.ts';
import type { AuditEvent, Row, Store, Write } from '../lifecycle/ports.ts';
import { AuditLog } from './audit-log.ts';
import { applyClaim, applyCommit, byId, handOut, rowsOf } from './change.ts';
import { CommitQueue } from './commit-queue.ts';
import type { State } from './document.ts';
import type { Lock } from './lock.ts';
import { openDocument } from './open-document.ts';
import { readyEvents, readyWrites } from './plain-json.ts';
import { codeOf, StoreError } from './store-error.ts';

export interface FileStoreOptions {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Called at named points of a commit; a test may kill the process there, or throw for a disk that fails. */
  readonly crash?: (point: string) => void;
  /** Told of what goes wrong behind a commit that is safe already. */
  readonly trouble?: (what: string, error: unknown) => void;
  /** Told, before some seconds pass in which a lock of a container with this host name is watched. */
  readonly watching?: () => void;
}

interface Parts {
  readonly folder: string;
  readonly low: Low<State>;
  readonly lock: Lock;
  readonly log: AuditLog;
  readonly lastMonth: string;
  readonly now: () => number;
  readonly trouble: (what: string, error: unknown) => void;
}

class FileStore implements Store {
  readonly #parts: Parts;
  readonly #queue: CommitQueue<State>;
  #lastMonth: string;
  #closing: Promise<void> | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#lastMonth = parts.lastMonth;
    this.#queue = new CommitQueue(parts.low.data, {
      write: (next) => this.#write(next),
      prepare: (state) => this.#withoutLogged(state),
    });
  }

  async read<Value extends object>(kind: string, id: string): Promise<Row<Value> | null> {
    this.#checkOpen();
    const row = rowsOf(this.#queue.current, kind).get(id);
    return row === undefined ? null : handOut<Value>(id, row);
  }

  async list<Value extends object>(
    kind: string,
    { after, limit }: { after?: string; limit: number },
  ): Promise<Row<Value>[]> {
    this.#checkOpen();
    return [...rowsOf(this.#queue.current, kind)]
      .filter(([id]) => after === undefined || id > after)
      .toSorted(byId)
      .slice(0, limit)
      .map(([id, row]) => handOut<Value>(id, row));
  }

  async commit(writes: readonly Write[], audit: readonly AuditEvent[] = []): Promise<boolean> {
    this.#checkOpen();
    const ready = readyWrites(writes);
    const events = readyEvents(audit);
    if (ready.length === 0 && events.length === 0) return true;
    return this.#queue.run((state) => {
      const when = { now: this.#parts.now(), lastMonth: this.#lastMonth };
      const next = applyCommit(state, ready, events, when);
      if (next === null) return { state, result: false };
      this.#lastMonth = next.audit.pending.at(-1)?.month ?? this.#lastMonth;
      return { state: next, result: true };
    });
  }

  async claimDue<Value extends object>(
    kind: string,
    owner: string,
    leaseMs: number,
    limit: number,
  ): Promise<Row<Value>[]> {
    this.#checkOpen();
    return this.#queue.run((state) => {
      const claim = { kind, owner, leaseMs, limit, now: this.#parts.now() };
      const { state: next, rows } = applyClaim<Value>(state, claim);
      return { state: next, result: rows };
    });
  }

  /** Answers what is waiting, then gives the folder back. What is asked afterwards is refused. */
  async close(): Promise<void> {
    this.#closing ??= this.#queue.idle().then(() => this.#parts.lock.release());
    await this.#closing;
  }

  #checkOpen(): void {
    if (this.#closing !== null) throw new StoreError('The store is closed; nothing was read or written.');
  }

  #withoutLogged(state: State): State {
    const pending = state.audit.pending.filter(({ line }) => line.seq > this.#parts.log.logged);
    const isSame = pending.length === state.audit.pending.length;
    return isSame ? state : { ...state, audit: { ...state.audit, pending } };
  }

  /** lowdb writes the data it holds, so the former is put back where the write fails. */
  async #write(next: State): Promise<void> {
    const { low, folder } = this.#parts;
    const before = low.data;
    low.data = next;
    try {
      await low.write();
    } catch (error) {
      low.data = before;
      if (error instanceof StoreError) throw error;
      throw new StoreError(
        `${join(folder, DOCUMENT_FILE)} could not be written (${codeOf(error) ?? 'failed'}), so what was asked is not done. Check the disk's space and rights; I try again with the next change.`,
        error,
      );
    }
    await this.#log(next);
  }

  /** The commit is on disk already. Lines that cannot be appended stay in the document for the next one. */
  async #log(next: State): Promise<void> {
    const { log, trouble } = this.#parts;
    try {
      await log.append(next.audit.pending);
    } catch (error) {
      trouble('the audit log could not be written; its lines wait in the document', error);
    }
  }
}

/**
 * Opens the folder as a store: takes the lock, sweeps, reads, and finishes what a crash left between document
 * and audit log. Throws a StoreError where another bot holds the folder, or its document is missing or not
 * understood; a missing or empty folder is a first start.
 */
export async function openFileStore(folder: string, options: FileStoreOptions = {}): Promise<Store> {
  const nothing = () => undefined;
  const { now = Date.now, crash = nothing, trouble = nothing, watching = nothing } = options;
  const log = new AuditLog(folder, crash);
  const opened = await openDocument(folder, log, { now, crash, watching });
  return new FileStore({ ...opened, folder, log, now, trouble });
}
