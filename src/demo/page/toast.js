import { byId, el } from './dom.js';

/** Says something at the foot of the page for six seconds. */
export function toast(text) {
  const node = el('div', { class: 'toast' }, text);
  byId('toasts').append(node);
  setTimeout(() => node.remove(), 6_000);
}
