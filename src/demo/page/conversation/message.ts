import type { MessageShown } from '../../slack/page-api/shown.ts';
import { blocksOf } from '../blocks/block-kit.ts';
import { showBlocks } from '../blocks/show-blocks.ts';
import { clock, momentOf } from '../dates.ts';
import { el } from '../dom.ts';
import { isApp, personName } from '../names.ts';
import { permalinkOf } from '../place.ts';
import { mrkdwnNode } from '../text/show-text.ts';
import { avatar } from './avatar.ts';
import { dismiss } from './dismissed.ts';
import { messageSurface } from './message-surface.ts';
import { replyBar } from './reply-bar.ts';

/** How a message is shown: to whom, and where. */
export interface Showing {
  readonly me: string;
  /** Opens a thread; null where the message already stands in its thread. */
  readonly openThread: ((ts: string) => void) | null;
  readonly onDismiss: () => void;
}

function timeNode(message: MessageShown): HTMLElement {
  const at = momentOf(message.ts);
  const moment = new Date(at);
  const shown = { datetime: moment.toISOString(), title: moment.toLocaleString() };
  const time = el('time', shown, clock(at, { now: at }));
  if (message.onlyFor !== null) return time;
  return el('a', { class: 'when', href: permalinkOf(message.channel, message.ts, message.threadTs) }, time);
}

function head(message: MessageShown): HTMLElement {
  const tag = isApp(message.user) ? el('span', { class: 'app-tag' }, 'APP') : null;
  return el(
    'div',
    { class: 'message-head' },
    el('strong', { class: 'author' }, personName(message.user)),
    tag,
    timeNode(message),
  );
}

function onlyYou(message: MessageShown, onDismiss: () => void): HTMLElement | null {
  if (message.onlyFor === null) return null;
  const button = el('button', { type: 'button', class: 'text-button' }, 'Dismiss message');
  button.addEventListener('click', () => {
    dismiss(message.key);
    onDismiss();
  });
  const eye = el('span', { 'aria-hidden': 'true', class: 'eye' });
  return el('div', { class: 'only-you' }, eye, ' Only visible to you · ', button);
}

function alsoHere(message: MessageShown, openThread: Showing['openThread']): HTMLElement | null {
  if (!message.broadcast) return null;
  const text = openThread === null ? 'Also sent to the channel' : 'Replied to a thread, and also sent here';
  return el('div', { class: 'also-here' }, text);
}

/** What the message says: its blocks, or its text where it has none. */
export function contentNodes(message: MessageShown, me: string): Node[] {
  if (message.tombstone) return [el('em', { class: 'tombstone' }, 'This message was deleted.')];
  if (message.blocks.length > 0) return showBlocks(blocksOf(message.blocks), messageSurface(message, me));
  const edited = message.edited ? [el('span', { class: 'edited' }, ' (edited)')] : [];
  return [mrkdwnNode(message.text), ...edited];
}

/** Whether two states of a message differ in what it says, and not in the replies to it alone. */
export function saysTheSame(one: MessageShown, other: MessageShown): boolean {
  const isSimple =
    one.text === other.text && one.edited === other.edited && one.tombstone === other.tombstone;
  return isSimple && JSON.stringify(one.blocks) === JSON.stringify(other.blocks);
}

/** The line about replies, in its place under the message. */
export function footNodes(message: MessageShown, { openThread }: Showing): Node[] {
  const bar = openThread === null ? null : replyBar(message, openThread);
  return bar === null ? [] : [bar];
}

/** A message as an article; `follows` leaves out the name and picture that stand above. */
export function messageNode(message: MessageShown, follows: boolean, showing: Showing): HTMLElement {
  const look = [
    'message',
    message.onlyFor === null ? '' : 'ephemeral',
    follows ? 'follows' : '',
    message.user === showing.me ? 'mine' : '',
  ];
  const label = `${personName(message.user)} at ${clock(momentOf(message.ts), { now: 0 })}`;
  return el(
    'article',
    { class: look.filter((one) => one !== '').join(' '), 'data-ts': message.ts, 'aria-label': label },
    el('div', { class: 'message-side' }, follows ? timeNode(message) : avatar(message.user)),
    el(
      'div',
      { class: 'message-body' },
      onlyYou(message, showing.onDismiss),
      alsoHere(message, showing.openThread),
      follows ? null : head(message),
      el('div', { class: 'content' }, contentNodes(message, showing.me)),
      el('div', { class: 'foot' }, footNodes(message, showing)),
    ),
  );
}
