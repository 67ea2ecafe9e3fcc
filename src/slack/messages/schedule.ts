import type { Ending } from '../../lifecycle/ending.ts';
import { ageWords } from '../../lifecycle/readiness/compared.ts';
import {
  atWords,
  type EndingSchedule,
  type PlannedSchedule,
  PRESENCE_MS,
  waitsForTime,
} from '../../lifecycle/schedule/schedule.ts';
import { type Task, taskKey } from '../../lifecycle/task.ts';
import { ACTION } from '../ids.ts';
import type { ButtonSpec } from './message.ts';
import { type Line, type Part, people, utc } from './rich.ts';
import { labelled } from './task-lines.ts';

const JUDGED_AGAIN =
  'At its time everything is judged again: rights, state, readiness, holds. If I am not running in that minute, nothing happens.';

/** Who must be there, and when. */
function presenceLine(schedule: PlannedSchedule): Line {
  if (schedule.presence === 'not-needed')
    return labelled('Presence', false, 'nobody has to be there: the policy says so');
  return labelled(
    'Presence',
    true,
    'the person who asked, somebody who agreed, or whoever may end it must press "I am here" in the 15 minutes before, from ',
    { at: schedule.at - PRESENCE_MS },
    ' on, or nothing happens',
  );
}

/** The time of a plan: as it was meant, in UTC, and how long from now. */
export function whenLines(schedule: PlannedSchedule | null | undefined, now: number): Line[] {
  if (schedule === null || schedule === undefined) return [];
  const { at } = schedule;
  const when = `${atWords(schedule)}, which is ${utc(at)}, in ${ageWords(at - now)}`;
  return [labelled('When', true, when), presenceLine(schedule), [JUDGED_AGAIN]];
}

/** Who is there, or who must say so until when. */
export function presentLine(schedule: EndingSchedule): Line {
  if (schedule.present === null) return presenceLine(schedule);
  const { userId, at } = schedule.present;
  return labelled('Presence', false, { who: userId }, ' is here, said at ', { at, show: 'time' });
}

/** How many more must agree, and of whom. */
export function agreementLine(missing: number, approvers: readonly string[]): Line {
  return labelled(
    'Agreement',
    true,
    `${missing} more of `,
    ...people(approvers),
    ' must agree before that time; not the person who asked',
  );
}

/** A confirmed ending that waits for its time, as its message in the channel says it. */
export function scheduledLines(ending: Ending, schedule: EndingSchedule): Line[] {
  const missing = ending.approvalsNeeded - ending.approvals.length;
  return [
    labelled('When', true, `${atWords(schedule)}, for you `, { at: schedule.at }),
    ...(missing > 0 ? [agreementLine(missing, ending.approvers)] : []),
    presentLine(schedule),
    [JUDGED_AGAIN],
    ['"Look now" says what differs by now; "Veto" stops it. Nothing has been changed.'],
  ];
}

/** What people can do about an ending that waits for its time. */
export function scheduledButtons(ending: Ending, schedule: EndingSchedule): ButtonSpec[] {
  const value = ending.id;
  const isMissing = ending.approvals.length < ending.approvalsNeeded;
  const asksPresence =
    schedule.presence === 'required' && schedule.present === null && schedule.openedAt !== null;
  return [
    ...(asksPresence ? [presentButton(value)] : []),
    ...(isMissing
      ? [
          { id: ACTION.approve, label: `Approve, for ${atWords(schedule)}`, value, style: 'danger' as const },
          { id: ACTION.reject, label: 'Reject', value },
        ]
      : []),
    vetoButton(value),
    { id: ACTION.lookNow, label: 'Look now', value },
    { id: ACTION.withdraw, label: 'Withdraw', value },
  ];
}

export function presentButton(value: string): ButtonSpec {
  return { id: ACTION.present, label: 'I am here', value, style: 'primary' };
}

export function vetoButton(value: string): ButtonSpec {
  return { id: ACTION.veto, label: 'Veto', value };
}

function ofTask(scheduled: readonly Ending[], task: Task): readonly Ending[] {
  return scheduled.filter((ending) => taskKey(ending.task) === taskKey(task));
}

/** The scheduled end of a task: under it where it is shown, and nothing where there is none. */
export function scheduleLines(scheduled: readonly Ending[], task: Task): Line[] {
  return ofTask(scheduled, task).flatMap((ending) => {
    const schedule = waitsForTime(ending);
    if (schedule === null) return [];
    const who = { who: ending.requester.userId };
    return [labelled('Scheduled', true, `its end, for ${atWords(schedule)}, by `, who)];
  });
}

/** The scheduled end of a task, in a few words behind its name in a list; empty where there is none. */
export function scheduleWords(scheduled: readonly Ending[], task: Task): Part[] {
  const [schedule] = ofTask(scheduled, task).flatMap((ending) => waitsForTime(ending) ?? []);
  return schedule === undefined ? [] : ['  ', { bold: 'END SCHEDULED' }, ' for ', { at: schedule.at }];
}
