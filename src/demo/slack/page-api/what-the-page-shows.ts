import type { JsonObject } from '../json-value.ts';
import type { Post } from '../model.ts';
import { viewJson } from '../shapes.ts';
import type { World } from '../world.ts';

/** What does not depend on who looks: people, groups, commands, what is broken on purpose. */
export function workspaceJson(world: World, connections: number | null, hasClouds: boolean): JsonObject {
  const { state, manifest, faults } = world;
  return {
    team: state.team,
    app: { ...state.app, name: manifest.name },
    people: [...state.people.values()],
    groups: [...state.groups.values()],
    commands: manifest.commands,
    connections,
    hasClouds,
    trouble: { offline: faults.offline, slow: faults.ackDelayMs > 0 },
    problems: world.problems,
  };
}

/** The channels a person is in. */
export function channelsJson(world: World, user: string): JsonObject[] {
  return [...world.state.channels.values()]
    .filter((channel) => channel.members.includes(user))
    .map(({ id, name, kind, archived, members }) => ({ id, name, kind, archived, members: members.length }));
}

function withReplies(world: World, post: Post): JsonObject {
  const replies = world.state.repliesTo(post.channel, post.ts);
  return { ...post, replies: replies.length, lastReply: replies.at(-1)?.ts ?? null };
}

function byTime(one: Post, other: Post): number {
  return Number(one.ts) - Number(other.ts);
}

/** The messages a person sees in a channel, their own ephemeral ones among them. */
export function messagesJson(world: World, user: string, channelId: string): JsonObject[] {
  const all = world.state.inChannel(channelId).filter((post) => post.threadTs === null || post.broadcast);
  const own = world.state
    .onlyFor(user)
    .filter((post) => post.channel === channelId && post.threadTs === null);
  return [...all, ...own].sort(byTime).map((post) => withReplies(world, post));
}

/** The thread a person sees under a message. */
export function threadJson(world: World, user: string, channelId: string, ts: string): JsonObject[] {
  const parent = world.state.find(channelId, ts);
  if (parent === undefined) return [];
  const own = world.state.onlyFor(user).filter((post) => post.channel === channelId && post.threadTs === ts);
  const replies = [...world.state.repliesTo(channelId, ts), ...own].sort(byTime);
  return [parent, ...replies].map((post) => withReplies(world, post));
}

/** The views a person has open, the top one last. */
export function viewsJson(world: World, user: string): JsonObject[] {
  return world.modals.stack(user).map((view) => viewJson(world.state, view));
}
