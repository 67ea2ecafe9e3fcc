import type { AccessView } from '../../../clouds/shown.ts';
import { el, showList } from '../../dom.ts';
import { setText } from '../change-node.ts';
import { deedButton } from '../controls.ts';
import type { Live } from '../live-list.ts';
import { setChip } from '../word-chip.ts';
import type { Place } from './access-places.ts';
import { accessRow } from './access-row.ts';
import { placeLine, tracesWord, usersLine } from './access-words.ts';
import { cloudDeed } from './cloud-deeds.ts';
import { newcomerOn } from './somebody-else.ts';

function newcomerButton(place: Place): HTMLElement | null {
  if (newcomerOn(place, 0) === null) return null;
  const node = deedButton('Let somebody else use it', () => {
    const task = newcomerOn(place, Date.now());
    const said = `A task of somebody else, ${task?.name ?? ''}, uses ${place.on} now.`;
    return cloudDeed('put-dts-task', { ...task }, said);
  });
  node.setAttribute('aria-label', `Let somebody else use it: ${place.on}`);
  return node;
}

function rowKey({ kind, name, value }: AccessView): string {
  return `${kind} ${name} ${value}`;
}

/** A place with what DTS or DRS has there in sight, the rest folded up. */
export function accessCard(first: Place): Live<Place> {
  const word = el('span', {});
  const line = el('p', { class: 'panel-note' });
  const users = el('p', { class: 'access-users' });
  const traces = el('ul', { class: 'access-rows' });
  const others = el('ul', { class: 'access-rows' });
  const summary = el('summary', {});
  const more = el('details', { class: 'panel-more' }, summary, others);
  return {
    node: el(
      'li',
      { class: 'card place' },
      el('div', { class: 'card-head' }, el('h3', {}, el('code', {}, first.on)), word),
      line,
      users,
      traces,
      more,
      newcomerButton(first),
    ),
    update: (place) => {
      setChip(word, tracesWord(place));
      setText(line, placeLine(place));
      setText(users, usersLine(place));
      showList(traces, place.traces, { key: rowKey }, accessRow);
      showList(others, place.others, { key: rowKey }, accessRow);
      more.hidden = place.others.length === 0;
      setText(summary, place.others.length === 1 ? '1 other entry' : `${place.others.length} other entries`);
    },
  };
}
