import { dayName } from '../dates.ts';
import { el, showList } from '../dom.ts';
import { namesVersion } from '../names.ts';
import { focusKeptIn, highlight } from './change.ts';
import { contentNodes, footNodes, messageNode, type Showing, saysTheSame } from './message.ts';
import type { Row } from './rows.ts';

/** What a node shows, and with which names. */
const shownBy = new WeakMap<Element, { readonly row: Row; readonly names: string }>();

function namesNow({ me }: Showing): string {
  return `${me} ${namesVersion()}`;
}

function build(row: Row, showing: Showing): HTMLElement {
  if (row.kind === 'day') {
    const name = dayName(row.at, { now: Date.now() });
    return el('div', { class: 'day' }, el('span', {}, name));
  }
  if (row.kind === 'replies') {
    const text = row.count === 1 ? '1 reply' : `${row.count} replies`;
    return el('div', { class: 'day replies-line' }, el('span', {}, text));
  }
  if (row.kind === 'new') return el('div', { class: 'new-line' }, el('span', {}, 'New'));
  return messageNode(row.message, row.follows, showing);
}

/** Changes only what changed in a message: its content with a calm highlight, or the line about replies. */
function update(node: HTMLElement, row: Row, showing: Showing): boolean {
  const shown = shownBy.get(node);
  const before = shown?.row;
  if (row.kind !== 'message' || before?.kind !== 'message') return false;
  if (before.follows !== row.follows || shown?.names !== namesNow(showing)) return false;
  const content = node.querySelector(':scope > .message-body > .content');
  const foot = node.querySelector(':scope > .message-body > .foot');
  if (content === null || foot === null) return false;
  focusKeptIn(node, () => {
    if (!saysTheSame(before.message, row.message)) {
      content.replaceChildren(...contentNodes(row.message, showing.me));
      highlight(node, 'changed');
    }
    foot.replaceChildren(...footNodes(row.message, showing));
  });
  return true;
}

function signatureOf(row: Row, names: string): string {
  switch (row.kind) {
    case 'message':
      return `${row.message.revision} ${row.follows} ${names}`;
    case 'day':
      return dayName(row.at, { now: Date.now() });
    case 'replies':
      return String(row.count);
    case 'new':
      return '';
  }
}

/** Shows rows in a container; nodes of what did not change stay as they are, with their focus and open menus. */
export function showRows(container: HTMLElement, rows: readonly Row[], showing: Showing): void {
  const names = namesNow(showing);
  showList(
    container,
    rows,
    {
      key: (row) => row.key,
      signature: (row) => signatureOf(row, names),
      update: (node, row) => update(node, row, showing),
    },
    (row) => build(row, showing),
    (node, row) => shownBy.set(node, { row, names }),
  );
}
