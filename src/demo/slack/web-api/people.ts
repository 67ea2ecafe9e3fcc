import type { JsonObject } from '../json-value.ts';
import { Refusal } from '../refusal.ts';
import { groupJson, userJson } from '../shapes.ts';
import type { World } from '../world.ts';
import type { Arguments } from './arguments.ts';
import type { Method } from './method.ts';
import { pageOf } from './pages.ts';

function usersInfo(args: Arguments, world: World): JsonObject {
  const person = world.state.people.get(args.required('user'));
  if (person === undefined) throw new Refusal('user_not_found');
  return { user: userJson(person) };
}

function usersList(args: Arguments, world: World): JsonObject {
  const page = pageOf([...world.state.people.values()], args, 1000, 1000);
  return { members: page.items.map(userJson), response_metadata: { next_cursor: page.nextCursor } };
}

function groupsList(args: Arguments, world: World): JsonObject {
  const withUsers = args.flag('include_users');
  const groups = [...world.state.groups.values()];
  return { usergroups: groups.map((group) => groupJson(group, world.state.team.id, withUsers)) };
}

/** Deactivated people are in no group any more. */
function groupUsers(args: Arguments, world: World): JsonObject {
  const group = world.state.groups.get(args.required('usergroup'));
  if (group === undefined) throw new Refusal('no_such_subteam');
  return { users: group.users.filter((id) => world.state.people.get(id)?.deleted === false) };
}

/** The app behind a bot; without a name of one: Slack finds nothing to tell. */
function botsInfo(args: Arguments, world: World): JsonObject {
  const { app, people } = world.state;
  if (args.required('bot') !== app.botId) throw new Refusal('bot_not_found');
  const name = people.get(app.botUser)?.name ?? world.manifest.name;
  return {
    bot: {
      id: app.botId,
      deleted: false,
      name,
      updated: 1_780_000_000,
      app_id: app.id,
      user_id: app.botUser,
    },
  };
}

const groups = { token: 'bot', scopes: ['usergroups:read'], rate: 'tier-2' } as const;

export const PEOPLE_METHODS: Record<string, Method> = {
  'users.info': { token: 'bot', scopes: ['users:read'], rate: 'tier-4', run: usersInfo },
  'bots.info': { token: 'bot', scopes: ['users:read'], rate: 'tier-3', run: botsInfo },
  'users.list': { token: 'bot', scopes: ['users:read'], rate: 'tier-2', run: usersList },
  'usergroups.list': { ...groups, run: groupsList },
  'usergroups.users.list': { ...groups, run: groupUsers },
};
