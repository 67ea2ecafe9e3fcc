import type { InputBlock, ModalView } from '@slack/types';
import type { Confirmation } from '../../lifecycle/outcome.ts';
import { planLinesOf } from '../../lifecycle/plan.ts';
import type { Fact } from '../../lifecycle/readiness/facts.ts';
import { type Action, titleOf } from '../../lifecycle/task.ts';
import { nameToType } from '../../lifecycle/typed-name.ts';
import { INPUT, VIEW } from '../ids.ts';
import { planFacts } from '../messages/plan.ts';
import { asksWhy, purposeOptions } from '../messages/purpose.ts';
import { cut, rich } from '../messages/rich.ts';
import { whenLines } from '../messages/schedule.ts';
import { asBox, inBoxes } from './known-boxes.ts';

const SUBMIT: Readonly<Record<Action, string>> = {
  terminate: 'End for good',
  'force-terminate': 'End by force',
  release: 'Release for good',
  pause: 'Pause',
  resume: 'Resume',
};

function nameInput(hint: string): InputBlock {
  return {
    type: 'input',
    block_id: INPUT.name,
    label: { type: 'plain_text', text: 'Which task?', emoji: false },
    hint: { type: 'plain_text', text: cut(`Type ${hint}`, 300), emoji: false },
    element: { type: 'plain_text_input', action_id: INPUT.name, max_length: 300 },
  };
}

/** The most letters of a box. */
const BOX_LETTERS = 75;

/** One box to tick for each fact that speaks against it. */
function knowInputs(facts: readonly Fact[], rule: Confirmation['readinessRule']): InputBlock[] {
  const hint =
    rule === 'required'
      ? 'Readiness is required here: going on without it needs a reason, and one more person must agree.'
      : 'Tick each, unless the task is no longer needed. It is kept in the audit log.';
  return inBoxes(facts).map(({ id, facts: some }) => ({
    type: 'input',
    block_id: id,
    // What somebody no longer needs may be ended without a tick; whether one is missing is said when it is sent in.
    optional: rule === 'shown',
    label: { type: 'plain_text', text: 'It is not ready', emoji: false },
    hint: { type: 'plain_text', text: hint, emoji: false },
    element: {
      type: 'checkboxes',
      action_id: id,
      options: some.map((fact) => ({
        text: { type: 'plain_text', text: cut(`I know: ${fact.text}`, BOX_LETTERS), emoji: false },
        value: asBox(fact),
      })),
    },
  }));
}

/** Why it is ended: what was chosen on the plan, else a cut-over. */
function purposeInput(chosen: Confirmation['purpose']): InputBlock {
  const options = purposeOptions((purpose) => purpose);
  const initial = options.find(({ value }) => value === (chosen ?? 'cut-over'));
  return {
    type: 'input',
    block_id: INPUT.purpose,
    optional: true,
    label: { type: 'plain_text', text: 'What for?', emoji: false },
    element: {
      type: 'static_select',
      action_id: INPUT.purpose,
      options,
      ...(initial === undefined ? {} : { initial_option: initial }),
    },
  };
}

/**
 * The modal in which a person types which task is meant, where the policy asks for that, says to know what is not
 * ready, and why it is done.
 */
export function requestView(
  confirmation: Confirmation,
  facts: readonly Fact[],
  now = confirmation.shownAt,
): ModalView {
  const { action, tasks, schedule } = confirmation;
  const submit = schedule == null ? SUBMIT[action] : 'Schedule the end';
  const [first] = tasks;
  const lines = planLinesOf(action, tasks, confirmation.readiness, confirmation);
  const hint = first === undefined ? '' : nameToType(first, confirmation.sharedName);
  return {
    type: 'modal',
    callback_id: VIEW.request,
    private_metadata: confirmation.id,
    title: { type: 'plain_text', text: submit, emoji: false },
    submit: { type: 'plain_text', text: submit, emoji: false },
    close: { type: 'plain_text', text: 'Cancel', emoji: false },
    blocks: [
      rich([
        [{ bold: first === undefined ? '' : cut(titleOf(first), 120) }],
        ...whenLines(schedule, now),
        ...planFacts(action, tasks, lines),
      ]),
      ...knowInputs(facts, confirmation.readinessRule),
      ...(confirmation.confirm === 'type-name' ? [nameInput(hint)] : []),
      ...(asksWhy(action) ? [purposeInput(confirmation.purpose)] : []),
      {
        type: 'input',
        block_id: INPUT.reason,
        optional: facts.length === 0 || confirmation.readinessRule !== 'required',
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
