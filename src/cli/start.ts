import type { Dispatcher } from 'undici';
import { type Bot, startBot } from '../bot.ts';
import type { Config } from '../config/config.ts';
import { failureFacts } from '../log/failure.ts';
import { createLog } from '../log/log.ts';
import { createPolicyBook } from '../policy/book.ts';
import type { Log } from '../slack/room.ts';
import { TokenRefused } from '../slack/token-refused.ts';
import { StoreError } from '../store/store-error.ts';
import { PortNotOpened } from '../web/server.ts';
import { complain, FAILED, OK, say, stopSignal } from './exit.ts';
import { type Environment, secretsOf } from './load-config.ts';
import { loadPolicyAgain } from './load-policy-again.ts';

/** Failures of a start that a person mends, told in a plain sentence beside the log. */
const TOLD = [StoreError, TokenRefused, PortNotOpened];
/** Stopped, the process waits no longer than this for connections that others keep trying. */
const EXIT_PATIENCE_MS = 500;
/** Asked to stop while it is still connecting, the bot waits no longer than this. */
const START_PATIENCE_MS = 5_000;

export interface Start {
  readonly config: Config;
  /** The way to Slack's socket, where there is a proxy in it; `null` = straight. */
  readonly dispatcher: Dispatcher | null;
  /** More secrets for the log to hide. */
  readonly hidden: readonly string[];
  /** Where the configuration was read, and is read again at SIGHUP. */
  readonly path: string;
  readonly env: Environment;
}

/** What nobody has caught is logged, without secrets, and ends the process: nobody knows what it has left half done. */
function endAtUnexpected(log: Log): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => {
      log.error('an unexpected failure; the supervisor should start me again', failureFacts(error));
      process.exit(FAILED);
    });
}

/** Runs the bot until it is asked to stop. Signals are listened to before anything connects. */
export async function start({ config, dispatcher, hidden, path, env }: Start): Promise<number> {
  let bot: Bot | null = null;
  // A second signal must not cut a call whose answer is not on record yet.
  const stopped = stopSignal([], () => (bot === null ? process.exit(FAILED) : bot.hurry()));
  const log = createLog(env['LOG_LEVEL'], [...secretsOf(config), ...hidden]);
  const policy = createPolicyBook({ rules: config.policy, windows: config.freeze });
  process.on('SIGHUP', () => void loadPolicyAgain({ policy, path, env, log }));
  endAtUnexpected(log);
  const crashAt = env['CUTOVER_CRASH_AT'];
  const reached = (point: string) => {
    if (crashAt !== undefined && crashAt === point) process.kill(process.pid, 'SIGKILL');
  };
  try {
    const starting = startBot({ config, dispatcher, policy, log, say, reached });
    starting.catch(() => undefined);
    const up = await Promise.race([starting.then(() => true), stopped.then(() => false)]);
    const late = up ? undefined : setTimeout(() => process.exit(OK), START_PATIENCE_MS).unref();
    await stopped;
    bot = await starting;
    clearTimeout(late);
    await bot.stop();
    log.info('stopped');
    return exitSoon(OK);
  } catch (error) {
    log.error(
      bot === null ? 'the bot could not start' : 'the bot could not stop in order',
      failureFacts(error),
    );
    if (TOLD.some((kind) => error instanceof kind)) complain((error as Error).message);
    return exitSoon(FAILED);
  }
}

/** A socket that cannot be opened is tried for ever, and must not keep a process alive that is done. */
function exitSoon(code: number): number {
  setTimeout(() => process.exit(code), EXIT_PATIENCE_MS).unref();
  return code;
}
