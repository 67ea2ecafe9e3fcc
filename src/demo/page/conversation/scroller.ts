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

/** Watches the scrolling of a container; `onFoot` is called when the reader arrives at the foot. */
export function createScroller(container: HTMLElement, onFoot: () => void): Scroller {
  const pill = el('button', { type: 'button', class: 'pill', hidden: true });
  let atFoot = true;
  let waiting = 0;

  const measure = (): boolean => container.scrollHeight - container.scrollTop - container.clientHeight < NEAR;
  const showPill = (): void => {
    pill.hidden = waiting === 0;
    pill.textContent = waiting === 1 ? '1 new message ↓' : `${waiting} new messages ↓`;
  };
  const toFoot = (): void => {
    atFoot = true;
    waiting = 0;
    showPill();
    container.scrollTop = container.scrollHeight;
  };
  container.addEventListener(
    'scroll',
    () => {
      const was = atFoot;
      atFoot = measure();
      if (!atFoot || was) return;
      waiting = 0;
      showPill();
      onFoot();
    },
    { passive: true },
  );
  new ResizeObserver(() => {
    if (atFoot) toFoot();
  }).observe(container);
  pill.addEventListener('click', () => {
    toFoot();
    onFoot();
  });
  container.after(el('div', { class: 'pill-place' }, pill));
  return {
    isAtFoot: () => atFoot,
    toFoot,
    toNode: (node) => {
      node.scrollIntoView({ block: 'center' });
      atFoot = measure();
      showPill();
    },
    settle: (news) => {
      if (atFoot) return toFoot();
      waiting += news;
      showPill();
    },
  };
}
