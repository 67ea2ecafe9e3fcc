import type { MessageShown } from '../../slack/page-api/shown.ts';
import { announce } from './announcer.ts';
import { highlight } from './change.ts';
import type { Showing } from './message.ts';
import { showRows } from './message-list.ts';
import { rowsOf, threadRowsOf } from './rows.ts';
import { createScroller, type Scroller } from './scroller.ts';

interface Shown {
  /** Person, channel and thread: in another place everything is new, and nothing is announced. */
  readonly place: string;
  readonly newFrom: string | null;
  /** The ts of a message to go to. */
  readonly sought: string | null;
  readonly showing: Showing;
  /** The messages are those of a thread, the first one is what it began with. */
  readonly isThread: boolean;
}

/** A scrolling list of messages: that of a channel, or that of a thread. */
export class Pane {
  readonly #container: HTMLElement;
  readonly #list: HTMLElement;
  readonly #scroller: Scroller;
  #place = '';
  #latest = 0;
  #found: string | null = null;

  constructor(container: HTMLElement, list: HTMLElement, onFoot: () => void) {
    this.#container = container;
    this.#list = list;
    this.#scroller = createScroller(container, onFoot);
  }

  /** Whether its reader sees the latest message. */
  isAtFoot(): boolean {
    return this.#scroller.isAtFoot();
  }

  toFoot(): void {
    this.#scroller.toFoot();
  }

  /** Lets the next message that is looked for be found, although it may be the same. */
  seekAgain(): void {
    this.#found = null;
  }

  show(messages: readonly MessageShown[], how: Shown): void {
    const isElsewhere = how.place !== this.#place;
    this.#place = how.place;
    const reader = { now: Date.now() };
    const rows = how.isThread ? threadRowsOf(messages) : rowsOf(messages, { newFrom: how.newFrom, reader });
    showRows(this.#list, rows, how.showing);
    const news = this.#news(messages, isElsewhere);
    if (isElsewhere) this.#begin();
    else {
      announce(news.filter((one) => one.user !== how.showing.me));
      this.#scroller.settle(news.length);
    }
    if (how.sought !== null && how.sought !== this.#found) this.#seek(how.sought);
  }

  #news(messages: readonly MessageShown[], isElsewhere: boolean): MessageShown[] {
    const since = this.#latest;
    this.#latest = Number(messages.at(-1)?.ts ?? 0);
    return isElsewhere ? [] : messages.filter((one) => Number(one.ts) > since);
  }

  /** Begins at the foot; where more is new than fits, at the line above what is new. */
  #begin(): void {
    this.#scroller.toFoot();
    const line = this.#list.querySelector<HTMLElement>('.new-line');
    if (line === null) return;
    if (line.getBoundingClientRect().top < this.#container.getBoundingClientRect().top) {
      this.#scroller.toNode(line);
    }
  }

  #seek(ts: string): void {
    const node = this.#list.querySelector<HTMLElement>(`[data-ts="${CSS.escape(ts)}"]`);
    if (node === null) return;
    this.#found = ts;
    this.#scroller.toNode(node);
    highlight(node, 'found');
  }
}
