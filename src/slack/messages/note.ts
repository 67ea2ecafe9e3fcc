import type { Note } from '../../lifecycle/rows.ts';
import { type Message, say } from './message.ts';
import { reminderMessage } from './reminder.ts';
import { cut, type Line } from './rich.ts';
import { stateWords } from './state-words.ts';
import { endingWhy } from './who-may.ts';

function noteLine(note: Exclude<Note, { kind: 'reminder' }>): Line {
  switch (note.kind) {
    case 'approved':
      return [{ who: note.userId }, ` agreed, ${note.given} of ${note.needed}.`];
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
