import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface BotCommand {
  /** The program and its arguments. */
  readonly command: readonly string[];
  /** All of its environment; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
}

/** How a process came to its end: an exit code, a signal, or why it could not be started at all. */
export type End = number | NodeJS.Signals | Error;

/** One run of the bot. */
export interface BotProcess {
  /** Resolves when it is gone and everything it printed was read. */
  readonly gone: Promise<End>;
  signal(signal: 'SIGTERM' | 'SIGKILL'): void;
}

/** Starts the bot as a process of its own; each line that it prints is handed on. */
export function startBotProcess(
  { command: [program = process.execPath, ...args], env }: BotCommand,
  line: (text: string) => void,
): BotProcess {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...env } });
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', line);
  return {
    gone: endOf(child),
    signal: (signal) => {
      child.kill(signal);
    },
  };
}

function endOf(child: ChildProcess): Promise<End> {
  return new Promise((resolve) => {
    child.once('error', resolve);
    child.once('close', (code, signal) => resolve(signal ?? code ?? 0));
  });
}

/** An end in words: "with exit code 1", "by SIGKILL", "because …". */
export function inWords(end: End): string {
  if (typeof end === 'number') return `with exit code ${end}`;
  return typeof end === 'string' ? `by ${end}` : `because it could not be started (${end.message})`;
}
