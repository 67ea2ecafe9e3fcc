import type { SlackConfig } from '../../config/config.ts';
import { type Check, fail, note, ok } from '../finding.ts';
import { isRefusal, NO_WAY, refusalOf, type SlackAsked, said } from './connect.ts';

/** The check that everything else about Slack needs. */
export const TOKEN_TITLE = 'Slack takes the bot token';

/** The app's own page; every next step about tokens and scopes begins there. */
const SETTINGS = 'api.slack.com/apps';

/** The app in an app-level token, `xapp-1-A0123ABC-…`; `null` where it has another form. */
export function appInToken(token: string): string | null {
  return /^xapp-\d+-(A[A-Z0-9]+)-/.exec(token)?.[1] ?? null;
}

function botToken({ self, appId }: SlackAsked): Check {
  return {
    title: TOKEN_TITLE,
    run: async () => {
      try {
        const { team, user, botId } = await self();
        if (botId === null)
          return fail(
            `It is the token of a person (${user}), not of the bot. Copy the Bot User OAuth Token (xoxb-…) of the installed app into SLACK_BOT_TOKEN.`,
          );
        const app = await appId();
        return ok(`workspace ${team}, bot @${user}${app === null ? '' : `, app ${app}`}`);
      } catch (error) {
        if (!isRefusal(error)) return fail(`${said(error)} ${NO_WAY}`);
        return fail(
          `${said(error)} Copy the bot token of the installed app into SLACK_BOT_TOKEN, and check slack.apiUrl.`,
        );
      }
    },
  };
}

const REFUSED: Readonly<Record<string, string>> = {
  invalid_auth: 'Slack does not know this token.',
  not_allowed_token_type: 'This is no app-level token: it must start with xapp-.',
  missing_scope: 'The token lacks the scope connections:write.',
  socket_mode_not_enabled: `Socket Mode is off in the app's settings: switch it on at ${SETTINGS}, or set slack.transport to http.`,
};

/**
 * Asks for a socket (apps.connections.open), which opens nothing: the address it answers with counts only once somebody
 * connects to it, and nobody does. Then holds the app in the token against the app of the bot.
 */
function appToken({ client, appId }: SlackAsked, token: string): Check {
  return {
    title: 'the app-level token is good for a socket, and of the same app',
    needs: TOKEN_TITLE,
    run: async () => {
      try {
        await client.apps.connections.open({ token });
      } catch (error) {
        if (!isRefusal(error)) return fail(`${said(error)} ${NO_WAY}`);
        const why = REFUSED[refusalOf(error) ?? ''] ?? said(error);
        return fail(
          `${why} Make one under Basic Information, App-Level Tokens at ${SETTINGS}, with the scope connections:write, and set it as SLACK_APP_TOKEN.`,
        );
      }
      const [ofToken, ofBot] = [appInToken(token), await appId()];
      if (ofToken === null || ofBot === null)
        return note(
          'It is good for a socket, but Slack does not tell which app it is of. Where there are several apps, copy both tokens from the pages of one.',
        );
      if (ofToken === ofBot) return ok(`app ${ofBot}`);
      return fail(
        `It is of the app ${ofToken}, and the bot token of ${ofBot}: the bot would hear what is typed for one app, and answer as another. Copy both tokens from the pages of one app at ${SETTINGS}.`,
      );
    },
  };
}

/** Slack signs with it and offers nothing to try it with. */
function signingSecret(secret: string): Check {
  return {
    title: 'the signing secret has its usual form',
    run: async () =>
      /^[0-9a-f]{32}$/.test(secret)
        ? ok('whether it is the right one, only a request that Slack has signed can tell')
        : note(
            `It is not 32 hexadecimal digits. Copy the Signing Secret from Basic Information at ${SETTINGS} into SLACK_SIGNING_SECRET. Slack offers no way to try it: if it is wrong, every command fails with dispatch_failed, and the log says why.`,
          ),
  };
}

/** The tokens of the configuration, each as far as Slack tells without anything being done. */
export function tokenChecks(slack: SlackAsked, config: SlackConfig): readonly Check[] {
  const { appToken: app, signingSecret: secret } = config;
  return [
    botToken(slack),
    ...(config.transport === 'socket' && app !== null ? [appToken(slack, app.reveal())] : []),
    ...(config.transport === 'http' && secret !== null ? [signingSecret(secret.reveal())] : []),
  ];
}
