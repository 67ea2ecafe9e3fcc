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

/** Opens the book in the folder of the store, which this process must hold. Never throws. */
export async function openRequestBook(
  folder: string,
  trouble: (error: unknown) => void,
): Promise<RequestBook> {
  let isTold = false;
  const failed = (error: unknown) => {
    if (!isTold) trouble(error);
    isTold = true;
  };
  const read = async (file: string) => {
    try {
      return notedIn(await readFile(join(folder, file), 'utf8'));
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') failed(error);
      return [];
    }
  };
  const [one, other] = await Promise.all([read(FILES[0]), read(FILES[1])]);
  const beginnings = [one[0]?.timestamp ?? 0, other[0]?.timestamp ?? 0] as const;
  let turn: 0 | 1 = beginnings[1] > beginnings[0] ? 1 : 0;
  let beganAt = beginnings[turn];
  let waiting: NotedRequest[] = [];
  let working: Promise<void> | null = null;

  async function writeSome(some: readonly NotedRequest[]): Promise<void> {
    // A line break before each: a killed process may have left half a line.
    const text = some.map(({ timestamp, short }) => `\n${timestamp} ${short}`).join('');
    const first = some[0]?.timestamp ?? 0;
    const isOver = first - beganAt > TURN_SECONDS;
    if (isOver) {
      turn = turn === 0 ? 1 : 0;
      beganAt = first;
    }
    const write = isOver ? writeFile : appendFile;
    await write(join(folder, FILES[turn]), text, { mode: 0o600 });
    isTold = false;
  }

  async function work(): Promise<void> {
    while (waiting.length > 0) {
      const some = waiting;
      waiting = [];
      await writeSome(some).catch(failed);
    }
    working = null;
  }

  return {
    before: [...one, ...other],
    note(request) {
      waiting.push(request);
      working ??= work();
    },
    async written() {
      await working;
    },
  };
}
