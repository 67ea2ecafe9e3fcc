import type { MessageShown } from '../../slack/page-api/shown.ts';
import { dayKey, momentOf, type Reader } from '../dates.ts';

/** A row of a conversation: the name of a day, the line above what is new, or a message. */
export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'new'; readonly key: string }
  | { readonly kind: 'replies'; readonly key: string; readonly count: number }
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly message: MessageShown;
      /** It goes on where the message above left off: name and picture are not said again. */
      readonly follows: boolean;
    };

const TOGETHER_MS = 5 * 60_000;

function follows(message: MessageShown, before: MessageShown | undefined): boolean {
  if (before === undefined || before.user !== message.user) return false;
  const isOdd = [before, message].some(
    (one) => one.onlyFor !== null || one.broadcast || one.tombstone || one.blocks.length > 0,
  );
  if (isOdd || before.replies > 0) return false;
  return momentOf(message.ts) - momentOf(before.ts) < TOGETHER_MS;
}

/** A thread as rows: the message it began with, how many replies there are, and the replies. */
export function threadRowsOf(messages: readonly MessageShown[]): Row[] {
  const rows: Row[] = messages.map((message, index) => ({
    kind: 'message',
    key: message.key,
    message,
    follows: index > 1 && follows(message, messages[index - 1]),
  }));
  const count = messages.slice(1).filter((one) => one.onlyFor === null).length;
  return count < 1
    ? rows
    : [...rows.slice(0, 1), { kind: 'replies', key: 'replies', count }, ...rows.slice(1)];
}

/** Messages as rows, with a line where a new day begins and one above the message `newFrom`. */
export function rowsOf(
  messages: readonly MessageShown[],
  { newFrom, reader }: { newFrom: string | null; reader: Reader },
): Row[] {
  const rows: Row[] = [];
  let day = '';
  let before: MessageShown | undefined;
  for (const message of messages) {
    const at = momentOf(message.ts);
    const today = dayKey(at, reader);
    if (today !== day) {
      rows.push({ kind: 'day', key: `day ${today}`, at });
      before = undefined;
    }
    day = today;
    if (message.key === newFrom) {
      rows.push({ kind: 'new', key: 'new' });
      before = undefined;
    }
    rows.push({ kind: 'message', key: message.key, message, follows: follows(message, before) });
    before = message;
  }
  return rows;
}

/** The first of the last `unread` messages that somebody else wrote for all; null where none is unread. */
export function firstUnread(messages: readonly MessageShown[], unread: number, me: string): string | null {
  const countable = messages.filter(
    (one) => one.user !== me && one.onlyFor === null && (one.threadTs === null || one.broadcast),
  );
  return unread > 0 ? (countable.at(-unread)?.key ?? countable[0]?.key ?? null) : null;
}
