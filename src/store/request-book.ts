import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './store-error.ts';

/** Two files take turns, so that neither grows for ever. */
const FILES = ['cutover.requests.0', 'cutover.requests.1'] as const;
/** When the other's turn comes. What stands in it then is older than any request that is still taken. */
const TURN_SECONDS = 15 * 60;
const LINE = /^(\d{1,12}) ([0-9a-f]+)$/gm;

/** Which second a request was made in, and the beginning of its signature, in hexadecimal digits. */
export interface NotedRequest {
  readonly timestamp: number;
  readonly short: string;
}

/** Remembers over a restart which signed requests were taken. */
export interface RequestBook {
  /** Those of former processes; older ones than anybody asks for may be among them. */
  readonly before: readonly NotedRequest[];
  /** Writes it down behind the scenes, within moments. Never throws: `trouble` is told once where that fails. */
  note(request: NotedRequest): void;
  /** Resolves when everything is written. */
  written(): Promise<void>;
}

function notedIn(text: string): NotedRequest[] {
  return [...text.matchAll(LINE)].map(([, timestamp = '', short = '']) => ({
    timestamp: Number(timestamp),
    short,
  }));
}

async function readFrom(path: string, failed: (error: unknown) => void): Promise<NotedRequest[]> {
  try {
    return notedIn(await readFile(path, 'utf8'));
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') failed(error);
    return [];
  }
}

class RequestFiles implements RequestBook {
  readonly before: readonly NotedRequest[];
  readonly #paths: readonly string[];
  readonly #trouble: (error: unknown) => void;
  /** Which file it is whose turn it is, and the second of the first request in it. */
  #turn: number;
  #beganAt: number;
  #waiting: NotedRequest[] = [];
  #working: Promise<void> | null = null;
  #isTold = false;

  constructor(
    paths: readonly string[],
    found: readonly (readonly NotedRequest[])[],
    trouble: (error: unknown) => void,
  ) {
    this.#paths = paths;
    this.#trouble = trouble;
    this.before = found.flat();
    const beginnings = found.map(([first]) => first?.timestamp ?? 0);
    this.#beganAt = Math.max(...beginnings);
    this.#turn = beginnings.indexOf(this.#beganAt);
  }

  note(request: NotedRequest): void {
    this.#waiting.push(request);
    this.#working ??= this.#work();
  }

  async written(): Promise<void> {
    await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      const some = this.#waiting;
      this.#waiting = [];
      try {
        await this.#write(some);
        this.#isTold = false;
      } catch (error) {
        if (!this.#isTold) this.#trouble(error);
        this.#isTold = true;
      }
    }
    this.#working = null;
  }

  async #write(some: readonly NotedRequest[]): Promise<void> {
    // A line break before each: a killed process may have left half a line.
    const text = some.map(({ timestamp, short }) => `\n${timestamp} ${short}`).join('');
    const first = some[0]?.timestamp ?? 0;
    const isOver = first - this.#beganAt > TURN_SECONDS;
    if (isOver) {
      this.#turn = (this.#turn + 1) % this.#paths.length;
      this.#beganAt = first;
    }
    const write = isOver ? writeFile : appendFile;
    await write(this.#paths[this.#turn] ?? '', text, { mode: 0o600 });
  }
}

/** Opens the book in the folder of the store, which this process must hold. Never throws. */
export async function openRequestBook(
  folder: string,
  trouble: (error: unknown) => void,
): Promise<RequestBook> {
  const paths = FILES.map((file) => join(folder, file));
  const found = await Promise.all(paths.map((path) => readFrom(path, trouble)));
  return new RequestFiles(paths, found, trouble);
}
