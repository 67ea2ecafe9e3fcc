import { access } from 'node:fs/promises';
import { openAccount } from './accounts.ts';
import type { Config } from './config/config.ts';
import { createLog } from './log.ts';
import { createWebClient } from './slack/app.ts';
import { problemSentence } from './slack/messages/problem.ts';
import { slackProblem } from './slack/outbox/slack-answer.ts';

interface Check {
  readonly title: string;
  /** `null` where all is well; otherwise what is wrong and what to do next. */
  readonly run: () => Promise<string | null>;
}

function slackCheck(config: Config): Check {
  const client = createWebClient(
    { botToken: config.slack.botToken.reveal(), apiUrl: config.slack.apiUrl },
    createLog('error', []),
    10_000,
  );
  return {
    title: 'Slack takes the bot token',
    async run() {
      try {
        await client.auth.test();
        return null;
      } catch (error) {
        const problem = slackProblem(error);
        const said = problem.kind === 'said-no' ? `Slack says ${problem.error}` : 'Slack did not answer';
        return `${said}. Copy the bot token of the installed app into SLACK_BOT_TOKEN, and check slack.apiUrl.`;
      }
    },
  };
}

function storeCheck(config: Config): Check {
  return {
    title: `store folder ${config.store.path}`,
    async run() {
      try {
        await access(config.store.path);
        return null;
      } catch {
        return 'It does not exist yet: the first start makes it. If the bot ran before, the path is wrong.';
      }
    },
  };
}

function accountChecks(config: Config): Check[] {
  return config.accounts.map((account) => ({
    title: `account ${account.name} can list its tasks`,
    async run() {
      const { looked } = await openAccount(account).list('interactive');
      const problems = looked.flatMap(({ region, problem }) =>
        problem === null ? [] : [`${region}: ${problemSentence(problem)}`],
      );
      return problems.length === 0 ? null : problems.join(' ');
    },
  }));
}

/** Checks what the bot needs, read-only, and says the next step for each that fails. 0 = all well, 1 = not. */
export async function runDoctor(config: Config, out: (line: string) => void): Promise<number> {
  out('ok    the configuration can be read');
  let failed = 0;
  for (const check of [slackCheck(config), storeCheck(config), ...accountChecks(config)]) {
    const problem = await check.run();
    if (problem !== null) failed += 1;
    out(problem === null ? `ok    ${check.title}` : `FAIL  ${check.title}\n      ${problem}`);
  }
  out('note  rights to change tasks are not checked: the clouds offer no trial run');
  return failed === 0 ? 0 : 1;
}
