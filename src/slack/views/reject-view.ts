import type { ModalView } from '@slack/types';
import type { Ending } from '../../lifecycle/ending.ts';
import { titleOf } from '../../lifecycle/task.ts';
import { INPUT, VIEW } from '../ids.ts';
import { cut, rich } from '../messages/rich.ts';

/** The modal that asks for the reason of a no. */
export function rejectView(ending: Ending): ModalView {
  return {
    type: 'modal',
    callback_id: VIEW.reject,
    private_metadata: ending.id,
    title: { type: 'plain_text', text: 'Reject', emoji: false },
    submit: { type: 'plain_text', text: 'Reject', emoji: false },
    close: { type: 'plain_text', text: 'Back', emoji: false },
    blocks: [
      rich([
        [
          `${cut(titleOf(ending.task), 120)} stays as it is; `,
          { who: ending.requester.userId },
          ' is told why.',
        ],
      ]),
      {
        type: 'input',
        block_id: INPUT.reason,
        label: { type: 'plain_text', text: 'Why not?', emoji: false },
        element: { type: 'plain_text_input', action_id: INPUT.reason, max_length: 500, multiline: true },
      },
    ],
  };
}
