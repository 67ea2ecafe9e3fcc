import { isObject, textOf } from './json-value.ts';
import type { Post } from './model.ts';

const EVERYBODY = ['here', 'channel', 'everyone'];
const IN_MRKDWN = /<(?:@(U\w+)|!subteam\^(S\w+)|!(here|channel|everyone))(?:\|[^>]*)?>/g;

function fromMrkdwn(text: string): string[] {
  return [...text.matchAll(IN_MRKDWN)].map(([, user, group, all]) => user ?? group ?? all ?? '');
}

function fromBlocks(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(fromBlocks);
  if (!isObject(value)) return [];
  switch (value['type']) {
    case 'mrkdwn':
      return fromMrkdwn(textOf(value['text']));
    case 'user':
      return [textOf(value['user_id'])];
    case 'usergroup':
      return [textOf(value['usergroup_id'])];
    case 'broadcast':
      return [textOf(value['range'])];
    default:
      return Object.values(value).flatMap(fromBlocks);
  }
}

interface Seen {
  readonly text: string;
  readonly blocks: unknown;
  readonly ids: ReadonlySet<string>;
}

const seen = new WeakMap<Post, Seen>();

function mentionsIn(post: Post): ReadonlySet<string> {
  const known = seen.get(post);
  if (known?.text === post.text && known.blocks === post.blocks) return known.ids;
  const ids = new Set([...fromMrkdwn(post.text), ...fromBlocks(post.blocks)]);
  seen.set(post, { text: post.text, blocks: post.blocks, ids });
  return ids;
}

/** Who is called in a message, in one word: another word means that somebody else is. */
export function calledIn(post: Post): string {
  return [...mentionsIn(post)].join(' ');
}

/**
 * Whether a message calls a person: by id, through one of the groups, or together with everybody; in its text
 * or in its blocks, where plain text is never read as markup (Slack: "Formatting text for app surfaces").
 */
export function mentions(post: Post, user: string, groups: readonly string[]): boolean {
  const ids = mentionsIn(post);
  return ids.size > 0 && [user, ...groups, ...EVERYBODY].some((id) => ids.has(id));
}
