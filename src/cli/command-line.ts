import { parseArgs } from 'node:util';
import { readProxyRules, secretsOfProxies } from '../proxy/read-rules.ts';
import { useProxies } from '../proxy/use-proxies.ts';
import { asksForHelp, describeBadOption } from './bad-option.ts';
import { BAD_USAGE, complain, OK, say } from './exit.ts';
import { configPath, type Environment, loadConfig } from './load-config.ts';
import { readVersion } from './version.ts';

export interface CommandLine {
  readonly args: readonly string[];
  readonly env: Environment;
}

const USAGE = `cutover: end database migration and synchronisation tasks from Slack

  cutover start  [--config FILE]          run the bot
  cutover demo   [--port N]               a local workspace and two simulated clouds, to try everything
  cutover doctor [--config FILE] [--probe]
                                          check configuration, Slack, store and accounts; changes nothing.
                                          --probe also prints a report on what the clouds really do
  cutover doctor --policy [--config FILE] print the smallest policy for every key
  cutover audit  verify [--config FILE]   check the audit log's chain
  cutover audit  verify --bundle FILE     check a bundle of evidence; needs nothing but the file
  cutover audit  export [--config FILE] [--format jsonl|csv] [--ending ID] [--task ID] [--from T] [--to T]
  cutover audit  export [--config FILE] --format bundle [--out FOLDER] [--ending ID] [--task ID] [--from T] [--to T]
  cutover policy check --user U --action A --task T [--channel C] [--config FILE]
                                          which rule decides, and why
  cutover --version

The configuration file is --config, or CUTOVER_CONFIG, or ./cutover.yml.`;

/** What follows the one option that the command has, and no other word; `null` after it was said what is wrong. */
function readOption(
  command: string,
  name: string,
  args: readonly string[],
): { readonly value: string | undefined } | null {
  const options = { [name]: { type: 'string' } } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (positionals.length === 0) return { value: values[name] };
    complain(`cutover ${command} takes no "${positionals[0]}".\n\n${USAGE}`);
  } catch (error) {
    complain(`${describeBadOption(error)}\n\n${USAGE}`);
  }
  return null;
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

async function audit(args: readonly string[], env: Environment): Promise<number> {
  const { asksAboutFolder, runAudit } = await import('../audit/command.ts');
  const { path, rest } = takeConfig(args);
  if (!asksAboutFolder(rest)) return runAudit(rest, '', say);
  const config = await loadConfig(configPath(path, env), env);
  return config === null ? BAD_USAGE : runAudit(rest, config.store.path, say);
}

async function policy(args: readonly string[], env: Environment): Promise<number> {
  const { path, rest } = takeConfig(args);
  const [word, ...more] = rest;
  if (word !== 'check') {
    complain(`cutover policy knows one word: check.\n\n${USAGE}`);
    return BAD_USAGE;
  }
  const { readPolicyQuestion, runPolicyCheck } = await import('./policy-check.ts');
  const question = readPolicyQuestion(more);
  if (question === null) return BAD_USAGE;
  const config = await loadConfig(configPath(path, env), env);
  return config === null ? BAD_USAGE : runPolicyCheck(question, config, say);
}

async function doctor(args: readonly string[], env: Environment): Promise<number> {
  const { readDoctorOptions, runDoctor } = await import('./doctor.ts');
  const options = readDoctorOptions(args);
  if (typeof options === 'string') {
    complain(`${options}\n\n${USAGE}`);
    return BAD_USAGE;
  }
  const config = await loadConfig(configPath(options.config, env), env);
  return config === null ? BAD_USAGE : runDoctor(config, options, say);
}

/**
 * Runs one command and returns the exit code: 0 fine, 1 failed, 2 bad usage or bad configuration. Only what the command
 * needs is loaded.
 */
export async function runCutover({ args, env }: CommandLine): Promise<number> {
  const [command, ...more] = args;
  if (command === 'help' || asksForHelp(args)) {
    say(USAGE);
    return OK;
  }
  if (command === 'version' || command === '--version' || command === '-v') {
    say(readVersion());
    return OK;
  }
  if (command === 'audit') return audit(more, env);
  const proxies = readProxyRules(command === 'demo' ? {} : env);
  if (!proxies.ok) {
    complain(proxies.said);
    return BAD_USAGE;
  }
  const dispatcher = await useProxies(proxies.rules);
  if (command === 'policy') return policy(more, env);
  if (command === 'doctor') return doctor(more, env);
  if (command !== 'start' && command !== 'demo') {
    complain(command === undefined ? USAGE : `cutover has no command "${command}".\n\n${USAGE}`);
    return BAD_USAGE;
  }
  const option = readOption(command, command === 'demo' ? 'port' : 'config', more);
  if (option === null) return BAD_USAGE;
  if (command === 'demo') {
    const { demo } = await import('./demo.ts');
    return demo(option.value, env);
  }
  const path = configPath(option.value, env);
  const config = await loadConfig(path, env);
  if (config === null) return BAD_USAGE;
  const { start } = await import('./start.ts');
  return start({ config, dispatcher, hidden: secretsOfProxies(proxies.rules), path, env });
}
