import type { CommandShown } from '../../slack/page-api/shown.ts';
import { el } from '../dom.ts';
import { act } from '../server.ts';
import { outgoing } from '../text/outgoing.ts';
import { toast } from '../toast.ts';
import { offersFor, usageOf } from './completion.ts';
import { draftOf, History, keepDraft } from './drafts.ts';
import { growToText, growWithWidth } from './growing-box.ts';
import { OfferList } from './offer-list.ts';
import { completable, mentionable } from './what-is-known.ts';

/** Where a line goes: who writes it, in which channel, in which thread. */
export interface Address {
  readonly me: string;
  readonly channel: string;
  readonly thread: string | null;
}

interface Options {
  readonly where: () => Address;
  readonly commands: () => readonly CommandShown[];
  readonly onSent: () => void;
}

const KEYS = 'Enter sends, Shift+Enter begins a new line, / begins a command';

/** A box to write in. Enter sends, Shift+Enter begins a new line, the arrows bring back what was sent. */
export class Composer {
  readonly #options: Options;
  readonly #box: HTMLTextAreaElement;
  readonly #hint: HTMLElement;
  readonly #offers: OfferList;
  readonly #history = new History();

  /** Fills an empty form. */
  constructor(form: HTMLElement, options: Options) {
    this.#options = options;
    this.#hint = el('div', { class: 'usage', id: `${form.id}-usage` });
    this.#box = el('textarea', { rows: 1, role: 'combobox', 'aria-describedby': this.#hint.id });
    this.#offers = new OfferList(this.#box, `${form.id}-offers`, (offer) => {
      this.#write(offer.text);
      this.#box.setSelectionRange(offer.caret, offer.caret);
      this.#look();
    });
    const button = el('button', { type: 'submit', class: 'button primary send' }, 'Send');
    form.append(this.#offers.node, el('div', { class: 'box' }, this.#box, button), this.#hint);
    this.#listen(form);
    growWithWidth(this.#box);
  }

  /** Takes the focus, but not where a keyboard would come up from the foot of the screen and cover the page. */
  focus(): void {
    if (matchMedia('(pointer: fine)').matches) this.#box.focus({ preventScroll: true });
  }

  /** Puts a line into the box, ready to be sent. */
  fill(text: string): void {
    this.#write(text);
    this.#box.focus();
    this.#box.setSelectionRange(text.length, text.length);
    this.#look();
    this.#offers.show([]);
  }

  /** To be called when the place is another one: shows its draft and its name. */
  move(label: string): void {
    this.#box.placeholder = label;
    this.#box.setAttribute('aria-label', label);
    this.#write(draftOf(this.#draftPlace()));
    this.#look();
    this.#offers.show([]);
  }

  #listen(form: HTMLElement): void {
    this.#box.addEventListener('input', () => {
      this.#write(this.#box.value);
      this.#look();
    });
    this.#box.addEventListener('keydown', (event) => this.#onKey(event));
    this.#box.addEventListener('blur', () => this.#offers.show([]));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#send();
      this.#box.focus();
    });
  }

  #draftPlace(): string {
    const { me, channel, thread } = this.#options.where();
    return `${me} ${channel} ${thread}`;
  }

  #write(text: string): void {
    if (this.#box.value !== text) this.#box.value = text;
    keepDraft(this.#draftPlace(), text);
    growToText(this.#box);
  }

  /** Offers ways to go on, and shows under the box how the command that is being typed is used. */
  #look(): void {
    const { value, selectionStart, selectionEnd } = this.#box;
    const commands = this.#options.commands();
    const isCaret = selectionStart === selectionEnd;
    this.#offers.show(isCaret ? offersFor(value, selectionStart, completable(commands)) : []);
    const usage = usageOf(value, commands);
    this.#hint.textContent = usage ?? KEYS;
    this.#hint.classList.toggle('of-command', usage !== null);
  }

  async #send(): Promise<void> {
    const text = this.#box.value.trim();
    if (text === '') return;
    const { me, channel, thread } = this.#options.where();
    this.#history.add(text);
    this.#write('');
    this.#look();
    this.#options.onSent();
    const line = { user: me, channel, text: outgoing(text, mentionable()) };
    const outcome = await act('type', thread === null ? line : { ...line, threadTs: thread });
    if (outcome.error === undefined) return;
    toast(outcome.error);
    if (this.#box.value === '') this.#write(text);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (this.#offers.takesKey(event)) event.preventDefault();
    else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void this.#send();
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') this.#recall(event);
  }

  #recall(event: KeyboardEvent): void {
    const { value } = this.#box;
    if (value !== '' && !this.#history.isShown(value)) return;
    const line = this.#history.step(event.key === 'ArrowUp' ? 'older' : 'newer');
    if (line === null) return;
    event.preventDefault();
    this.#write(line);
    this.#look();
    this.#offers.show([]);
  }
}
