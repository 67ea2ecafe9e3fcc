import { readFile } from 'node:fs/promises';
import type { Config } from '../config/config.ts';
import { formatProblems } from '../config/problem.ts';
import { readConfig } from '../config/read-config.ts';
import { complain } from './exit.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export type Loaded =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly said: string; readonly first: string };

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: ': there is no such file',
  EISDIR: ': it is a folder',
  EACCES: ': this user may not read it',
};

/** The file to read: what `--config` names, else `CUTOVER_CONFIG`, else `cutover.yml`; an empty name counts as none. */
export function configPath(named: string | null | undefined, env: Environment): string {
  return named || env['CUTOVER_CONFIG'] || 'cutover.yml';
}

/** Reads the configuration file; where it is not usable, `said` lists every mistake and `first` names one. */
export async function readConfigFile(path: string, env: Environment): Promise<Loaded> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    const first = `${path}: the configuration file cannot be read (${code})${UNREADABLE[code] ?? ''}`;
    return { ok: false, first, said: `${first}. Name it with --config FILE or CUTOVER_CONFIG.` };
  }
  const read = readConfig({ text, path, env });
  if (read.ok) return read;
  const said = formatProblems(read.problems);
  const [first = said] = said.split('\n');
  return { ok: false, first: first.trim(), said: `The configuration ${path} is not usable:\n${said}` };
}

/** The configuration, or `null` after every mistake has been listed. */
export async function loadConfig(path: string, env: Environment): Promise<Config | null> {
  const loaded = await readConfigFile(path, env);
  if (loaded.ok) return loaded.config;
  complain(loaded.said);
  return null;
}

/** Every secret of the configuration, for the log to hide. */
export function secretsOf(config: Config): string[] {
  const secrets = [config.slack.botToken, config.slack.appToken, config.slack.signingSecret];
  const sets = config.accounts.flatMap(({ credentials, ownCredentials: { end, cleanup } }) => [
    credentials,
    end,
    cleanup,
  ]);
  for (const credentials of sets) {
    if (credentials === null || credentials === 'default-chain') continue;
    if ('accessKeySecret' in credentials)
      secrets.push(credentials.accessKeySecret, credentials.securityToken);
    else if (credentials.kind === 'password') secrets.push(credentials.password);
    else secrets.push(credentials.secretKey, credentials.securityToken);
  }
  return secrets.flatMap((secret) => (secret === null ? [] : [secret.reveal()]));
}
