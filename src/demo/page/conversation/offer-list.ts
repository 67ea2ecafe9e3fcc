import { el } from '../dom.ts';
import type { Offer } from './completion.ts';

/** The list of offers above a box, which stays the one with the focus. */
export class OfferList {
  readonly node: HTMLElement;
  #box: HTMLTextAreaElement;
  #take: (offer: Offer) => void;
  #offers: readonly Offer[] = [];
  #at = 0;
  /** An arrow key was used, so that Enter means the list. */
  #isChosen = false;

  constructor(box: HTMLTextAreaElement, id: string, take: (offer: Offer) => void) {
    this.#box = box;
    this.#take = take;
    this.node = el('ul', {
      class: 'offers',
      role: 'listbox',
      id,
      'aria-label': 'Ways to go on',
      hidden: true,
    });
    box.setAttribute('aria-controls', id);
    box.setAttribute('aria-autocomplete', 'list');
    this.show([]);
  }

  show(offers: readonly Offer[]): void {
    this.#offers = offers;
    this.#at = 0;
    this.#isChosen = false;
    this.node.replaceChildren(...offers.map((offer, index) => this.#row(offer, index)));
    this.node.hidden = offers.length === 0;
    this.#box.setAttribute('aria-expanded', String(offers.length > 0));
    this.#mark();
  }

  /** Answers whether a key belonged to the list. */
  takesKey(event: KeyboardEvent): boolean {
    if (this.#offers.length === 0) return false;
    const last = this.#offers.length - 1;
    if (event.key === 'ArrowDown') this.#move(this.#at === last ? 0 : this.#at + 1);
    else if (event.key === 'ArrowUp') this.#move(this.#at === 0 ? last : this.#at - 1);
    else if (event.key === 'Escape') this.show([]);
    else if (event.key === 'Tab' && !event.shiftKey) return this.#choose();
    else if (event.key === 'Enter' && !event.shiftKey) {
      return (this.#isChosen || this.#offers[this.#at]?.byEnter === true) && this.#choose();
    } else return false;
    return true;
  }

  #choose(): boolean {
    const offer = this.#offers[this.#at];
    if (offer !== undefined) this.#take(offer);
    return offer !== undefined;
  }

  #move(to: number): void {
    this.#at = to;
    this.#isChosen = true;
    this.#mark();
  }

  #mark(): void {
    for (const [index, row] of [...this.node.children].entries()) {
      row.setAttribute('aria-selected', String(index === this.#at));
      if (index === this.#at) row.scrollIntoView({ block: 'nearest' });
    }
    const row = this.node.children[this.#at];
    if (row === undefined) this.#box.removeAttribute('aria-activedescendant');
    else this.#box.setAttribute('aria-activedescendant', row.id);
  }

  #row(offer: Offer, index: number): HTMLElement {
    const row = el(
      'li',
      { role: 'option', id: `${this.node.id}-${index}` },
      el('strong', {}, offer.title),
      offer.hint === '' ? null : el('span', { class: 'offer-hint' }, offer.hint),
      offer.note === '' ? null : el('small', {}, offer.note),
    );
    row.addEventListener('mousedown', (event) => {
      event.preventDefault();
      this.#take(offer);
    });
    return row;
  }
}
