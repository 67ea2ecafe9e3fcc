import type { ModalView, RadioButtons } from '@slack/types';
import type { Checklist, Item, SignOffHow } from '../../cleanup/checklist/checklist.ts';
import { titleOf } from '../../lifecycle/task.ts';
import { INPUT, VIEW } from '../ids.ts';
import { cut, type Line, rich } from '../messages/rich.ts';
import { plain } from './plain.ts';

const HOW: readonly (readonly [SignOffHow, string])[] = [
  ['removed-by-hand', 'Removed by hand, or done'],
  ['never-there', 'Never there, or nothing to do'],
  ['kept', 'Kept on purpose, until the day below'],
];

/** What was said of the item; where nothing was chosen, what is usual. */
export function readHow(value: string | null): SignOffHow {
  return HOW.find(([how]) => how === value)?.[0] ?? 'removed-by-hand';
}

function howInput(): RadioButtons {
  const options = HOW.map(([value, label]) => ({ value, text: plain(label) }));
  const [first] = options;
  return {
    type: 'radio_buttons',
    action_id: INPUT.how,
    options,
    ...(first === undefined ? {} : { initial_option: first }),
  };
}

/** What a signature does not do, where a look has shown the thing itself. */
function stillThereLines({ leftover, seenAt }: Item): Line[] {
  if (leftover === null || seenAt === null) return [];
  return [
    [
      { bold: 'Seen there ' },
      { at: seenAt },
      '. Signing off changes nothing in the cloud. Seen again, it is on the list again, unless it is kept on purpose.',
    ],
  ];
}

/** The modal that asks for the line with which a person answers for an item. */
export function signOffView(checklist: Checklist, item: Item): ModalView {
  return {
    type: 'modal',
    callback_id: VIEW.signOff,
    private_metadata: item.id,
    title: plain('Sign off'),
    submit: plain('Sign off'),
    close: plain('Back'),
    blocks: [
      rich([
        [{ bold: cut(item.title, 150) }],
        [`Clean-up of ${cut(titleOf(checklist.task), 120)}`],
        [cut(item.todo, 300)],
        ...stillThereLines(item),
      ]),
      {
        type: 'input',
        block_id: INPUT.how,
        optional: true,
        label: plain('What became of it?'),
        element: howInput(),
      },
      {
        type: 'input',
        block_id: INPUT.until,
        optional: true,
        label: plain('Kept until which day?'),
        hint: plain('Only for what is kept on purpose; after that day it is open again.'),
        element: { type: 'datepicker', action_id: INPUT.until },
      },
      {
        type: 'input',
        block_id: INPUT.reason,
        label: plain('What was done, or why nothing is to be done?'),
        hint: plain('Your name and this line stay in the checklist and in the audit log.'),
        element: { type: 'plain_text_input', action_id: INPUT.reason, max_length: 300 },
      },
    ],
  };
}
