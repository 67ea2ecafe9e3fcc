import { el } from '../../dom.ts';
import { toast } from '../../toast.ts';
import { button } from '../controls.ts';

async function copy(id: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(id);
    toast(`Copied: ${id}`);
  } catch {
    toast(`This browser does not let the page copy. The id is ${id}`);
  }
}

/** An id that can be copied. */
export function copiedId(id: string, of: string): HTMLElement {
  const node = button('Copy', () => void copy(id));
  node.classList.add('small');
  node.setAttribute('aria-label', `Copy the id of ${of}`);
  return el('p', { class: 'panel-id' }, el('code', {}, id), node);
}
