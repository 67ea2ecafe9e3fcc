import { calledIn } from './mentions.ts';
import type { Post } from './model.ts';

/** What a message is called by: its `ts`, and for a message that only one person sees `ts@USER`. */
export function keyOf(post: Pick<Post, 'ts' | 'onlyFor'>): string {
  return post.onlyFor === null ? post.ts : `${post.ts}@${post.onlyFor}`;
}

/** Whether a message stands in the channel itself, not only in a thread. */
export function isInTheOpen(post: Post): boolean {
  return post.threadTs === null || post.broadcast;
}

interface Change {
  readonly revision: number;
  readonly post: Post;
}

/** How many outdated entries the list of changes may hold before it is cleaned. */
const MOST_OUTDATED = 1_000;
/** How many messages, whispers to one person and removed messages are kept: a rehearsal may run for days. */
const MOST_SHARED = 20_000;
const MOST_WHISPERS = 1_000;
const MOST_GONE = 10_000;
/** The oldest are forgotten this share at a time. */
const SHARE = 20;

/** Takes the oldest out of a list that has grown a share too long; mostly none. */
function takeSurplus(posts: Post[], most: number): Post[] {
  return posts.length > most + most / SHARE ? posts.splice(0, posts.length - most) : [];
}

function append(lists: Map<string, Post[]>, key: string, post: Post): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [post]);
  else list.push(post);
}

function without(posts: Post[], post: Post): void {
  const index = posts.lastIndexOf(post);
  if (index >= 0) posts.splice(index, 1);
}

/** The messages of one channel: by their key, by thread, by their only reader, and in the order they changed. */
export class ChannelPosts {
  /** Rises whenever something other than a new message makes a difference to what was counted before. */
  edits = 0;
  /** Who has seen nothing since a revision before this one has missed messages that are forgotten. */
  forgottenUpTo = 0;
  readonly shared: Post[] = [];
  /** Those of them that stand in the channel itself, oldest first. */
  inTheOpen: Post[] = [];
  #byKey = new Map<string, Post>();
  #threads = new Map<string, Post[]>();
  #whispers = new Map<string, Post[]>();
  #changes: Change[] = [];
  #revisions = new Map<Post, number>();
  #gone: Post[] = [];

  /** How many messages are remembered, the removed ones too. */
  get size(): number {
    return this.#revisions.size;
  }

  get(key: string): Post | undefined {
    return this.#byKey.get(key);
  }

  /** The replies in a thread that everybody sees, oldest first. */
  repliesTo(ts: string): readonly Post[] {
    return this.#threads.get(ts) ?? [];
  }

  /** The messages that only this person sees, oldest first. */
  onlyFor(user: string): readonly Post[] {
    return this.#whispers.get(user) ?? [];
  }

  revisionOf(post: Post): number {
    return this.#revisions.get(post) ?? 0;
  }

  add(post: Post): void {
    this.#byKey.set(keyOf(post), post);
    if (post.onlyFor !== null) {
      append(this.#whispers, post.onlyFor, post);
      return;
    }
    this.shared.push(post);
    if (isInTheOpen(post)) this.inTheOpen.push(post);
    if (post.threadTs !== null) append(this.#threads, post.threadTs, post);
  }

  /** Changes fields of a message, which may bring a reply into the open or call somebody else. */
  change(post: Post, fields: Partial<Post>): void {
    const before = { ...post };
    const called = calledIn(post);
    Object.assign(post, fields);
    const isMoved = isInTheOpen(post) !== isInTheOpen(before);
    if (isMoved) this.inTheOpen = this.shared.filter(isInTheOpen);
    if (isMoved || post.subtype !== before.subtype || calledIn(post) !== called) this.edits += 1;
  }

  remove(post: Post): void {
    this.edits += 1;
    this.#byKey.delete(keyOf(post));
    this.#gone.push(post);
    for (const posts of [this.shared, this.inTheOpen]) without(posts, post);
    this.#leaveThread(post);
    without(this.#whispers.get(post.onlyFor ?? '') ?? [], post);
  }

  /** Writes down that this message is new, different or gone as of this revision. */
  note(post: Post, revision: number): void {
    this.#revisions.set(post, revision);
    this.#changes.push({ revision, post });
    if (this.#changes.length > 2 * this.#revisions.size + MOST_OUTDATED) {
      this.#changes = this.#changes.filter((change) => this.#isLatest(change));
    }
    this.#forgetShared();
    for (const one of takeSurplus(this.#whispers.get(post.onlyFor ?? '') ?? [], MOST_WHISPERS))
      this.#forget(one);
    for (const one of takeSurplus(this.#gone, MOST_GONE)) {
      this.forgottenUpTo = Math.max(this.forgottenUpTo, this.revisionOf(one));
      this.#revisions.delete(one);
    }
  }

  #forgetShared(): void {
    const surplus = takeSurplus(this.shared, MOST_SHARED);
    if (surplus.length === 0) return;
    for (const post of surplus) {
      this.#leaveThread(post);
      this.#forget(post);
    }
    // Each of the oldest that are left is younger than all of these, and few of them have changed since.
    const eldest = this.shared.slice(0, 50).map((post) => this.revisionOf(post) - 1);
    this.forgottenUpTo = Math.max(this.forgottenUpTo, Math.min(...eldest));
    this.inTheOpen = this.shared.filter(isInTheOpen);
    this.edits += 1;
  }

  #forget(post: Post): void {
    this.#byKey.delete(keyOf(post));
    this.#revisions.delete(post);
  }

  #leaveThread(post: Post): void {
    const root = post.threadTs ?? '';
    const thread = this.#threads.get(root) ?? [];
    without(thread, post);
    if (thread.length === 0) this.#threads.delete(root);
  }

  /** The messages that changed after a revision, each once; a gone one is not under its key any more. */
  changedAfter(revision: number): Post[] {
    let from = 0;
    let to = this.#changes.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#changes[middle]?.revision ?? 0) > revision) to = middle;
      else from = middle + 1;
    }
    return this.#changes
      .slice(from)
      .filter((change) => this.#isLatest(change))
      .map(({ post }) => post);
  }

  #isLatest({ revision, post }: Change): boolean {
    return this.#revisions.get(post) === revision;
  }
}
