import type { BotShown } from '../../../backstage/shown.ts';
import type { WorkspaceShown } from '../../../slack/page-api/shown.ts';
import { botState } from './bot-state.ts';
import { slackProblems } from './slack-problems.ts';
import { slackTrouble } from './slack-trouble.ts';

/** The panel "Bot and Slack": the process of the bot, and what can go wrong between it and Slack. */
export function botPanel(body: HTMLElement) {
  const [bot, trouble, problems] = [botState(), slackTrouble(), slackProblems()];
  body.append(bot.node, trouble.node, problems.node);
  return {
    showBot: (shown: BotShown): void => bot.show(shown),
    showSlack: (workspace: WorkspaceShown): void => {
      trouble.show(workspace);
      problems.show(workspace.problems);
    },
  };
}
