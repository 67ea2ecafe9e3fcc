import { byId, el } from './dom.js';
import { act } from './server.js';
import { toast } from './toast.js';

async function make(trouble, said) {
  const outcome = await act('trouble', trouble);
  toast(outcome.error ?? said);
}

function action(label, trouble, said) {
  return el(
    'li',
    {},
    el('button', { type: 'button', class: 'button', onclick: () => make(trouble, said) }, label),
  );
}

function toggle(label, isOn, trouble) {
  const box = el('input', { type: 'checkbox', checked: isOn });
  box.addEventListener('change', () =>
    make({ ...trouble, on: box.checked }, `${label}: ${box.checked ? 'on' : 'off'}`),
  );
  return el('li', {}, el('label', { class: 'choice' }, box, label));
}

/** What can go wrong on purpose, to see what the app does about it. */
export function showTrouble({ workspace }) {
  const { trouble, people, problems } = workspace;
  const persons = people
    .filter((one) => !one.isBot)
    .map((one) =>
      toggle(`${one.realName} is deactivated`, one.deleted, { kind: 'deactivate', user: one.id }),
    );
  byId('trouble').replaceChildren(
    el('h2', {}, 'Trouble on purpose'),
    el(
      'ul',
      {},
      action('Cut the connection', { kind: 'drop-socket' }, 'The connection was cut.'),
      action('Send the next click twice', { kind: 'duplicate' }, 'The next command or click is sent twice.'),
      toggle('Slack cannot be reached', trouble.offline, { kind: 'offline' }),
      toggle('The app is too slow (5 s)', trouble.slow, { kind: 'slow' }),
    ),
    el('h3', {}, 'People'),
    el('ul', {}, persons),
    ...(problems.length > 0 ? [el('h3', {}, 'What Slack would not have taken')] : []),
    el(
      'ul',
      { class: 'problems' },
      problems.map((one) => el('li', {}, one)),
    ),
  );
}

export function toggleTrouble() {
  const panel = byId('trouble');
  panel.hidden = !panel.hidden;
  byId('show-trouble').setAttribute('aria-expanded', String(!panel.hidden));
}
