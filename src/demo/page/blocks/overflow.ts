import { el } from '../dom.ts';
import { textNode } from '../text/show-text.ts';
import { openPage } from './button.ts';
import { fire, type Placed } from './fire.ts';
import { freshId } from './surface.ts';

function step(items: readonly HTMLElement[], key: string): HTMLElement | undefined {
  const active = document.activeElement;
  const at = active instanceof HTMLElement ? items.indexOf(active) : -1;
  if (key === 'ArrowDown') return items[(at + 1) % items.length];
  if (key === 'ArrowUp') return items[(at + items.length - 1) % items.length];
  if (key === 'Home') return items[0];
  return key === 'End' ? items.at(-1) : undefined;
}

/** A menu behind "⋯": arrows move, Escape closes and gives the focus back, a click elsewhere closes. */
export function overflowNode(placed: Placed): HTMLElement {
  const id = freshId('menu');
  const summary = el('button', {
    type: 'button',
    class: 'button overflow-button',
    'aria-label': 'More actions',
    'aria-haspopup': 'menu',
    'aria-expanded': 'false',
    'aria-controls': id,
    'data-focus': `${placed.blockId} ${placed.element.action_id}`,
  });
  summary.append('⋯');
  const menu = el('div', { class: 'menu', role: 'menu', id, hidden: true });
  const onOutside = (event: Event): void => {
    if (!(event.target instanceof Node && wrap.contains(event.target))) close(false);
  };
  const close = (takesFocus: boolean): void => {
    menu.hidden = true;
    summary.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', onOutside, true);
    if (takesFocus) summary.focus();
  };
  const open = (): void => {
    menu.hidden = false;
    summary.setAttribute('aria-expanded', 'true');
    document.addEventListener('pointerdown', onOutside, true);
    items[0]?.focus();
  };
  const items = (placed.element.options ?? []).map((option) => {
    const parts = [textNode(option.text)];
    if (option.description !== undefined) parts.push(el('small', {}, textNode(option.description)));
    const item = el('button', { type: 'button', role: 'menuitem', tabindex: -1 }, parts);
    item.addEventListener('click', () => {
      close(true);
      openPage(option.url);
      void fire(summary, placed, option.value);
    });
    return item;
  });
  menu.append(...items);
  const wrap = el('span', { class: 'overflow' }, summary, menu);
  summary.addEventListener('click', () => (menu.hidden ? open() : close(true)));
  wrap.addEventListener('keydown', (event) => {
    if (menu.hidden && event.key !== 'ArrowDown') return;
    if (event.key === 'Escape' || event.key === 'Tab') {
      if (event.key === 'Escape') event.preventDefault();
      event.stopPropagation();
      close(event.key === 'Escape');
      return;
    }
    if (menu.hidden) open();
    const target = step(items, event.key);
    if (target === undefined) return;
    event.preventDefault();
    if (!(event.key === 'ArrowDown' && document.activeElement === summary)) target.focus();
  });
  return wrap;
}
