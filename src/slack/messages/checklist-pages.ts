import type { Checklist } from '../../cleanup/checklist/checklist.ts';
import { ACTION } from '../ids.ts';
import type { Moment } from '../room.ts';
import { checklistTitle } from './checklist.ts';
import { itemRow } from './checklist-rows.ts';
import { buttons, type Message, message } from './message.ts';

/** Items on a page: two blocks each, and well under what Slack takes as text. */
export const ITEMS_PER_PAGE = 10;

/** One page of a checklist's items with their buttons, in the order of their numbers, for one person. */
export function checklistPage(checklist: Checklist, page: number, nextId: string, moment: Moment): Message {
  const { items } = checklist;
  const pages = Math.max(1, Math.ceil(items.length / ITEMS_PER_PAGE));
  const shown = items.slice(page * ITEMS_PER_PAGE, (page + 1) * ITEMS_PER_PAGE);
  const rows = shown.map((item) => itemRow(item, moment));
  const title = `${checklistTitle(checklist)}, page ${page + 1} of ${pages}`;
  const more =
    page + 1 < pages
      ? buttons(`items.more.${page}`, [{ id: ACTION.showAll, label: 'Next page', value: nextId }])
      : [];
  const { text } = message(
    title,
    rows.flatMap((row) => row.lines),
  );
  return { text, blocks: [...message(title, []).blocks, ...rows.flatMap((row) => row.blocks), ...more] };
}
