import { readFileSync } from 'node:fs';
import { type ReadConfig, readConfig } from '../../src/config/read-config.ts';

type Env = Record<string, string | undefined>;

/** The example of the contract, word for word. */
export const CONTRACT = readFileSync(new URL('./contract.yml.txt', import.meta.url), 'utf8');

/** The same with its two elided addresses filled in. */
export const COMPLETE = CONTRACT.replace('dts: https://…', 'dts: https://dts.example.org').replace(
  'rds: https://…',
  'rds: https://rds.example.org/',
);

/** Values that no message may show. */
export const CANARIES = {
  AK: 'canary-ak',
  SK: 'canary-sk: {"#"}',
  DRS_AK: 'canary-drs-ak',
  DRS_SK: 'canary-drs-sk',
  SLACK_BOT_TOKEN: 'xoxb-canary-bot',
  SLACK_APP_TOKEN: 'xapp-canary-app',
} as const;

export function read(text: string, env: Env = CANARIES): ReadConfig {
  return readConfig({ text, path: 'cutover.yml', env });
}

/** The smallest configuration that is complete, with one part of it changed. */
export function small(parts: { slack?: string; accounts?: string; rest?: string } = {}): string {
  return [
    `slack: ${parts.slack ?? '{ channel: C1 }'}`,
    'accounts:',
    parts.accounts ?? '  - { name: cn, provider: alibaba-dts, regions: [cn-hangzhou] }',
    parts.rest ?? '',
  ].join('\n');
}
