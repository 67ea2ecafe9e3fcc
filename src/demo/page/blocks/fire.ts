import { el } from '../dom.ts';
import type { Outcome } from '../server.ts';
import { toast } from '../toast.ts';
import { confirmed } from '../views/confirm.ts';
import type { Element } from './block-kit.ts';
import type { Entry } from './entry.ts';
import type { Surface } from './surface.ts';

/** An element in its place: what acts, and where. */
export interface Placed {
  readonly element: Element;
  readonly blockId: string;
  readonly surface: Surface;
}

function withoutMark(node: HTMLElement): void {
  const after = node.nextElementSibling;
  if (after?.classList.contains('no-answer')) after.remove();
}

/** Slack's own sign that an app did not answer: a triangle beside what was pressed. */
function mark(node: HTMLElement, outcome: Outcome): void {
  const words = outcome.kind === 'timeout' ? 'The app did not answer in time' : 'This did not reach the app';
  node.after(el('span', { class: 'no-answer', role: 'alert' }, '⚠ ', words));
}

/**
 * Sends a use of an element to the app, after its confirm dialog if it has one; answers whether it was sent. The
 * node is busy until the app has answered, and a second use meanwhile is not sent.
 */
export async function fire(
  node: HTMLElement,
  { element, blockId, surface }: Placed,
  value: Entry | undefined,
): Promise<boolean> {
  if (node.getAttribute('aria-busy') === 'true') return false;
  if (element.confirm !== undefined && !(await confirmed(element.confirm))) return false;
  withoutMark(node);
  node.setAttribute('aria-busy', 'true');
  const outcome = await surface.press({ actionId: element.action_id, blockId }, value);
  node.removeAttribute('aria-busy');
  if (outcome.error !== undefined) toast(outcome.error);
  else if (outcome.kind !== 'acknowledged') mark(node, outcome);
  return true;
}
