import { LogLevel, WebClient } from '@slack/web-api';
import { logFailure } from '../log/failure.ts';
import { registerActions } from './actions/register.ts';
import { registerCommands } from './commands/register.ts';
import { type Acknowledged, HeardApp } from './heard-app.ts';
import { registerHome } from './home/register.ts';
import type { Log, Room } from './room.ts';
import { boltLogger, createReceiver, type TransportOptions } from './transport.ts';
import { registerViews } from './views/register.ts';

const STOP_PATIENCE_MS = 2_000;

export interface SlackAppOptions extends TransportOptions {
  readonly botToken: string;
  readonly acknowledged: Acknowledged;
}

/** A Slack client that repeats nothing by itself, so that nothing is said twice without our knowing. */
export function createWebClient(
  options: Pick<SlackAppOptions, 'botToken' | 'apiUrl'>,
  log: Log,
  timeout: number,
): WebClient {
  return new WebClient(options.botToken, {
    slackApiUrl: options.apiUrl,
    timeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: boltLogger(log, 'slack client'),
    logLevel: LogLevel.INFO,
  });
}

/** The Bolt app with all listeners of this room. `start` throws where Slack refuses the tokens. */
export async function createSlackApp(
  options: SlackAppOptions,
  room: Room,
): Promise<{ start(): Promise<number | null>; stop(): Promise<void> }> {
  const app = new HeardApp(options.acknowledged, {
    token: options.botToken,
    receiver: createReceiver(options, room.log),
    deferInitialization: true,
    convoStore: false,
    logger: boltLogger(room.log, 'slack app'),
    clientOptions: {
      slackApiUrl: options.apiUrl,
      timeout: 10_000,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    },
  });
  app.error(async (error) => logFailure(room.log, 'a listener broke', error));
  registerCommands(app, room);
  registerActions(app, room);
  registerViews(app, room);
  registerHome(app, room);
  await app.init();
  return {
    async start() {
      const server: unknown = await app.start({
        port: options.port,
        ...(options.host === null ? {} : { host: options.host }),
      });
      if (
        typeof server !== 'object' ||
        server === null ||
        !('address' in server) ||
        typeof server.address !== 'function'
      )
        return null;
      const address: unknown = server.address();
      return typeof address === 'object' && address !== null && 'port' in address
        ? Number(address.port)
        : null;
    },
    async stop() {
      // A socket that waits to connect again never says that it is closed (socket-mode 3).
      const enough = new Promise((resolve) => setTimeout(resolve, STOP_PATIENCE_MS).unref());
      await Promise.race([app.stop(), enough]);
    },
  };
}
