import type { CloudShown } from '../../../backstage/shown.ts';
import { el } from '../../dom.ts';
import { actBackstage } from '../../server.ts';
import { deedButton, switchBox } from '../controls.ts';
import { type Live, liveList } from '../live-list.ts';
import { chip, setChip } from '../word-chip.ts';
import { calmed, cutOff, troublesOf } from './cloud-deeds.ts';
import { regionControl, rightControl } from './cloud-limits.ts';
import { CLOUD_NAMES, conditionOf, isWell, type Word } from './cloud-words.ts';

/** How one cloud is, and what can be done to its calls. */
export function cloudStrip(first: CloudShown): Live<CloudShown> {
  const { cloud } = first;
  const name = CLOUD_NAMES[cloud];
  const words = el('span', { class: 'panel-words' });
  const showWords = liveList<Word>(words, {
    key: ({ text }) => text,
    make: (word) => {
      const node = chip(word);
      return { node, update: (now) => setChip(node, now) };
    },
  });
  const cut = switchBox('Cut it off: nothing answers', {
    act: (off) => actBackstage(cutOff(cloud, off).deed),
    said: (off) => cutOff(cloud, off).said,
  });
  const region = regionControl(first);
  const right = rightControl(first);
  const well = deedButton('All well again', calmed(cloud));
  well.setAttribute('aria-label', `All well again with ${name}`);
  const head = el(
    'summary',
    {},
    el('strong', {}, name),
    ' ',
    words,
    ' ',
    el('span', { class: 'cloud-invitation' }, el('span', { class: 'visually-hidden' }, 'make '), 'trouble'),
  );
  const controls = el(
    'details',
    {},
    head,
    el(
      'div',
      { class: 'panel-buttons' },
      troublesOf(cloud).map(([label, wanted]) => deedButton(label, wanted)),
    ),
    cut.node,
    region.node,
    right.node,
  );
  return {
    node: el('section', { class: 'cloud-strip', 'aria-label': name }, controls, well),
    update: (now) => {
      showWords(conditionOf(now));
      well.hidden = isWell(now);
      cut.show(now.cutOff);
      region.show(now);
      right.show(now);
    },
  };
}
