import { clock } from './dates.js';
import { byId, el } from './dom.js';
import { readClouds } from './server.js';

function cell(value) {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function table(caption, columns, rows) {
  if (rows.length === 0) return el('p', { class: 'empty' }, `${caption}: none`);
  return el(
    'table',
    {},
    el('caption', {}, caption),
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        columns.map((one) => el('th', { scope: 'col' }, one.title)),
      ),
    ),
    el(
      'tbody',
      {},
      rows.map((row) =>
        el(
          'tr',
          {},
          columns.map((one) => el('td', {}, cell(one.of(row)))),
        ),
      ),
    ),
  );
}

const TASKS = [
  { title: 'Task', of: (row) => row.name },
  { title: 'Status', of: (row) => row.status },
  { title: 'Cloud', of: (row) => [row.cloud, row.account].filter(Boolean).join(' / ') },
  { title: 'Region', of: (row) => row.region },
  { title: 'Id', of: (row) => row.id },
];

function timeOf(at) {
  const date = new Date(at);
  return Number.isNaN(date.getTime())
    ? cell(at)
    : `${clock(date)}:${String(date.getSeconds()).padStart(2, '0')}`;
}

const CALLS = [
  { title: 'At', of: (row) => timeOf(row.at) },
  { title: 'Cloud', of: (row) => row.cloud },
  { title: 'Call', of: (row) => row.action },
  { title: 'With', of: (row) => row.parameters },
  { title: 'Answer', of: (row) => row.answer },
];

const list = (value) => (Array.isArray(value) ? value : []);

async function refresh() {
  const panel = byId('clouds');
  const head = el('h2', {}, 'The clouds');
  const state = await readClouds();
  if (state === null) {
    panel.replaceChildren(head, el('p', { class: 'empty' }, 'The simulated clouds do not answer.'));
    return;
  }
  const calls = list(state.calls).slice(-40).reverse();
  panel.replaceChildren(
    head,
    el('p', { class: 'note' }, 'What the clouds themselves know, beside what the app says.'),
    table('Tasks', TASKS, list(state.tasks)),
    table('Latest calls', CALLS, calls),
  );
}

let timer = null;

/** Opens or closes the panel; while it is open it looks every two seconds. */
export function toggleClouds() {
  const panel = byId('clouds');
  panel.hidden = !panel.hidden;
  byId('show-clouds').setAttribute('aria-expanded', String(!panel.hidden));
  clearInterval(timer);
  if (panel.hidden) return;
  void refresh();
  timer = setInterval(refresh, 2_000);
}
