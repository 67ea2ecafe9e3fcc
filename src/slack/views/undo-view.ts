import type { ModalView } from '@slack/types';
import type { Checklist, Item, Removal } from '../../cleanup/checklist/checklist.ts';
import { NEUTRAL } from '../../cleanup/leftovers/leftover.ts';
import { titleOf } from '../../lifecycle/task.ts';
import { INPUT, VIEW } from '../ids.ts';
import { valueWords } from '../messages/leftover-lines.ts';
import { cut, rich } from '../messages/rich.ts';
import type { Moment } from '../room.ts';
import { plain } from './plain.ts';

/** Of the addresses that come back; the rest is counted, and "Show" has all. */
const MOST_ADDRESSES = 60;

/** The modal that asks why a removal is put back. */
export function undoView(checklist: Checklist, item: Item, removal: Removal, { undoMs }: Moment): ModalView {
  const until =
    removal.doneAt === null ? [] : [['Can be put back until ', { at: removal.doneAt + undoMs }, '.']];
  const neutral =
    item.state === 'neutralised'
      ? [[`${NEUTRAL}, which lets nobody in, stays in the list beside the old addresses.`]]
      : [];
  return {
    type: 'modal',
    callback_id: VIEW.undo,
    private_metadata: item.id,
    title: plain('Put it back'),
    submit: plain('Put it back'),
    close: plain('Leave it removed'),
    blocks: [
      rich([
        [{ bold: cut(item.title, 150) }],
        [`Clean-up of ${cut(titleOf(checklist.task), 120)}`],
        ['Removed by ', { who: removal.userId }, ' ', { at: removal.at }],
        [
          `Comes back, to the letter: ${valueWords(removal.before, MOST_ADDRESSES)}. Nothing else is changed.`,
        ],
        ...neutral,
        ['It is looked at first: what somebody has changed since is left as it is.'],
        ...until,
      ]),
      {
        type: 'input',
        block_id: INPUT.reason,
        label: plain('Why is it needed again?'),
        hint: plain('Shown in the thread and kept in the audit log.'),
        element: { type: 'plain_text_input', action_id: INPUT.reason, max_length: 500, multiline: true },
      },
    ],
  };
}
