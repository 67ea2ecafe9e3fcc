import type { Note } from '../../lifecycle/rows.ts';
import { type Message, say } from './message.ts';
import { reminderMessage } from './reminder.ts';
import { cut, type Line } from './rich.ts';
import { stateWords } from './state-words.ts';
import { endingWhy } from './who-may.ts';

function waitsAgainLine({ lost, missing }: Extract<Note, { kind: 'waits-again' }>): Line {
  const gone = lost.flatMap(
    ({ userId, why }): Line => [
      'The agreement of ',
      { who: userId },
      ` counts no more: that person ${why}. `,
    ],
  );
  const grown = lost.length === 0 ? 'The policy asks for more people by now. ' : '';
  const waits = missing === 0 ? '' : `${missing} more must agree; nothing was sent.`;
  return [...gone, `${grown}${waits}`];
}

function noteLine(note: Exclude<Note, { kind: 'reminder' }>): Line {
  switch (note.kind) {
    case 'approved':
      return [{ who: note.userId }, ` agreed, ${note.given} of ${note.needed}.`];
    case 'waits-again':
      return waitsAgainLine(note);
    case 'press-again':
      return [
        'Enough people have agreed, but the confirmation has grown old. ',
        { who: note.userId },
        ', press once more if it is still right.',
      ];
    case 'slow':
      return [
        `Not over after ${note.minutes} minutes. Slow is not failed: I go on looking, and say when it is over.`,
      ];
    case 'present':
      return [{ who: note.userId }, ' is here.'];
    case 'not-begun':
      return [`Not begun: ${cut(note.why, 900)} Nothing was changed.`];
    case 'state':
      return [
        `Now: ${stateWords(note.state)}.`,
        ...(note.why === null ? [] : [' ', ...endingWhy(note.state, note.why)]),
      ];
    case 'signed-off':
      return [{ who: note.userId }, ` signed off "${cut(note.item, 150)}": "${cut(note.text, 300)}"`];
    case 'cleanup':
      return note.userId === null ? [cut(note.text, 900)] : [{ who: note.userId }, ` ${cut(note.text, 900)}`];
  }
}

/** One line in the thread of an ending or a checklist. */
export function noteMessage(note: Note): Message {
  return note.kind === 'reminder' ? reminderMessage(note) : say(noteLine(note));
}
