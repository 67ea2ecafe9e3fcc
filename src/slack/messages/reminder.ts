import type { Note } from '../../lifecycle/rows.ts';
import { atWords } from '../../lifecycle/schedule/schedule.ts';
import { buttons, type Message, message } from './message.ts';
import { cut, type Line, type Part } from './rich.ts';
import { agreementLine, presentButton, vetoButton } from './schedule.ts';
import { labelled } from './task-lines.ts';
import { agreedLines } from './waiting.ts';
import { whyParts } from './who-may.ts';

type Reminder = Extract<Note, { kind: 'reminder' }>;

const MOST = 8;

function presenceLines({ schedule, present }: Reminder): Line[] {
  if (present !== null) return [labelled('Presence', false, { who: present }, ' is here')];
  if (schedule.presence === 'not-needed') return [];
  return [
    labelled(
      'Presence',
      true,
      'one of you, or whoever else may end it, must press "I am here" before then, or nothing happens',
    ),
  ];
}

/** The reminder before a scheduled end: who must look, what stands against it now, and the two buttons. */
export function reminderMessage(note: Reminder): Message {
  const { endingId, title, to, schedule, missing, approvers, lost, against, present } = note;
  const gone = agreedLines({ approvals: [], lost: lost.map((one) => ({ ...one, at: schedule.at })) });
  const called = to.flatMap((who): Part[] => [{ who }, ' ']);
  const stands: Line[] = against
    .slice(0, MOST)
    .map((why) => labelled('Against it', true, ...whyParts(why, 400)));
  const lines: Line[] = [
    [...called, `${cut(title, 140)} ends at ${atWords(schedule)}, for you `, { at: schedule.at }, '.'],
    ...(missing > 0 ? [agreementLine(missing, approvers)] : []),
    ...gone,
    ...presenceLines(note),
    ...(stands.length === 0 ? [['Nothing else stands against it now.']] : stands),
    ['Everything is judged again at its time.'],
  ];
  const asks = schedule.presence === 'required' && present === null;
  const row = [...(asks ? [presentButton(endingId)] : []), vetoButton(endingId)];
  return message(null, lines, buttons(`reminder.${endingId}`, row));
}
