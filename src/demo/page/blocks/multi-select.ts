import { el } from '../dom.ts';
import type { Element } from './block-kit.ts';
import { choiceRow } from './choices.ts';
import { type Entry, listOf } from './entry.ts';
import { groupsOf } from './options.ts';
import { type Field, freshId } from './surface.ts';

/** From this many options on there is a box to look for one. */
const MANY = 8;

interface Choice {
  readonly box: HTMLInputElement;
  readonly row: HTMLElement;
  readonly text: string;
}

function filterBox(choices: readonly Choice[]): HTMLElement | null {
  if (choices.length < MANY) return null;
  const box = el('input', { type: 'search', placeholder: 'Look for …', 'aria-label': 'Look for an option' });
  box.addEventListener('input', (event) => {
    event.stopPropagation();
    const words = box.value.toLowerCase();
    for (const { row, text } of choices) row.hidden = !text.toLowerCase().includes(words);
  });
  box.addEventListener('change', (event) => event.stopPropagation());
  return box;
}

function choicesOf(element: Element, entry: Entry): { choices: Choice[]; nodes: HTMLElement[] } {
  const chosen = listOf(entry);
  const choices: Choice[] = [];
  const nodes: HTMLElement[] = [];
  for (const { label, options } of groupsOf(element)) {
    if (label.text !== '') nodes.push(el('div', { class: 'group-label' }, label.text));
    for (const option of options) {
      const box = el('input', { type: 'checkbox', value: option.value });
      box.checked = chosen.includes(option.value);
      const choice = { box, row: choiceRow(box, option), text: option.text.text };
      choices.push(choice);
      nodes.push(choice.row);
    }
  }
  return { choices, nodes };
}

function closeByEscape(node: HTMLDetailsElement, control: HTMLElement): void {
  node.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !node.open) return;
    event.preventDefault();
    event.stopPropagation();
    node.open = false;
    control.focus();
  });
}

/** A select of several things: a line with what is chosen, and behind it a list of boxes to tick. */
export function multiSelectField(element: Element, entry: Entry): Field {
  const { choices, nodes } = choicesOf(element, entry);
  const words = el('span', {});
  const control = el('summary', { class: 'multi-line', id: freshId('multi') }, words);
  const most = element.max_selected_items ?? Number.POSITIVE_INFINITY;
  const chosen = (): Choice[] => choices.filter(({ box }) => box.checked);
  const show = (): void => {
    const texts = chosen().map(({ text }) => text);
    const placeholder = element.placeholder?.text ?? 'Choose one or more';
    words.textContent = texts.length > 0 ? texts.join(', ') : placeholder;
    for (const { box } of choices) box.disabled = !box.checked && texts.length >= most;
  };
  show();
  const list = el(
    'div',
    { class: 'multi-list', role: 'group', 'aria-label': 'Options' },
    filterBox(choices),
    nodes,
  );
  const node = el('details', { class: 'multi' }, control, list);
  node.addEventListener('change', show);
  closeByEscape(node, control);
  return { node, control, read: () => chosen().map(({ box }) => box.value) };
}
