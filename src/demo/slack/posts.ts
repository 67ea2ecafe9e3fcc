import { ChannelPosts, keyOf } from './channel-posts.ts';
import type { Post } from './model.ts';

/** What of a message can change after it was posted. */
export type Changeable = Partial<
  Pick<Post, 'text' | 'blocks' | 'metadata' | 'broadcast' | 'edited' | 'subtype'>
>;

/** What changed in a channel as one person sees it. */
export interface Changes {
  readonly messages: readonly Post[];
  /** The keys of the messages that went away. */
  readonly gone: readonly string[];
  /** Older messages exist than these. */
  readonly cut: boolean;
}

/** How many messages of a channel are shown to somebody who has seen none of it yet. */
const MOST_AT_FIRST = 500;

/** All messages of the workspace. Every change, of whatever kind, goes through here and gets a revision. */
export class Posts {
  #channels = new Map<string, ChannelPosts>();
  /** Starts at the clock, so that what a page knows from an earlier run is older than this one's beginning. */
  #revision = Date.now();
  #start = this.#revision;

  get revision(): number {
    return this.#revision;
  }

  /** Revisions before this one belong to messages that are forgotten. */
  get start(): number {
    return this.#start;
  }

  /** The messages of a channel; nothing is kept of a channel without any. */
  in(channel: string): ChannelPosts {
    return this.#channels.get(channel) ?? new ChannelPosts();
  }

  everywhere(): IterableIterator<ChannelPosts> {
    return this.#channels.values();
  }

  add(post: Post): void {
    const posts = this.in(post.channel);
    this.#channels.set(post.channel, posts);
    posts.add(post);
    this.#note(post);
  }

  /** Changes a message and gives it, and the message it replies to, a new revision. */
  change(post: Post, fields: Changeable): void {
    this.in(post.channel).change(post, fields);
    this.#note(post);
  }

  remove(post: Post): void {
    this.in(post.channel).remove(post);
    this.#note(post);
  }

  /** Forgets every message. */
  empty(): void {
    this.#channels.clear();
    this.#revision += 1;
    this.#start = this.#revision;
  }

  /** What the person has not seen of the channel, oldest first: at first the newest 500, then what changed. */
  since(revision: number, channel: string, user: string): Changes {
    const posts = this.in(channel);
    const from = Math.max(this.#start, posts.forgottenUpTo);
    const isKnown = revision >= from && revision <= this.#revision;
    return isKnown ? changesAfter(revision, posts, user) : newest(posts, user);
  }

  #note(post: Post): void {
    const posts = this.in(post.channel);
    this.#revision += 1;
    posts.note(post, this.#revision);
    const parent = post.threadTs === null ? undefined : posts.get(post.threadTs);
    if (parent !== undefined && post.onlyFor === null) posts.note(parent, this.#revision);
  }
}

function byTime(one: Post, other: Post): number {
  return one.ts < other.ts ? -1 : 1;
}

/** The messages together with the parents of those that are replies. */
function withParents(messages: readonly Post[], posts: ChannelPosts): Post[] {
  const all = new Set(messages);
  for (const { threadTs } of messages) {
    const parent = threadTs === null ? undefined : posts.get(threadTs);
    if (parent !== undefined) all.add(parent);
  }
  return [...all].sort(byTime);
}

function newest(posts: ChannelPosts, user: string): Changes {
  const own = posts.onlyFor(user);
  const latest = [...posts.shared.slice(-MOST_AT_FIRST), ...own.slice(-MOST_AT_FIRST)]
    .sort(byTime)
    .slice(-MOST_AT_FIRST);
  const cut = posts.shared.length + own.length > latest.length;
  return { messages: withParents(latest, posts), gone: [], cut };
}

function changesAfter(revision: number, posts: ChannelPosts, user: string): Changes {
  const mine = posts.changedAfter(revision).filter(({ onlyFor }) => onlyFor === null || onlyFor === user);
  const isThere = (post: Post): boolean => posts.get(keyOf(post)) === post;
  const gone = mine.filter((post) => !isThere(post)).map(keyOf);
  return { messages: withParents(mine.filter(isThere), posts), gone, cut: false };
}
