import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type Logger, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Dispatcher } from 'undici';
import type { Connection } from './connection.ts';
import { isSafeUrl } from './safe-url.ts';

/** Slack answers the pings that we send every second (socket-mode 3); three are missed when it is silent so long. */
export const MOST_SILENT_MS = 15_000;
const PING_TIMEOUT_MS = 3_000;
/** undici tells the pings and pongs of its WebSockets here; Slack's is the only one in this process. */
const BEATS = ['undici:websocket:ping', 'undici:websocket:pong'] as const;
const LOST = ['connecting', 'reconnecting', 'disconnecting', 'disconnected'] as const;

export interface SocketOptions {
  readonly apiUrl: string;
  readonly appToken: string | null;
  readonly connection: Connection;
  readonly dispatcher: Dispatcher | null;
}

/**
 * A socket that we open to Slack and open again for ever. It goes where `apps.connections.open` says, and refuses an
 * address that is not encrypted, but on this machine.
 */
export function createSocketReceiver(
  options: SocketOptions,
  logger: Logger,
): { receiver: Receiver; unsafe: Promise<never> } {
  const { connection, dispatcher } = options;
  // The default policy gives up or crashes (Bolt 5, socket-mode 3).
  const retryConfig = { forever: true, minTimeout: 500, factor: 1.5, maxTimeout: 30_000 };
  const receiver = new SocketModeReceiver({
    appToken: options.appToken ?? '',
    logger,
    clientPingTimeout: PING_TIMEOUT_MS,
    ...(dispatcher === null ? {} : { dispatcher }),
    installerOptions: { clientOptions: { slackApiUrl: options.apiUrl, retryConfig } },
  });
  const { client } = receiver;
  const heard = () => connection.heard();
  for (const beat of BEATS) subscribe(beat, heard);
  client.on('ws_message', heard);
  client.on('connected', () => connection.up());
  for (const lost of LOST) client.on(lost, () => connection.down());
  const unsafe = new Promise<never>((_, reject) => {
    client.on('authenticated', ({ url }: { readonly url?: string }) => {
      if (url === undefined || isSafeUrl(url)) return;
      const error = new Error(
        'Slack (slack.apiUrl) named an address for the socket that does not begin with wss://. I do not connect to it.',
      );
      reject(error);
      throw error;
    });
  });
  unsafe.catch(() => undefined);
  return {
    unsafe,
    receiver: {
      init: (app) => receiver.init(app),
      start: () => receiver.start(),
      async stop() {
        for (const beat of BEATS) unsubscribe(beat, heard);
        await client.disconnect();
      },
    },
  };
}
