import { el } from '../dom.ts';

/** Nearer to the foot than this, in px, the reader is at the foot. */
const NEAR = 60;

/** Keeps a conversation where its reader is: at the foot as messages come, else where they scrolled to. */
export interface Scroller {
  isAtFoot(): boolean;
  toFoot(): void;
  /** Brings a node into the middle, and leaves the foot. */
  toNode(node: HTMLElement): void;
  /** To be called after every change: follows the foot, or offers a way to it where `news` messages came. */
  settle(news: number): void;
}

class FootScroller implements Scroller {
  readonly #container: HTMLElement;
  readonly #onFoot: () => void;
  readonly #pill = el('button', { type: 'button', class: 'pill', hidden: true });
  #atFoot = true;
  #top = 0;
  #waiting = 0;

  constructor(container: HTMLElement, onFoot: () => void) {
    this.#container = container;
    this.#onFoot = onFoot;
    container.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => {
      if (this.#atFoot) this.toFoot();
    }).observe(container);
    this.#pill.addEventListener('click', () => {
      this.toFoot();
      onFoot();
    });
    container.after(el('div', { class: 'pill-place' }, this.#pill));
  }

  isAtFoot(): boolean {
    return this.#atFoot;
  }

  toFoot(): void {
    this.#atFoot = true;
    this.#wait(0);
    this.#container.scrollTop = this.#container.scrollHeight;
    this.#top = this.#container.scrollTop;
  }

  toNode(node: HTMLElement): void {
    node.scrollIntoView({ block: 'center' });
    this.#atFoot = this.#isNear();
    this.#top = this.#container.scrollTop;
  }

  settle(news: number): void {
    if (this.#atFoot) this.toFoot();
    else this.#wait(this.#waiting + news);
  }

  #isNear(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.#container;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  #wait(count: number): void {
    if (count === this.#waiting) return;
    this.#waiting = count;
    this.#pill.hidden = count === 0;
    this.#pill.textContent = count === 1 ? '1 new message ↓' : `${count} new messages ↓`;
  }

  /** Only who scrolls up leaves the foot: a text that grows, or a page that gets narrower, moves it away as well. */
  #scrolled(): void {
    const wentUp = this.#container.scrollTop < this.#top - 1;
    this.#top = this.#container.scrollTop;
    const arrives = !this.#atFoot && this.#isNear();
    if (wentUp && !this.#isNear()) this.#atFoot = false;
    if (!arrives) return;
    this.#atFoot = true;
    this.#wait(0);
    this.#onFoot();
  }
}

/** Watches the scrolling of a container; `onFoot` is called when the reader arrives at the foot. */
export function createScroller(container: HTMLElement, onFoot: () => void): Scroller {
  return new FootScroller(container, onFoot);
}
