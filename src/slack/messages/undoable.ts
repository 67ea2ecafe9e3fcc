import type { KnownBlock } from '@slack/types';
import type { Checklist, Item } from '../../cleanup/checklist/checklist.ts';
import { titleOf } from '../../lifecycle/task.ts';
import { ACTION } from '../ids.ts';
import type { Moment } from '../room.ts';
import { itemLines } from './item-lines.ts';
import { buttons, type Message, message, say } from './message.ts';
import { cut, type Line } from './rich.ts';

interface Undoable {
  readonly item: Item;
  readonly checklist: Checklist;
}

const MOST = 10;

function linesOf({ item, checklist }: Undoable, { undoMs }: Moment): Line[] {
  const doneAt = item.removal?.doneAt ?? null;
  return [
    [{ bold: cut(titleOf(checklist.task), 100) }],
    ...itemLines(item),
    ...(doneAt === null ? [] : [['     can be put back until ', { at: doneAt + undoMs }] satisfies Line]),
  ];
}

/** What was removed and can still be put back, each with its button; for one person. */
export function undoableMessage(words: string, found: readonly Undoable[], moment: Moment): Message {
  const meant = cut(words, 100);
  const hours = Math.round(moment.undoMs / 360_000) / 10;
  if (found.length === 0)
    return say(
      [`I hold no removal for "${meant}" that can be put back.`],
      [
        `A removal can be put back for ${hours} hours; after that the audit log still has the full old value.`,
      ],
      ['Nothing was changed.'],
    );
  const shown = found.slice(0, MOST);
  const more = found.length - shown.length;
  const head: Line[] = [
    [`${found.length} removed, and can still be put back:`],
    ...(more > 0 ? [[`${more} more are not shown here: use the job id of one task.`]] : []),
  ];
  const blocks = shown.flatMap((one): KnownBlock[] => [
    ...message(null, linesOf(one, moment)).blocks,
    ...buttons(`undo.${one.item.id}`, [
      { id: ACTION.showItem, label: 'Show', value: one.item.id },
      { id: ACTION.undoItem, label: 'Undo', value: one.item.id },
    ]),
  ]);
  const foot: Line = ['Nothing has been changed.'];
  const { text } = message(null, [...head, ...shown.flatMap((one) => linesOf(one, moment)), foot]);
  return { text, blocks: [...message(null, head).blocks, ...blocks, ...message(null, [foot]).blocks] };
}
