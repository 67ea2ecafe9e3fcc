import { join } from 'node:path';
import { Low } from 'lowdb';
import { chain } from '../audit/line.ts';
import type { AuditEvent, Row, Store, Write } from '../lifecycle/ports.ts';
import { appendLines, missingLines } from './audit-log.ts';
import type { Document, StoredRow } from './document.ts';
import { DurableFile } from './durable-file.ts';
import { takeLock } from './lock.ts';
import { DOCUMENT_FILE, makeFolder, readDocument, sweep, type TextFile, traces } from './open-document.ts';
import { StoreError } from './store-error.ts';

export interface FileStoreOptions {
  readonly now?: () => number;
  /** Replaces the file, for tests of a disk that fails. */
  readonly file?: (path: string) => TextFile;
}

type Waiting = {
  readonly change: (document: Document) => Document | null;
  readonly done: (result: boolean) => void;
  readonly broke: (error: unknown) => void;
};

/** Only what JSON keeps may be stored: a Date, a Map or a BigInt would come back as something else. */
function assertPlain(value: unknown, path: string): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number' && Number.isFinite(value)) return;
  if (Array.isArray(value)) {
    for (const [at, inner] of value.entries()) assertPlain(inner, `${path}[${at}]`);
    return;
  }
  if (
    typeof value === 'object' &&
    (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null)
  ) {
    for (const [key, inner] of Object.entries(value))
      if (inner !== undefined) assertPlain(inner, `${path}.${key}`);
    return;
  }
  throw new StoreError(`${path} cannot be stored: it is not plain JSON`);
}

/** A copy that nobody else holds, as it will come back from the disk. */
function copy<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

function rowsOf(document: Document, kind: string): Record<string, StoredRow> {
  return Object.hasOwn(document.rows, kind) ? (document.rows[kind] ?? {}) : {};
}

function rowAt(document: Document, kind: string, id: string): StoredRow | null {
  const rows = rowsOf(document, kind);
  return Object.hasOwn(rows, id) ? (rows[id] ?? null) : null;
}

/** The document with all writes done, or `null` where one of them finds another version than it expects. */
function withWrites(
  document: Document,
  writes: readonly Write[],
  audit: readonly AuditEvent[],
): Document | null {
  if (writes.some((write) => (rowAt(document, write.kind, write.id)?.version ?? 0) !== write.expect))
    return null;
  const rows = { ...document.rows };
  for (const { kind, id, expect, value, dueAt } of writes) {
    const ofKind = { ...(rows[kind] ?? {}) };
    if (value === null) delete ofKind[id];
    else
      ofKind[id] = {
        version: expect + 1,
        value: copy(value) as Record<string, unknown>,
        dueAt: dueAt ?? null,
        lease: null,
      };
    rows[kind] = ofKind;
  }
  const { lines, head } = chain(document.audit.head, audit);
  return { ...document, rows, audit: { head, pending: [...document.audit.pending, ...lines] } };
}

/** Is there something to do at `now`, and nobody at it? */
function isDue(row: StoredRow, now: number): boolean {
  return row.dueAt !== null && row.dueAt <= now && (row.lease === null || row.lease.until <= now);
}

class FileStore implements Store {
  readonly #folder: string;
  readonly #low: Low<Document>;
  readonly #release: () => Promise<void>;
  readonly #now: () => number;
  #waiting: Waiting[] = [];
  #working: Promise<void> | null = null;
  #logged: number;
  #closed = false;

  constructor(parts: {
    folder: string;
    low: Low<Document>;
    release: () => Promise<void>;
    now: () => number;
  }) {
    this.#folder = parts.folder;
    this.#low = parts.low;
    this.#release = parts.release;
    this.#now = parts.now;
    this.#logged = parts.low.data.audit.head.seq;
  }

  async read<Value extends object>(kind: string, id: string): Promise<Row<Value> | null> {
    const row = rowAt(this.#low.data, kind, id);
    return row === null ? null : { id, version: row.version, value: copy(row.value) as Value };
  }

  async list<Value extends object>(
    kind: string,
    page: { after?: string; limit: number },
  ): Promise<Row<Value>[]> {
    return Object.entries(rowsOf(this.#low.data, kind))
      .filter(([id]) => page.after === undefined || id > page.after)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, page.limit)
      .map(([id, row]) => ({ id, version: row.version, value: copy(row.value) as Value }));
  }

  async commit(writes: readonly Write[], audit: readonly AuditEvent[] = []): Promise<boolean> {
    for (const { kind, id, value } of writes) if (value !== null) assertPlain(value, `${kind} ${id}`);
    for (const event of audit) assertPlain(event, 'audit event');
    const keys = new Set(writes.map(({ kind, id }) => `${kind}\n${id}`));
    if (keys.size !== writes.length) throw new StoreError('a commit may write a row only once');
    return this.#change((document) => withWrites(document, writes, audit));
  }

  async claimDue<Value extends object>(
    kind: string,
    owner: string,
    leaseMs: number,
    limit: number,
  ): Promise<Row<Value>[]> {
    const now = this.#now();
    if (!Object.values(rowsOf(this.#low.data, kind)).some((row) => isDue(row, now))) return [];
    let claimed: Row<Value>[] = [];
    await this.#change((document) => {
      const due = Object.entries(rowsOf(document, kind))
        .filter(([, row]) => isDue(row, now))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .slice(0, limit);
      if (due.length === 0) return document;
      const leased = due.map(
        ([id, row]) =>
          [id, { ...row, version: row.version + 1, lease: { owner, until: now + leaseMs } }] as const,
      );
      claimed = leased.map(([id, row]) => ({ id, version: row.version, value: copy(row.value) as Value }));
      return {
        ...document,
        rows: { ...document.rows, [kind]: { ...rowsOf(document, kind), ...Object.fromEntries(leased) } },
      };
    });
    return claimed;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#working;
    await this.#release();
  }

  /** Queues a change. Changes that wait together go to the disk together. */
  #change(change: (document: Document) => Document | null): Promise<boolean> {
    if (this.#closed) throw new StoreError('the store is closed');
    return new Promise((done, broke) => {
      this.#waiting.push({ change, done, broke });
      this.#working ??= this.#work().finally(() => {
        this.#working = null;
      });
    });
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      await this.#commitBatch(batch);
    }
  }

  async #commitBatch(batch: readonly Waiting[]): Promise<void> {
    const before = this.#low.data;
    // Lines that are in the log leave with this commit.
    let document: Document = {
      ...before,
      audit: { ...before.audit, pending: before.audit.pending.filter((line) => line.seq > this.#logged) },
    };
    const answers: { waiting: Waiting; result: boolean }[] = [];
    for (const waiting of batch) {
      const after = waiting.change(document);
      answers.push({ waiting, result: after !== null });
      document = after ?? document;
    }
    if (answers.every(({ result }) => !result)) {
      for (const { waiting } of answers) waiting.done(false);
      return;
    }
    try {
      await this.#write(document);
    } catch (error) {
      this.#low.data = before;
      for (const { waiting, result } of answers) result ? waiting.broke(error) : waiting.done(false);
      return;
    }
    await this.#log(document);
    for (const { waiting, result } of answers) waiting.done(result);
  }

  /** lowdb writes its own data, so the new document is put in and taken out again if the disk says no. */
  async #write(document: Document): Promise<void> {
    this.#low.data = document;
    await this.#low.write();
  }

  /** The commit is durable already; lines that cannot be appended now stay pending and are tried again. */
  async #log(document: Document): Promise<void> {
    const lines = document.audit.pending.filter((line) => line.seq > this.#logged);
    if (lines.length === 0) return;
    try {
      await appendLines(this.#folder, lines);
      this.#logged = document.audit.head.seq;
    } catch {
      // They are kept in the document; the next commit tries again.
    }
  }
}

/** The lock says that nobody else is at it, so the leases of a former process are over. */
function withoutLeases(document: Document): Document {
  const rows = Object.entries(document.rows).map(([kind, ofKind]) => {
    const free = Object.entries(ofKind).map(([id, row]) => [id, { ...row, lease: null }] as const);
    return [kind, Object.fromEntries(free)] as const;
  });
  return { ...document, rows: Object.fromEntries(rows) };
}

/**
 * Opens the folder as a store: lock, sweep, read, finish what a crash left between document and log. Refuses,
 * with a sentence, a folder that another bot holds, that has lost its document, or that it cannot understand.
 */
export async function openFileStore(folder: string, options: FileStoreOptions = {}): Promise<Store> {
  await makeFolder(folder);
  const before = await traces(folder);
  const lock = await takeLock(folder);
  try {
    await sweep(folder);
    const path = join(folder, DOCUMENT_FILE);
    const file = options.file?.(path) ?? new DurableFile(path);
    const document = withoutLeases(await readDocument(file, folder, before));
    // A first start leaves a document at once, so that a later one without it is known to have lost its memory.
    if (before.length === 0) await file.write(JSON.stringify(document));
    await appendLines(folder, await missingLines(folder, document.audit.pending));
    const adapter = {
      read: async () => document,
      write: (data: Document) => file.write(JSON.stringify(data)),
    };
    const low = new Low<Document>(adapter, document);
    return new FileStore({ folder, low, release: lock.release, now: options.now ?? Date.now });
  } catch (error) {
    await lock.release();
    throw error;
  }
}
