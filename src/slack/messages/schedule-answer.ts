import type { Ending } from '../../lifecycle/ending.ts';
import { atWords, waitsForTime } from '../../lifecycle/schedule/schedule.ts';
import type { Action, Provider } from '../../lifecycle/task.ts';
import { type Message, message, say } from './message.ts';
import { cut, type Line } from './rich.ts';
import { agreementLine, presentLine } from './schedule.ts';
import { labelled, titleWithDirection } from './task-lines.ts';
import { typedCommand } from './typed-command.ts';

const MOST = 12;

/** A time that cannot be taken. What looks like one may be part of a name, which quotes make clear. */
export function timeRefusalMessage(
  why: string,
  scope: Provider | null,
  action: Action,
  words: string,
): Message {
  return say(
    [cut(why, 500)],
    labelled('Way on', false, 'type ', typedCommand(scope, 'terminate TASK at 02:00 Europe/Berlin')),
    ['If it is part of the name, use quotes: ', typedCommand(scope, `${action} "${words}"`)],
    ['Nothing was changed.'],
  );
}

function scheduledLines(ending: Ending): Line[] {
  const schedule = waitsForTime(ending);
  if (schedule === null) return [];
  const { task, requester, approvals, approvalsNeeded, approvers, reason } = ending;
  const missing = approvalsNeeded - approvals.length;
  const why = reason === null || reason.trim() === '' ? '' : `: "${cut(reason, 150)}"`;
  const what = `${titleWithDirection(task)} (account ${task.account}) at ${atWords(schedule)}, by `;
  return [
    labelled('Ends', false, what, { who: requester.userId }, why),
    ...(missing > 0 ? [agreementLine(missing, approvers)] : []),
    presentLine(schedule),
  ];
}

/** Every end that waits for its time: when, by whom, and what people still have to do. */
export function scheduledMessage(scheduled: readonly Ending[], scope: Provider | null): Message {
  const mine = scheduled.filter(({ task }) => scope === null || task.provider === scope);
  if (mine.length === 0) return say(['Nothing is scheduled.']);
  const more = mine.length - MOST;
  return message('SCHEDULED', [
    ...mine.slice(0, MOST).flatMap(scheduledLines),
    ...(more > 0 ? [[`and ${more} more`]] : []),
    ['To stop one, press "Veto" or "Withdraw" at its message in the channel.'],
  ]);
}
