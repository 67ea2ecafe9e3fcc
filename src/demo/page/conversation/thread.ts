import type { ChannelShown, Shown } from '../../slack/page-api/shown.ts';
import { byId } from '../dom.ts';
import type { Place } from '../place.ts';
import type { MessageStore } from '../store.ts';
import { withoutDismissed } from './dismissed.ts';
import { titleOf } from './head.ts';
import type { Showing } from './message.ts';
import type { Pane } from './pane.ts';

/** Gives the focus to what leads to a thread in the channel; answers whether it is there. */
export function focusThreadLink(ts: string): boolean {
  const link = byId('message-list').querySelector<HTMLElement>(`[data-ts="${CSS.escape(ts)}"] .replies`);
  link?.focus({ preventScroll: true });
  return link !== null;
}

/** Shows the open thread, or nothing. Answers whether one is open. */
export function showThread(
  shown: Shown,
  store: MessageStore,
  pane: Pane,
  { place, channel, showing }: { place: Place; channel: ChannelShown | undefined; showing: Showing },
): boolean {
  const messages = place.thread === null ? [] : store.thread(place.thread);
  const isOpen = messages.length > 0;
  byId('thread').hidden = !isOpen;
  document.body.classList.toggle('in-thread', isOpen);
  byId('thread-note').textContent = isOpen ? titleOf(channel, shown.workspace.app.name) : '';
  pane.show(withoutDismissed(messages), {
    place: `${place.me} ${place.channel} ${isOpen ? place.thread : ''}`,
    newFrom: null,
    sought: place.message === place.thread ? null : place.message,
    showing: { ...showing, openThread: null },
    isThread: true,
  });
  return isOpen;
}
