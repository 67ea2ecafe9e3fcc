import { toggleClouds } from './clouds.js';
import { createComposer } from './composer.js';
import { byId, el, showList } from './dom.js';
import { showMessages } from './messages.js';
import { showModal } from './modal.js';
import { learnNames } from './names.js';
import { readState, watchChanges } from './server.js';
import { applyTheme, switchTheme } from './theme.js';
import { showTrouble, toggleTrouble } from './trouble.js';

const place = { me: '', channel: '', thread: null };
let state = null;

function readPlace() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  place.me = wanted.get('as') ?? sessionStorage.getItem('me') ?? place.me;
  place.channel = wanted.get('channel') ?? place.channel;
  place.thread = wanted.get('thread');
}

function go(change) {
  const next = { ...place, ...change };
  sessionStorage.setItem('me', next.me);
  const query = new URLSearchParams({
    as: next.me,
    channel: next.channel,
    ...(next.thread ? { thread: next.thread } : {}),
  });
  location.hash = String(query);
}

function showPeople({ people, groups }) {
  const select = byId('person');
  const described = people.filter((one) => !one.isBot);
  const kind = (one) => {
    if (one.deleted) return ' (deactivated)';
    if (one.isRestricted) return ' (guest)';
    return one.isStranger ? ' (other workspace)' : '';
  };
  const options = described.map((one) =>
    el('option', { value: one.id, selected: one.id === place.me }, one.realName + kind(one)),
  );
  const signature = JSON.stringify(described) + place.me;
  if (select.dataset.signature !== signature) {
    select.replaceChildren(...options);
    select.dataset.signature = signature;
  }
  const mine = groups.filter((one) => one.users.includes(place.me)).map((one) => `@${one.handle}`);
  byId('person-note').textContent = mine.length > 0 ? `in ${mine.join(', ')}` : 'in no group';
  showList(
    byId('groups'),
    groups,
    (one) => one.id,
    (one) => el('li', { class: 'group', title: one.name }, `@${one.handle} · ${one.users.length}`),
  );
}

function titleOf(channel) {
  if (channel === undefined) return '';
  if (channel.kind === 'im') return state.workspace.app.name;
  return `# ${channel.name}${channel.kind === 'private' ? ' (private)' : ''}`;
}

function showChannels() {
  const items = state.channels.map((one) => ({ ...one, here: one.id === place.channel }));
  showList(
    byId('channels'),
    items,
    (one) => one.id,
    (one) =>
      el(
        'li',
        {},
        el(
          'button',
          {
            type: 'button',
            'aria-current': one.here ? 'page' : null,
            onclick: () => go({ channel: one.id, thread: null }),
          },
          titleOf(one) + (one.archived ? ' (archived)' : ''),
        ),
      ),
  );
  const here = state.channels.find((one) => one.id === place.channel);
  byId('channel-name').textContent = titleOf(here);
  byId('channel-note').textContent = here === undefined ? '' : `${here.members} members`;
}

/** What a newcomer may type where nothing has been said yet. */
function showWelcome() {
  byId('welcome').hidden = state.messages.length > 0;
  const commands = state.workspace.commands.map(({ command }) => command);
  byId('welcome-commands').replaceChildren(
    ...commands.map((command) =>
      el('li', {}, el('code', {}, command), ' or ', el('code', {}, `${command} help`)),
    ),
  );
}

/** Whether the app is there; null where it is reached by requests and nobody can tell. */
function showConnection(count) {
  const words = count > 0 ? '● app connected' : '○ no app connected';
  byId('connection').textContent = count === null ? 'app reached by HTTP' : words;
  byId('connection').className = count === 0 ? 'disconnected' : 'connected';
}

function show() {
  const { workspace, messages, thread, views } = state;
  learnNames(state, place.me);
  showPeople(workspace);
  showChannels();
  const where = `${place.me} ${place.channel}`;
  showMessages(byId('messages'), messages, {
    me: place.me,
    place: where,
    openThread: (ts) => go({ thread: ts }),
  });
  showWelcome();
  byId('thread').hidden = thread.length === 0;
  showMessages(byId('thread-messages'), thread, {
    me: place.me,
    place: `${where} ${place.thread}`,
    openThread: null,
  });
  showModal(views, place.me);
  showTrouble(state);
  byId('show-clouds').hidden = !workspace.hasClouds;
  showConnection(workspace.connections);
}

let running = false;
let again = false;

/** Reads and shows everything anew; changes that come meanwhile lead to one more round. */
async function refresh() {
  again = true;
  if (running) return;
  running = true;
  while (again) {
    again = false;
    try {
      const next = await readState(place);
      state = next;
      if (!settle()) show();
    } catch (error) {
      console.error(error);
    }
  }
  running = false;
}

/** Moves to a person and a channel that exist; answers whether the place changed and is read again. */
function settle() {
  const { workspace, channels } = state;
  const isKnown = workspace.people.some((one) => one.id === place.me);
  if (!isKnown) place.me = workspace.people.find((one) => !one.deleted && !one.isBot).id;
  const isIn = channels.some((one) => one.id === place.channel);
  if (isKnown && !isIn && channels.length > 0) place.channel = channels[0].id;
  const changed = !isKnown || (!isIn && channels.length > 0);
  again ||= changed;
  return changed;
}

function start() {
  applyTheme();
  readPlace();
  const commands = () => state?.workspace.commands ?? [];
  const box = createComposer(byId('composer'), {
    label: 'Message, or / for a command',
    where: () => ({ ...place, thread: null }),
    commands,
  });
  createComposer(byId('thread-composer'), { label: 'Reply', where: () => place, commands: () => [] });
  byId('person').addEventListener('change', (event) => go({ me: event.target.value, thread: null }));
  byId('close-thread').addEventListener('click', () => go({ thread: null }));
  byId('theme').addEventListener('click', switchTheme);
  byId('show-clouds').addEventListener('click', toggleClouds);
  byId('show-trouble').addEventListener('click', toggleTrouble);
  addEventListener('hashchange', () => {
    readPlace();
    void refresh();
  });
  watchChanges(refresh, (isOn) => document.body.classList.toggle('cut-off', !isOn));
  box.focus();
}

start();
