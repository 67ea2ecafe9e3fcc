import { z } from 'zod';
import type { SlackConfig } from './config.ts';
import { ChannelId, Pause, Port, SafeUrl, Text } from './fields.ts';
import type { Findings } from './findings.ts';
import { readGroup, readPart } from './part.ts';
import { Secret } from './secret.ts';

type Env = Record<string, string | undefined>;

const Slack = z.strictObject({
  transport: z.enum(['socket', 'http']).default('socket'),
  apiUrl: SafeUrl.default('https://slack.com/api'),
  channel: ChannelId,
  port: Port.default(3000),
  host: Text.nullable().default(null),
  metrics: z
    .enum(['on', 'off'])
    .default('on')
    .transform((word) => word === 'on'),
  drainSeconds: Pause.optional(),
});

type Transport = SlackConfig['transport'] | 'not-known';
type Tokens = Pick<SlackConfig, 'botToken' | 'appToken' | 'signingSecret'>;

/** The `slack` group with the tokens of the environment; `null` where a mistake was noted. */
export function readSlack(value: unknown, env: Env, findings: Findings): SlackConfig | null {
  const slack = readPart(Slack, readGroup(value, ['slack'], findings), ['slack'], findings);
  const tokens = readTokens(transportOf(value), env, findings);
  if (slack === null || tokens === null) return null;
  return { ...slack, apiUrl: `${slack.apiUrl}/`, ...tokens };
}

/** The tokens of the environment. Which ones are needed, besides the bot's, depends on the transport. */
export function readTokens(transport: Transport, env: Env, findings: Findings): Tokens | null {
  const read = (name: string, needed: boolean, what: string) => readToken(name, needed, what, env, findings);
  const botToken = read('SLACK_BOT_TOKEN', true, "the bot's token (xoxb-…)");
  const appToken = read(
    'SLACK_APP_TOKEN',
    transport === 'socket',
    'the app-level token (xapp-…) that the socket transport needs',
  );
  const signingSecret = read(
    'SLACK_SIGNING_SECRET',
    transport === 'http',
    'the signing secret that the http transport needs',
  );
  if (botToken?.reveal().startsWith('xapp-')) {
    findings.addVariable(
      'SLACK_BOT_TOKEN',
      "holds an app-level token (xapp-…) instead of the bot's (xoxb-…)",
    );
  }
  if (appToken?.reveal().startsWith('xoxb-')) {
    findings.addVariable(
      'SLACK_APP_TOKEN',
      "holds a bot's token (xoxb-…) instead of an app-level one (xapp-…)",
    );
  }
  return botToken === null ? null : { botToken, appToken, signingSecret };
}

/** The transport as far as it can be told when other keys of the group are wrong. */
function transportOf(value: unknown): Transport {
  const asked = z.object({ transport: z.string().nullish() }).safeParse(value ?? {});
  if (!asked.success) return 'not-known';
  const word = asked.data.transport?.trim() ?? 'socket';
  return word === 'socket' || word === 'http' ? word : 'not-known';
}

function readToken(name: string, needed: boolean, what: string, env: Env, findings: Findings): Secret | null {
  const token = env[name]?.trim() ?? '';
  findings.hide(token);
  if (token !== '') return new Secret(token);
  if (needed) findings.addVariable(name, `is not set; it holds ${what}`);
  return null;
}
