import type { KnownBlock } from '@slack/types';
import type { Press } from '../../lifecycle/approving/open-presses.ts';
import type { Ending } from '../../lifecycle/ending.ts';
import { atWords, waitsForTime } from '../../lifecycle/schedule/schedule.ts';
import { titleOf } from '../../lifecycle/task.ts';
import { ACTION } from '../ids.ts';
import { endingButtons } from './ending-buttons.ts';
import { titleWords } from './ending-title.ts';
import type { HomeEnding, HomeFacts, HomePlan, Place, Section } from './home-facts.ts';
import { buttons, header } from './message.ts';
import { planTitle } from './plan.ts';
import { cut, type Line, type Part, rich } from './rich.ts';
import { agreementLine, presentLine } from './schedule.ts';
import { identityLines, labelled, titleWithDirection } from './task-lines.ts';
import { typedCommand } from './typed-command.ts';
import { agreedLines, knownLine, leftoversLine, missingLine, wholePlan } from './waiting.ts';
import { whyParts } from './who-may.ts';

/** How many letters of a plan stand beside its buttons; its message has them all. */
const PLAN_ROOM = 2_000;

/** What has to count for a button to be offered; whoever may read may look. */
const NEEDS: Readonly<Record<string, Press>> = {
  [ACTION.approve]: 'approve',
  [ACTION.reject]: 'reject',
  [ACTION.withdraw]: 'withdraw',
  [ACTION.present]: 'present',
  [ACTION.veto]: 'veto',
  [ACTION.confirm]: 'press-again',
};

/** The way to a message, behind a few words. */
export function wayTo({ link, channel }: Place, words: string): Part[] {
  if (link !== null) return [{ link, words }];
  return channel === null ? [] : [`${words} in `, { channel }];
}

/** "and 3 more", where there are more than are shown. */
export function moreLines<Row>({ rows, total }: Section<Row>, of: string): Line[] {
  return total > rows.length ? [[`and ${total - rows.length} more ${of}`]] : [];
}

function moreBlocks<Row>(section: Section<Row>, of: string): KnownBlock[] {
  const lines = moreLines(section, of);
  return lines.length === 0 ? [] : [rich(lines)];
}

/** The buttons of its message, those that count for this person here. */
function homeButtons({ ending, presses }: HomeEnding): KnownBlock[] {
  return endingButtons(ending).flatMap((block) => {
    if (block.type !== 'actions') return [];
    const elements = block.elements.filter((element) => {
      if (element.action_id === ACTION.lookNow) return true;
      const press = NEEDS[element.action_id ?? ''];
      return press !== undefined && presses.has(press);
    });
    return elements.length === 0 ? [] : [{ ...block, elements }];
  });
}

function brakedLine({ braked }: HomeEnding): Line[] {
  return braked === null ? [] : [labelled('In the way', true, ...whyParts(braked))];
}

function placeLine({ place, moreThere }: HomeEnding): Line[] {
  const way = wayTo(place, 'its message');
  if (way.length === 0) return [];
  const more = moreThere ? ['. The policy lets you do more in its channel than here'] : [];
  return [['The whole plan is on ', ...way, ...more, '.']];
}

function askedLine({ requester, confirmedAt, reason }: Ending): Line {
  const why = reason === null || reason.trim() === '' ? ', no reason given' : `: "${cut(reason, 300)}"`;
  return labelled('Asked', false, { who: requester.userId }, ', ', { at: confirmedAt }, why);
}

/** The plan as it was shown, shortened where it is long, what its requester said to know, and what the end leaves. */
function shownLines(ending: Ending): Line[] {
  return [
    ...wholePlan(ending.shown?.lines ?? [], PLAN_ROOM),
    ...knownLine(ending),
    ...leftoversLine(ending, ending.shown?.leftovers ?? 0),
  ];
}

function titleLine(ending: Ending): Line {
  return [{ bold: `${titleWords(ending)}: ${titleWithDirection(ending.task)}` }];
}

function missingLines(ending: Ending): Line[] {
  const missing = ending.approvalsNeeded - ending.approvals.length;
  if (missing <= 0) return [];
  return waitsForTime(ending) === null
    ? [missingLine(ending, ending.approvalsNeeded, ending.approvers)]
    : [agreementLine(missing, ending.approvers)];
}

function approvalRow(row: HomeEnding): KnownBlock[] {
  const { ending } = row;
  const lines = [
    titleLine(ending),
    ...identityLines(ending.task),
    askedLine(ending),
    ...shownLines(ending),
    ...agreedLines(ending),
    ...missingLines(ending),
    ...brakedLine(row),
    ...placeLine(row),
  ];
  return [rich(lines), ...homeButtons(row)];
}

function pressAgainRow(row: HomeEnding): KnownBlock[] {
  const { ending } = row;
  const until: Part[] =
    ending.approvalExpiresAt === null ? [] : [' Lapses ', { at: ending.approvalExpiresAt }, '.'];
  const lines: Line[] = [
    titleLine(ending),
    ...identityLines(ending.task),
    ['Enough people have agreed, but your confirmation has grown old: press once more.', ...until],
    ...brakedLine(row),
    ...placeLine(row),
  ];
  return [rich(lines), ...homeButtons(row)];
}

function planRow({ confirmation, where }: HomePlan): KnownBlock[] {
  const { id, action, tasks, schedule, shownAt, expiresAt } = confirmation;
  const [first] = tasks;
  const again: Part =
    first === undefined
      ? typedCommand(null, 'list')
      : typedCommand(first.provider, `${action} ${titleOf(first)}`);
  const elsewhere: Line[] =
    where === 'anywhere'
      ? []
      : where === 'nowhere'
        ? [['The policy does not allow it to you any more.']]
        : [
            [
              'The policy allows it to you in ',
              { channel: where.channel },
              ' only: for a new plan type ',
              again,
              ' there.',
            ],
          ];
  const lines: Line[] = [
    [{ bold: planTitle({ action, tasks }, schedule) }],
    ...(first === undefined ? [] : identityLines(first)),
    ['Shown ', { at: shownAt }, ', valid until ', { at: expiresAt }, '. Nothing has been changed.'],
    ...elsewhere,
  ];
  return [
    rich(lines),
    ...(where === 'anywhere'
      ? buttons(`home.plan.${id}`, [{ id: ACTION.refresh, label: 'Show the plan', value: id }])
      : []),
  ];
}

/** Plans of this person that wait to be confirmed, and endings that wait for a second press. */
export function planBlocks({ plans, pressAgain }: HomeFacts): KnownBlock[] {
  if (plans.total + pressAgain.total === 0) return [];
  const isShown = plans.rows.some(({ where }) => where === 'anywhere');
  return [
    header('Waiting for your press'),
    ...pressAgain.rows.flatMap(pressAgainRow),
    ...moreBlocks(pressAgain, 'that wait for a second press'),
    ...plans.rows.flatMap(planRow),
    ...moreBlocks(plans, 'plans'),
    ...(isShown
      ? [rich([['A plan is read anew and comes as a direct message; it is confirmed there.']])]
      : []),
  ];
}

/** Endings that this person may agree to. */
export function approvalBlocks({ approvals }: HomeFacts): KnownBlock[] {
  if (approvals.total === 0) return [];
  return [
    header('Waiting for your agreement'),
    ...approvals.rows.flatMap(approvalRow),
    ...moreBlocks(approvals, 'that you may agree to; their messages are in the channels'),
  ];
}

function scheduledRow(row: HomeEnding): KnownBlock[] {
  const { ending } = row;
  const schedule = waitsForTime(ending);
  const when: Line[] =
    schedule === null
      ? []
      : [
          labelled('When', true, `${atWords(schedule)}, for you `, { at: schedule.at }),
          presentLine(schedule),
        ];
  const lines = [
    titleLine(ending),
    ...identityLines(ending.task),
    askedLine(ending),
    ...when,
    ...missingLines(ending),
    ...brakedLine(row),
    ...placeLine(row),
  ];
  return [rich(lines), ...homeButtons(row)];
}

/** Ends that wait for their time, and that this person has asked for, agreed to, or may stop. */
export function scheduledBlocks({ scheduled }: HomeFacts): KnownBlock[] {
  if (scheduled.total === 0) return [];
  return [
    header('Scheduled'),
    ...scheduled.rows.flatMap(scheduledRow),
    ...moreBlocks(scheduled, 'scheduled ends'),
  ];
}
