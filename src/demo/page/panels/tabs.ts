import { el } from '../dom.ts';
import { setAttribute } from './change-node.ts';

export interface Tab {
  readonly name: string;
  readonly node: HTMLElement;
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Tabs as the ARIA Authoring Practices describe them: arrow keys, Home and End move and select at once. */
export function tabs(label: string, pages: readonly Tab[]): HTMLElement {
  const id = (index: number) => `tab-${label.toLowerCase().replaceAll(/\W+/g, '-')}-${index}`;
  const buttons = pages.map(({ name }, index) =>
    el('button', { type: 'button', role: 'tab', id: id(index), 'aria-controls': `${id(index)}-page` }, name),
  );
  for (const [index, { node }] of pages.entries()) {
    node.id = `${id(index)}-page`;
    node.setAttribute('role', 'tabpanel');
    node.setAttribute('aria-labelledby', id(index));
  }

  function select(chosen: number): void {
    for (const [index, tab] of buttons.entries()) {
      setAttribute(tab, 'aria-selected', String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
    }
    for (const [index, { node }] of pages.entries()) node.hidden = index !== chosen;
  }

  function onKey(event: KeyboardEvent): void {
    const now = buttons.findIndex((tab) => tab.contains(document.activeElement));
    const ends: Readonly<Record<string, number>> = { Home: 0, End: buttons.length - 1 };
    const step = STEPS[event.key];
    const next =
      ends[event.key] ?? (step === undefined ? -1 : (now + step + buttons.length) % buttons.length);
    if (now < 0 || next < 0) return;
    event.preventDefault();
    select(next);
    buttons[next]?.focus();
  }

  for (const [index, tab] of buttons.entries()) tab.addEventListener('click', () => select(index));
  select(0);
  const list = el(
    'div',
    { class: 'panel-tabs', role: 'tablist', 'aria-label': label, onkeydown: onKey },
    buttons,
  );
  return el(
    'div',
    {},
    list,
    pages.map(({ node }) => node),
  );
}
