import type { Refused } from '../../cleanup/outcome.ts';
import { type Message, say } from './message.ts';
import type { Line } from './rich.ts';
import { labelled } from './task-lines.ts';
import { typedCommand } from './typed-command.ts';
import { saysBraked, saysWhoMay, whyParts } from './who-may.ts';

function wayOn(why: string): Line {
  if (saysWhoMay(why))
    return labelled('Way on', false, why.endsWith(' only.') ? 'ask again there' : 'ask one of them');
  if (saysBraked(why))
    return labelled(
      'Way on',
      false,
      'press it again when that is over, or lifted; type ',
      typedCommand(null, 'holds'),
      ' to see what stands',
    );
  if (/could not look at it first|did not answer|too busy|could not be sent/.test(why))
    return labelled('Way on', false, 'press it again when the cloud answers');
  if (why.startsWith('Only full members')) return labelled('Way on', false, 'ask a full member');
  return labelled('Way on', false, 'type ', typedCommand(null, 'cleanup TASK'), ' to see how it stands now');
}

/** Why nothing was done, a way on, and that nothing was changed. */
export function refusalMessage({ why }: Pick<Refused, 'why'>): Message {
  return say(whyParts(why), wayOn(why), ['Nothing was changed.']);
}
