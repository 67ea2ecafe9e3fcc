import { keyOf } from '../channel-posts.ts';
import type { Channel, Person, Post } from '../model.ts';
import { viewJson } from '../shapes.ts';
import type { World } from '../world.ts';
import type { ChannelShown, MessageShown, PersonShown, Shown, WorkspaceShown } from './shown.ts';

const MOST_REPLIERS = 5;

/** What the page asks for: who looks, at which channel, and what is known already. */
export interface Question {
  readonly user: string;
  readonly channel: string;
  /** The revision of the last answer; 0 where there was none. */
  readonly since: number;
}

/** What stands around the world: how the app is connected, and whether there are side panels. */
export interface Surroundings {
  readonly connections: number | null;
  readonly hasBackstage: boolean;
}

function personShown({
  id,
  name,
  realName,
  role,
  isBot,
  isRestricted,
  isStranger,
  deleted,
}: Person): PersonShown {
  return { id, name, realName, role, isBot, isRestricted, isStranger, deleted };
}

function workspaceShown({ state, manifest, faults, problems }: World, around: Surroundings): WorkspaceShown {
  const { team, app } = state;
  return {
    team: { id: team.id, name: team.name },
    app: { id: app.id, name: manifest.name, botUser: app.botUser },
    people: [...state.people.values()].map(personShown),
    groups: [...state.groups.values()],
    commands: manifest.commands.map(({ command, description, usage_hint }) => ({
      command,
      description,
      usage_hint,
    })),
    hasHome: manifest.hasHome,
    connections: around.connections,
    hasBackstage: around.hasBackstage,
    trouble: {
      offline: faults.offline,
      slow: faults.ackDelayMs > 0,
      duplicate: faults.extraDeliveries > 0,
    },
    problems: [...problems],
  };
}

function channelShown({ state }: World, user: string, channel: Channel): ChannelShown {
  const { id, kind, archived, members } = channel;
  const bot = state.people.get(state.app.botUser);
  return {
    id,
    name: kind === 'im' ? (bot?.realName ?? channel.name) : channel.name,
    kind,
    archived,
    members: members.length,
    hasApp: members.includes(state.app.botUser),
    ...state.unread(user, id),
  };
}

function rank({ kind, archived }: Channel): number {
  if (archived) return 2;
  return kind === 'im' ? 1 : 0;
}

/** Members and guests can write to the app; people of other workspaces cannot. */
function canWriteToTheApp(person: Person | undefined): boolean {
  return person !== undefined && !person.isBot && !person.isStranger && !person.deleted;
}

/** The channels a person is in: open ones, the direct message with the app, archived ones. */
export function channelsOf({ state }: World, user: string): Channel[] {
  if (canWriteToTheApp(state.people.get(user))) state.directMessage(user);
  return [...state.channels.values()]
    .filter((channel) => channel.members.includes(user))
    .sort((one, other) => rank(one) - rank(other));
}

function messageShown({ state }: World, post: Post): MessageShown {
  const replies = state.repliesTo(post.channel, post.ts);
  const { channel, ts, user, text, blocks, threadTs, broadcast, onlyFor, byApp } = post;
  return {
    key: keyOf(post),
    revision: state.revisionOf(post),
    channel,
    ts,
    user,
    text,
    blocks,
    threadTs,
    broadcast,
    edited: post.edited !== null,
    onlyFor,
    byApp,
    tombstone: post.subtype === 'tombstone',
    replies: replies.length,
    repliers: [...new Set(replies.map((reply) => reply.user))].slice(0, MOST_REPLIERS),
    lastReply: replies.at(-1)?.ts ?? null,
  };
}

/** The workspace as one person sees it, with what changed in one channel since the last answer. */
export function shownTo(world: World, question: Question, around: Surroundings): Shown {
  const { user, channel, since } = question;
  const { state, modals } = world;
  const channels = channelsOf(world, user);
  const isIn = channels.some(({ id }) => id === channel);
  const changes = isIn ? state.changesIn(channel, user, since) : NOTHING;
  const home = modals.home(user);
  return {
    epoch: state.epoch,
    revision: state.revision,
    workspace: workspaceShown(world, around),
    channels: channels.map((one) => channelShown(world, user, one)),
    messages: changes.messages.map((post) => messageShown(world, post)),
    gone: changes.gone,
    cut: changes.cut,
    views: modals.stack(user).map((view) => viewJson(state, view)),
    home: home === undefined ? null : viewJson(state, home),
  };
}

const NOTHING = { messages: [], gone: [], cut: false } as const;
