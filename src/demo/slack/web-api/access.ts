import type { Channel, Post } from '../model.ts';
import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';

/** Refuses unless the manifest grants one of the scopes, with Slack's `needed` and `provided`. */
export function demandScope(world: World, scopes: readonly string[]): void {
  if (scopes.length === 0 || scopes.some((scope) => world.manifest.scopes.includes(scope))) return;
  throw new Refusal('missing_scope', { needed: scopes.join(','), provided: world.manifest.scopes.join(',') });
}

/** Somebody the bot can write to: not itself, and nobody who has left. */
function canBeWrittenTo(world: World, user: string): boolean {
  const person = world.state.people.get(user);
  return person !== undefined && !person.deleted && !person.isBot;
}

function byIdOrName(world: World, given: string): Channel | undefined {
  if (given.startsWith('U'))
    return canBeWrittenTo(world, given) ? world.state.directMessage(given) : undefined;
  const byId = world.state.channels.get(given);
  if (byId !== undefined) return byId;
  const name = given.replace(/^#/, '');
  return [...world.state.channels.values()].find(
    (channel) => channel.kind === 'public' && channel.name === name,
  );
}

/** One word for a channel by whatever name it is called; '' for one that is not there. */
export function channelKey(world: World, given: string): string {
  return byIdOrName(world, given)?.id ?? '';
}

export function isMember(world: World, channel: Channel): boolean {
  return channel.members.includes(world.state.app.botUser);
}

/** A channel the bot can see: a private one without the bot in it does not exist for it. */
export function visibleChannel(world: World, given: string): Channel {
  const channel = byIdOrName(world, given);
  if (channel === undefined) throw new Refusal('channel_not_found');
  if (channel.kind !== 'public' && !isMember(world, channel)) throw new Refusal('channel_not_found');
  return channel;
}

/** A channel the bot may post to. `publicToo`: chat:write.public opens public channels without joining. */
export function writableChannel(world: World, given: string, publicToo: boolean): Channel {
  const channel = visibleChannel(world, given);
  if (channel.archived) throw new Refusal('is_archived');
  const open = publicToo && channel.kind === 'public' && world.manifest.scopes.includes('chat:write.public');
  if (!open && !isMember(world, channel)) throw new Refusal('not_in_channel');
  return channel;
}

const HISTORY_SCOPE = { public: 'channels:history', private: 'groups:history', im: 'im:history' } as const;

/** A channel whose messages the bot may read: it must be in it and hold the scope of that kind of channel. */
export function readableChannel(world: World, given: string): Channel {
  const channel = visibleChannel(world, given);
  demandScope(world, [HISTORY_SCOPE[channel.kind]]);
  if (!isMember(world, channel)) throw new Refusal('not_in_channel');
  return channel;
}

/** The bot's own message in the channel; `refusal` is what Slack says of somebody else's. */
export function ownMessage(world: World, channel: Channel, ts: string, refusal: string): Post {
  const post = world.state.find(channel.id, ts);
  if (post === undefined || post.subtype === 'tombstone') throw new Refusal('message_not_found');
  if (post.user !== world.state.app.botUser) throw new Refusal(refusal);
  return post;
}
