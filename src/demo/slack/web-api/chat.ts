import type { JsonObject } from '../json-value.ts';
import type { Post } from '../model.ts';
import { Refusal } from '../refusal.ts';
import { messageJson } from '../shapes.ts';
import type { World } from '../world.ts';
import { ownMessage, visibleChannel, writableChannel } from './access.ts';
import type { Arguments } from './arguments.ts';
import { checkedBlocks, checkedContent, checkedMetadata } from './message-content.ts';
import type { Method } from './method.ts';
import { threadOf } from './thread.ts';

const MOST_TEXT_IN_UPDATE = 4_000;

function postMessage(args: Arguments, world: World): JsonObject {
  const channel = writableChannel(world, args.required('channel'), true);
  if (Array.isArray(args.all['attachments']) && args.all['attachments'].length > 100) {
    throw new Refusal('too_many_attachments');
  }
  const content = checkedContent(args.text('text'), args.all['blocks']);
  const metadata = checkedMetadata(args.all['metadata']);
  const threadTs = threadOf(world, channel.id, args.text('thread_ts'));
  const broadcast = threadTs !== null && args.flag('reply_broadcast');
  const user = world.state.app.botUser;
  const post = world.state.post({ channel: channel.id, user, ...content, metadata, threadTs, broadcast });
  return { channel: channel.id, ts: post.ts, message: messageJson(world.state, post, true) };
}

function postEphemeral(args: Arguments, world: World): JsonObject {
  const channel = writableChannel(world, args.required('channel'), false);
  const user = args.required('user');
  const isThere = channel.members.includes(user) && world.state.people.get(user)?.deleted === false;
  if (!isThere) throw new Refusal('user_not_in_channel');
  const content = checkedContent(args.text('text'), args.all['blocks']);
  const threadTs = threadOf(world, channel.id, args.text('thread_ts'));
  const from = world.state.app.botUser;
  const post = world.state.post({ channel: channel.id, user: from, ...content, threadTs, onlyFor: user });
  return { message_ts: post.ts };
}

/** Text without blocks removes the blocks; blocks without text keep the text; absent metadata stays. */
export function rewrite(world: World, post: Post, args: Arguments): void {
  const text = args.text('text');
  const hasBlocks = args.has('blocks');
  if (text === null && !hasBlocks) throw new Refusal('no_text');
  if (text !== null && text.length > MOST_TEXT_IN_UPDATE) throw new Refusal('msg_too_long');
  const blocks = hasBlocks ? checkedBlocks(args.all['blocks']) : null;
  if (hasBlocks && blocks?.length === 0 && (text ?? post.text) === '') throw new Refusal('no_text');
  const metadata = args.has('metadata') ? checkedMetadata(args.all['metadata']) : post.metadata;
  world.state.change(post, {
    blocks: blocks ?? (text === null ? post.blocks : []),
    text: text ?? post.text,
    edited: text === null ? post.edited : { user: post.user, ts: world.state.nextTs() },
    metadata,
    broadcast: post.broadcast || (args.flag('reply_broadcast') && post.threadTs !== null),
  });
}

function update(args: Arguments, world: World): JsonObject {
  const channel = visibleChannel(world, args.required('channel'));
  const post = ownMessage(world, channel, args.required('ts'), 'cant_update_message');
  if (channel.archived) throw new Refusal('is_archived');
  rewrite(world, post, args);
  const message = messageJson(world.state, post, true);
  return { channel: channel.id, ts: post.ts, text: post.text, message };
}

function remove(args: Arguments, world: World): JsonObject {
  const channel = visibleChannel(world, args.required('channel'));
  const post = ownMessage(world, channel, args.required('ts'), 'cant_delete_message');
  world.state.remove(post);
  return { channel: channel.id, ts: post.ts };
}

function getPermalink(args: Arguments, world: World): JsonObject {
  const channel = visibleChannel(world, args.required('channel'));
  const post = world.state.find(channel.id, args.required('message_ts'));
  if (post === undefined) throw new Refusal('message_not_found');
  const thread = post.threadTs === null ? '' : `?thread_ts=${post.threadTs}&cid=${channel.id}`;
  const path = `/archives/${channel.id}/p${post.ts.replace('.', '')}${thread}`;
  return { channel: channel.id, permalink: `${world.origin()}${path}` };
}

const write = { token: 'bot', scopes: ['chat:write'] } as const;

export const CHAT_METHODS: Record<string, Method> = {
  'chat.postMessage': { ...write, rate: 'posting', run: postMessage },
  'chat.postEphemeral': { ...write, rate: 'tier-4', run: postEphemeral },
  'chat.update': { ...write, rate: 'tier-3', run: update },
  'chat.delete': { ...write, rate: 'tier-3', run: remove },
  'chat.getPermalink': { token: 'bot', scopes: [], rate: 'special', run: getPermalink },
};
