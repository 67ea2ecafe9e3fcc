import { el } from '../dom.ts';
import type { Option } from './block-kit.ts';
import { freshId, type Suggestions } from './surface.ts';

interface Rules {
  readonly placeholder: string;
  /** How many letters have to be typed before the app is asked. */
  readonly least: number;
  readonly ask: (typed: string) => Promise<Suggestions>;
  readonly take: (option: Option) => void;
}

/** Typing pauses for this long before the app is asked. */
const PAUSE_MS = 200;

function flat({ options = [], option_groups: groups = [] }: Suggestions): readonly Option[] {
  return [...options, ...groups.flatMap((group) => group.options)];
}

/** A box to type into whose options come from the app: arrows move, Enter takes, Escape closes. */
export class SuggestionBox {
  readonly node: HTMLElement;
  readonly box: HTMLInputElement;
  readonly #rules: Rules;
  readonly #list: HTMLElement;
  readonly #note = el('div', { class: 'hint', role: 'status' });
  #offered: readonly Option[] = [];
  #at = 0;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(rules: Rules) {
    this.#rules = rules;
    const id = freshId('suggested');
    this.#list = el('ul', { class: 'suggested', role: 'listbox', id, 'aria-label': 'Options', hidden: true });
    this.box = el('input', {
      type: 'text',
      role: 'combobox',
      autocomplete: 'off',
      placeholder: rules.placeholder,
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      'aria-controls': id,
    });
    this.node = el('div', { class: 'suggesting' }, this.box, this.#list, this.#note);
    this.#listen();
  }

  /** The words typed into the box are no entry: only what is taken is, so their events end here. */
  #listen(): void {
    this.box.addEventListener('input', (event) => {
      event.stopPropagation();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#look(), PAUSE_MS);
    });
    this.box.addEventListener('change', (event) => event.stopPropagation());
    this.box.addEventListener('focus', () => void this.#look());
    this.box.addEventListener('blur', () => this.#offer([]));
    this.box.addEventListener('keydown', (event) => this.#onKey(event));
  }

  async #look(): Promise<void> {
    this.#asked += 1;
    const question = this.#asked;
    const { least, ask } = this.#rules;
    if (this.box.value.length < least) {
      this.#note.textContent = `Type at least ${least} letters.`;
      this.#offer([]);
      return;
    }
    const answer = await ask(this.box.value);
    if (question !== this.#asked) return;
    const options = flat(answer);
    this.#note.textContent = answer.error ?? (options.length === 0 ? 'Nothing was found.' : '');
    this.#offer(options);
  }

  #offer(options: readonly Option[]): void {
    this.#offered = options;
    this.#at = 0;
    const rows = options.map(({ text }, index) => {
      const row = el('li', { role: 'option', id: `${this.#list.id}-${index}` }, text.text);
      row.addEventListener('mousedown', (event) => {
        event.preventDefault();
        this.#choose(index);
      });
      return row;
    });
    this.#list.replaceChildren(...rows);
    this.#list.hidden = rows.length === 0;
    this.box.setAttribute('aria-expanded', String(rows.length > 0));
    this.#mark();
  }

  #mark(): void {
    for (const [index, row] of [...this.#list.children].entries()) {
      row.setAttribute('aria-selected', String(index === this.#at));
    }
    const row = this.#list.children[this.#at];
    if (row === undefined) this.box.removeAttribute('aria-activedescendant');
    else this.box.setAttribute('aria-activedescendant', row.id);
  }

  #choose(index: number): void {
    const option = this.#offered[index];
    this.#offer([]);
    if (option === undefined) return;
    this.box.value = '';
    this.#rules.take(option);
  }

  #onKey(event: KeyboardEvent): void {
    const count = this.#offered.length;
    if (count === 0) return;
    if (event.key === 'ArrowDown') this.#at = (this.#at + 1) % count;
    else if (event.key === 'ArrowUp') this.#at = (this.#at + count - 1) % count;
    else if (event.key === 'Enter') this.#choose(this.#at);
    else if (event.key === 'Escape') this.#offer([]);
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.#mark();
  }
}
