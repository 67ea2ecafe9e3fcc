import type { AuditEvent, Row, Store, Write } from '../../src/lifecycle/ports.ts';

type Stored = {
  kind: string;
  id: string;
  version: number;
  json: string;
  dueAt: number | null;
  leaseUntil: number;
};

/** Throws where a value would come back from JSON as something else. */
function assertPlain(value: unknown): void {
  if (value === undefined || Array.isArray(value)) throw new Error('the value is no object');
  const kept: unknown = JSON.parse(JSON.stringify(value) ?? 'null');
  const look = (before: unknown, after: unknown, path: string): void => {
    if (typeof before !== 'object' || before === null) {
      if (!Object.is(before, after)) throw new Error(`${path} does not survive JSON: ${String(before)}`);
      return;
    }
    if (!Array.isArray(before) && Object.getPrototypeOf(before) !== Object.prototype)
      throw new Error(`${path} is not a plain object`);
    for (const [key, inner] of Object.entries(before))
      if (inner !== undefined || Array.isArray(before))
        look(inner, (after as Record<string, unknown>)[key], `${path}.${key}`);
  };
  look(value, kept, 'value');
}

/**
 * A small and strict store in memory: versions, all or nothing, leases, plain JSON only. Every commit is told to
 * `journal` by the types of its audit lines, and `beforeCommit` may make the disk fail.
 */
export class MemoryStore implements Store {
  readonly audit: AuditEvent[] = [];
  beforeCommit: (writes: readonly Write[], audit: readonly AuditEvent[]) => void = () => undefined;
  readonly #rows: Map<string, Stored>;
  #closed = false;
  readonly #now: () => number;
  readonly #journal: (entry: string) => void;

  constructor(
    now: () => number,
    journal: (entry: string) => void = () => undefined,
    rows: Map<string, Stored> = new Map(),
  ) {
    this.#now = now;
    this.#journal = journal;
    this.#rows = rows;
  }

  /** Another store on the same rows, as after a restart of the only process. */
  reopen(): MemoryStore {
    this.freeLeases();
    return new MemoryStore(this.#now, this.#journal, this.#rows);
  }

  async read<Value extends object>(kind: string, id: string): Promise<Row<Value> | null> {
    await this.#open();
    const row = this.#rows.get(`${kind}\n${id}`);
    return row === undefined ? null : { id, version: row.version, value: JSON.parse(row.json) as Value };
  }

  async commit(writes: readonly Write[], audit: readonly AuditEvent[] = []): Promise<boolean> {
    if (this.#closed) throw new Error('the store is closed');
    for (const write of writes) if (write.value !== null) assertPlain(write.value);
    for (const event of audit) assertPlain(event);
    const keys = writes.map(({ kind, id }) => `${kind}\n${id}`);
    if (new Set(keys).size !== keys.length) throw new Error('a commit may write a row only once');
    const rows = writes.map(
      ({ kind, id, expect, value, dueAt }): Stored => ({
        kind,
        id,
        version: expect + 1,
        json: JSON.stringify(value),
        dueAt: dueAt ?? null,
        leaseUntil: 0,
      }),
    );
    const lines = JSON.parse(JSON.stringify(audit)) as AuditEvent[];
    await Promise.resolve();
    if (writes.some((write, at) => (this.#rows.get(keys[at] ?? '')?.version ?? 0) !== write.expect))
      return false;
    this.beforeCommit(writes, audit);
    for (const [at, key] of keys.entries()) {
      const row = rows[at];
      if (row === undefined || row.json === 'null') this.#rows.delete(key);
      else this.#rows.set(key, row);
    }
    this.audit.push(...lines);
    for (const line of lines) this.#journal(`commit ${line.type}`);
    return true;
  }

  async claimDue<Value extends object>(
    kind: string,
    _owner: string,
    leaseMs: number,
    limit: number,
  ): Promise<Row<Value>[]> {
    await this.#open();
    const now = this.#now();
    const due = this.#ofKind(kind)
      .filter((row) => row.dueAt !== null && row.dueAt <= now && row.leaseUntil <= now)
      .sort((one, other) => (one.dueAt ?? 0) - (other.dueAt ?? 0))
      .slice(0, limit);
    return due.map((row) => {
      row.version += 1;
      row.leaseUntil = now + leaseMs;
      return { id: row.id, version: row.version, value: JSON.parse(row.json) as Value };
    });
  }

  async list<Value extends object>(
    kind: string,
    page: { after?: string; limit: number },
  ): Promise<Row<Value>[]> {
    await this.#open();
    return this.#ofKind(kind)
      .filter((row) => page.after === undefined || row.id > page.after)
      .slice(0, page.limit)
      .map((row) => ({ id: row.id, version: row.version, value: JSON.parse(row.json) as Value }));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.resolve();
  }

  /** Everything that is kept, as text, to look for what must not be in it. */
  dump(): string {
    return [...this.#rows.values()].map(({ json }) => json).join('\n') + JSON.stringify(this.audit);
  }

  /** When a row is due next; `null` where it never is. */
  dueAt(kind: string, id: string): number | null {
    return this.#rows.get(`${kind}\n${id}`)?.dueAt ?? null;
  }

  /** A restart of the only process: what it had claimed is free again. */
  freeLeases(): void {
    for (const row of this.#rows.values()) row.leaseUntil = 0;
  }

  async #open(): Promise<void> {
    if (this.#closed) throw new Error('the store is closed');
    await Promise.resolve();
  }

  #ofKind(kind: string): Stored[] {
    return [...this.#rows.values()]
      .filter((row) => row.kind === kind)
      .sort((one, other) => (one.id < other.id ? -1 : 1));
  }
}
