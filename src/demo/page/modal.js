import { renderBlocks } from './blocks.js';
import { byId, el } from './dom.js';
import { entryOf } from './elements.js';
import { act } from './server.js';

let shown = '';

function placeOf(view, me) {
  return {
    press: ({ value, ...target }) =>
      act('press', {
        user: me,
        target: { viewId: view.id, ...target, ...(value === undefined ? {} : { value }) },
      }),
    stateOf: (block, element) => view.state.values[block.block_id]?.[element.action_id],
  };
}

function showErrors(form, errors) {
  for (const row of form.querySelectorAll('[data-input]')) {
    const text = errors[row.dataset.input] ?? '';
    row.querySelector('.input-error').textContent = text;
    row.classList.toggle('has-error', text !== '');
    row.querySelector('[data-block]').setAttribute('aria-invalid', String(text !== ''));
  }
  form.querySelector('.has-error [data-block]')?.focus();
}

async function submit(form, view, me) {
  const entries = {};
  for (const field of form.querySelectorAll('[data-block]')) entries[field.dataset.block] = entryOf(field);
  const send = form.querySelector('[type=submit]');
  const trouble = form.querySelector('.modal-trouble');
  trouble.textContent = '';
  send.disabled = true;
  const outcome = await act('submit', { user: me, viewId: view.id, entries });
  send.disabled = false;
  showErrors(form, outcome.kind === 'errors' ? outcome.errors : {});
  const failed = outcome.error !== undefined || outcome.kind === 'timeout' || outcome.kind === 'failed';
  if (failed) trouble.textContent = outcome.error ?? 'We had some trouble connecting. Try again?';
}

function draw(dialog, view, me) {
  const close = (how) => () => act('close', { user: me, how });
  const form = el('form', { novalidate: true });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit(form, view, me);
  });
  const send = view.submit
    ? el('button', { type: 'submit', class: 'button primary' }, view.submit.text)
    : null;
  form.append(
    el(
      'header',
      {},
      el('h2', { id: 'modal-title' }, view.title.text),
      el(
        'button',
        { type: 'button', class: 'cross', 'aria-label': 'Close all', onclick: close('cross') },
        '×',
      ),
    ),
    el('div', { class: 'dialog-body' }, renderBlocks(view.blocks, placeOf(view, me))),
    el('p', { class: 'modal-trouble', role: 'alert' }),
    el(
      'footer',
      {},
      el(
        'button',
        { type: 'button', class: 'button', onclick: close('cancel') },
        view.close?.text ?? (send ? 'Cancel' : 'Close'),
      ),
      send,
    ),
  );
  dialog.replaceChildren(form);
  dialog.oncancel = (event) => {
    event.preventDefault();
    close('cancel')();
  };
}

/** Shows the top view of the person; what is being typed stays as long as the view is the same. */
export function showModal(views, me) {
  const dialog = byId('modal');
  const top = views.at(-1);
  const key = top === undefined ? '' : `${me} ${top.id} ${top.hash}`;
  if (key === shown) return;
  shown = key;
  if (top === undefined) {
    dialog.close();
    return;
  }
  draw(dialog, top, me);
  if (!dialog.open) dialog.showModal();
  (dialog.querySelector('[autofocus]') ?? dialog.querySelector('[data-block]'))?.focus();
}
