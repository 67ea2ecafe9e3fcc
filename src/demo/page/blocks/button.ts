import { el } from '../dom.ts';
import { textNode } from '../text/show-text.ts';
import { fire, type Placed } from './fire.ts';

/** Opens an address in a new tab, if it is one that a message may lead to. */
export function openPage(address: string | undefined): void {
  if (address === undefined || !URL.canParse(address)) return;
  if (['http:', 'https:'].includes(new URL(address).protocol)) window.open(address, '_blank', 'noopener');
}

/** A button; one with a url opens it and tells the app as well, as in Slack. */
export function buttonNode(placed: Placed): HTMLElement {
  const { element } = placed;
  const node = el(
    'button',
    {
      type: 'button',
      class: `button ${element.style ?? ''}`.trim(),
      'aria-label': element.accessibility_label,
      'data-focus': `${placed.blockId} ${element.action_id}`,
    },
    element.text === undefined ? null : textNode(element.text),
  );
  node.addEventListener('click', () => {
    openPage(element.url);
    void fire(node, placed, element.value);
  });
  return node;
}
