import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { logFileOf } from '../audit/files.ts';
import { formatLine, type Head, type PendingLine, readLine } from '../audit/line.ts';
import { syncFolder } from './durable-file.ts';

const PIECE = 64 * 1024;

/** The end of a log: its last whole line, and where a line that has no end yet begins. */
interface Tail {
  readonly last: Head | null;
  readonly cut: { readonly from: number; readonly bytes: Buffer } | null;
}

/** Reads backwards until the last whole line is complete. */
async function readTail(handle: FileHandle): Promise<Tail> {
  const { size } = await handle.stat();
  let bytes = Buffer.alloc(0);
  for (let from = size; ; ) {
    const piece = Buffer.alloc(Math.min(PIECE, from));
    from -= piece.length;
    await handle.read(piece, 0, piece.length, from);
    bytes = Buffer.concat([piece, bytes]);
    const end = bytes.lastIndexOf('\n');
    const start = end <= 0 ? -1 : bytes.lastIndexOf('\n', end - 1);
    if (from > 0 && start === -1) continue;
    const line = end === -1 ? null : readLine(bytes.toString('utf8', start + 1, end));
    const cut = bytes.subarray(end + 1);
    return {
      last: line === null ? null : { seq: line.seq, hash: line.hash },
      cut: cut.length === 0 ? null : { from: from + end + 1, bytes: cut },
    };
  }
}

/** The last line of a month's log, or `null` where it has none. */
export async function lastOfMonth(folder: string, month: string): Promise<Head | null> {
  const handle = await open(join(folder, logFileOf(month)), 'r');
  try {
    return (await readTail(handle)).last;
  } finally {
    await handle.close();
  }
}

/**
 * Takes care of what a crash or a full disk left: a piece of our own next line is taken back, any other piece
 * gets an end of line, so that it stays to be found. Returns the lines that are still missing.
 */
async function repair(handle: FileHandle, lines: readonly PendingLine[]): Promise<readonly PendingLine[]> {
  const { last, cut } = await readTail(handle);
  const missing = lines.filter(({ line }) => line.seq > (last?.seq ?? 0));
  if (cut === null) return missing;
  const next = Buffer.from(missing[0] === undefined ? '' : formatLine(missing[0].line));
  if (next.subarray(0, cut.bytes.length).equals(cut.bytes)) await handle.truncate(cut.from);
  else await handle.appendFile('\n');
  return missing;
}

/** The append-only side of the audit trail: one file a month, one line an event, synced. */
export class AuditLog {
  readonly #folder: string;
  readonly #reached: (point: string) => void;
  #logged = 0;
  #isSound = false;

  /** `reached` is called around each append; a test may kill the process there, or throw for a full disk. */
  constructor(folder: string, reached: (point: string) => void) {
    this.#folder = folder;
    this.#reached = reached;
  }

  /** The number of the last line that this process knows to be in the log. */
  get logged(): number {
    return this.#logged;
  }

  /** Appends those of the lines that are not in the log yet, and resolves when they are on disk. */
  async append(pending: readonly PendingLine[]): Promise<void> {
    const missing = pending.filter(({ line }) => line.seq > this.#logged);
    if (missing.length === 0) return;
    const isSound = this.#isSound;
    this.#isSound = false;
    this.#reached('before-log');
    for (const month of new Set(missing.map((pendingLine) => pendingLine.month))) {
      const lines = missing.filter((pendingLine) => pendingLine.month === month);
      await this.#appendMonth(month, lines, isSound);
    }
    this.#logged = Math.max(this.#logged, missing.at(-1)?.line.seq ?? 0);
    this.#isSound = true;
    this.#reached('logged');
  }

  async #appendMonth(month: string, lines: readonly PendingLine[], isSound: boolean): Promise<void> {
    const handle = await open(join(this.#folder, logFileOf(month)), 'a+', 0o600);
    try {
      const { size } = await handle.stat();
      const missing = isSound || size === 0 ? lines : await repair(handle, lines);
      await handle.appendFile(missing.map(({ line }) => `${formatLine(line)}\n`).join(''));
      await handle.sync();
      if (size === 0) await syncFolder(this.#folder);
    } finally {
      await handle.close();
    }
  }
}
