import type { Deed } from '../../policy/ports.ts';
import type { Right } from '../../policy/rights.ts';
import type { CommandName } from '../ids.ts';
import { isOffered, notForYouLines } from './help-rights.ts';
import { type Message, message } from './message.ts';
import type { Line } from './rich.ts';

const SEES: Readonly<Record<CommandName, string>> = {
  '/dts': 'the Alibaba Cloud DTS accounts',
  '/drs': 'the DRS accounts',
  '/cutover': 'all accounts',
};

const VERBS: readonly (readonly [string, string])[] = [
  ['list [words]', 'the tasks, failing first; with words only those that contain them'],
  ['show TASK', 'one task, everything I know of it'],
  ['terminate TASK', 'a plan to end it for good (also: stop, end)'],
  ['terminate TASK at WHEN', 'the same for a time; you are reminded, and one of you must be there'],
  ['force-terminate TASK', 'a plan to end a DRS task in trouble by force (also: force-stop)'],
  ['release TASK', 'a plan to remove a DTS task for good'],
  ['pause TASK', 'a plan to pause it'],
  ['resume TASK', 'a plan to resume, retry or start it'],
  ['cleanup TASK', 'the clean-up checklist of a task that is over'],
  ['cleanup DATABASE', 'the same, by the instance id or address of a database that it used'],
  ['undo TASK', 'what the clean-up has removed and can still put back'],
  [
    'hold TASK until WHEN because REASON',
    'nothing is changed about it until then; without "until", until it is lifted',
  ],
  ['unhold TASK', 'lifts the hold'],
  ['freeze everything because REASON', 'the red switch: nothing is changed in any account'],
  ['unfreeze everything', 'lifts the freeze'],
  ['holds', 'what is on hold, the freeze, the next freeze windows'],
  ['scheduled', 'the ends that wait for their time, and who must still agree or be there'],
  ['help', 'this'],
];

/** Verbs that a command's cloud does not have. */
const NOT_FOR: Readonly<Record<CommandName, readonly string[]>> = {
  '/dts': ['force-terminate'],
  '/drs': ['release'],
  '/cutover': [],
};

/**
 * What can be typed: what only looks, and of the rest what the reader may do here. `unknown` is what was typed instead,
 * with the nearest command, where there was one; `app` is the id of the app that Slack took the command to, so that people
 * see which of several answers.
 */
export function helpMessage(
  command: CommandName,
  unknown: { words: string; nearest: string | null } | null,
  rights: Readonly<Record<Deed, Right>>,
  app: string | null = null,
): Message {
  const said: Line[] =
    unknown === null
      ? []
      : [
          [
            `I do not know "${unknown.words.slice(0, 60)}".${unknown.nearest === null ? '' : ` Did you mean ${unknown.nearest}?`} Nothing was changed.`,
          ],
        ];
  const verbs = VERBS.filter(([verb]) => !NOT_FOR[command].some((word) => verb.startsWith(word)));
  const mine = verbs.filter(([verb]) => isOffered(verb, rights));
  const lines: Line[] = [
    ...said,
    [`${command} sees ${SEES[command]}. ${command} alone is the list.`],
    ...mine.map(([verb, meaning]): Line => [{ code: `${command} ${verb}` }, `  ${meaning}`]),
    ...notForYouLines(
      verbs.flatMap((one) => (mine.includes(one) ? [] : [one[0]])),
      rights,
    ),
    ['TASK is a job id, an instance id or a name. Add "because …" to give the reason at once.'],
    [
      'WHEN is 02:00, tomorrow 08:00, 2026-12-24 18:00, or in 3h ("terminate TASK in 3h"); add a zone like Europe/Berlin for another than yours.',
    ],
    ['I always show a plan first. Nothing is changed before you confirm it.'],
    ...(app === null ? [] : [[`I am the app ${app}.`]]),
  ];
  return message(null, lines);
}
