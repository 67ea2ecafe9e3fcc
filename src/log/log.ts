import pino, { type DestinationStream } from 'pino';
import type { Log } from '../slack/room.ts';
import { boundLine } from './bound-line.ts';
import { secretHider } from './hide-secrets.ts';
import { turnId } from './turn.ts';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
type Level = (typeof LEVELS)[number];

/** What cannot be written is kept for the next line, up to so many characters; then new lines are dropped. */
const MOST_KEPT = 1_000_000;

/**
 * Standard error, written line by line before a call returns, so that no line is lost however the process ends. A disk
 * that is full ends nothing: the audit log is another file. Where the reader went away, whoever has started us is gone,
 * and nobody could stop us: we ask ourselves to, once, as that one would have.
 */
function standardError(): DestinationStream {
  const destination = pino.destination({ dest: 2, sync: true, maxLength: MOST_KEPT });
  let isAlone = false;
  destination.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' || isAlone) return;
    isAlone = true;
    process.kill(process.pid, 'SIGTERM');
  });
  return destination;
}

function levelOf(word: string | undefined): Level | null {
  return word ? (LEVELS.find((level) => level === word.toLowerCase()) ?? null) : 'info';
}

/** Facts that cannot even be read are left out: what is logged never decides what is done. */
function readable(facts: Record<string, unknown>): Record<string, unknown> {
  try {
    return { ...facts };
  } catch {
    return { unreadable: true };
  }
}

/**
 * One JSON object a line: level, time, event, the event's facts, and the request that it belongs to. Levels below
 * `level` are left out; an unknown level is "info", and the first line says so. Secrets are hidden wherever they stand in
 * the line; very long texts are cut. Never throws for what is in the facts.
 */
export function createLog(
  level: string | undefined,
  secrets: readonly string[],
  destination: DestinationStream = standardError(),
): Log {
  const hide = secretHider(secrets);
  const known = levelOf(level);
  const options = {
    level: known ?? 'info',
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: { streamWrite: (line: string) => boundLine(hide(line)) },
  };
  const logger = pino(options, destination);
  const write =
    (at: Level) =>
    (event: string, facts: Record<string, unknown> = {}): void => {
      const request = turnId();
      logger[at]({ event, ...readable(facts), ...(request === null ? {} : { request }) });
    };
  if (known === null) write('warn')(`LOG_LEVEL is none of ${LEVELS.join(', ')}, so it is info`);
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
