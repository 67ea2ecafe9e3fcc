import { el } from '../dom.ts';
import type { Option } from './block-kit.ts';
import { freshId, type Suggestions } from './surface.ts';

interface Listening {
  readonly label: string;
  readonly least: number;
  readonly ask: (typed: string) => Promise<Suggestions>;
  readonly take: (option: Option) => void;
}

/** Typing pauses for this long before the app is asked. */
const PAUSE_MS = 200;

function flat({ options = [], option_groups: groups = [] }: Suggestions): readonly Option[] {
  return [...options, ...groups.flatMap((group) => group.options)];
}

/** A box to type into whose options come from the app: arrows move, Enter takes, Escape closes. */
export function suggestionBox({ label, least, ask, take }: Listening): {
  readonly node: HTMLElement;
  readonly box: HTMLInputElement;
} {
  const id = freshId('suggested');
  const list = el('ul', { class: 'suggested', role: 'listbox', id, 'aria-label': 'Options', hidden: true });
  const box = el('input', {
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    placeholder: label,
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': id,
  });
  const note = el('div', { class: 'hint', role: 'status' });
  let offered: readonly Option[] = [];
  let at = 0;
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const draw = (): void => {
    list.hidden = offered.length === 0;
    box.setAttribute('aria-expanded', String(!list.hidden));
    const rows = offered.map((option, index) => {
      const row = el(
        'li',
        { role: 'option', id: `${id}-${index}`, 'aria-selected': String(index === at) },
        option.text.text,
      );
      row.addEventListener('mousedown', (event) => {
        event.preventDefault();
        choose(index);
      });
      return row;
    });
    list.replaceChildren(...rows);
    if (list.hidden) box.removeAttribute('aria-activedescendant');
    else box.setAttribute('aria-activedescendant', `${id}-${at}`);
  };
  const close = (): void => {
    offered = [];
    draw();
  };
  const choose = (index: number): void => {
    const option = offered[index];
    close();
    if (option !== undefined) take(option);
  };
  const look = async (): Promise<void> => {
    asked += 1;
    const question = asked;
    if (box.value.length < least) {
      note.textContent = least > 0 ? `Type at least ${least} letters.` : '';
      return close();
    }
    const answer = await ask(box.value);
    if (question !== asked) return;
    offered = flat(answer);
    at = 0;
    note.textContent = answer.error ?? (offered.length === 0 ? 'Nothing was found.' : '');
    draw();
  };
  box.addEventListener('input', (event) => {
    event.stopPropagation();
    clearTimeout(timer);
    timer = setTimeout(() => void look(), PAUSE_MS);
  });
  box.addEventListener('change', (event) => event.stopPropagation());
  box.addEventListener('focus', () => void look());
  box.addEventListener('blur', close);
  box.addEventListener('keydown', (event) => {
    if (offered.length === 0) return;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: offered.length - 1 };
    const step = steps[event.key];
    if (step !== undefined) {
      at = (at + step) % offered.length;
      draw();
    } else if (event.key === 'Enter') choose(at);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return { node: el('div', { class: 'suggesting' }, box, list, note), box };
}
