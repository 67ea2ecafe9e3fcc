import { byId, el } from './dom.js';
import { textObject } from './mrkdwn.js';

/** Asks an element's confirm dialog; resolves with whether the person agreed. No dialog: yes. */
export function confirmed(question) {
  if (question === undefined) return Promise.resolve(true);
  const dialog = byId('confirm');
  return new Promise((resolve) => {
    const answer = (yes) => () => {
      dialog.onclose = null;
      dialog.close();
      resolve(yes);
    };
    const look = question.style === 'danger' ? 'button danger' : 'button primary';
    dialog.replaceChildren(
      el('h2', { id: 'confirm-title' }, question.title.text),
      el('div', { class: 'dialog-body' }, textObject(question.text)),
      el(
        'footer',
        {},
        el('button', { type: 'button', class: 'button', onclick: answer(false) }, question.deny.text),
        el('button', { type: 'button', class: look, onclick: answer(true) }, question.confirm.text),
      ),
    );
    dialog.onclose = () => resolve(false);
    dialog.showModal();
  });
}
