import type { CloudShown } from '../../../backstage/shown.ts';
import { el } from '../../dom.ts';
import { deedButton } from '../controls.ts';
import { type Live, liveList } from '../live-list.ts';
import { chip, setChip } from '../word-chip.ts';
import { cloudControls } from './cloud-controls.ts';
import { calmed } from './cloud-deeds.ts';
import { CLOUD_NAMES, conditionOf, isWell, type Word } from './cloud-words.ts';

/** How one cloud is, and, unfolded, what can be done to its calls. */
export function cloudStrip(first: CloudShown): Live<CloudShown> {
  const name = CLOUD_NAMES[first.cloud];
  const words = el('span', { class: 'panel-words' });
  const showWords = liveList<Word>(words, {
    key: ({ text }) => text,
    make: (word) => {
      const node = chip(word);
      return { node, update: (now) => setChip(node, now) };
    },
  });
  const hidden = el('span', { class: 'visually-hidden' }, 'make ');
  const invitation = el('span', { class: 'cloud-invitation' }, hidden, 'trouble');
  const head = el('summary', {}, el('strong', {}, name), ' ', words, ' ', invitation);
  const controls = cloudControls(first);
  const well = deedButton('All well again', calmed(first.cloud));
  well.setAttribute('aria-label', `All well again with ${name}`);
  return {
    node: el(
      'section',
      { class: 'cloud-strip', 'aria-label': name },
      el('details', {}, head, controls.nodes),
      well,
    ),
    update: (now) => {
      showWords(conditionOf(now));
      well.hidden = isWell(now);
      controls.show(now);
    },
  };
}
