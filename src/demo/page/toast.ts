import { byId, el } from './dom.ts';

/** Where notes are seen and heard: an open dialog makes the rest of the page inert. */
function moveToTheTop(toasts: HTMLElement): void {
  const open = [...document.querySelectorAll('dialog[open]')].at(-1);
  const home = open ?? document.body;
  if (toasts.parentElement !== home) home.append(toasts);
}

document.addEventListener('close', () => moveToTheTop(byId('toasts')), true);

/**
 * Says something over the head of the conversation, for eight seconds or until it is closed. What lies under it can be
 * pressed all the while.
 */
export function toast(text: string): void {
  const toasts = byId('toasts');
  moveToTheTop(toasts);
  const close = el('button', { type: 'button', class: 'cross', 'aria-label': 'Close this note' }, '×');
  const node = el('div', { class: 'toast' }, el('span', {}, text), close);
  close.addEventListener('click', () => node.remove());
  toasts.append(node);
  setTimeout(() => node.remove(), 8_000);
}
