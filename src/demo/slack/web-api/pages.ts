import { Refusal } from '../refusal.ts';
import type { Arguments } from './arguments.ts';

export interface PageOf<T> {
  items: T[];
  hasMore: boolean;
  /** Empty at the end (Slack: "Pagination"). */
  nextCursor: string;
}

/** One page of a list. A cursor is opaque to the client and refused if it is not one of ours. */
export function pageOf<T>(all: readonly T[], args: Arguments, fallback: number, max: number): PageOf<T> {
  const limit = args.count('limit', fallback, max);
  const cursor = args.text('cursor');
  const text = cursor === null ? 'next:0' : Buffer.from(cursor, 'base64').toString();
  const start = /^next:\d+$/.test(text) ? Number(text.slice(5)) : Number.NaN;
  if (Number.isNaN(start) || start > all.length) throw new Refusal('invalid_cursor');
  const end = start + limit;
  const hasMore = end < all.length;
  const nextCursor = hasMore ? Buffer.from(`next:${end}`).toString('base64') : '';
  return { items: all.slice(start, end), hasMore, nextCursor };
}
