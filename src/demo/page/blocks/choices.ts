import { el } from '../dom.ts';
import { textNode } from '../text/show-text.ts';
import type { Element, Option } from './block-kit.ts';
import { type Entry, listOf } from './entry.ts';
import { type Field, freshId } from './surface.ts';

/** A row of a list to choose from: a box or a radio button with its text and description. */
export function choiceRow(box: HTMLInputElement, option: Option): HTMLElement {
  const more = option.description === undefined ? null : el('small', {}, textNode(option.description));
  return el('label', { class: 'choice' }, box, el('span', {}, textNode(option.text), more));
}

/** Checkboxes or radio buttons. */
export function choicesField(element: Element, entry: Entry): Field {
  const isRadio = element.type === 'radio_buttons';
  const name = freshId('choice');
  const chosen = listOf(entry);
  const boxes = (element.options ?? []).map((option) => {
    const box = el('input', { type: isRadio ? 'radio' : 'checkbox', name, value: option.value });
    box.checked = chosen.includes(option.value);
    return { box, row: choiceRow(box, option) };
  });
  const node = el(
    'div',
    { class: 'choices', role: isRadio ? 'radiogroup' : 'group' },
    boxes.map(({ row }) => row),
  );
  const read = (): Entry => {
    const values = boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
    return isRadio ? (values[0] ?? null) : values;
  };
  return { node, control: node, read };
}
