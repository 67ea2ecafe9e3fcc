import { LogLevel, WebClient } from '@slack/web-api';
import { logFailure } from '../log/failure.ts';
import { within } from '../within.ts';
import { registerActions } from './actions/register.ts';
import { registerCommands } from './commands/register.ts';
import { putDoor } from './door.ts';
import { type Acknowledged, HeardApp } from './heard-app.ts';
import { registerHome } from './home/register.ts';
import type { Log, Room } from './room.ts';
import { boltLogger, type Transport } from './transport.ts';
import { registerViews } from './views/register.ts';

/** Before a socket is closed, what was let in a moment ago may still acknowledge over it. */
const ACK_PATIENCE_MS = 500;
const STOP_PATIENCE_MS = 2_000;

export interface SlackAppOptions {
  readonly botToken: string;
  readonly apiUrl: string;
  readonly transport: Transport;
  readonly acknowledged: Acknowledged;
}

/**
 * A Slack client that repeats nothing by itself, so that nothing is said twice without our knowing. `doFetch` is for who
 * wants to see the headers of the answers.
 */
export function createWebClient(
  options: Pick<SlackAppOptions, 'botToken' | 'apiUrl'>,
  log: Log,
  timeout: number,
  doFetch?: typeof fetch,
): WebClient {
  return new WebClient(options.botToken, {
    slackApiUrl: options.apiUrl,
    timeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: boltLogger(log, 'slack client'),
    logLevel: LogLevel.INFO,
    ...(doFetch === undefined ? {} : { fetch: doFetch }),
  });
}

export interface SlackApp {
  /** Connects; throws where Slack refuses the tokens, or names an unsafe address. */
  start(): Promise<void>;
  /** Lets nothing more in, and closes the way to Slack. What was let in goes on. */
  close(): Promise<void>;
  /** Resolves when all that was let in has been answered. */
  idle(): Promise<void>;
}

/** The Bolt app with all listeners of this room. */
export async function createSlackApp(options: SlackAppOptions, room: Room): Promise<SlackApp> {
  const { receiver, take, unsafe } = options.transport;
  const app = new HeardApp(options.acknowledged, {
    token: options.botToken,
    receiver,
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
  const door = putDoor(app, room.log);
  await app.init();
  return {
    async start() {
      await Promise.race([app.start(), unsafe]);
    },
    async close() {
      door.close();
      if (take === null) await within(ACK_PATIENCE_MS, door.inside.idle());
      // A socket that waits to connect again never says that it is closed (socket-mode 3).
      await within(STOP_PATIENCE_MS, app.stop());
    },
    idle: () => door.inside.idle(),
  };
}
