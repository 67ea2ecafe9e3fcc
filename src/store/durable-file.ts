import { randomBytes } from 'node:crypto';
import { type FileHandle, link, open, readFile, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StoreError } from './store-error.ts';

/** What tells our own last write from somebody else's. */
interface Mark {
  readonly inode: number;
  readonly size: number;
  readonly modified: number;
}

async function markOf(path: string): Promise<Mark | null> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return { inode: ino, size, modified: mtimeMs };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function same(a: Mark | null, b: Mark | null): boolean {
  return a?.inode === b?.inode && a?.size === b?.size && a?.modified === b?.modified;
}

/** Makes a rename, or a new file, in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeWhole(handle: FileHandle, text: string, path: string): Promise<void> {
  await handle.writeFile(text, 'utf8');
  const { size } = await handle.stat();
  // A full disk can cut a write short without an error (measured with write-file-atomic 7).
  if (size !== Buffer.byteLength(text))
    throw new StoreError(`${path} was not written whole; is the disk full?`);
  await handle.sync();
}

/**
 * A lowdb adapter for one text file that survives kill -9, a power cut and a full disk: a new file is written
 * whole and synced, the former generation stays as `.bak`, the rename and the folder are synced. Refuses to
 * replace a file that somebody else has written.
 */
export class DurableFile {
  readonly #path: string;
  #mark: Mark | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  async read(): Promise<string | null> {
    try {
      const text = await readFile(this.#path, 'utf8');
      this.#mark = await markOf(this.#path);
      return text;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async write(text: string): Promise<void> {
    const temporary = `${this.#path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await writeWhole(handle, text, temporary);
      await handle.close();
      await this.#replace(temporary);
    } catch (error) {
      await handle.close().catch(() => undefined);
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async #replace(temporary: string): Promise<void> {
    if (!same(this.#mark, await markOf(this.#path)))
      throw new StoreError(
        `${this.#path} was changed by somebody else. Only one bot may use this folder; stop the other one.`,
      );
    if (this.#mark !== null) {
      await unlink(`${this.#path}.bak`).catch((error) => {
        if (!isMissing(error)) throw error;
      });
      await link(this.#path, `${this.#path}.bak`);
    }
    const mark = await markOf(temporary);
    await rename(temporary, this.#path);
    this.#mark = mark;
    await syncFolder(dirname(this.#path));
  }
}
