import { el } from '../dom.ts';
import type { Element } from './block-kit.ts';
import { buttonNode } from './button.ts';
import { fieldOf } from './field.ts';
import { fire, type Placed } from './fire.ts';
import { overflowNode } from './overflow.ts';
import type { Surface } from './surface.ts';

function chooserNode(placed: Placed): HTMLElement {
  const { element, blockId, surface } = placed;
  const target = { actionId: element.action_id, blockId };
  const field = fieldOf(element, surface.entryOf(blockId, element), (typed) =>
    surface.suggest(target, typed),
  );
  const { node, control } = field;
  control.setAttribute('aria-label', element.placeholder?.text ?? 'Choose');
  control.setAttribute('data-focus', `${blockId} ${element.action_id}`);
  node.addEventListener('change', () => void fire(node, placed, field.read()));
  return node;
}

/** An element in a row of actions or beside a section: each use of it is sent to the app at once. */
export function actionElement(element: Element, blockId: string, surface: Surface): HTMLElement {
  const placed = { element, blockId, surface };
  if (element.type === 'button') return buttonNode(placed);
  if (element.type === 'overflow') return overflowNode(placed);
  if (element.type === 'image') return el('span', { class: 'picture' }, element.alt_text);
  return chooserNode(placed);
}
