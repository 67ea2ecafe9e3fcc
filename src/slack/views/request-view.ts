import type { ModalView } from '@slack/types';
import type { Confirmation } from '../../lifecycle/outcome.ts';
import { planLinesOf } from '../../lifecycle/plan.ts';
import { type Action, titleOf } from '../../lifecycle/task.ts';
import { nameToType } from '../../lifecycle/typed-name.ts';
import { INPUT, VIEW } from '../ids.ts';
import { planFacts } from '../messages/plan.ts';
import { cut, rich } from '../messages/rich.ts';

const SUBMIT: Readonly<Record<Action, string>> = {
  terminate: 'End for good',
  'force-terminate': 'End by force',
  release: 'Release for good',
  pause: 'Pause',
  resume: 'Resume',
};

/** The modal in which a person types which task is meant, and why. */
export function requestView(confirmation: Confirmation): ModalView {
  const { action, tasks } = confirmation;
  const [first] = tasks;
  const lines = planLinesOf(action, tasks, confirmation.readiness);
  const hint = first === undefined ? '' : nameToType(first, confirmation.sharedName);
  return {
    type: 'modal',
    callback_id: VIEW.request,
    private_metadata: confirmation.id,
    title: { type: 'plain_text', text: SUBMIT[action], emoji: false },
    submit: { type: 'plain_text', text: SUBMIT[action], emoji: false },
    close: { type: 'plain_text', text: 'Cancel', emoji: false },
    blocks: [
      rich([
        [{ bold: first === undefined ? '' : cut(titleOf(first), 120) }],
        ...planFacts(action, tasks, lines),
      ]),
      {
        type: 'input',
        block_id: INPUT.name,
        label: { type: 'plain_text', text: 'Which task?', emoji: false },
        hint: { type: 'plain_text', text: cut(`Type ${hint}`, 300), emoji: false },
        element: { type: 'plain_text_input', action_id: INPUT.name, max_length: 300 },
      },
      {
        type: 'input',
        block_id: INPUT.reason,
        optional: true,
        label: { type: 'plain_text', text: 'Why?', emoji: false },
        hint: { type: 'plain_text', text: 'Shown in the channel and kept in the audit log.', emoji: false },
        element: {
          type: 'plain_text_input',
          action_id: INPUT.reason,
          max_length: 500,
          multiline: true,
          ...(confirmation.reason === null ? {} : { initial_value: cut(confirmation.reason, 500) }),
        },
      },
    ],
  };
}
