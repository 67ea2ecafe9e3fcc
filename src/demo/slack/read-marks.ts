import type { ChannelPosts } from './channel-posts.ts';
import { mentions } from './mentions.ts';

export interface Unread {
  readonly unread: number;
  readonly mentions: number;
}

/** What was counted before, and under which circumstances, so that only new messages must be looked at. */
interface Count {
  unread: number;
  mentions: number;
  counted: number;
  readonly mark: string;
  readonly edits: number;
  readonly groups: string;
}

/** Up to where each person has read each channel, and what is left to read. */
export class ReadMarks {
  #marks = new Map<string, string>();
  #counts = new Map<string, Count>();

  /** Marks the channel as read up to its newest message; says whether that made a difference. */
  read(user: string, channel: string, posts: ChannelPosts): boolean {
    const newest = posts.shared.at(-1)?.ts ?? '';
    const key = `${user} ${channel}`;
    if (newest === (this.#marks.get(key) ?? '')) return false;
    this.#marks.set(key, newest);
    return true;
  }

  /** The messages after the mark that somebody else wrote; replies that stand in a thread only do not count. */
  unread(user: string, channel: string, posts: ChannelPosts, groups: readonly string[]): Unread {
    const key = `${user} ${channel}`;
    const mark = this.#marks.get(key) ?? '';
    const known = this.#counts.get(key);
    const count = isValid(known, mark, posts.edits, groups) ? known : fresh(mark, posts, groups);
    for (const post of posts.inTheOpen.slice(count.counted)) {
      if (post.user === user || post.subtype === 'tombstone') continue;
      count.unread += 1;
      if (mentions(post, user, groups)) count.mentions += 1;
    }
    count.counted = posts.inTheOpen.length;
    this.#counts.set(key, count);
    return { unread: count.unread, mentions: count.mentions };
  }
}

function isValid(
  count: Count | undefined,
  mark: string,
  edits: number,
  groups: readonly string[],
): count is Count {
  return count?.mark === mark && count.edits === edits && count.groups === groups.join();
}

function fresh(mark: string, { inTheOpen, edits }: ChannelPosts, groups: readonly string[]): Count {
  let counted = inTheOpen.length;
  while (counted > 0 && (inTheOpen[counted - 1]?.ts ?? '') > mark) counted -= 1;
  return { unread: 0, mentions: 0, counted, mark, edits, groups: groups.join() };
}
