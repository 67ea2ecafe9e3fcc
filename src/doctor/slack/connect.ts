import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Config } from '../../config/config.ts';
import { createLog } from '../../log/log.ts';
import { createWebClient } from '../../slack/app.ts';
import { slackProblem } from '../../slack/outbox/slack-answer.ts';
import { createFarClock, type FarClock } from '../clock.ts';

/** What Slack says of the bot token. */
export interface Self {
  readonly team: string;
  readonly teamId: string;
  readonly user: string;
  readonly userId: string;
  readonly botId: string | null;
  /** The scopes of the token, from the header of the answer; `null` where Slack did not tell. */
  readonly scopes: readonly string[] | null;
}

/** Slack as the doctor asks it: with methods that only read. */
export interface SlackAsked {
  readonly client: WebClient;
  readonly clock: FarClock;
  /** Asks once; throws what the client throws. */
  self(): Promise<Self>;
  /** The id of the app that the bot belongs to (bots.info); `null` where Slack does not tell. */
  appId(): Promise<string | null>;
}

const AuthTest = z.object({
  team: z.string(),
  team_id: z.string(),
  user: z.string(),
  user_id: z.string(),
  bot_id: z.string().nullish(),
  response_metadata: z.object({ scopes: z.array(z.string()).nullish() }).nullish(),
});

const BotInfo = z.object({ bot: z.object({ app_id: z.string().nullish() }) });

function remembered<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let known: Promise<Value> | null = null;
  return () => {
    known ??= ask();
    return known;
  };
}

/** Opens the way to Slack with the bot token; nothing is asked yet. Secrets are hidden from what is logged. */
export function askSlack(config: Config, secrets: readonly string[]): SlackAsked {
  const clock = createFarClock();
  const token = { botToken: config.slack.botToken.reveal(), apiUrl: config.slack.apiUrl };
  const client = createWebClient(token, createLog('error', secrets), 10_000, async (...request) => {
    const response = await fetch(...request);
    const date = response.headers.get('date');
    if (date !== null) clock.heard(date);
    return response;
  });
  const self = remembered(async () => {
    const answer = AuthTest.parse(await client.auth.test());
    return {
      team: answer.team,
      teamId: answer.team_id,
      user: answer.user,
      userId: answer.user_id,
      botId: answer.bot_id ?? null,
      scopes: answer.response_metadata?.scopes ?? null,
    };
  });
  const appId = remembered(async () => {
    const { botId } = await self();
    if (botId === null) return null;
    try {
      return BotInfo.parse(await client.bots.info({ bot: botId })).bot.app_id ?? null;
    } catch {
      return null; // it needs users:read, whose absence another check names
    }
  });
  return { client, clock, self, appId };
}

/** What Slack said, in words; the next step is the caller's. */
export function said(error: unknown): string {
  const problem = slackProblem(error);
  if (problem.kind === 'said-no') return `Slack says ${problem.error}.`;
  return problem.kind === 'later' ? 'Slack says that it is asked too often.' : 'Slack did not answer.';
}

/** Did Slack refuse? If it did not answer, or asks to wait, no token is to blame. */
export function isRefusal(error: unknown): boolean {
  return slackProblem(error).kind === 'said-no';
}

/** Where nothing of what was asked came to an answer, it is the way there that is looked at next. */
export const NO_WAY =
  'Check the network, the proxies of the environment (HTTPS_PROXY) and slack.apiUrl, then look again.';

/** Slack's own word for its refusal; `null` where it did not refuse. */
export function refusalOf(error: unknown): string | null {
  const problem = slackProblem(error);
  return problem.kind === 'said-no' ? problem.error : null;
}
