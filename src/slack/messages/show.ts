import type { Standing } from '../../brakes/standing.ts';
import { decide } from '../../lifecycle/decide.ts';
import type { Ending } from '../../lifecycle/ending.ts';
import { lagLine, stateLines } from '../../lifecycle/plan/line.ts';
import type { Found } from '../../lifecycle/ports.ts';
import { ACTIONS, type Action, isOver, type Task, titleOf } from '../../lifecycle/task.ts';
import { planButton } from './answer.ts';
import { type Message, message, stackedButtons } from './message.ts';
import { unreachedLines } from './problem.ts';
import { cut, type Line } from './rich.ts';
import { scheduleLines } from './schedule.ts';
import { brakeLines } from './standing.ts';
import { factLines, identityLines, labelled } from './task-lines.ts';
import { typedCommand } from './typed-command.ts';

/** What can be asked of it now. Where nothing can, its end: the refusal says why, and how to go on. */
function actionsOf(task: Task): readonly Action[] {
  const open = ACTIONS.filter((action) => decide(action, task, { earlierStop: 'none' }).kind === 'proceed');
  return open.length === 0 && !isOver(task.stage) ? ['terminate'] : open;
}

/** Is there a lag to speak of? Not before the copy runs, nor where it is over. */
function hasLag(task: Task): boolean {
  if (isOver(task.stage)) return false;
  const follows = ['running', 'paused', 'failed', 'retrying', 'change-failed'].includes(task.stage);
  return task.lag !== null || (follows && task.kind !== 'change-tracking' && task.load !== 'full-only');
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

/** Everything known of one task, each figure with when it was read, what stands against changing it, and its scheduled end. */
export function showMessage(
  task: Task,
  looked: Found['looked'],
  standing: Standing,
  scheduled: readonly Ending[] = [],
): Message {
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
  const instance: Line[] =
    task.instanceId === null ? [] : [labelled('Instance', false, { code: task.instanceId })];
  const lines: Line[] = [
    ...identityLines(task),
    ...instance,
    ...brakeLines(standing, task),
    ...scheduleLines(scheduled, task),
    ...factLines([...stateLines(task), ...(hasLag(task) ? [lagLine(task)] : [])]),
    ...other,
    ...drsLines(task),
    ...paidLine(task),
    ...(task.stage === 'ended'
      ? [labelled('Clean-up', false, 'type ', typedCommand(task.provider, `cleanup ${titleOf(task)}`))]
      : []),
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
