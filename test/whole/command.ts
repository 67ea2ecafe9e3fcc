import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Night } from './night.ts';
import { expectNoSecretIn } from './nothing-leaked.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** How a command ended, and everything it said. */
export interface Ran {
  readonly code: number | string;
  readonly said: string;
}

/** The values of an environment that nobody may read: all but paths and the open half of a key. */
function secretsIn(env: Readonly<Record<string, string>>): string[] {
  return Object.entries(env).flatMap(([name, value]) => (/TOKEN|SECRET|SK$/.test(name) ? [value] : []));
}

/**
 * Runs `cutover` with these words until it ends; it is killed, and reported so, after `timeoutMs`. Fails where a secret
 * of its environment is in what it said.
 */
export function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  timeoutMs = 20_000,
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'] ?? '', ...env },
    });
    let said = '';
    const hear = (chunk: unknown) => {
      said += String(chunk);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const late = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(late);
      try {
        expectNoSecretIn(`what cutover ${args[0] ?? ''} said`, said, secretsIn(env));
        resolve({ code: code ?? signal ?? 'unknown', said });
      } catch (error) {
        reject(error);
      }
    });
  });
}

/** The configuration file of a night. */
export function configOf(night: Night): string {
  return join(night.folder, 'cutover.yml');
}

/** The environment that the configuration of a night asks for. */
export function envOf(night: Night): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: night.workspace.botToken,
    SLACK_APP_TOKEN: night.workspace.appToken,
    AK: night.clouds.alibaba.accessKeyId,
    SK: night.clouds.alibaba.accessKeySecret,
    DRS_SK: night.clouds.drs.secretKey,
  };
}
