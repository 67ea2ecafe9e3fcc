import { el } from '../dom.ts';
import { setAttribute } from './change-node.ts';

export interface Tab {
  readonly name: string;
  readonly node: HTMLElement;
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** A button for each page, and the ties between them that a screen reader goes by. */
function tabButtons(label: string, pages: readonly Tab[]): HTMLButtonElement[] {
  const group = label.toLowerCase().replaceAll(/\W+/g, '-');
  return pages.map(({ name, node }, index) => {
    const id = `tab-${group}-${index}`;
    node.id = `${id}-page`;
    node.setAttribute('role', 'tabpanel');
    node.setAttribute('aria-labelledby', id);
    return el('button', { type: 'button', role: 'tab', id, 'aria-controls': node.id }, name);
  });
}

/** Tabs as the ARIA Authoring Practices describe them: arrow keys, Home and End move and select at once. */
export function tabs(label: string, pages: readonly Tab[]): HTMLElement {
  const buttons = tabButtons(label, pages);

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
