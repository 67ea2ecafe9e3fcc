import type { Confirm } from '../blocks/block-kit.ts';
import { byId, el } from '../dom.ts';
import { textNode } from '../text/show-text.ts';

/** Asks an element's confirm dialog; resolves with whether the person agreed. */
export function confirmed(question: Confirm): Promise<boolean> {
  const dialog = byId('confirm') as HTMLDialogElement;
  return new Promise((resolve) => {
    const button = (look: string, text: string, answer: 'yes' | 'no'): HTMLElement => {
      const node = el('button', { type: 'button', class: look }, text);
      node.addEventListener('click', () => dialog.close(answer));
      return node;
    };
    const look = question.style === 'danger' ? 'button danger filled' : 'button primary';
    dialog.replaceChildren(
      el('h2', { id: 'confirm-title' }, question.title.text),
      el('div', { class: 'dialog-body' }, textNode(question.text)),
      el(
        'footer',
        {},
        button('button', question.deny.text, 'no'),
        button(look, question.confirm.text, 'yes'),
      ),
    );
    dialog.returnValue = 'no';
    dialog.onclose = () => resolve(dialog.returnValue === 'yes');
    dialog.showModal();
  });
}
