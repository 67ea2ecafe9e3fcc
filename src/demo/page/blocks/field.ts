import { el } from '../dom.ts';
import type { Element } from './block-kit.ts';
import { choicesField } from './choices.ts';
import type { Entry } from './entry.ts';
import { externalField } from './external-select.ts';
import { multiSelectField } from './multi-select.ts';
import { selectField } from './select.ts';
import type { Field, Suggestions } from './surface.ts';
import { momentField, textField, typedField } from './text-input.ts';

type Make = (element: Element, entry: Entry, ask: (typed: string) => Promise<Suggestions>) => Field;

const KINDS: Readonly<Record<string, Make>> = {
  plain_text_input: textField,
  number_input: typedField,
  email_text_input: typedField,
  url_text_input: typedField,
  datepicker: typedField,
  timepicker: typedField,
  datetimepicker: momentField,
  checkboxes: choicesField,
  radio_buttons: choicesField,
  static_select: selectField,
  users_select: selectField,
  conversations_select: selectField,
  channels_select: selectField,
  external_select: externalField,
  multi_static_select: multiSelectField,
  multi_users_select: multiSelectField,
  multi_conversations_select: multiSelectField,
  multi_channels_select: multiSelectField,
  multi_external_select: externalField,
};

/** The element as something a person fills in; a kind that this page does not know is named as such. */
export function fieldOf(element: Element, entry: Entry, ask: (typed: string) => Promise<Suggestions>): Field {
  const make = Object.hasOwn(KINDS, element.type) ? KINDS[element.type] : undefined;
  if (make !== undefined) return make(element, entry, ask);
  const node = el('em', {}, `(this page cannot show a ${element.type})`);
  return { node, control: node, read: () => null };
}
