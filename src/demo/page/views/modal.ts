import type { ViewShown } from '../../slack/page-api/shown.ts';
import { type View, viewOf } from '../blocks/block-kit.ts';
import { isUnfilled } from '../blocks/entry.ts';
import { showBlocks } from '../blocks/show-blocks.ts';
import type { Fields } from '../blocks/surface.ts';
import { byId, el } from '../dom.ts';
import { act, type Outcome } from '../server.ts';
import { toast } from '../toast.ts';
import { entriesIn, typedBefore, viewSurface } from './view-surface.ts';

interface Open {
  readonly me: string;
  readonly view: View;
  readonly fields: Fields;
}

let open: Open | null = null;
let whenClosed: () => void = () => undefined;

/** Says where the focus goes when a modal closes and what opened it is no longer there. */
export function afterModals(focus: () => void): void {
  whenClosed = focus;
}

function showErrors(form: HTMLFormElement, errors: Readonly<Record<string, string>>): void {
  let first: HTMLElement | null = null;
  for (const row of form.querySelectorAll<HTMLElement>('[data-input]')) {
    const blockId = row.dataset['input'] ?? '';
    const text = errors[blockId] ?? '';
    const note = row.querySelector('.input-error');
    if (note !== null) note.textContent = text;
    row.classList.toggle('has-error', text !== '');
    const control = open?.fields.get(blockId)?.field.control;
    control?.setAttribute('aria-invalid', String(text !== ''));
    if (text !== '') first ??= control ?? null;
  }
  first?.focus();
}

function complaintOf(outcome: Outcome): string {
  if (outcome.error !== undefined) return outcome.error;
  if (outcome.kind === 'timeout' || outcome.kind === 'failed')
    return 'We had some trouble connecting. Try again?';
  return '';
}

async function submit(form: HTMLFormElement, send: HTMLElement, { me, view, fields }: Open): Promise<void> {
  if (send.getAttribute('aria-busy') === 'true') return;
  const complaint = form.querySelector('.modal-trouble');
  if (complaint !== null) complaint.textContent = '';
  send.setAttribute('aria-busy', 'true');
  const outcome = await act('submit', { user: me, viewId: view.id, entries: entriesIn(fields) });
  // A view that was closed goes away with the next news; until then it must not be sent again.
  if (outcome.kind !== 'closed') send.removeAttribute('aria-busy');
  showErrors(form, outcome.kind === 'errors' ? (outcome.errors ?? {}) : {});
  if (complaint !== null) complaint.textContent = complaintOf(outcome);
}

async function close(me: string, how: 'cancel' | 'cross'): Promise<void> {
  const outcome = await act('close', { user: me, how });
  if (outcome.error !== undefined) toast(outcome.error);
}

function closer(me: string, how: 'cancel' | 'cross', look: string, text: string, name?: string): HTMLElement {
  const button = el('button', { type: 'button', class: look, 'aria-label': name }, text);
  button.addEventListener('click', () => void close(me, how));
  return button;
}

/** A view with `submit_disabled` can be sent as soon as one of its inputs is filled in (Slack: "Views"). */
function holdBack(form: HTMLFormElement, send: HTMLButtonElement, fields: Fields): void {
  const look = (): void => {
    send.disabled = isUnfilled(entriesIn(fields));
  };
  form.addEventListener('input', look);
  form.addEventListener('change', look);
  look();
}

function drawn(now: Open, below: View | undefined, body: readonly HTMLElement[]): HTMLFormElement {
  const { me, view, fields } = now;
  const form = el('form', { novalidate: true });
  const send = el('button', { type: 'submit', class: 'button primary' }, view.submit?.text ?? '');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (view.submit !== null) void submit(form, send, now);
  });
  const back =
    below === undefined
      ? null
      : closer(me, 'cancel', 'cross', '←', `Back to ${below.title?.text ?? 'the view below'}`);
  if (view.submit_disabled === true) holdBack(form, send, fields);
  const title = el('h2', { id: 'modal-title' }, view.title?.text ?? '');
  const cancelText = view.close?.text ?? (view.submit === null ? 'Close' : 'Cancel');
  form.append(
    el('header', {}, back, title, closer(me, 'cross', 'cross', '×', 'Close all')),
    el('div', { class: 'dialog-body' }, body),
    el('p', { class: 'modal-trouble', role: 'alert' }),
    el('footer', {}, closer(me, 'cancel', 'button', cancelText), view.submit === null ? null : send),
  );
  return form;
}

/** The first input with the focus, and the view seen from its top: a phone would scroll to the input. */
function settleFocus(form: HTMLFormElement, wanted: string | undefined): void {
  const all = [...form.querySelectorAll<HTMLElement>('.dialog-body [data-focus]')];
  const target =
    all.find((one) => wanted !== undefined && one.dataset['focus'] === wanted) ??
    form.querySelector<HTMLElement>('[data-focus-first]') ??
    form.querySelector<HTMLElement>('.input :is(input, textarea, select)') ??
    form.querySelector<HTMLElement>('footer .button:last-child');
  target?.focus({ preventScroll: true });
  const body = form.querySelector('.dialog-body');
  if (body !== null && wanted === undefined) body.scrollTop = 0;
}

function leave(dialog: HTMLDialogElement): void {
  open = null;
  if (!dialog.open) return;
  dialog.close();
  const { activeElement } = document;
  if (activeElement === document.body || dialog.contains(activeElement)) whenClosed();
}

/** Shows the top view of a person's stack; what is being typed stays as long as the view is the same. */
export function showModal(stack: readonly ViewShown[], me: string): void {
  const dialog = byId('modal') as HTMLDialogElement;
  const views = stack.map(viewOf);
  const top = views.at(-1);
  if (top === undefined) {
    leave(dialog);
    return;
  }
  const isSame = open?.me === me && open.view.id === top.id;
  if (isSame && open?.view.hash === top.hash) return;
  const typed = isSame && open !== null ? typedBefore(open.fields) : new Map<string, never>();
  const focused = isSame ? (document.activeElement as HTMLElement | null)?.dataset['focus'] : undefined;
  const fields: Fields = new Map();
  open = { me, view: top, fields };
  const body = showBlocks(top.blocks, viewSurface(top, me, fields, typed), fields);
  const form = drawn(open, views.at(-2), body);
  const before = dialog.querySelector('form');
  if (before === null) dialog.prepend(form);
  else before.replaceWith(form);
  dialog.oncancel = (event) => {
    if (event.target !== dialog) return;
    event.preventDefault();
    void close(me, 'cancel');
  };
  if (!dialog.open) dialog.showModal();
  settleFocus(form, focused);
}
