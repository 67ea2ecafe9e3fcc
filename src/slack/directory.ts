import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Directory, Person } from '../policy/ports.ts';
import { slackProblem } from './outbox/slack-answer.ts';

const User = z.object({
  id: z.string(),
  team_id: z.string().optional(),
  name: z.string().optional(),
  real_name: z.string().optional(),
  profile: z
    .object({ display_name: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_app_user: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
});
type User = z.infer<typeof User>;

const Zone = z.object({ tz: z.string().nullish() });

const REMEMBER_MS = 60_000;

/** What sort of person this is; everything that is not plainly a full member of our workspace is something else. */
function kindOf(user: User, teamId: string | null): Person['kind'] {
  if (user.deleted === true) return 'deactivated';
  if (user.is_bot === true || user.id === 'USLACKBOT') return 'bot';
  if (user.is_stranger === true || (teamId !== null && user.team_id !== undefined && user.team_id !== teamId))
    return 'stranger';
  if (user.is_restricted === true || user.is_ultra_restricted === true) return 'guest';
  return 'full-member';
}

/** The name that stands beside this person's messages (users.info: `profile.display_name`, else `real_name`). */
function shownName({ profile, real_name, name }: User): string | null {
  return [profile?.display_name, real_name, name].find((one) => one !== undefined && one !== '') ?? null;
}

function remembering<Value>(
  now: () => number,
  ask: (id: string) => Promise<Value>,
): (id: string, fresh: boolean) => Promise<Value> {
  const known = new Map<string, { at: number; value: Value }>();
  return async (id, fresh) => {
    const before = known.get(id);
    if (!fresh && before !== undefined && now() - before.at < REMEMBER_MS) return before.value;
    const value = await ask(id);
    known.set(id, { at: now(), value });
    return value;
  };
}

/** People and groups, and where people work. */
export interface SlackDirectory extends Directory {
  /**
   * The IANA name of a person's time zone (`tz` of users.info). `null` where Slack does not tell it, or does not
   * know the person; throws where Slack does not answer, so that it is asked again.
   */
  timeZone(userId: string): Promise<string | null>;
}

async function timeZoneOf(client: WebClient, userId: string): Promise<string | null> {
  try {
    const { tz } = Zone.parse((await client.users.info({ user: userId })).user);
    return tz == null || tz === '' ? null : tz;
  } catch (error) {
    if (slackProblem(error).kind === 'said-no') return null;
    throw error;
  }
}

/**
 * People and groups as Slack knows them (users.info, usergroups.users.list). Throws where Slack does not
 * answer; what is remembered for a minute is used for reading only.
 */
export function createDirectory(
  client: WebClient,
  teamId: () => string | null,
  now: () => number,
): SlackDirectory {
  const timeZone = remembering(now, (id) => timeZoneOf(client, id));
  return {
    timeZone: (userId) => timeZone(userId, false),
    person: remembering(now, async (id) => {
      const answer = await client.users.info({ user: id });
      const user = User.parse(answer.user);
      return { id: user.id, kind: kindOf(user, teamId()), name: shownName(user) };
    }),
    members: remembering(now, async (id) => {
      const answer = await client.usergroups.users.list({ usergroup: id });
      return z.array(z.string()).parse(answer.users);
    }),
  };
}
