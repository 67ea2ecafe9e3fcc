import { fileURLToPath } from 'node:url';
import { startDemo } from '../demo/demo.ts';
import { describeError } from '../slack/reply.ts';
import { BAD_USAGE, complain, FAILED, OK, say, stopSignal } from './exit.ts';
import type { Environment } from './load-config.ts';

/** Runs the demo until it is asked to stop; refuses to start beside real Slack tokens. */
export async function demo(port: string | undefined, env: Environment): Promise<number> {
  const number = Number(port ?? '4080');
  if (!Number.isInteger(number) || number < 0 || number > 65_535) {
    complain(`--port ${port}: a port is a whole number from 0 to 65535.`);
    return BAD_USAGE;
  }
  const real = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'].filter((name) => (env[name] ?? '') !== '');
  if (real.length > 0) {
    complain(
      `${real.join(' and ')} is set. The demo does not start beside real Slack tokens; unset it first.`,
    );
    return BAD_USAGE;
  }
  const stopped = stopSignal();
  const bot = [
    process.execPath,
    '--enable-source-maps',
    fileURLToPath(new URL('../main.js', import.meta.url)),
  ];
  try {
    const running = await startDemo({ port: number, bot, env, out: say });
    await stopped;
    await running.stop();
    return OK;
  } catch (error) {
    complain(`The demo could not start: ${describeError(error)}`);
    return FAILED;
  }
}
