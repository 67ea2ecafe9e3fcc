import { el } from '../dom.ts';
import { textNode } from '../text/show-text.ts';
import type { Option } from './block-kit.ts';
import { openPage } from './button.ts';
import { fire, type Placed } from './fire.ts';
import { freshId } from './surface.ts';

/** A menu behind "⋯": arrows move, Escape closes and gives the focus back, a click elsewhere closes. */
class OverflowMenu {
  readonly node: HTMLElement;
  readonly #placed: Placed;
  readonly #button: HTMLElement;
  readonly #menu: HTMLElement;
  readonly #items: readonly HTMLElement[];
  readonly #onOutside = (event: Event): void => {
    if (!(event.target instanceof Node && this.node.contains(event.target))) this.#close(false);
  };

  constructor(placed: Placed) {
    this.#placed = placed;
    const id = freshId('menu');
    const attributes = {
      type: 'button',
      class: 'button overflow-button',
      'aria-label': 'More actions',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      'aria-controls': id,
      'data-focus': `${placed.blockId} ${placed.element.action_id}`,
    };
    this.#button = el('button', attributes, '⋯');
    this.#items = (placed.element.options ?? []).map((option) => this.#item(option));
    this.#menu = el('div', { class: 'menu', role: 'menu', id, hidden: true }, this.#items);
    this.node = el('span', { class: 'overflow' }, this.#button, this.#menu);
    this.#button.addEventListener('click', () => (this.#menu.hidden ? this.#open() : this.#close(true)));
    this.node.addEventListener('keydown', (event) => this.#onKey(event));
  }

  #item(option: Option): HTMLElement {
    const more = option.description === undefined ? null : el('small', {}, textNode(option.description));
    const item = el(
      'button',
      { type: 'button', role: 'menuitem', tabindex: -1 },
      textNode(option.text),
      more,
    );
    item.addEventListener('click', () => {
      this.#close(true);
      openPage(option.url);
      void fire(this.#button, this.#placed, option.value);
    });
    return item;
  }

  #open(): void {
    this.#menu.hidden = false;
    this.#button.setAttribute('aria-expanded', 'true');
    document.addEventListener('pointerdown', this.#onOutside, true);
    this.#items[0]?.focus();
  }

  #close(takesFocus: boolean): void {
    this.#menu.hidden = true;
    this.#button.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', this.#onOutside, true);
    if (takesFocus) this.#button.focus();
  }

  #onKey(event: KeyboardEvent): void {
    if (this.#menu.hidden) {
      if (event.key !== 'ArrowDown') return;
      event.preventDefault();
      this.#open();
    } else if (event.key === 'Tab') this.#close(false);
    else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.#close(true);
    } else this.#step(event);
  }

  #step(event: KeyboardEvent): void {
    const active = document.activeElement;
    const at = active instanceof HTMLElement ? this.#items.indexOf(active) : -1;
    const last = this.#items.length - 1;
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: at === last ? 0 : at + 1,
      ArrowUp: at <= 0 ? last : at - 1,
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    this.#items[target]?.focus();
  }
}

/** An overflow menu; what is chosen in it is sent to the app. */
export function overflowNode(placed: Placed): HTMLElement {
  return new OverflowMenu(placed).node;
}
