import type { MessageShown } from '../../slack/page-api/shown.ts';
import { clock, dayKey, formatDate, momentOf } from '../dates.ts';
import { el } from '../dom.ts';
import { avatar } from './avatar.ts';

function lastReply(ts: string): string {
  const reader = { now: Date.now() };
  const at = momentOf(ts);
  if (dayKey(at, reader) === dayKey(reader.now, reader)) return `Last reply today at ${clock(at, reader)}`;
  return `Last reply ${formatDate(at / 1000, '{date_short_pretty} at {time}', '', reader)}`;
}

/** The line under a message that leads to its thread: who replied, how many replies there are, when the last one came. */
export function replyBar(message: MessageShown, openThread: (ts: string) => void): HTMLElement | null {
  if (message.onlyFor !== null || (message.tombstone && message.replies === 0)) return null;
  const root = message.threadTs ?? message.ts;
  const open = (): void => openThread(root);
  if (message.threadTs !== null) {
    return el('button', { type: 'button', class: 'replies', onclick: open }, 'View the thread');
  }
  if (message.replies === 0) {
    return el('button', { type: 'button', class: 'replies quiet', onclick: open }, 'Reply in thread');
  }
  const count = message.replies === 1 ? '1 reply' : `${message.replies} replies`;
  const when =
    message.lastReply === null ? null : el('span', { class: 'last' }, lastReply(message.lastReply));
  const faces = el('span', { class: 'faces' }, message.repliers.map(avatar));
  return el(
    'button',
    { type: 'button', class: 'replies', onclick: open },
    faces,
    el('strong', {}, count),
    when,
  );
}
