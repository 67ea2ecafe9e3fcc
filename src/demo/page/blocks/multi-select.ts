import { el } from '../dom.ts';
import type { Element } from './block-kit.ts';
import { choiceRow } from './choices.ts';
import { type Entry, listOf } from './entry.ts';
import { groupsOf } from './options.ts';
import { type Field, freshId } from './surface.ts';

/** From this many options on there is a box to look for one. */
const MANY = 8;

function filterBox(rows: readonly HTMLElement[]): HTMLElement | null {
  if (rows.length < MANY) return null;
  const box = el('input', { type: 'search', placeholder: 'Look for …', 'aria-label': 'Look for an option' });
  box.addEventListener('input', (event) => {
    event.stopPropagation();
    const words = box.value.toLowerCase();
    for (const row of rows) row.hidden = !(row.textContent ?? '').toLowerCase().includes(words);
  });
  box.addEventListener('change', (event) => event.stopPropagation());
  return box;
}

/** A select of several things: a line with what is chosen, and behind it a list of boxes to tick. */
export function multiSelectField(element: Element, entry: Entry): Field {
  const chosen = listOf(entry);
  const rows: HTMLElement[] = [];
  const boxes: HTMLInputElement[] = [];
  const nodes = groupsOf(element).flatMap(({ label, options }) => {
    const inGroup = options.map((option) => {
      const box = el('input', { type: 'checkbox', value: option.value, 'data-text': option.text.text });
      box.checked = chosen.includes(option.value);
      boxes.push(box);
      return choiceRow(box, option);
    });
    rows.push(...inGroup);
    return label.text === '' ? inGroup : [el('div', { class: 'group-label' }, label.text), ...inGroup];
  });
  const words = el('span', {});
  const control = el('summary', { class: 'multi-line', id: freshId('multi') }, words);
  const most = element.max_selected_items ?? Number.POSITIVE_INFINITY;
  const show = (): void => {
    const texts = boxes.filter((box) => box.checked).map((box) => box.dataset['text'] ?? '');
    words.textContent =
      texts.length > 0 ? texts.join(', ') : (element.placeholder?.text ?? 'Choose one or more');
    for (const box of boxes) box.disabled = !box.checked && texts.length >= most;
  };
  show();
  const list = el(
    'div',
    { class: 'multi-list', role: 'group', 'aria-label': 'Options' },
    filterBox(rows),
    nodes,
  );
  const node = el('details', { class: 'multi' }, control, list);
  node.addEventListener('change', show);
  node.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !node.open) return;
    event.preventDefault();
    event.stopPropagation();
    node.open = false;
    control.focus();
  });
  return { node, control, read: () => boxes.filter((box) => box.checked).map((box) => box.value) };
}
