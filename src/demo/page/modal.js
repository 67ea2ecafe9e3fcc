import { renderBlocks } from './blocks.js';
import { byId, el } from './dom.js';
import { entryOf } from './elements.js';
import { act } from './server.js';

let shown = '';
let shownView = '';

function entriesIn(form) {
  const fields = [...form.querySelectorAll('[data-block]')];
  return Object.fromEntries(fields.map((field) => [field.dataset.block, entryOf(field)]));
}

/** Text that was typed while the app changed the view stays in the inputs that are still there. */
function keepTyped(before, form) {
  for (const field of form.querySelectorAll('input[data-block], textarea[data-block]')) {
    if (field.dataset.block in before && typeof before[field.dataset.block] === 'string') {
      field.value = before[field.dataset.block];
    }
  }
}

function placeOf(view, me, form) {
  return {
    press: ({ value, ...target }) =>
      act('press', {
        user: me,
        target: {
          viewId: view.id,
          entries: entriesIn(form),
          ...target,
          ...(value === undefined ? {} : { value }),
        },
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
  const entries = entriesIn(form);
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
    void submit(form, view, me);
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
    el('div', { class: 'dialog-body' }, renderBlocks(view.blocks, placeOf(view, me, form))),
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
    void close('cancel')();
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
  const before = shownView === top.id && dialog.open ? entriesIn(dialog) : {};
  shownView = top.id;
  draw(dialog, top, me);
  keepTyped(before, dialog);
  if (!dialog.open) dialog.showModal();
  (dialog.querySelector('[autofocus]') ?? dialog.querySelector('[data-block]'))?.focus();
}
