import type { Config } from '../../config/config.ts';
import { EVERYONE, type Person } from '../../policy/ports.ts';
import { createDirectory, type SlackDirectory } from '../../slack/directory.ts';
import { type Check, type Finding, fail, note, ok } from '../finding.ts';
import { refusalOf, type SlackAsked, said } from './connect.ts';
import { TOKEN_TITLE } from './tokens.ts';

/** Where in the policy an id stands: "policy[0].who, policy[2].approvers". */
type Places = ReadonlyMap<string, readonly string[]>;

function namedIn({ policy }: Config): Places {
  const places = new Map<string, string[]>();
  policy.forEach(({ who, approvers }, at) => {
    const lists = { who, approvers: approvers ?? [] };
    for (const [list, ids] of Object.entries(lists))
      for (const id of ids)
        if (id !== EVERYONE) places.set(id, [...(places.get(id) ?? []), `policy[${at}].${list}`]);
  });
  return places;
}

const NOT_COUNTED: Readonly<Record<Exclude<Person['kind'], 'full-member'>, string>> = {
  guest: 'is a guest, and guests never count',
  bot: 'is a bot, and bots never count',
  deactivated: 'is deactivated',
  stranger: 'belongs to another workspace, and strangers never count',
};

async function person(directory: SlackDirectory, id: string, places: string): Promise<Finding> {
  try {
    const { kind, name } = await directory.person(id, true);
    if (kind === 'full-member') return ok(name);
    return fail(`${name ?? id} (${id}) ${NOT_COUNTED[kind]}. Take the id out of ${places}.`);
  } catch (error) {
    if (refusalOf(error) === 'user_not_found')
      return fail(
        `Slack knows nobody with this id. Correct it in ${places}: it is behind Copy member ID in the person's profile.`,
      );
    return fail(
      `${said(error)} Whoever is named in ${places} cannot be checked, and is refused; see the scopes above.`,
    );
  }
}

/** Slack tells of a hundred people a minute; of a large group only the first are looked at. */
const MOST_LOOKED_AT = 20;

function judgeMembers(people: readonly Person[], all: number, places: string): Finding {
  const counting = people.filter(({ kind }) => kind === 'full-member').length;
  if (all > people.length)
    return ok(`${all} members; of the first ${people.length}, ${counting} are full members`);
  if (counting === 0)
    return note(
      `None of its ${all} members is a full member, so nobody counts. Fill it, or change ${places}.`,
    );
  const others = all - counting;
  const more = others === 0 ? '' : `, ${others} who do not count`;
  return ok(`${counting} full member${counting === 1 ? '' : 's'}${more}`);
}

async function group(directory: SlackDirectory, id: string, places: string): Promise<Finding> {
  try {
    const members = await directory.members(id, true);
    if (members.length === 0)
      return note(`Nobody is in it, so nobody is allowed anything by it. Fill it, or change ${places}.`);
    const some = members.slice(0, MOST_LOOKED_AT);
    const people = await Promise.all(some.map((member) => directory.person(member, false)));
    return judgeMembers(people, members.length, places);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === 'no_such_subteam' || refusal === 'subteam_not_found')
      return fail(
        `Slack knows no user group with this id. Correct it in ${places}: it is in the address of the group's page.`,
      );
    return fail(`${said(error)} Whoever is in it cannot be checked, and is refused; see the scopes above.`);
  }
}

/** Every person and every user group that the policy names: are they there, and do they count? */
export function peopleChecks(slack: SlackAsked, config: Config): readonly Check[] {
  let team: string | null = null;
  const directory = createDirectory(slack.client, () => team, Date.now);
  return [...namedIn(config)].map(([id, places]): Check => {
    const isGroup = id.startsWith('S');
    return {
      title: `${isGroup ? 'user group' : 'person'} ${id} of the policy counts`,
      needs: TOKEN_TITLE,
      run: async () => {
        team = (await slack.self()).teamId;
        return (isGroup ? group : person)(directory, id, places.join(', '));
      },
    };
  });
}
