import { EventEmitter } from 'node:events';
import type { Channel, Person, Post, UserGroup, WorkspaceSeed } from './model.ts';
import { timestamps } from './timestamps.ts';

type NewPost = Pick<Post, 'channel' | 'user' | 'text'> & Partial<Omit<Post, 'ts'>>;

/** Who and what there is in the workspace. Every change is announced, so that pages and tests can wait for it. */
export class WorkspaceState {
  readonly team: WorkspaceSeed['team'];
  readonly app: WorkspaceSeed['app'];
  readonly people = new Map<string, Person>();
  readonly channels = new Map<string, Channel>();
  readonly groups = new Map<string, UserGroup>();
  readonly nextTs: () => string;
  #posts: Post[] = [];
  #changes = new EventEmitter().setMaxListeners(0);

  constructor(seed: WorkspaceSeed, now: () => number) {
    this.team = seed.team;
    this.app = seed.app;
    for (const person of seed.people) this.people.set(person.id, person);
    for (const channel of seed.channels) this.channels.set(channel.id, channel);
    for (const group of seed.groups) this.groups.set(group.id, group);
    this.nextTs = timestamps(now);
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
    this.#posts.push(whole);
    this.changed();
    return whole;
  }

  /** A message everybody in the channel can see. */
  find(channel: string, ts: string): Post | undefined {
    return this.#posts.find((post) => post.channel === channel && post.ts === ts && post.onlyFor === null);
  }

  findEphemeral(user: string, ts: string): Post | undefined {
    return this.#posts.find((post) => post.ts === ts && post.onlyFor === user);
  }

  inChannel(channel: string): Post[] {
    return this.#posts.filter((post) => post.channel === channel && post.onlyFor === null);
  }

  onlyFor(user: string): Post[] {
    return this.#posts.filter((post) => post.onlyFor === user);
  }

  repliesTo(channel: string, ts: string): Post[] {
    return this.inChannel(channel).filter((post) => post.threadTs === ts);
  }

  /** Removes a message; one with replies leaves a tombstone, as in Slack. */
  remove(post: Post): void {
    if (post.onlyFor === null && this.repliesTo(post.channel, post.ts).length > 0) {
      Object.assign(post, {
        text: 'This message was deleted.',
        blocks: [],
        metadata: null,
        subtype: 'tombstone',
      });
    } else {
      this.#posts = this.#posts.filter((other) => other !== post);
    }
    this.changed();
  }

  /** The direct conversation between the bot and a person, made when first needed. */
  directMessage(user: string): Channel {
    const id = `D${user.slice(1)}`;
    const known = this.channels.get(id);
    if (known !== undefined) return known;
    const made: Channel = { id, name: user, kind: 'im', members: [user, this.app.botUser], archived: false };
    this.channels.set(id, made);
    this.changed();
    return made;
  }
}
