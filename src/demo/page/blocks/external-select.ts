import { el } from '../dom.ts';
import type { Element, Option } from './block-kit.ts';
import { type Entry, listOf } from './entry.ts';
import { SuggestionBox } from './suggestion-box.ts';
import type { Field, Suggestions } from './surface.ts';

/** Slack: "Select menu element", min_query_length of an external select. */
const LEAST = 3;

/** The texts of options that the app has offered, by value: an entry keeps the values only. */
const texts = new Map<string, string>();

function learn(options: readonly Option[]): void {
  for (const { value, text } of options) texts.set(value, text.text);
}

function chip(value: string, remove: () => void): HTMLElement {
  const text = texts.get(value) ?? value;
  const button = el('button', { type: 'button', 'aria-label': `Remove ${text}` }, '×');
  button.addEventListener('click', remove);
  return el('li', {}, text, button);
}

class ExternalSelect implements Field {
  readonly node = el('div', { class: 'external' });
  readonly control: HTMLInputElement;
  readonly #chips = el('ul', { class: 'chips', 'aria-label': 'Chosen' });
  readonly #isMany: boolean;
  #chosen: readonly string[];

  constructor(element: Element, entry: Entry, ask: (typed: string) => Promise<Suggestions>) {
    this.#isMany = element.type.startsWith('multi_');
    this.#chosen = listOf(entry);
    learn([element.initial_option ?? [], element.initial_options ?? []].flat());
    const most = this.#isMany ? (element.max_selected_items ?? Number.POSITIVE_INFINITY) : 1;
    const box = new SuggestionBox({
      placeholder: element.placeholder?.text ?? 'Type to look for one',
      least: element.min_query_length ?? LEAST,
      ask,
      take: (option) => {
        learn([option]);
        const others = this.#chosen.filter((one) => one !== option.value);
        this.#change([...others, option.value].slice(-most));
      },
    });
    this.control = box.box;
    this.node.append(this.#chips, box.node);
    this.#draw();
  }

  read(): Entry {
    return this.#isMany ? this.#chosen : (this.#chosen[0] ?? null);
  }

  #change(chosen: readonly string[]): void {
    this.#chosen = chosen;
    this.#draw();
    this.node.dispatchEvent(new Event('change', { bubbles: true }));
  }

  #draw(): void {
    this.#chips.hidden = this.#chosen.length === 0;
    const chips = this.#chosen.map((value) =>
      chip(value, () => {
        this.#change(this.#chosen.filter((one) => one !== value));
        this.control.focus();
      }),
    );
    this.#chips.replaceChildren(...chips);
  }
}

/** A select whose options come from the app while one types; what was chosen stands above the box. */
export function externalField(
  element: Element,
  entry: Entry,
  ask: (typed: string) => Promise<Suggestions>,
): Field {
  return new ExternalSelect(element, entry, ask);
}
