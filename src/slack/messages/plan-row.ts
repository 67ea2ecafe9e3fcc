import type { ActionsBlock, KnownBlock, StaticSelect } from '@slack/types';
import { decide } from '../../lifecycle/decide.ts';
import type { Confirmation } from '../../lifecycle/outcome.ts';
import type { Plan } from '../../lifecycle/plan.ts';
import { isGated } from '../../lifecycle/readiness/judge.ts';
import { type Action, taskKey, titleOf } from '../../lifecycle/task.ts';
import { endsForGood } from '../../lifecycle/words.ts';
import { ACTION } from '../ids.ts';
import { type ButtonSpec, button } from './message.ts';
import { asksWhy, purposeOptions } from './purpose.ts';
import { cut } from './rich.ts';

const VERB: Readonly<Record<Action, string>> = {
  terminate: 'End',
  'force-terminate': 'End by force',
  release: 'Release',
  pause: 'Pause',
  resume: 'Resume',
};

function insteadButton(plan: Plan): ButtonSpec[] {
  const [first] = plan.tasks;
  if (plan.action !== 'terminate' || first === undefined || plan.tasks.length > 1) return [];
  const canPause = decide('pause', first, { earlierStop: 'none' }).kind === 'proceed';
  return canPause
    ? [{ id: ACTION.requestPlan, label: 'Pause instead', value: `pause:${taskKey(first)}` }]
    : [];
}

/** What confirms it; as the task is now, a void plan has nothing to confirm, and a new one is asked for instead. */
function confirmButton(plan: Plan, { id, schedule }: Confirmation): ButtonSpec {
  const [first] = plan.tasks;
  if (plan.changed !== undefined)
    return { id: ACTION.requestPlan, label: 'New plan', value: `again:${id}`, style: 'primary' };
  const verb = schedule == null ? VERB[plan.action] : 'Schedule the end of';
  const label = `${verb} ${first === undefined ? '' : cut(titleOf(first), 50)}`;
  return { id: ACTION.confirm, label, value: id, style: endsForGood(plan.action) ? 'danger' : 'primary' };
}

function writesButton(plan: Plan, { id, tasks }: Confirmation): ButtonSpec[] {
  if (!tasks.some((task) => isGated(plan.action, task))) return [];
  return [{ id: ACTION.writesStopped, label: 'Writes are stopped', value: id }];
}

/** What stands behind an option of the purpose, when it comes back. */
function purposeSelect({ id, purpose: chosen }: Confirmation): StaticSelect {
  const options = purposeOptions((purpose) => `${purpose}:${id}`);
  const initial = options.find(({ value }) => value === `${chosen}:${id}`);
  return {
    type: 'static_select',
    action_id: ACTION.purpose,
    placeholder: { type: 'plain_text', text: 'Why? Cut-over, if nothing is chosen', emoji: false },
    options,
    ...(initial === undefined ? {} : { initial_option: initial }),
  };
}

/** The row under a plan: what confirms it, what its owner can say of it, and what puts it away. */
export function planRow(plan: Plan, confirmation: Confirmation): KnownBlock[] {
  const { id } = confirmation;
  const before = [
    confirmButton(plan, confirmation),
    ...(plan.changed === undefined ? insteadButton(plan) : []),
    ...writesButton(plan, confirmation),
    { id: ACTION.refresh, label: 'Look again', value: id },
  ];
  const after: ButtonSpec[] = [
    { id: ACTION.cancel, label: 'Cancel', value: id },
    ...(plan.changed === undefined
      ? [{ id: ACTION.showInChannel, label: 'Show in channel', value: id }]
      : []),
  ];
  const row: ActionsBlock = {
    type: 'actions',
    block_id: cut(`plan.${id}`, 250),
    elements: [
      ...before.map(button),
      ...(asksWhy(plan.action) ? [purposeSelect(confirmation)] : []),
      ...after.map(button),
    ],
  };
  return [row];
}
