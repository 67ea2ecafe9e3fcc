import type { Looked } from '../lifecycle/ports.ts';
import type { Task } from '../lifecycle/task.ts';
import { afterRound, type Book, bookOf, type Limits } from './snapshot-book.ts';
import { type SnapshotFile, snapshotFile, type Trouble } from './snapshot-file.ts';
import { findInBook } from './snapshot-find.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** 2,000 tasks are about 3 MB; the bounds only keep an odd cloud from filling the disk. */
const LIMITS: Limits = { ageMs: 90 * DAY, count: 10_000, bytes: 16 * 1024 * 1024 };

/** How old the file may be while nothing but passing facts has changed: when a task was seen, its status. */
const REFRESH_MS = HOUR;

export interface SnapshotOptions {
  /** Told of what goes wrong; nothing here is a reason to stop. */
  readonly trouble: Trouble;
  readonly limits?: Limits;
  /** Called at named points of a write; a test may throw there for a disk that fails. */
  readonly reached?: (point: string) => void;
}

/** The last snapshot of every task that was seen alive, in a file beside the document. */
export interface KeptSnapshots {
  /**
   * Tasks whose job id, instance id or name, or a database of theirs by instance id, instance name or address, is
   * `words`, last seen first. Case and blanks do not count. Lag and trouble are left out of a snapshot.
   */
  find(words: string): Promise<readonly Task[]>;
  /**
   * Takes over what a round showed at `now` (milliseconds since 1970), and resolves when it is on disk if that was
   * needed. Never throws; what could not be written is told, kept in memory, and written with the next round.
   */
  remember(tasks: readonly Task[], looked: readonly Looked[], now: number): Promise<void>;
  /** Waits for what is being written. Nothing is remembered afterwards. */
  close(): Promise<void>;
}

class SnapshotFolder implements KeptSnapshots {
  readonly #file: SnapshotFile;
  readonly #trouble: Trouble;
  readonly #limits: Limits;
  #book: Book = new Map();
  #savedAt = Number.NEGATIVE_INFINITY;
  #unsaved = false;
  #failing = false;
  #closed = false;
  #working: Promise<void> = Promise.resolve();

  constructor(folder: string, { trouble, limits = LIMITS, reached = () => undefined }: SnapshotOptions) {
    this.#file = snapshotFile(folder, trouble, reached);
    this.#trouble = trouble;
    this.#limits = limits;
  }

  async read(): Promise<void> {
    this.#book = bookOf(await this.#file.read());
  }

  async find(words: string): Promise<readonly Task[]> {
    return findInBook(this.#book, words);
  }

  async remember(tasks: readonly Task[], looked: readonly Looked[], now: number): Promise<void> {
    if (this.#closed) return;
    const { book, changed } = afterRound(this.#book, { tasks, looked, now }, this.#limits);
    this.#book = book;
    this.#unsaved ||= changed || (book.size > 0 && Math.abs(now - this.#savedAt) >= REFRESH_MS);
    await this.#saveInTurn(now);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#saveInTurn(this.#savedAt);
  }

  #saveInTurn(now: number): Promise<void> {
    this.#working = this.#working.then(() => this.#save(now));
    return this.#working;
  }

  async #save(now: number): Promise<void> {
    if (!this.#unsaved) return;
    this.#unsaved = false;
    try {
      if (this.#failing) await this.#file.read();
      await this.#file.write([...this.#book.values()]);
      this.#savedAt = now;
      this.#failing = false;
    } catch (error) {
      this.#unsaved = true;
      if (!this.#failing)
        this.#trouble('the snapshots of tasks could not be written; I try again every round', error);
      this.#failing = true;
    }
  }
}

/**
 * Opens the snapshots of a folder whose store is open already, because that one holds the lock. Never throws: a
 * file that is damaged is set aside, and one that cannot be written is told to `trouble`.
 */
export async function openSnapshots(folder: string, options: SnapshotOptions): Promise<KeptSnapshots> {
  const snapshots = new SnapshotFolder(folder, options);
  await snapshots.read();
  return snapshots;
}
