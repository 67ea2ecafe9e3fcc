import type { ChannelShown, MessageShown } from '../../slack/page-api/shown.ts';
import { act } from '../server.ts';
import { firstUnread } from './rows.ts';

/** Whether somebody looks at this window. */
export function isLooking(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}

/** What is new to the person in a channel, and telling the workspace when it was seen. */
export class Reading {
  #place = '';
  #unread = 0;
  #newFrom: string | null = null;
  #isTelling = false;
  /** The channel was opened just now: Slack counts that as reading it, wherever it is scrolled to. */
  #isOpened = false;

  /** The key of the message above which the line "New" stands; null where there is no line. */
  newFrom(
    place: string,
    channel: ChannelShown | undefined,
    messages: readonly MessageShown[],
    me: string,
  ): string | null {
    const unread = channel?.unread ?? 0;
    const isElsewhere = place !== this.#place;
    const cameUnseen = this.#unread === 0 && unread > 0 && !isLooking();
    if (isElsewhere) this.#newFrom = null;
    if (isElsewhere) this.#isOpened = true;
    if (isElsewhere || cameUnseen) this.#newFrom = firstUnread(messages, unread, me) ?? this.#newFrom;
    this.#place = place;
    this.#unread = unread;
    return this.#newFrom;
  }

  /** The person has answered: the line has done its service. */
  forget(): void {
    this.#newFrom = null;
  }

  /** Whether what came last counts as seen: by somebody who looks, at the foot or having just come. */
  isSeen(isAtFoot: boolean): boolean {
    return isLooking() && (isAtFoot || this.#isOpened);
  }

  /** Marks the channel as read, if there is something to mark; one request at a time. */
  async mark(me: string, channel: ChannelShown): Promise<void> {
    this.#isOpened = false;
    if (channel.unread === 0 || this.#isTelling) return;
    this.#isTelling = true;
    await act('read', { user: me, channel: channel.id });
    this.#isTelling = false;
  }
}
