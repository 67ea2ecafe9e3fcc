import type { Found } from '../../lifecycle/ports.ts';
import { type Action, type Task, titleOf } from '../../lifecycle/task.ts';
import { stageAndStatus } from '../../lifecycle/words.ts';
import { planButton } from './answer.ts';
import { type Message, message, stackedButtons } from './message.ts';
import { unreachedLines } from './problem.ts';
import { cut, type Line } from './rich.ts';
import { identityLines, labelled } from './task-lines.ts';

function actionsOf(task: Task): readonly Action[] {
  if (task.stage === 'ended') return task.provider === 'alibaba-dts' ? ['release'] : [];
  if (task.kind === 'change-tracking') return ['release'];
  if (task.stage === 'paused' || task.stage === 'failed') return ['terminate', 'resume'];
  return ['terminate', 'pause'];
}

function drsLines(task: Task): Line[] {
  if (task.drs === null) return [];
  const addresses = [task.drs.replicationPublicIp, task.drs.replicationPrivateIp].filter(
    (address) => address !== null,
  );
  const through: Line[] = addresses.length === 0 ? [] : [labelled('Through', false, addresses.join(' / '))];
  const readOnly: Line[] =
    task.drs.destinationReadOnly === true
      ? [labelled('Read-only', false, 'DRS keeps the destination read-only')]
      : [];
  return [...through, ...readOnly];
}

function paidLine(task: Task): Line[] {
  if (task.billing === 'not-shown') return [];
  const until = task.expiresAt === null ? '' : ` until ${task.expiresAt.slice(0, 10)}`;
  return [
    labelled('Paid', false, task.billing === 'subscription' ? `by subscription${until}` : 'pay-as-you-go'),
  ];
}

/** Everything known of one task, each figure with when it was read. */
export function showMessage(task: Task, looked: Found['looked']): Message {
  const lag = task.lag === null ? 'not known' : `${task.lag.milliseconds / 1000} s, one reading`;
  const other: Line[] = task.twoWay
    ? [
        labelled(
          'Two-way',
          false,
          task.other === null
            ? 'the other direction is not shown'
            : `the other direction is ${task.other.status}`,
        ),
      ]
    : [];
  const trouble: Line[] =
    task.trouble === null ? [] : [labelled('It says', true, cut(task.trouble.text, 400))];
  const instance: Line[] =
    task.instanceId === null ? [] : [labelled('Instance', false, { code: task.instanceId })];
  const lines: Line[] = [
    ...identityLines(task),
    ...instance,
    labelled('State', false, stageAndStatus(task), ', read ', { at: task.readAt, show: 'time' }),
    ...trouble,
    labelled('Lag', false, lag),
    ...other,
    ...drsLines(task),
    ...paidLine(task),
    ...unreachedLines(looked),
  ];
  return message(
    cut(titleOf(task), 120),
    lines,
    stackedButtons(
      'show',
      actionsOf(task).map((action) => planButton(action, task)),
    ),
  );
}
