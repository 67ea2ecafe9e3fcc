import type { CommandShown } from '../../slack/page-api/shown.ts';
import { el } from '../dom.ts';
import { act } from '../server.ts';
import { outgoing } from '../text/outgoing.ts';
import { toast } from '../toast.ts';
import { type Known, offersFor, usageOf } from './completion.ts';
import { draftOf, History, keepDraft } from './drafts.ts';
import { OfferList } from './offer-list.ts';
import { completable, mentionable } from './what-is-known.ts';

/** Where a line goes: who writes it, in which channel, in which thread. */
export interface Address {
  readonly me: string;
  readonly channel: string;
  readonly thread: string | null;
}

/** A box to write in. */
export interface Composer {
  focus(): void;
  /** Puts a line into the box, ready to be sent. */
  fill(text: string): void;
  /** To be called when the place is another one: shows its draft and its name. */
  move(label: string): void;
}

interface Options {
  readonly where: () => Address;
  readonly commands: () => readonly CommandShown[];
  readonly onSent: () => void;
}

const KEYS = 'Enter sends, Shift+Enter begins a new line';

/** Makes a box of an empty form. Enter sends, Shift+Enter begins a new line, the arrows bring back what was sent. */
export function createComposer(form: HTMLElement, { where, commands, onSent }: Options): Composer {
  const hint = el('div', { class: 'usage', id: `${form.id}-usage` });
  const box = el('textarea', {
    rows: 1,
    role: 'combobox',
    'aria-describedby': hint.id,
    'aria-expanded': 'false',
  });
  const offers = new OfferList(box, `${form.id}-offers`, (offer) => {
    write(offer.text);
    box.setSelectionRange(offer.caret, offer.caret);
    look();
  });
  const history = new History();
  const draftPlace = (): string => Object.values(where()).join(' ');
  const known = (): Known => completable(commands());

  function write(text: string): void {
    box.value = text;
    keepDraft(draftPlace(), text);
    box.rows = Math.min(8, text.split('\n').length);
  }

  function look(): void {
    offers.show(
      box.selectionStart === box.selectionEnd ? offersFor(box.value, box.selectionStart, known()) : [],
    );
    const usage = usageOf(box.value, commands());
    hint.textContent = usage ?? KEYS;
    hint.classList.toggle('of-command', usage !== null);
  }

  async function send(): Promise<void> {
    const text = box.value.trim();
    if (text === '') return;
    const { me, channel, thread } = where();
    history.add(text);
    write('');
    look();
    onSent();
    const line = { user: me, channel, text: outgoing(text, mentionable()) };
    const outcome = await act('type', thread === null ? line : { ...line, threadTs: thread });
    if (outcome.error === undefined) return;
    toast(outcome.error);
    if (box.value === '') write(text);
  }

  function recall(event: KeyboardEvent): void {
    const isFree = box.value === '' || history.isShown(box.value);
    if (!isFree || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    const line = history.step(event.key === 'ArrowUp' ? 'older' : 'newer');
    if (line === null) return;
    event.preventDefault();
    write(line);
    offers.show([]);
  }

  function onKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (offers.takesKey(event)) event.preventDefault();
    else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void send();
    } else recall(event);
  }

  box.addEventListener('input', () => {
    write(box.value);
    look();
  });
  box.addEventListener('keydown', onKey);
  box.addEventListener('blur', () => offers.show([]));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
    box.focus();
  });
  const button = el('button', { type: 'submit', class: 'button primary send' }, 'Send');
  form.append(offers.node, el('div', { class: 'box' }, box, button), hint);
  return {
    focus: () => box.focus({ preventScroll: true }),
    fill: (text) => {
      write(text);
      box.focus();
      box.setSelectionRange(text.length, text.length);
      look();
      offers.show([]);
    },
    move: (label) => {
      box.placeholder = label;
      box.setAttribute('aria-label', label);
      write(draftOf(draftPlace()));
      look();
      offers.show([]);
    },
  };
}
