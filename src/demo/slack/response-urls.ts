import { randomBytes } from 'node:crypto';
import { flagOf, type JsonObject, textOf } from './json-value.ts';
import type { Post } from './model.ts';
import { Refusal } from './refusal.ts';
import { checkedBlocks, checkedContent, checkedMetadata } from './web-api/message-content.ts';
import type { World } from './world.ts';

/** Slack: "Handling user interaction": up to five times within 30 minutes. */
const MOST_USES = 5;
const LIFE_MS = 30 * 60_000;

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
  #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The path of a new URL. */
  mint(kind: 'commands' | 'actions', teamId: string, origin: Origin): string {
    const path = `/${kind}/${teamId}/${this.#known.size + 1}/${randomBytes(12).toString('hex')}`;
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

function replace(world: World, post: Post, body: JsonObject): void {
  const text = typeof body['text'] === 'string' ? body['text'] : null;
  const content = checkedContent(text, body['blocks']);
  const metadata = body['metadata'] === undefined ? post.metadata : checkedMetadata(body['metadata']);
  const edited = post.onlyFor === null ? { user: post.user, ts: world.state.nextTs() } : null;
  world.state.change(post, { ...content, metadata, edited });
}

/** A new message in the name of the app: for one person unless `response_type` is `in_channel`. */
export function say(world: World, origin: Omit<Origin, 'source'>, body: JsonObject): Post {
  const text = typeof body['text'] === 'string' && body['text'] !== '' ? body['text'] : null;
  const content = checkedContent(text, body['blocks']);
  const inChannel = body['response_type'] === 'in_channel';
  return world.state.post({
    channel: origin.channel,
    user: world.state.app.botUser,
    ...content,
    metadata: inChannel ? checkedMetadata(body['metadata']) : null,
    threadTs: textOf(body['thread_ts']) || null,
    onlyFor: inChannel ? null : origin.user,
  });
}

/** Does what a POST to a response_url asks for: replace, delete, or say something new. */
export function respond(world: World, origin: Origin, body: JsonObject): void {
  checkedBlocks(body['blocks']);
  const hasSource = origin.source !== null;
  if (hasSource && flagOf(body['replace_original'])) {
    replace(world, sourceOf(world, origin), body);
    return;
  }
  if (hasSource && flagOf(body['delete_original'])) {
    world.state.remove(sourceOf(world, origin));
    if (body['text'] === undefined && body['blocks'] === undefined) return;
  }
  say(world, origin, body);
}
