import type { Ending } from '../../lifecycle/ending.ts';
import { planLines } from '../../lifecycle/plan.ts';
import { factWords, knownAmong } from '../../lifecycle/readiness/facts.ts';
import { waitsForTime } from '../../lifecycle/schedule/schedule.ts';
import { endsForGood } from '../../lifecycle/words.ts';
import { purposeLines } from './purpose.ts';
import { cut, type Line, type Part, people } from './rich.ts';
import { scheduledLines } from './schedule.ts';
import { factLines, labelled } from './task-lines.ts';

/** The longest line of a plan, in letters. */
const LONGEST = 500;

/** The whole plan, each line with its fair share of the room that there is for all, in letters. */
export function wholePlan(lines: Parameters<typeof factLines>[0], room = 8_000): Line[] {
  const share = Math.min(LONGEST, Math.floor(room / Math.max(1, lines.length)));
  return factLines(lines.map((line) => ({ ...line, text: cut(line.text, share) })));
}

/** What the person who asked has said to know, in the words in which it was shown. */
export function knownLine({ known = [], shown, task, requester }: Ending): Line[] {
  const said = knownAmong(task, shown?.readiness ?? [], known);
  if (said.length === 0) return [];
  return [labelled('Known', true, { who: requester.userId }, ' said to know: ', cut(factWords(said), 500))];
}

function askedLine({ requester, confirmedAt, reason, shown }: Ending): Line {
  const why = reason === null || reason.trim() === '' ? ', no reason given' : `: "${cut(reason, 300)}"`;
  const rule = shown === undefined ? '' : `; allowed by rule ${shown.rule} of the policy`;
  return labelled('Asked', false, { who: requester.userId }, ', ', { at: confirmedAt }, why, rule);
}

/** What an end leaves to clean up. */
export function leftoversLine({ action }: Pick<Ending, 'action'>, leftovers: number): Line[] {
  if (!endsForGood(action) || leftovers === 0) return [];
  const items = `${leftovers} clean-up ${leftovers === 1 ? 'item' : 'items'}`;
  return [labelled('After', false, `${items}, posted when it has really ended`)];
}

function beforeLine({ earlier }: Ending): Line[] {
  if (earlier === null) return [];
  return [labelled('Before', true, `an earlier attempt (${earlier}) has an unknown outcome`)];
}

/** The whole plan as it was shown to the person who asked, with who that was and why. */
export function askedLines(ending: Ending): Line[] {
  const { action, task, shown } = ending;
  return [
    askedLine(ending),
    ...purposeLines(ending.purpose),
    ...wholePlan(shown?.lines ?? planLines(action, task, { kind: 'proceed' })),
    ...knownLine(ending),
    ...leftoversLine(ending, shown?.leftovers ?? 0),
    ...beforeLine(ending),
  ];
}

function joint(at: number, last: number): string {
  if (at === 0) return '';
  return at === last ? ' and ' : ', ';
}

/** Who has agreed, and when; whose agreement counts no more, and why. */
export function agreedLines({ approvals, lost = [] }: Pick<Ending, 'approvals' | 'lost'>): Line[] {
  const given = approvals.flatMap(({ userId, at }, index): Part[] => [
    joint(index, approvals.length - 1),
    { who: userId },
    ' ',
    { at },
  ]);
  return [
    ...(given.length === 0 ? [] : [labelled('Agreed', false, ...given)]),
    ...lost.map(({ userId, why }) =>
      labelled('Counts no more', true, 'the agreement of ', { who: userId }, `, who ${why}`),
    ),
  ];
}

/** How many are still missing, who may give them, and until when. */
export function missingLine(
  { approvals, approvalExpiresAt }: Pick<Ending, 'approvals' | 'approvalExpiresAt'>,
  needed: number,
  approvers: readonly string[],
): Line {
  const missing = Math.max(0, needed - approvals.length);
  const until: Part[] = approvalExpiresAt === null ? [] : [' Lapses ', { at: approvalExpiresAt }, '.'];
  const others = approvals.length === 0 ? '' : ', and nobody twice';
  return [
    `${missing} more of `,
    ...people(approvers),
    ` must agree; not the person who asked${others}.`,
    ...until,
  ];
}

/** Where it stands, and what everybody can do about it. */
export function waitingLines(ending: Ending): Line[] {
  const schedule = waitsForTime(ending);
  if (schedule !== null) return [...agreedLines(ending), ...scheduledLines(ending, schedule)];
  const { requester, approvalExpiresAt } = ending;
  const until: Part[] = approvalExpiresAt === null ? [] : [' Lapses ', { at: approvalExpiresAt }, '.'];
  const stands: Line = ending.pressAgain
    ? [
        'Enough people have agreed, but the confirmation has grown old: ',
        { who: requester.userId },
        ' must press once more.',
        ...until,
      ]
    : missingLine(ending, ending.approvalsNeeded, ending.approvers);
  return [
    ...agreedLines(ending),
    stands,
    [
      '"Look now" says what differs by now. ',
      { who: requester.userId },
      ', or whoever may do the same, can withdraw it. Nothing has been changed.',
    ],
  ];
}
