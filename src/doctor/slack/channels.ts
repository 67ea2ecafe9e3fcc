import { z } from 'zod';
import { channelsOf } from '../../config/channels.ts';
import type { Config } from '../../config/config.ts';
import { type Check, type Finding, fail, note, ok, together } from '../finding.ts';
import { refusalOf, type SlackAsked, said } from './connect.ts';
import { TOKEN_TITLE } from './tokens.ts';

const Info = z.object({
  channel: z.object({
    name: z.string().nullish(),
    is_archived: z.boolean().nullish(),
    is_member: z.boolean().nullish(),
    is_ext_shared: z.boolean().nullish(),
    is_pending_ext_shared: z.boolean().nullish(),
  }),
});
type Channel = z.infer<typeof Info>['channel'];

/** Slack's conversations.info; the word of its refusal where it has one. */
async function infoOf(
  { client }: SlackAsked,
  channel: string,
): Promise<Channel | { refused: string | null }> {
  try {
    return Info.parse(await client.conversations.info({ channel })).channel;
  } catch (error) {
    return { refused: refusalOf(error) };
  }
}

const SHARED =
  'It is shared with another workspace. People from there see everything that is announced in it; whatever they press or type is refused. Better take a channel of your own.';

function sharing(channel: Channel): Finding[] {
  return channel.is_ext_shared === true || channel.is_pending_ext_shared === true ? [note(SHARED)] : [];
}

/** Without the history a message whose answer was lost may be posted twice. */
async function history({ client }: SlackAsked, channel: string): Promise<Finding> {
  try {
    await client.conversations.history({ channel, limit: 1 });
    return ok();
  } catch (error) {
    return fail(
      `${said(error)} Invite the bot into the channel, and install it with the scopes of manifest.yml; without the history a message may appear twice after a lost answer.`,
    );
  }
}

/** A channel in which the bot announces: it must be in it. */
async function ofAnnouncements(slack: SlackAsked, id: string): Promise<Finding> {
  const found = await infoOf(slack, id);
  if ('refused' in found) {
    if (found.refused === 'channel_not_found')
      return fail(
        `Slack shows the bot no such channel. Check the id (at the end of the channel's About tab); if it is a private channel, type /invite @${(await slack.self()).user} in it.`,
      );
    // Without the scope of this question the history still shows whether the bot is in the channel.
    return history(slack, id);
  }
  const name = found.name == null ? id : `#${found.name}`;
  if (found.is_archived === true)
    return fail(`${name} is archived, so nothing can be announced in it. Unarchive it, or name another one.`);
  if (found.is_member === false)
    return fail(`The bot is not in ${name}. Type /invite @${(await slack.self()).user} there.`);
  return together([ok(name), await history(slack, id), ...sharing(found)]);
}

/** A channel in which the policy wants commands and presses: people must find it, the bot need not be in it. */
async function ofThePolicy(slack: SlackAsked, id: string): Promise<Finding> {
  const found = await infoOf(slack, id);
  if (!('refused' in found)) {
    const name = found.name == null ? id : `#${found.name}`;
    if (found.is_archived === true)
      return fail(
        `${name} is archived, so nobody can type in it, and its rule never fits. Name another channel in the rule.`,
      );
    return together([ok(name), ...sharing(found)]);
  }
  if (found.refused !== 'channel_not_found') return note('Slack did not show it, so it was not checked.');
  return note(
    "Slack shows the bot no such channel. If it is a private channel without the bot, that is fine; otherwise check the id at the end of the channel's About tab: a rule with a wrong channel never fits.",
  );
}

/** Every channel of the configuration: those of announcements, then those that only rules name. */
export function channelChecks(slack: SlackAsked, config: Config): readonly Check[] {
  const announced = new Set(channelsOf(config));
  const ruled = new Set(config.policy.flatMap(({ channels }) => channels ?? []));
  return [
    ...[...announced].map(
      (id): Check => ({
        title: `channel ${id} can be read`,
        needs: TOKEN_TITLE,
        run: () => ofAnnouncements(slack, id),
      }),
    ),
    ...[...ruled]
      .filter((id) => !announced.has(id))
      .map(
        (id): Check => ({
          title: `channel ${id} of the policy is there`,
          needs: TOKEN_TITLE,
          run: () => ofThePolicy(slack, id),
        }),
      ),
  ];
}
