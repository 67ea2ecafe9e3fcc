import { type Item, isClosed, mayAskRemoval, mayUndo } from '../../cleanup/checklist/checklist.ts';
import { awaitsFirstLook } from '../../cleanup/leftovers/draft.ts';
import { ACTION } from '../ids.ts';
import type { Moment } from '../room.ts';
import type { ButtonSpec } from './message.ts';

function hasMore({ details, leftover, removal }: Item): boolean {
  return details.length > 0 || leftover !== null || removal !== null;
}

/** What can be done about an item now; a button that no longer counts is gone. */
export function itemButtons(item: Item, { now, undoMs }: Moment): ButtonSpec[] {
  const { id } = item;
  const may: readonly [boolean, string, string][] = [
    [hasMore(item), ACTION.showItem, 'Show'],
    [mayAskRemoval(item), ACTION.removeItem, 'Remove'],
    [mayUndo(item, now, undoMs), ACTION.undoItem, 'Undo'],
    [!isClosed(item) && item.state !== 'removing' && !awaitsFirstLook(item), ACTION.signOff, 'Sign off'],
  ];
  return may.flatMap(([is, action, label]) => (is ? [{ id: action, label, value: id }] : []));
}
