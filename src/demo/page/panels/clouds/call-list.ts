import { el } from '../../dom.ts';
import { setText } from '../change-node.ts';
import { liveList } from '../live-list.ts';
import { callRow } from './call-row.ts';
import type { ShownCall } from './call-words.ts';
import { rememberCalls } from './remembered-calls.ts';

/** So many are in sight at once. */
const MOST_ROWS = 100;

/** What the bot has called, newest first, with a filter for what changes something. */
export function callList() {
  const list = el('ul', { class: 'calls' });
  const empty = el('p', { class: 'panel-note' });
  const only = el('input', { type: 'checkbox' });
  const showRows = liveList<ShownCall>(list, { key: ({ serial }) => String(serial), make: callRow });
  let calls: readonly ShownCall[] = [];

  function show(): void {
    const found = only.checked ? calls.filter(({ changes }) => changes) : calls;
    const none = calls.length === 0 ? 'Nobody has called a cloud yet.' : 'No call has changed anything.';
    empty.hidden = found.length > 0;
    setText(empty, none);
    showRows(found.slice(0, MOST_ROWS));
  }

  only.addEventListener('change', show);
  const filter = el('label', { class: 'panel-switch' }, only, el('span', {}, 'Only changes'));
  return {
    node: el('div', {}, filter, empty, list),
    show: (now: readonly ShownCall[]): void => {
      calls = rememberCalls(calls, now);
      show();
    },
  };
}
