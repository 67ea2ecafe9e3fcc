import { randomBytes } from 'node:crypto';
import { type FileHandle, link, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Adapter } from 'lowdb';
import { codeOf, StoreError } from './store-error.ts';

/** What tells our own last write from somebody else's. */
interface Mark {
  readonly inode: bigint;
  readonly size: bigint;
  readonly modified: bigint;
}

async function markOf(path: string): Promise<Mark | null> {
  try {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true });
    return { inode: ino, size, modified: mtimeNs };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function isSame(one: Mark | null, other: Mark | null): boolean {
  return one?.inode === other?.inode && one?.size === other?.size && one?.modified === other?.modified;
}

/** A name beside `path` that nobody else uses; what a killed process leaves of it is swept at the next start. */
export function temporaryName(path: string): string {
  return `${path}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`;
}

/** Makes new names in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export interface FileFormat<Data> {
  readonly parse: (text: string) => Data;
  readonly format: (data: Data) => string;
}

export interface FileHooks {
  /** Throws where this process may no longer replace the file. */
  readonly mayWrite: () => Promise<void>;
  /** Called when a step is done; a test may kill the process there, or throw for a disk that fails. */
  readonly reached: (point: string) => void;
}

/**
 * A lowdb adapter for one file that survives kill -9, a power cut and a full disk. A write resolves when the
 * whole text is on disk; until then the former generation stays in place, afterwards as `.bak`. Refuses to
 * replace a file that somebody else has written. One write at a time.
 */
export class DurableFile<Data> implements Adapter<Data> {
  readonly #path: string;
  readonly #format: FileFormat<Data>;
  readonly #hooks: FileHooks;
  #own: Mark | null = null;

  constructor(path: string, format: FileFormat<Data>, hooks: FileHooks) {
    this.#path = path;
    this.#format = format;
    this.#hooks = hooks;
  }

  /** `null` where there is no file. */
  async read(): Promise<Data | null> {
    let text: string;
    try {
      const handle = await open(this.#path, 'r');
      try {
        text = await handle.readFile('utf8');
      } finally {
        await handle.close();
      }
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    }
    this.#own = await markOf(this.#path);
    return this.#format.parse(text);
  }

  async write(data: Data): Promise<void> {
    const bytes = Buffer.from(this.#format.format(data));
    const temporary = temporaryName(this.#path);
    try {
      const handle = await open(temporary, 'wx', 0o600);
      try {
        await this.#fill(handle, bytes);
      } finally {
        await handle.close();
      }
      await this.#checkNobodyElseWrote();
      await this.#keepGeneration();
      const mark = await markOf(temporary);
      await rename(temporary, this.#path);
      this.#own = mark;
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    this.#hooks.reached('renamed');
    await syncFolder(dirname(this.#path));
    this.#hooks.reached('on-disk');
  }

  async #fill(handle: FileHandle, bytes: Buffer): Promise<void> {
    await handle.writeFile(bytes);
    this.#hooks.reached('written');
    const { size } = await handle.stat();
    if (size !== bytes.length)
      throw new StoreError(`Only ${size} of ${bytes.length} bytes were written beside ${this.#path}.`);
    await handle.sync();
    this.#hooks.reached('synced');
  }

  async #checkNobodyElseWrote(): Promise<void> {
    await this.#hooks.mayWrite();
    if (isSame(this.#own, await markOf(this.#path))) return;
    throw new StoreError(
      `${this.#path} was changed or removed by somebody else, so I do not overwrite it. One bot needs one folder: stop the other one, then start me again.`,
    );
  }

  /** A hard link beside the file, renamed over the older one: at no time is there no `.bak`. */
  async #keepGeneration(): Promise<void> {
    if (this.#own === null) return;
    const backup = `${this.#path}.bak`;
    const temporary = temporaryName(backup);
    try {
      await link(this.#path, temporary);
      await rename(temporary, backup);
    } finally {
      // POSIX: a rename between two names of one file does nothing, and leaves both.
      await rm(temporary, { force: true });
    }
    this.#hooks.reached('kept');
  }
}
