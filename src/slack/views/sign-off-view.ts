import type { ModalView } from '@slack/types';
import type { Checklist, Item } from '../../cleanup/checklist.ts';
import { titleOf } from '../../lifecycle/task.ts';
import { INPUT, VIEW } from '../ids.ts';
import { cut, rich } from '../messages/rich.ts';

/** The modal that asks for the line with which a person answers for an item. */
export function signOffView(checklist: Checklist, item: Item): ModalView {
  return {
    type: 'modal',
    callback_id: VIEW.signOff,
    private_metadata: item.id,
    title: { type: 'plain_text', text: 'Sign off', emoji: false },
    submit: { type: 'plain_text', text: 'Sign off', emoji: false },
    close: { type: 'plain_text', text: 'Back', emoji: false },
    blocks: [
      rich([
        [{ bold: cut(item.title, 150) }],
        [`Clean-up of ${cut(titleOf(checklist.task), 120)}`],
        [cut(item.todo, 300)],
      ]),
      {
        type: 'input',
        block_id: INPUT.reason,
        label: { type: 'plain_text', text: 'What was done, or why nothing is to be done?', emoji: false },
        hint: {
          type: 'plain_text',
          text: 'Your name and this line stay in the checklist and in the audit log.',
          emoji: false,
        },
        element: { type: 'plain_text_input', action_id: INPUT.reason, max_length: 300 },
      },
    ],
  };
}
