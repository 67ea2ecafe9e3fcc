import { el } from '../dom.ts';
import type { Element, Option } from './block-kit.ts';
import { type Entry, listOf } from './entry.ts';
import { suggestionBox } from './suggestion-list.ts';
import type { Field, Suggestions } from './surface.ts';

/** Slack: "Select menu element", min_query_length of an external select. */
const LEAST = 3;

const texts = new Map<string, string>();

function learn(options: readonly Option[]): void {
  for (const { value, text } of options) texts.set(value, text.text);
}

/** A select whose options come from the app while one types; a multi select keeps what was chosen as labels. */
export function externalField(
  element: Element,
  entry: Entry,
  ask: (typed: string) => Promise<Suggestions>,
): Field {
  const isMany = element.type.startsWith('multi_');
  const most = isMany ? (element.max_selected_items ?? Number.POSITIVE_INFINITY) : 1;
  learn([element.initial_option ?? [], element.initial_options ?? []].flat());
  let chosen = [...listOf(entry)];
  const chips = el('ul', { class: 'chips', 'aria-label': 'Chosen' });
  const node = el('div', { class: 'external' });
  const changed = (): void => {
    draw();
    node.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const draw = (): void => {
    chips.hidden = chosen.length === 0;
    chips.replaceChildren(
      ...chosen.map((value) => {
        const text = texts.get(value) ?? value;
        const remove = el('button', { type: 'button', 'aria-label': `Remove ${text}` }, '×');
        remove.addEventListener('click', () => {
          chosen = chosen.filter((one) => one !== value);
          changed();
          box.focus();
        });
        return el('li', {}, text, remove);
      }),
    );
  };
  const { node: boxNode, box } = suggestionBox({
    label: element.placeholder?.text ?? 'Type to look for one',
    least: element.min_query_length ?? LEAST,
    ask,
    take: (option) => {
      learn([option]);
      box.value = '';
      chosen = [...chosen.filter((one) => one !== option.value), option.value].slice(-most);
      changed();
    },
  });
  node.append(chips, boxNode);
  draw();
  return { node, control: box, read: () => (isMany ? chosen : (chosen[0] ?? null)) };
}
