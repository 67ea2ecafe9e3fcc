import { type Logger, LogLevel, type Receiver } from '@slack/bolt';
import type { Dispatcher } from 'undici';
import type { Connection } from './connection.ts';
import { createHttpReceiver, type HttpReceiver } from './http/receiver.ts';
import type { KeptRequests } from './http/replays.ts';
import type { Log } from './room.ts';
import { createSocketReceiver } from './socket-receiver.ts';

export interface TransportOptions {
  readonly transport: 'socket' | 'http';
  readonly apiUrl: string;
  readonly appToken: string | null;
  readonly signingSecret: string | null;
  readonly connection: Connection;
  /** The way out for the socket, where there is a proxy in it; `null` = straight. */
  readonly dispatcher: Dispatcher | null;
  /** What was taken over HTTP, kept over a restart. */
  readonly requests?: KeptRequests | null;
}

/** How Slack reaches us, and what takes requests over HTTP: `null` with a socket. */
export interface Transport {
  readonly receiver: Receiver;
  readonly take: HttpReceiver['take'] | null;
  /** Rejects where Slack names an address that is not safe to connect to; never resolves. */
  readonly unsafe: Promise<never>;
}

/**
 * Slack's own log lines in our log. Its debug level prints raw payloads with response URLs, so it is never on. What goes
 * wrong on the way to or from Slack is a warning; only the app itself makes mistakes of ours.
 */
export function boltLogger(log: Log, name: string): Logger {
  const isOurs = name === 'slack app';
  const words = (parts: unknown[]) =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
  return {
    debug: () => undefined,
    info: (...parts: unknown[]) => log.debug(name, { said: words(parts) }),
    warn: (...parts: unknown[]) => log.warn(name, { said: words(parts) }),
    error: (...parts: unknown[]) => (isOurs ? log.error : log.warn)(name, { said: words(parts) }),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}

/** Opens nothing yet: over a socket that we open to Slack, or over signed requests that come to us. */
export function createTransport(options: TransportOptions, log: Log): Transport {
  const logger = boltLogger(log, options.transport === 'socket' ? 'slack socket' : 'slack http');
  if (options.transport === 'socket') return { ...createSocketReceiver(options, logger), take: null };
  const { receiver, take } = createHttpReceiver({
    signingSecret: options.signingSecret ?? '',
    connection: options.connection,
    log,
    logger,
    now: Date.now,
    requests: options.requests ?? null,
  });
  return { receiver, take, unsafe: new Promise(() => undefined) };
}
