import type { AccessView } from '../../../clouds/shown.ts';
import { el } from '../../dom.ts';
import { setText } from '../change-node.ts';
import { searchBox } from '../controls.ts';
import { liveList } from '../live-list.ts';
import { accessCard } from './access-card.ts';
import { isLeftOver, type Place, placeHasWords, placesOf } from './access-places.ts';

function countWords(places: readonly Place[]): string {
  const left = places.flatMap(({ traces }) => traces).filter(isLeftOver).length;
  const where = places.length === 1 ? '1 place' : `${places.length} places`;
  return left === 0 ? `${where}, nothing left over` : `${where}, ${left} left over`;
}

/** Who is let in where, what was left over first, with a search over it. */
export function accessList() {
  const list = el('ul', { class: 'cards' });
  const count = el('p', { class: 'panel-note', role: 'status' });
  const showPlaces = liveList<Place>(list, { key: ({ key }) => key, make: accessCard });
  let rows: readonly AccessView[] = [];

  function show(): void {
    const found = placesOf(rows).filter((place) => placeHasWords(place, search.words()));
    setText(count, countWords(found));
    showPlaces(found);
  }

  const search = searchBox('Search who is let in', 'a database, a task, an address', show);
  return {
    node: el('div', {}, search.node, count, list),
    show: (now: readonly AccessView[]): void => {
      rows = now;
      show();
    },
  };
}
