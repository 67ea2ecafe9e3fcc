import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runAudit } from './audit/command.ts';
import { startBot } from './bot.ts';
import type { Config } from './config/config.ts';
import { formatProblems } from './config/problem.ts';
import { readConfig } from './config/read-config.ts';
import { startDemo } from './demo/demo.ts';
import { createLog } from './log.ts';
import { describeError } from './slack/reply.ts';
import { TokenRefused } from './slack/token-refused.ts';
import { StoreError } from './store/store-error.ts';

export interface CommandLine {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

const OK = 0;
const FAILED = 1;
const BAD_USAGE = 2;
/** Stopped, the process waits no longer than this for connections that others keep trying. */
const EXIT_PATIENCE_MS = 500;
/** Asked to stop while it is still connecting, the bot waits no longer than this. */
const START_PATIENCE_MS = 5_000;

const USAGE = `cutover: end database migration and synchronisation tasks from Slack

  cutover start  [--config FILE]          run the bot
  cutover demo   [--port N]               a local workspace and two simulated clouds, to try everything
  cutover doctor [--config FILE]          check configuration, Slack, store and accounts; changes nothing
  cutover audit  verify [--config FILE]   check the audit log's chain
  cutover audit  export [--config FILE] [--format jsonl|csv] [--ending ID] [--task ID] [--since T] [--until T]

The configuration file is --config, or CUTOVER_CONFIG, or ./cutover.yml.`;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Resolves at the first SIGTERM or SIGINT; a second one ends the process at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const stop = () => {
      if (asked) process.exit(FAILED);
      asked = true;
      resolve();
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  });
}

/** The configuration, or `null` after every mistake has been listed. */
async function loadConfig(path: string, env: CommandLine['env']): Promise<Config | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    complain(
      `${path}: the configuration file cannot be read (${code}). Name it with --config FILE or CUTOVER_CONFIG.`,
    );
    return null;
  }
  const read = readConfig({ text, path, env });
  if (read.ok) return read.config;
  complain(`The configuration ${path} is not usable:\n${formatProblems(read.problems)}`);
  return null;
}

/** Every secret of the configuration, for the log to hide. */
function secretsOf(config: Config): string[] {
  const secrets = [config.slack.botToken, config.slack.appToken, config.slack.signingSecret];
  for (const { credentials } of config.accounts) {
    if (credentials === 'default-chain') continue;
    if ('accessKeySecret' in credentials)
      secrets.push(credentials.accessKeySecret, credentials.securityToken);
    else if (credentials.kind === 'password') secrets.push(credentials.password);
    else secrets.push(credentials.secretKey, credentials.securityToken);
  }
  return secrets.flatMap((secret) => (secret === null ? [] : [secret.reveal()]));
}

async function start(config: Config, env: CommandLine['env']): Promise<number> {
  const stopped = stopSignal();
  const log = createLog(env['LOG_LEVEL'], secretsOf(config));
  process.on('unhandledRejection', (error) => {
    log.error('an unexpected failure; the supervisor should start me again', { error: describeError(error) });
    process.exit(FAILED);
  });
  const crashAt = env['CUTOVER_CRASH_AT'];
  const reached = (point: string) => {
    if (crashAt !== undefined && crashAt === point) process.kill(process.pid, 'SIGKILL');
  };
  try {
    const starting = startBot({ config, log, reached });
    starting.catch(() => undefined);
    const up = await Promise.race([starting.then(() => true), stopped.then(() => false)]);
    if (!up) setTimeout(() => process.exit(OK), START_PATIENCE_MS).unref();
    await stopped;
    await (await starting).stop();
    log.info('stopped');
    // A socket that cannot be opened is tried for ever, and must not keep a stopped process alive.
    setTimeout(() => process.exit(), EXIT_PATIENCE_MS).unref();
    return OK;
  } catch (error) {
    log.error('the bot could not start', { error: describeError(error) });
    if (error instanceof StoreError || error instanceof TokenRefused) complain(error.message);
    return FAILED;
  }
}

async function demo(port: string | undefined, env: CommandLine['env']): Promise<number> {
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
    fileURLToPath(new URL('./main.js', import.meta.url)),
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

interface Options {
  readonly config?: string | undefined;
  readonly port?: string | undefined;
}

function readOptions(args: readonly string[]): { values: Options; rest: string[] } | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { config: { type: 'string' }, port: { type: 'string' } },
      allowPositionals: true,
    });
    return { values, rest: positionals };
  } catch (error) {
    complain(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return null;
  }
}

/** Takes `--config FILE` out of the arguments; the rest belongs to the command. */
function takeConfig(args: readonly string[]): { path: string | null; rest: string[] } {
  const rest = [...args];
  const at = rest.findIndex((arg) => arg === '--config' || arg.startsWith('--config='));
  if (at === -1) return { path: null, rest };
  const [found = ''] = rest.splice(at, 1);
  if (found.startsWith('--config=')) return { path: found.slice('--config='.length), rest };
  return { path: rest.splice(at, 1)[0] ?? null, rest };
}

async function audit(args: readonly string[], env: CommandLine['env']): Promise<number> {
  const { path, rest } = takeConfig(args);
  const config = await loadConfig(path ?? env['CUTOVER_CONFIG'] ?? 'cutover.yml', env);
  return config === null ? BAD_USAGE : runAudit(rest, config.store.path, say);
}

/** Runs one command and returns the exit code: 0 fine, 1 failed, 2 bad usage or bad configuration. */
export async function runCutover({ args, env }: CommandLine): Promise<number> {
  const [command, ...more] = args;
  if (command === 'help' || command === '--help' || command === '-h') {
    say(USAGE);
    return OK;
  }
  if (command === 'audit') return audit(more, env);
  if (command !== 'start' && command !== 'demo' && command !== 'doctor') {
    complain(command === undefined ? USAGE : `cutover has no command "${command}".\n\n${USAGE}`);
    return BAD_USAGE;
  }
  const options = readOptions(more);
  if (options === null) return BAD_USAGE;
  if (options.rest.length > 0) {
    complain(`cutover ${command} takes no "${options.rest[0]}".\n\n${USAGE}`);
    return BAD_USAGE;
  }
  if (command === 'demo') return demo(options.values.port, env);
  const config = await loadConfig(options.values.config ?? env['CUTOVER_CONFIG'] ?? 'cutover.yml', env);
  if (config === null) return BAD_USAGE;
  if (command === 'start') return start(config, env);
  const { runDoctor } = await import('./doctor.ts');
  return runDoctor(config, say);
}
