import type { JsonObject } from '../json-value.ts';
import type { Channel, Post } from '../model.ts';
import { Refusal } from '../refusal.ts';
import { channelJson, messageJson } from '../shapes.ts';
import type { World } from '../world.ts';
import { demandScope, isMember, readableChannel, visibleChannel } from './access.ts';
import type { Arguments } from './arguments.ts';
import type { Method } from './method.ts';
import { pageOf } from './pages.ts';

const READ_SCOPE = { public: 'channels:read', private: 'groups:read', im: 'im:read' } as const;
const TYPE_NAMES = new Map<string, Channel['kind']>([
  ['public_channel', 'public'],
  ['private_channel', 'private'],
  ['im', 'im'],
]);

function info(args: Arguments, world: World): JsonObject {
  const channel = visibleChannel(world, args.required('channel'));
  demandScope(world, [READ_SCOPE[channel.kind]]);
  return { channel: channelJson(channel, world.state.app.botUser) };
}

function list(args: Arguments, world: World): JsonObject {
  const names = (args.text('types') ?? 'public_channel').split(',');
  const kinds = names.map((name) => TYPE_NAMES.get(name.trim())).filter((kind) => kind !== undefined);
  if (kinds.length < names.length) throw new Refusal('invalid_types');
  for (const kind of kinds) demandScope(world, [READ_SCOPE[kind]]);
  const seen = [...world.state.channels.values()].filter(
    (channel) =>
      kinds.includes(channel.kind) &&
      (channel.kind === 'public' || isMember(world, channel)) &&
      !(args.flag('exclude_archived') && channel.archived),
  );
  const page = pageOf(seen, args, 100, 1000);
  return {
    channels: page.items.map((channel) => channelJson(channel, world.state.app.botUser)),
    response_metadata: { next_cursor: page.nextCursor },
  };
}

function open(args: Arguments, world: World): JsonObject {
  const users = (args.text('users') ?? '').split(',').filter((id) => id !== '');
  const [user] = users;
  if (user === undefined) throw new Refusal('users_list_not_supplied');
  if (users.length > 8) throw new Refusal('too_many_users');
  if (users.length > 1) throw new Refusal('not_enough_users');
  const person = world.state.people.get(user);
  if (person === undefined || person.isBot) throw new Refusal('user_not_found');
  if (person.deleted) throw new Refusal('user_disabled');
  return { channel: { id: world.state.directMessage(user).id } };
}

function members(args: Arguments, world: World): JsonObject {
  const channel = visibleChannel(world, args.required('channel'));
  demandScope(world, [READ_SCOPE[channel.kind]]);
  const page = pageOf(channel.members, args, 100, 1000);
  return { members: page.items, response_metadata: { next_cursor: page.nextCursor } };
}

function inTime(args: Arguments): (post: Post) => boolean {
  const oldest = Number(args.text('oldest') ?? 0);
  const latest = Number(args.text('latest') ?? Number.POSITIVE_INFINITY);
  if (args.flag('inclusive')) return ({ ts }) => Number(ts) >= oldest && Number(ts) <= latest;
  return ({ ts }) => Number(ts) > oldest && Number(ts) < latest;
}

function messagesJson(posts: Post[], args: Arguments, world: World, max: number): JsonObject {
  const page = pageOf(posts, args, Math.min(100, max), max);
  const withMetadata = args.flag('include_all_metadata');
  return {
    messages: page.items.map((post) => messageJson(world.state, post, withMetadata)),
    has_more: page.hasMore,
    ...(page.hasMore ? { response_metadata: { next_cursor: page.nextCursor } } : {}),
  };
}

/** Newest first, without the replies in threads (Slack: conversations.history). */
function history(args: Arguments, world: World): JsonObject {
  const channel = readableChannel(world, args.required('channel'));
  const roots = world.state.inTheOpen(channel.id).filter(inTime(args));
  return messagesJson(roots.reverse(), args, world, 999);
}

/** The parent and its replies, oldest first; the parent comes even if it is older than asked for. */
function replies(args: Arguments, world: World): JsonObject {
  const channel = readableChannel(world, args.required('channel'));
  const asked = world.state.find(channel.id, args.required('ts'));
  const parent = asked?.threadTs ? world.state.find(channel.id, asked.threadTs) : asked;
  if (parent === undefined) throw new Refusal('thread_not_found');
  const inside = world.state.repliesTo(channel.id, parent.ts).filter(inTime(args));
  return messagesJson([parent, ...inside], args, world, 1000);
}

const read = { token: 'bot', scopes: ['channels:read', 'groups:read', 'im:read'] } as const;
const historyScopes = { token: 'bot', scopes: ['channels:history', 'groups:history', 'im:history'] } as const;

export const CONVERSATION_METHODS: Record<string, Method> = {
  'conversations.info': { ...read, rate: 'tier-3', run: info },
  'conversations.list': { ...read, rate: 'tier-2', run: list },
  'conversations.open': { token: 'bot', scopes: ['im:write'], rate: 'tier-3', run: open },
  'conversations.members': { ...read, rate: 'tier-4', run: members },
  'conversations.history': { ...historyScopes, rate: 'tier-3', run: history },
  'conversations.replies': { ...historyScopes, rate: 'tier-3', run: replies },
};
