import type { CloudShown } from '../../../backstage/shown.ts';
import { el } from '../../dom.ts';
import { actBackstage } from '../../server.ts';
import { deedButton, switchBox } from '../controls.ts';
import { cutOff, troublesOf } from './cloud-deeds.ts';
import { regionControl, rightControl } from './cloud-limits.ts';

/** What can be done to the calls of one cloud. */
export function cloudControls(first: CloudShown) {
  const { cloud } = first;
  const cut = switchBox('Cut it off: nothing answers', {
    act: (off) => actBackstage(cutOff(cloud, off).deed),
    said: (off) => cutOff(cloud, off).said,
  });
  const region = regionControl(first);
  const right = rightControl(first);
  const buttons = troublesOf(cloud).map(([label, wanted]) => deedButton(label, wanted));
  return {
    nodes: [el('div', { class: 'panel-buttons' }, buttons), cut.node, region.node, right.node],
    show: (now: CloudShown): void => {
      cut.show(now.cutOff);
      region.show(now);
      right.show(now);
    },
  };
}
