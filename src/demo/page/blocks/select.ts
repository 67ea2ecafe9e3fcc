import { el } from '../dom.ts';
import type { Element, Option } from './block-kit.ts';
import { type Entry, oneOf } from './entry.ts';
import { groupsOf } from './options.ts';
import type { Field } from './surface.ts';

function optionNode({ value, text, description }: Option): HTMLElement {
  const more = description === undefined ? '' : ` (${description.text})`;
  return el('option', { value }, text.text + more);
}

/** A select of one thing: the browser's own, so that keyboards, screen readers and phones know it. */
export function selectField(element: Element, entry: Entry): Field {
  const placeholder = el('option', { value: '' }, element.placeholder?.text ?? 'Choose an option');
  const groups = groupsOf(element).map(({ label, options }) => {
    const nodes = options.map(optionNode);
    return label.text === '' ? nodes : [el('optgroup', { label: label.text }, nodes)];
  });
  const control = el('select', {}, placeholder, groups.flat());
  control.value = oneOf(entry);
  return { node: control, control, read: () => (control.value === '' ? null : control.value) };
}
