import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '@slack/bolt';
import { HTTPReceiver, LogLevel, type Receiver, SocketModeReceiver } from '@slack/bolt';
import { type Pages, showPage } from '../web/pages.ts';
import type { Log } from './room.ts';

export interface TransportOptions {
  readonly transport: 'socket' | 'http';
  readonly apiUrl: string;
  readonly port: number;
  /** The address to listen on; `null` = all of this machine. */
  readonly host: string | null;
  readonly appToken: string | null;
  readonly signingSecret: string | null;
  readonly connection: Connection;
  /** What is served beside Slack's requests. */
  readonly pages: Pages;
}

/** Are we in touch with Slack? Set by the transport, asked by /healthz. */
export interface Connection {
  up: boolean;
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

/** How Slack reaches us: over a socket that we open, or over signed requests. */
export function createReceiver(options: TransportOptions, log: Log): Receiver {
  const logger = boltLogger(log, options.transport === 'socket' ? 'slack socket' : 'slack http');
  if (options.transport === 'socket') {
    // A dropped socket is opened again for ever; the default policy gives up or crashes (Bolt 5, socket-mode 3).
    const retryConfig = { forever: true, minTimeout: 500, factor: 1.5, maxTimeout: 30_000 };
    const receiver = new SocketModeReceiver({
      appToken: options.appToken ?? '',
      logger,
      clientPingTimeout: 3_000,
      installerOptions: { clientOptions: { slackApiUrl: options.apiUrl, retryConfig } },
    });
    receiver.client.on('connected', () => {
      options.connection.up = true;
    });
    for (const lost of ['connecting', 'reconnecting', 'disconnecting', 'disconnected'])
      receiver.client.on(lost, () => {
        options.connection.up = false;
      });
    return receiver;
  }
  return new HTTPReceiver({
    signingSecret: options.signingSecret ?? '',
    logger,
    port: options.port,
    customRoutes: [
      {
        path: '/healthz',
        method: ['GET'],
        handler: (_, response) => {
          const { up } = options.connection;
          response
            .writeHead(up ? 200 : 503, { 'content-type': 'text/plain' })
            .end(up ? 'ok\n' : 'not connected\n');
        },
      },
      ...Object.keys(options.pages).map((path) => ({
        path,
        method: ['GET'],
        handler: (request: IncomingMessage, response: ServerResponse) =>
          void showPage(options.pages, request, response),
      })),
    ],
  });
}
