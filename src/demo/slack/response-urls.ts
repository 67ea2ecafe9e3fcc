import { randomBytes } from 'node:crypto';
import { flagOf, type JsonObject, textOf } from './json-value.ts';
import type { Post } from './model.ts';
import { Refusal } from './refusal.ts';
import type { NewPost } from './state.ts';
import { checkedContent, checkedMetadata } from './web-api/message-content.ts';
import { threadOf } from './web-api/thread.ts';
import type { World } from './world.ts';

/** Slack: "Handling user interaction": up to five times within 30 minutes. */
const MOST_USES = 5;
const LIFE_MS = 30 * 60_000;
/** How long one is remembered, so that it is called expired and not unknown. */
const REMEMBERED_MS = 2 * LIFE_MS;

/** Where answers through one response_url go, and the message it came from (none for a command). */
export interface Origin {
  user: string;
  channel: string;
  source: { ts: string; ephemeral: boolean } | null;
}

interface Entry extends Origin {
  bornAt: number;
  uses: number;
}

/** The response URLs handed out so far. */
export class ResponseUrls {
  #known = new Map<string, Entry>();
  #minted = 0;
  #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** How many are remembered. */
  get size(): number {
    return this.#known.size;
  }

  /** The path of a new URL. */
  mint(kind: 'commands' | 'actions', teamId: string, origin: Origin): string {
    this.#forget();
    this.#minted += 1;
    const path = `/${kind}/${teamId}/${this.#minted}/${randomBytes(12).toString('hex')}`;
    this.#known.set(path, { ...origin, bornAt: this.#now(), uses: 0 });
    return path;
  }

  /** Uses the URL once; refuses an unknown, an old and a used-up one, which become HTTP 404. */
  use(path: string): Origin {
    const entry = this.#known.get(path);
    if (entry === undefined) throw new Refusal('no_such_url');
    if (this.#now() - entry.bornAt > LIFE_MS) throw new Refusal('expired_url');
    if (entry.uses >= MOST_USES) throw new Refusal('used_url');
    entry.uses += 1;
    return entry;
  }

  /** Forgets every URL. */
  empty(): void {
    this.#known.clear();
  }

  #forget(): void {
    for (const [path, { bornAt }] of this.#known) {
      if (this.#now() - bornAt <= REMEMBERED_MS) return;
      this.#known.delete(path);
    }
  }
}

function sourceOf(world: World, origin: Origin): Post {
  const { source, user, channel } = origin;
  if (source === null) throw new Refusal('no_original');
  const post = source.ephemeral
    ? world.state.findEphemeral(user, source.ts)
    : world.state.find(channel, source.ts);
  if (post === undefined) throw new Refusal('message_not_found');
  return post;
}

/** A text that says something; null for none and for an empty one. */
function textIn(body: JsonObject): string | null {
  return textOf(body['text']) || null;
}

function replace(world: World, post: Post, body: JsonObject): void {
  const content = checkedContent(textIn(body), body['blocks']);
  const metadata = body['metadata'] === undefined ? post.metadata : checkedMetadata(body['metadata']);
  const edited = post.onlyFor === null ? { user: post.user, ts: world.state.nextTs() } : null;
  world.state.change(post, { ...content, metadata, edited });
}

/** A new message in the name of the app, for one person unless `response_type` is `in_channel`; refuses an unusable one. */
function checkedMessage(world: World, origin: Omit<Origin, 'source'>, body: JsonObject): NewPost {
  const inChannel = body['response_type'] === 'in_channel';
  return {
    channel: origin.channel,
    user: world.state.app.botUser,
    ...checkedContent(textIn(body), body['blocks']),
    metadata: inChannel ? checkedMetadata(body['metadata']) : null,
    threadTs: threadOf(world, origin.channel, textOf(body['thread_ts']) || null),
    onlyFor: inChannel ? null : origin.user,
  };
}

/** Says something new where a command was typed or a message was pressed. */
export function say(world: World, origin: Omit<Origin, 'source'>, body: JsonObject): Post {
  return world.state.post(checkedMessage(world, origin, body));
}

function hasMore(body: JsonObject): boolean {
  const { blocks } = body;
  return textIn(body) !== null || (blocks !== undefined && !(Array.isArray(blocks) && blocks.length === 0));
}

/** Does what a POST to a response_url asks for: replace, delete, or say something new; all of it or nothing. */
export function respond(world: World, origin: Origin, body: JsonObject): void {
  const hasSource = origin.source !== null;
  if (hasSource && flagOf(body['replace_original'])) {
    replace(world, sourceOf(world, origin), body);
    return;
  }
  const original = hasSource && flagOf(body['delete_original']) ? sourceOf(world, origin) : null;
  const message = original === null || hasMore(body) ? checkedMessage(world, origin, body) : null;
  if (original !== null) world.state.remove(original);
  if (message !== null) world.state.post(message);
}
