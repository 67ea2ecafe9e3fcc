import { el } from './dom.js';
import { actionElement, inputElement } from './elements.js';
import { textObject } from './mrkdwn.js';
import { richText } from './rich-text.js';

let serial = 0;

function section(block, place) {
  const text = el('div', { class: 'section-text' });
  if (block.text) text.append(textObject(block.text));
  if (block.fields) {
    text.append(
      el(
        'div',
        { class: 'fields' },
        block.fields.map((field) => el('div', {}, textObject(field))),
      ),
    );
  }
  const accessory = block.accessory
    ? el('div', { class: 'accessory' }, actionElement(block.accessory, block, place))
    : null;
  return el('div', { class: 'block section' }, text, accessory);
}

function context(block) {
  const parts = block.elements.map((one) =>
    one.type === 'image' ? el('span', { class: 'picture' }, one.alt_text) : textObject(one),
  );
  return el('div', { class: 'block context' }, parts);
}

function input(block, place) {
  const id = `input-${serial++}`;
  const field = inputElement(block.element, block.block_id, place.stateOf(block, block.element));
  field.id = id;
  field.dataset.block = block.block_id;
  field.setAttribute('aria-describedby', `${id}-note`);
  if (block.element.focus_on_load) field.autofocus = true;
  const optional = block.optional ? el('span', { class: 'optional' }, ' (optional)') : null;
  return el(
    'div',
    { class: 'block input', 'data-input': block.block_id },
    el('label', { for: id }, block.label.text, optional),
    field,
    el('div', { class: 'input-error', id: `${id}-note`, role: 'alert' }),
    block.hint ? el('div', { class: 'hint' }, textObject(block.hint)) : null,
  );
}

const BLOCKS = {
  section,
  context,
  input,
  rich_text: richText,
  divider: () => el('hr', { class: 'block' }),
  header: (block) => el('h3', { class: 'block header' }, textObject(block.text)),
  image: (block) => el('figure', { class: 'block picture' }, block.title?.text ?? block.alt_text),
  alert: (block) =>
    el('div', { class: `block alert ${block.level ?? 'default'}`, role: 'note' }, textObject(block.text)),
  actions: (block, place) =>
    el(
      'div',
      { class: 'block actions' },
      block.elements.map((one) => actionElement(one, block, place)),
    ),
};

/**
 * The blocks as nodes. `place` knows where they are: `press` sends what a person does with an element, and
 * `stateOf` tells what was put into it before.
 */
export function renderBlocks(blocks, place) {
  return blocks.map((block) => BLOCKS[block.type]?.(block, place) ?? el('em', {}, `(no ${block.type} here)`));
}
