import { el } from '../../dom.ts';
import { button } from '../controls.ts';
import { voiceOf } from '../say.ts';

async function copy(id: string, control: HTMLElement): Promise<void> {
  const say = voiceOf(control);
  try {
    await navigator.clipboard.writeText(id);
    say(`Copied: ${id}`, false);
  } catch {
    say(`This browser does not let the page copy. The id is ${id}`, true);
  }
}

/** An id that can be copied. */
export function copiedId(id: string, of: string): HTMLElement {
  const node = button('Copy', (pressed) => void copy(id, pressed));
  node.classList.add('small');
  node.setAttribute('aria-label', `Copy the id of ${of}`);
  return el('p', { class: 'panel-id' }, el('code', {}, id), node);
}
