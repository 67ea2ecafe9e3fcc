import { type Checklist, openItems } from '../../cleanup/checklist/checklist.ts';
import { type Message, message } from './message.ts';
import type { Line } from './rich.ts';
import { titleWithDirection } from './task-lines.ts';
import { typedCommand } from './typed-command.ts';

const MOST = 30;

function lineOf(checklist: Checklist): Line {
  const open = openItems(checklist);
  const urgent = open.filter((item) => item.urgent).length;
  return [
    { bold: titleWithDirection(checklist.task) },
    `  ${open.length} of ${checklist.items.length} open${urgent === 0 ? '' : `, ${urgent} urgent`}, owner `,
    { who: checklist.owner },
  ];
}

/** The open checklists of a channel, one line each. It calls their owners by name, and nobody else. */
export function digestMessage(checklists: readonly Checklist[]): Message {
  const shown = checklists.slice(0, MOST);
  const more = checklists.length - shown.length;
  const title = `CLEAN-UP STILL OPEN: ${checklists.length} ${checklists.length === 1 ? 'LIST' : 'LISTS'}`;
  return message(title, [
    ...shown.map(lineOf),
    ...(more > 0 ? [[`and ${more} more lists`]] : []),
    [
      'To see one, type ',
      typedCommand(null, 'cleanup TASK'),
      '. "Snooze" on a list keeps it quiet for a working day.',
    ],
  ]);
}
