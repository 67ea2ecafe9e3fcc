import pino, { type DestinationStream } from 'pino';
import type { Log } from '../slack/room.ts';
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

function levelOf(word: string | undefined): Level {
  return LEVELS.find((level) => level === word?.toLowerCase()) ?? 'info';
}

/**
 * One JSON object a line: level, time, event, the event's facts, and the request that it belongs to. Levels below
 * `level` are left out; an unknown level is "info". Secrets are hidden wherever they stand in the line.
 */
export function createLog(
  level: string | undefined,
  secrets: readonly string[],
  destination: DestinationStream = standardError(),
): Log {
  const options = {
    level: levelOf(level),
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: { streamWrite: secretHider(secrets) },
  };
  const logger = pino(options, destination);
  const write =
    (at: Level) =>
    (event: string, facts: Record<string, unknown> = {}): void => {
      const request = turnId();
      logger[at]({ event, ...facts, ...(request === null ? {} : { request }) });
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
