import { el } from '../dom.ts';
import type { Outcome } from '../server.ts';
import { perform, type Wanted, whileBusy } from './perform.ts';

type Look = 'plain' | 'primary' | 'danger';

/** A button that does something of its own. */
export function button(label: string, onPress: (node: HTMLButtonElement) => unknown, look: Look = 'plain') {
  const node = el('button', { type: 'button', class: `panel-button ${look}` }, label);
  node.addEventListener('click', () => onPress(node));
  return node;
}

/** A button that does a deed behind the scenes and says what came of it. */
export function deedButton(label: string, wanted: Wanted | (() => Wanted), look: Look = 'plain') {
  return button(label, (node) => void perform(node, typeof wanted === 'function' ? wanted() : wanted), look);
}

interface Switching {
  readonly act: (on: boolean) => Promise<Outcome>;
  readonly said: (on: boolean) => string;
}

export interface Switch {
  readonly node: HTMLElement;
  /** Shows how it stands on the other side; not while a person's own change is under way. */
  readonly show: (on: boolean) => void;
}

/** A checkbox that stands for something on the server: it goes back where the server did not take the change. */
export function switchBox(label: string, { act, said }: Switching): Switch {
  const box = el('input', { type: 'checkbox' });
  const node = el('label', { class: 'panel-switch' }, box, el('span', {}, label));
  async function change(): Promise<void> {
    const on = box.checked;
    const done = await whileBusy(box, () => act(on), said(on));
    if (!done) box.checked = !on;
  }
  box.addEventListener('change', () => void change());
  return {
    node,
    show: (on) => {
      if (box.getAttribute('aria-busy') !== 'true') box.checked = on;
    },
  };
}

/** A search field over a list; calls back with what was typed, in lower case and without spaces around it. */
export function searchBox(label: string, hint: string, onWords: () => void) {
  const box = el('input', { type: 'search', class: 'panel-field', 'aria-label': label, placeholder: hint });
  box.addEventListener('input', onWords);
  return { node: box, words: () => box.value.trim().toLowerCase() };
}
