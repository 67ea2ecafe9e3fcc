import { COMMANDS } from '../../slack/ids.ts';
import { type Check, note } from '../finding.ts';
import type { SlackAsked } from './connect.ts';
import { TOKEN_TITLE } from './tokens.ts';

/**
 * Of two apps with the same command the one that was installed last gets it, without a word, and Slack offers no read
 * for it ("Implementing slash commands"). So a person must type it once; the help names the app that answers.
 */
export function commandsCheck({ self, appId }: SlackAsked): Check {
  const names = COMMANDS.join(', ');
  return {
    title: `the commands ${names} reach this app`,
    needs: TOKEN_TITLE,
    run: async () => {
      const { user } = await self();
      const app = await appId();
      const who = app === null ? `@${user}` : `@${user}, and end with the app ${app}`;
      return note(
        `This cannot be asked: if another app has the same command, the one that was installed last gets it, silently. With the bot running, type "/dts help", "/drs help" and "/cutover help": each answer must come from ${who}. If another one answers, remove its command, or reinstall this app.`,
      );
    },
  };
}
