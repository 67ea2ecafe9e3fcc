import type { CloudShown } from '../../../backstage/shown.ts';
import { el } from '../../dom.ts';
import { button, deedButton } from '../controls.ts';
import { liveList } from '../live-list.ts';
import { perform, type Wanted } from '../perform.ts';
import { voiceOf } from '../say.ts';
import { rightGiven, rightTaken, silenced } from './cloud-deeds.ts';
import { isRight, RIGHTS } from './cloud-words.ts';

/** What was taken away one by one, each with a button that gives it back. */
function takenList(label: (name: string) => string, giveBack: (name: string) => Wanted) {
  const node = el('ul', { class: 'taken' });
  const show = liveList<string>(node, {
    key: (name) => name,
    make: (name) => ({
      node: el('li', {}, deedButton(label(name), giveBack(name))),
      update: () => undefined,
    }),
  });
  return { node, show };
}

/** Silences one region of a cloud. */
export function regionControl({ cloud }: CloudShown) {
  const select = el('select', { class: 'panel-field' });
  const taken = takenList(
    (region) => `Let ${region} answer again`,
    (region) => silenced(cloud, region, false),
  );
  const silence = deedButton('Silence it', () => silenced(cloud, select.value, true));
  const showRegions = liveList<string>(select, {
    key: (region) => region,
    make: (region) => ({ node: el('option', { value: region }, region), update: () => undefined }),
  });
  const label = el('label', { class: 'panel-label' }, 'Silence a region', select);
  return {
    node: el('div', {}, el('div', { class: 'panel-row end' }, label, silence), taken.node),
    show: ({ regions, silentRegions }: CloudShown): void => {
      showRegions(regions);
      taken.show(silentRegions);
    },
  };
}

/** Takes a right of the bot away: one of a few useful ones, or whatever is typed. */
export function rightControl({ cloud }: CloudShown) {
  const options = el(
    'datalist',
    { id: `rights-of-${cloud}` },
    RIGHTS[cloud].map((right) => el('option', { value: right })),
  );
  const field = el('input', {
    class: 'panel-field',
    list: options.id,
    placeholder: RIGHTS[cloud][0],
    spellcheck: 'false',
    autocapitalize: 'off',
  });
  const taken = takenList((right) => `Give ${right} back`, rightGiven);

  async function take(node: HTMLElement): Promise<void> {
    const right = field.value.trim();
    if (!isRight(right)) {
      field.focus();
      return voiceOf(node)(`A right is a product and an action, for instance ${RIGHTS[cloud][0]}.`, true);
    }
    if (await perform(node, rightTaken(right))) field.value = '';
  }

  const label = el('label', { class: 'panel-label' }, 'Take a right away', field);
  const row = el(
    'div',
    { class: 'panel-row end' },
    label,
    button('Take it away', (node) => void take(node)),
  );
  return {
    node: el('div', {}, row, options, taken.node),
    show: ({ denied }: CloudShown): void => taken.show(denied),
  };
}
