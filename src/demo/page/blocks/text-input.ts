import { el } from '../dom.ts';
import type { Element } from './block-kit.ts';
import { type Entry, localTimeOf, oneOf, secondsOf } from './entry.ts';
import { type Field, freshId } from './surface.ts';

const TYPES: Readonly<Record<string, string>> = {
  number_input: 'number',
  email_text_input: 'email',
  url_text_input: 'url',
  datepicker: 'date',
  timepicker: 'time',
};

function characters(count: number): string {
  return count === 1 ? '1 character' : `${count} characters`;
}

/** How much of a text there may still be, or how much is too much. */
export function roomWords(left: number): string {
  return left < 0 ? `${characters(-left)} too long` : `${characters(left)} left`;
}

function counted(control: HTMLInputElement | HTMLTextAreaElement, most: number): HTMLElement {
  const count = el('div', { class: 'count', id: freshId('count') });
  const show = (): void => {
    const left = most - control.value.length;
    count.textContent = roomWords(left);
    count.classList.toggle('too-long', left < 0);
  };
  control.addEventListener('input', show);
  control.setAttribute('aria-describedby', count.id);
  show();
  return el('div', { class: 'counted' }, control, count);
}

/** A line or several lines of text; what is too long is shown as too long, and never cut in silence. */
export function textField(element: Element, entry: Entry): Field {
  const hint = { placeholder: element.placeholder?.text };
  const control = element.multiline
    ? el('textarea', { rows: 4, ...hint })
    : el('input', { type: 'text', autocomplete: 'off', ...hint });
  control.value = oneOf(entry);
  const node = element.max_length === undefined ? control : counted(control, element.max_length);
  return { node, control, read: () => (control.value === '' ? null : control.value) };
}

/** A number, an address, a date or a time, by the browser's own inputs. */
export function typedField(element: Element, entry: Entry): Field {
  const control = el('input', {
    type: TYPES[element.type] ?? 'text',
    placeholder: element.placeholder?.text,
    autocomplete: 'off',
    min: element.min_value,
    max: element.max_value,
    step: element.is_decimal_allowed ? 'any' : null,
  });
  control.value = oneOf(entry);
  return { node: control, control, read: () => (control.value === '' ? null : control.value) };
}

/** A day and a time, in the reader's zone; the app gets Unix seconds. */
export function momentField(_element: Element, entry: Entry): Field {
  const control = el('input', { type: 'datetime-local' });
  const atFirst = localTimeOf(oneOf(entry));
  control.value = atFirst;
  const read = (): Entry => (control.value === atFirst ? entry : secondsOf(control.value));
  return { node: control, control, read };
}
