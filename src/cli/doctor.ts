import { access } from 'node:fs/promises';
import type { WebClient } from '@slack/web-api';
import { openAccount, withOnly } from '../accounts.ts';
import type { AccountConfig, Config } from '../config/config.ts';
import { createLog } from '../log/log.ts';
import { lacksOnlyARight } from '../providers/drs/refusals.ts';
import { KEY_WORDS, type KeyUse } from '../providers/key-uses.ts';
import { createWebClient } from '../slack/app.ts';
import { problemSentence } from '../slack/messages/problem.ts';
import { slackProblem } from '../slack/outbox/slack-answer.ts';
import { secretsOf } from './load-config.ts';

/** What a check found. A failure and a note end with the next step. */
type Finding = { readonly kind: 'ok' } | { readonly kind: 'note' | 'fail'; readonly text: string };

interface Check {
  readonly title: string;
  readonly run: () => Promise<Finding>;
}

const OK: Finding = { kind: 'ok' };

function fail(text: string): Finding {
  return { kind: 'fail', text };
}

/** What Slack said, in words; the next step is the caller's. */
function said(error: unknown): string {
  const problem = slackProblem(error);
  return problem.kind === 'said-no' ? `Slack says ${problem.error}.` : 'Slack did not answer.';
}

function tokenCheck(client: WebClient): Check {
  return {
    title: 'Slack takes the bot token',
    run: () =>
      client.auth.test().then(
        () => OK,
        (error) =>
          fail(
            `${said(error)} Copy the bot token of the installed app into SLACK_BOT_TOKEN, and check slack.apiUrl.`,
          ),
      ),
  };
}

/** Without the history a message whose answer was lost may be posted twice. */
function channelCheck(client: WebClient, channel: string): Check {
  return {
    title: `channel ${channel} can be read`,
    run: () =>
      client.conversations.history({ channel, limit: 1 }).then(
        () => OK,
        (error) =>
          fail(
            `${said(error)} Invite the bot into the channel, and install it with the scopes of manifest.yml; without the history a message may appear twice after a lost answer.`,
          ),
      ),
  };
}

function storeCheck(folder: string): Check {
  return {
    title: `store folder ${folder}`,
    run: () =>
      access(folder).then(
        () => OK,
        () => ({
          kind: 'note',
          text: 'It does not exist yet: the first start makes it. If the bot ran before, the path is wrong.',
        }),
      ),
  };
}

/** Lists with each set of keys: the one that reads must be able to, of the others it is enough that the cloud knows them. */
function accountChecks(account: AccountConfig): Check[] {
  const { end, cleanup } = account.ownCredentials;
  const hasSets = end !== null || cleanup !== null;
  return (['read', 'end', 'cleanup'] as const).flatMap((use) => {
    const only = withOnly(account, use);
    if (only === null) return [];
    const key = hasSets ? `, ${KEY_WORDS[use]},` : '';
    const does = use === 'read' ? 'can list its tasks' : 'is known to the cloud';
    return [{ title: `account ${account.name}${key} ${does}`, run: () => listWith(only, use) }];
  });
}

async function listWith(account: AccountConfig, use: KeyUse): Promise<Finding> {
  const { looked } = await openAccount(account).list('interactive');
  const problems = looked.flatMap(({ region, problem }) =>
    problem === null || (use !== 'read' && lacksOnlyARight(problem))
      ? []
      : [`${region}: ${problemSentence(problem)}`],
  );
  return problems.length === 0 ? OK : fail(problems.join(' '));
}

/** Whoever has the console can rename a task, or change its tags, and so move it under another rule. */
function looseRules(config: Config): Check[] {
  const loose = config.policy.flatMap((rule, at) => {
    return rule.tasks !== null || rule.tags !== null ? [`policy[${at}]`] : [];
  });
  if (loose.length === 0) return [];
  const text = `${loose.join(', ')}: tasks are picked by name or by tag. Anyone with the console can rename a task or change its tags, and so move it under another rule; a plan binds the name that was shown. Where that matters, list task ids, or accounts.`;
  return [{ title: 'rules that pick tasks by name', run: () => Promise.resolve({ kind: 'note', text }) }];
}

function checksOf(config: Config): readonly Check[] {
  const token = { botToken: config.slack.botToken.reveal(), apiUrl: config.slack.apiUrl };
  const client = createWebClient(token, createLog('error', secretsOf(config)), 10_000);
  const channels = new Set([
    config.slack.channel,
    ...config.accounts.flatMap(({ channel }) => channel ?? []),
  ]);
  return [
    tokenCheck(client),
    ...[...channels].map((channel) => channelCheck(client, channel)),
    storeCheck(config.store.path),
    ...looseRules(config),
    ...config.accounts.flatMap(accountChecks),
  ];
}

const WORD = { ok: 'ok  ', note: 'note', fail: 'FAIL' } as const;

/** Checks what the bot needs, read-only, and says the next step for each that fails. 0 = all well, 1 = not. */
export async function runDoctor(config: Config, out: (line: string) => void): Promise<number> {
  out('ok    the configuration can be read');
  let failed = 0;
  for (const check of checksOf(config)) {
    const finding = await check.run();
    if (finding.kind === 'fail') failed += 1;
    out(`${WORD[finding.kind]}  ${check.title}${finding.kind === 'ok' ? '' : `\n      ${finding.text}`}`);
  }
  out('note  rights to change tasks are not checked: the clouds offer no trial run');
  return failed === 0 ? 0 : 1;
}
