import { showAccess } from './access.js';
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
    { 'aria-label': caption },
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
  { title: 'Call', of: (row) => [row.product, row.action].filter(Boolean).join(' ') },
  { title: 'With', of: (row) => row.parameters },
  { title: 'Answer', of: (row) => row.answer },
];

const list = (value) => (Array.isArray(value) ? value : []);

function section(title, ...children) {
  return el('details', { class: 'cloud-part', open: true }, el('summary', {}, title), ...children);
}

/** The parts of the panel that stay, so that what is open, typed or scrolled to stays as well. */
function skeleton() {
  const tasks = el('div');
  const calls = el('div');
  const access = el('ul', { class: 'access' });
  const words = el('input', {
    type: 'search',
    placeholder: 'a task, a database, an address',
    'aria-label': 'Only those with these words',
    oninput: () => void refresh(),
  });
  byId('clouds').replaceChildren(
    el('h2', {}, 'The clouds'),
    el('p', { class: 'note' }, 'What the clouds themselves know, beside what the app says.'),
    section('Tasks', tasks),
    section('Who is let in', words, access),
    section('Latest calls', calls),
  );
  return { tasks, calls, access, words };
}

let parts = null;

async function refresh() {
  const state = await readClouds();
  if (state === null) {
    parts = null;
    const text = 'The simulated clouds do not answer.';
    byId('clouds').replaceChildren(el('h2', {}, 'The clouds'), el('p', { class: 'empty' }, text));
    return;
  }
  parts ??= skeleton();
  const calls = list(state.calls).slice(-40).reverse();
  parts.tasks.replaceChildren(table('Tasks', TASKS, list(state.tasks)));
  parts.calls.replaceChildren(table('Latest calls', CALLS, calls));
  showAccess(parts.access, list(state.access), parts.words.value);
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
