import { type Check, fail, note, ok } from '../finding.ts';
import type { SlackAsked } from './connect.ts';
import { TOKEN_TITLE } from './tokens.ts';

/** The bot scopes of manifest.yml, and what does not work without each. */
export const SCOPES: Readonly<Record<string, string>> = {
  commands: 'the three slash commands',
  'chat:write': 'announcing endings and checklists',
  'users:read': 'telling full members from guests, bots and strangers; without it nobody may do anything',
  'usergroups:read': 'the members of user groups that the policy names',
  'channels:read': 'who is in public channels, for the Home tab',
  'groups:read': 'who is in private channels, for the Home tab',
  'channels:history': 'looking whether a message was posted before posting it again, in public channels',
  'groups:history': 'the same in private channels',
};

/** Granted to every token by itself, and no scope that anybody can take away. */
const OF_ITSELF: ReadonlySet<string> = new Set(['identify']);

/** The scopes of the token (header `x-oauth-scopes` of every answer; Slack: "Using OAuth 2.0") against the manifest's. */
export function scopesCheck({ self }: SlackAsked): Check {
  return {
    title: 'the bot token has the scopes of manifest.yml',
    needs: TOKEN_TITLE,
    run: async () => {
      const { scopes } = await self();
      if (scopes === null)
        return note('Slack did not tell the scopes. Compare OAuth & Permissions with manifest.yml.');
      const missing = Object.entries(SCOPES).filter(([scope]) => !scopes.includes(scope));
      const surplus = scopes.filter((scope) => !Object.hasOwn(SCOPES, scope) && !OF_ITSELF.has(scope));
      const lines = [
        ...missing.map(([scope, use]) => `missing  ${scope}: ${use}`),
        ...surplus.map((scope) => `surplus  ${scope}: the bot never uses it`),
      ];
      if (missing.length > 0)
        return fail(
          'Add what is missing under OAuth & Permissions (or paste manifest.yml again), and reinstall the app.',
          lines,
        );
      if (surplus.length === 0) return ok();
      return note(
        'The token may do more than the bot needs. Remove the surplus under OAuth & Permissions, and reinstall the app.',
        lines,
      );
    },
  };
}
