import { el } from '../dom.ts';
import { setAttribute, setText } from './change-node.ts';
import type { Word } from './clouds/cloud-words.ts';

/** A few words with a colour that says the same. */
export function chip(word: Word): HTMLElement {
  return el('span', { class: `panel-word ${word.tone}` }, word.text);
}

/** Shows other words in a chip; null hides it. */
export function setChip(node: HTMLElement, word: Word | null): void {
  node.hidden = word === null;
  if (word === null) return;
  setAttribute(node, 'class', `panel-word ${word.tone}`);
  setText(node, word.text);
}
