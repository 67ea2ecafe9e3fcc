import { el } from './dom.js';
import { act } from './server.js';
import { toast } from './toast.js';

/** What could come next: commands while their name is typed, then the words of the command's usage hint. */
function suggestions(text, commands) {
  if (!text.startsWith('/')) return [];
  const [name, ...rest] = text.split(' ');
  const about = (one) => ({
    insert: `${one.command} `,
    title: one.command,
    hint: one.usage_hint ?? '',
    note: one.description,
  });
  if (rest.length === 0) return commands.filter((one) => one.command.startsWith(name)).map(about);
  const command = commands.find((one) => one.command === name);
  const words = (command?.usage_hint ?? '')
    .split('|')
    .map((one) => one.trim().replace(/^[[<(]|[\])>]$/g, ''));
  const typed = rest.join(' ');
  return words
    .filter((one) => one !== '' && !typed.includes(' ') && one.startsWith(typed) && one !== typed)
    .map((one) => ({ insert: `${name} ${one.split(' ')[0]} `, title: `${name} ${one}`, hint: '', note: '' }));
}

/** A box to write in, with completion of commands. `where` answers `{ me, channel, thread }`. */
export function createComposer(form, { label, where, commands }) {
  const listId = `${form.id}-list`;
  const list = el('ul', { class: 'suggestions', role: 'listbox', id: listId, hidden: true });
  const box = el('textarea', {
    rows: 1,
    'aria-label': label,
    placeholder: label,
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-controls': listId,
    'aria-autocomplete': 'list',
  });
  const history = [];
  let offered = [];
  let chosen = 0;

  function draw() {
    list.hidden = offered.length === 0;
    box.setAttribute('aria-expanded', String(offered.length > 0));
    const items = offered.map((one, index) =>
      el(
        'li',
        {
          role: 'option',
          id: `${listId}-${index}`,
          'aria-selected': String(index === chosen),
          onmousedown: (event) => take(event, index),
        },
        el('strong', {}, one.title),
        el('span', {}, ` ${one.hint}`),
        el('small', {}, one.note),
      ),
    );
    list.replaceChildren(...items);
    if (offered.length > 0) box.setAttribute('aria-activedescendant', `${listId}-${chosen}`);
    else box.removeAttribute('aria-activedescendant');
  }

  function look() {
    offered = suggestions(box.value, commands());
    chosen = 0;
    box.rows = Math.min(8, box.value.split('\n').length);
    draw();
  }

  function take(event, index) {
    event.preventDefault();
    box.value = offered[index].insert;
    look();
  }

  async function send() {
    const text = box.value.trim();
    if (text === '') return;
    history.unshift(text);
    box.value = '';
    look();
    const { me, channel, thread } = where();
    const outcome = await act('type', { user: me, channel, text, ...(thread ? { threadTs: thread } : {}) });
    if (outcome.error) toast(outcome.error);
  }

  function onKey(event) {
    const open = offered.length > 0;
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      void send();
    } else if (event.key === 'Tab' && open && !event.shiftKey) take(event, chosen);
    else if (event.key === 'Escape' && open) {
      offered = [];
      draw();
    } else if (event.key === 'ArrowDown' && open) {
      event.preventDefault();
      chosen = (chosen + 1) % offered.length;
      draw();
    } else if (event.key === 'ArrowUp' && open) {
      event.preventDefault();
      chosen = (chosen + offered.length - 1) % offered.length;
      draw();
    } else if (event.key === 'ArrowUp' && box.value === '' && history.length > 0) {
      event.preventDefault();
      box.value = history[0];
      look();
    }
  }

  box.addEventListener('input', look);
  box.addEventListener('keydown', onKey);
  box.addEventListener('blur', () => {
    offered = [];
    draw();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });
  form.append(
    list,
    box,
    el('button', { type: 'submit', class: 'button primary', 'aria-label': 'Send' }, 'Send'),
  );
  return box;
}
