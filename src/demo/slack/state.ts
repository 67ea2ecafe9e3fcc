import { EventEmitter } from 'node:events';
import { keyOf } from './channel-posts.ts';
import type { Channel, Person, Post, UserGroup, WorkspaceSeed } from './model.ts';
import { type Changeable, type Changes, Posts } from './posts.ts';
import { ReadMarks, type Unread } from './read-marks.ts';
import { timestamps } from './timestamps.ts';

/** What must be known of a message that is to be posted. */
export type NewPost = Pick<Post, 'channel' | 'user' | 'text'> & Partial<Omit<Post, 'ts'>>;

/** Who and what there is in the workspace. Every change is announced, so that pages and tests can wait for it. */
export class WorkspaceState {
  readonly team: WorkspaceSeed['team'];
  readonly app: WorkspaceSeed['app'];
  readonly people = new Map<string, Person>();
  readonly channels = new Map<string, Channel>();
  readonly groups = new Map<string, UserGroup>();
  readonly nextTs: () => string;
  #seed: WorkspaceSeed;
  #posts = new Posts();
  #readMarks = new ReadMarks();
  #changes = new EventEmitter().setMaxListeners(0);

  constructor(seed: WorkspaceSeed, now: () => number) {
    this.#seed = structuredClone(seed);
    this.team = seed.team;
    this.app = seed.app;
    this.nextTs = timestamps(now);
    this.#plant();
  }

  /** Rises with every change of a message. */
  get revision(): number {
    return this.#posts.revision;
  }

  /** Another word after each `empty`, and in each workspace. */
  get epoch(): string {
    return String(this.#posts.start);
  }

  changed(): void {
    this.#changes.emit('change');
  }

  /** Calls back after every change; the returned function ends it. */
  onChange(listener: () => void): () => void {
    this.#changes.on('change', listener);
    return () => this.#changes.off('change', listener);
  }

  post(post: NewPost): Post {
    const whole: Post = {
      blocks: [],
      metadata: null,
      threadTs: null,
      broadcast: false,
      edited: null,
      onlyFor: null,
      byApp: true,
      subtype: null,
      ...post,
      ts: this.nextTs(),
    };
    this.#posts.add(whole);
    this.changed();
    return whole;
  }

  /** Changes a message; the only way to do so, since every change needs a revision. */
  change(post: Post, fields: Changeable): void {
    this.#posts.change(post, fields);
    this.changed();
  }

  /** A message everybody in the channel can see. */
  find(channel: string, ts: string): Post | undefined {
    return this.#posts.in(channel).get(ts);
  }

  findEphemeral(user: string, ts: string): Post | undefined {
    const key = keyOf({ ts, onlyFor: user });
    for (const posts of this.#posts.everywhere()) {
      const post = posts.get(key);
      if (post !== undefined) return post;
    }
    return undefined;
  }

  /** Everybody's messages of a channel, replies included, oldest first. */
  inChannel(channel: string): readonly Post[] {
    return this.#posts.in(channel).shared;
  }

  /** Everybody's messages that stand in the channel itself: no replies unless broadcast; oldest first. */
  inTheOpen(channel: string): readonly Post[] {
    return this.#posts.in(channel).inTheOpen;
  }

  /** The messages that only this person sees, of all channels, oldest first. */
  onlyFor(user: string): Post[] {
    const own = [...this.#posts.everywhere()].flatMap((posts) => posts.onlyFor(user));
    return own.sort((one, other) => (one.ts < other.ts ? -1 : 1));
  }

  repliesTo(channel: string, ts: string): readonly Post[] {
    return this.#posts.in(channel).repliesTo(ts);
  }

  /** Removes a message; one with replies leaves a tombstone, as in Slack. */
  remove(post: Post): void {
    if (post.onlyFor !== null || this.repliesTo(post.channel, post.ts).length === 0) {
      this.#posts.remove(post);
      this.changed();
      return;
    }
    const text = 'This message was deleted.';
    this.change(post, { text, blocks: [], metadata: null, subtype: 'tombstone' });
  }

  /** What a person has not seen of a channel since a revision; everything (the newest 500) after a foreign one. */
  changesIn(channel: string, user: string, since: number): Changes {
    return this.#posts.since(since, channel, user);
  }

  /** How many messages of a channel are remembered, the removed ones too. */
  remembered(channel: string): number {
    return this.#posts.in(channel).size;
  }

  revisionOf(post: Post): number {
    return this.#posts.in(post.channel).revisionOf(post);
  }

  /** The person has read the channel up to its newest message. */
  markRead(user: string, channel: string): void {
    if (this.#readMarks.read(user, channel, this.#posts.in(channel))) this.changed();
  }

  unread(user: string, channel: string): Unread {
    const groups = [...this.groups.values()].filter((group) => group.users.includes(user));
    const ids = groups.map(({ id }) => id);
    return this.#readMarks.unread(user, channel, this.#posts.in(channel), ids);
  }

  /** The direct conversation between the bot and a person, made when first needed. */
  directMessage(user: string): Channel {
    const id = `D${user.slice(1)}`;
    const known = this.channels.get(id);
    if (known !== undefined) return known;
    const made: Channel = {
      id,
      name: user,
      kind: 'im',
      members: [user, this.app.botUser],
      archived: false,
    };
    this.channels.set(id, made);
    return made;
  }

  /** Back to the beginning: the people, groups and channels of the seed, and not a single message. */
  empty(): void {
    this.#posts.empty();
    this.#readMarks = new ReadMarks();
    this.#plant();
    this.changed();
  }

  #plant(): void {
    const { people, channels, groups } = structuredClone(this.#seed);
    refill(this.people, people);
    refill(this.channels, channels);
    refill(this.groups, groups);
  }
}

function refill<T extends { id: string }>(map: Map<string, T>, items: readonly T[]): void {
  map.clear();
  for (const item of items) map.set(item.id, item);
}
