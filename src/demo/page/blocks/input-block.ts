import { el } from '../dom.ts';
import { textNode } from '../text/show-text.ts';
import type { InputBlock } from './block-kit.ts';
import { fieldOf } from './field.ts';
import { fire } from './fire.ts';
import { type Field, type Fields, freshId, type Surface } from './surface.ts';

function describe(control: HTMLElement, ...ids: readonly string[]): void {
  const before = control.getAttribute('aria-describedby');
  control.setAttribute(
    'aria-describedby',
    [before, ...ids].filter((id) => id !== null && id !== '').join(' '),
  );
}

function label(field: Field, block: InputBlock): HTMLElement {
  const optional = block.optional ? el('span', { class: 'optional' }, ' (optional)') : null;
  const isLabelable = ['INPUT', 'SELECT', 'TEXTAREA'].includes(field.control.tagName);
  if (isLabelable) {
    field.control.id = freshId('input');
    return el('label', { class: 'label', for: field.control.id }, textNode(block.label), optional);
  }
  const id = freshId('label');
  const own = field.control.id === '' ? [] : [field.control.id];
  field.control.setAttribute('aria-labelledby', [id, ...own].join(' '));
  return el('div', { class: 'label', id }, textNode(block.label), optional);
}

/** An input with `dispatch_action` tells the app at once: on Enter or while typing for text, else on a change. */
function dispatching(field: Field, block: InputBlock, surface: Surface): void {
  const placed = { element: block.element, blockId: block.block_id, surface };
  const send = (): void => void fire(field.node, placed, field.read());
  const when = block.element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  const isText = field.control.tagName === 'TEXTAREA' || /_input$/.test(block.element.type);
  if (!isText) field.node.addEventListener('change', send);
  if (!isText) return;
  if (when.includes('on_character_entered')) field.node.addEventListener('input', send);
  if (!when.includes('on_enter_pressed')) return;
  field.node.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    send();
  });
}

/** An input block: label, field, hint, and a place for what is wrong with the entry. The field goes into `fields`. */
export function inputBlock(block: InputBlock, surface: Surface, fields: Fields): HTMLElement {
  const { element, block_id: blockId } = block;
  const target = { actionId: element.action_id, blockId };
  const field = fieldOf(element, surface.entryOf(blockId, element), (typed) =>
    surface.suggest(target, typed),
  );
  fields.set(blockId, { field, actionId: element.action_id });
  const labelNode = label(field, block);
  const error = el('div', { class: 'input-error', id: freshId('error'), role: 'alert' });
  const hint =
    block.hint === undefined ? null : el('div', { class: 'hint', id: freshId('hint') }, textNode(block.hint));
  describe(field.control, hint?.id ?? '', error.id);
  if (!block.optional && field.control.tagName !== 'DIV') field.control.setAttribute('aria-required', 'true');
  if (element.focus_on_load) field.control.dataset['focusFirst'] = '';
  field.control.dataset['focus'] = `${blockId} ${element.action_id}`;
  if (block.dispatch_action) dispatching(field, block, surface);
  return el('div', { class: 'block input', 'data-input': blockId }, labelNode, field.node, hint, error);
}
