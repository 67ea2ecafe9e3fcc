import { readFileSync } from 'node:fs';
import { startDemo } from '../demo/demo.ts';
import { packagePath } from '../package-root.ts';
import { withoutProxies } from '../proxy/read-rules.ts';
import { describeError } from '../slack/reply.ts';
import { BAD_USAGE, complain, FAILED, OK, say, stopSignal } from './exit.ts';
import type { Environment } from './load-config.ts';

const REAL = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'];

/** `a`, `a and b`, `a, b and c`. */
function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Does the file that the real bot would read hold tokens? The demo never reads it, and one it cannot look into is no matter. */
function hasTokens(envFile: string): boolean {
  try {
    return /=\s*["']?(xoxb|xapp)-\w/.test(readFileSync(envFile, 'utf8'));
  } catch {
    return false;
  }
}

/**
 * Runs the demo until it is asked to stop. It refuses to start where the environment holds real Slack tokens; a
 * `.env` in this folder is left unread, and that is said.
 */
export async function demo(port: string | undefined, env: Environment): Promise<number> {
  const number = Number(port ?? '4080');
  if (!Number.isInteger(number) || number < 0 || number > 65_535) {
    complain(`--port ${port}: a port is a whole number from 0 to 65535.`);
    return BAD_USAGE;
  }
  const real = REAL.filter((name) => (env[name] ?? '') !== '');
  if (real.length > 0) {
    complain(
      `${listed(real)} ${real.length === 1 ? 'is' : 'are'} set. The demo does not start beside real Slack tokens: unset ${real.join(' ')}`,
    );
    return BAD_USAGE;
  }
  let isUp = false;
  const stopped = stopSignal(['SIGHUP']).then(() => {
    // What has been started by then is taken down by the demo itself when the process exits.
    if (!isUp) process.exit(OK);
  });
  const bot = [process.execPath, packagePath('dist', 'main.js')];
  try {
    const running = await startDemo({ port: number, bot, env: withoutProxies(env), out: say });
    isUp = true;
    if (hasTokens('.env')) say('The .env in this folder holds Slack tokens. The demo does not read it.');
    await stopped;
    await running.stop();
    return OK;
  } catch (error) {
    complain(`The demo could not start: ${describeError(error)}`);
    return FAILED;
  }
}
