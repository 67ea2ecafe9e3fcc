import type { KnownBlock } from '@slack/types';
import { shownWindows } from '../../brakes/standing.ts';
import { openItems } from '../../cleanup/checklist/checklist.ts';
import type { Ending } from '../../lifecycle/ending.ts';
import { titleOf } from '../../lifecycle/task.ts';
import { doingOf, stageAndStatus } from '../../lifecycle/words.ts';
import { leftWords } from './checklist.ts';
import { type HomeChecklist, type HomeEnding, type HomeFacts, MOST_ROWS } from './home-facts.ts';
import { moreLines, wayTo } from './home-waiting.ts';
import { inListOrder } from './list.ts';
import { buttons, header } from './message.ts';
import { unreachedLines } from './problem.ts';
import { cut, type Line, rich } from './rich.ts';
import { holdWords, standingMessage } from './standing.ts';
import { endingWords } from './state-words.ts';
import { titleWithDirection } from './task-lines.ts';
import { typedCommand } from './typed-command.ts';

/** "releasing: waiting for agreement, 0 of 1 have agreed". */
function whereItStands(ending: Ending): string {
  const { action, state, approvals, approvalsNeeded, slow } = ending;
  const words = endingWords(ending);
  const doing = state === 'ending' ? words : `${doingOf(action)}: ${words}`;
  const isAgreedTo = state === 'awaiting-approval' && approvalsNeeded > 0;
  const given = isAgreedTo ? `, ${approvals.length} of ${approvalsNeeded} have agreed` : '';
  return `${doing}${given}${slow ? ', slower than usual' : ''}`;
}

function underWayLine({ ending, place }: HomeEnding): Line {
  const { task, requester, since, state, slow } = ending;
  const loud = state === 'needs-human' || state === 'outcome-unknown' || slow;
  const way = wayTo(place, 'its message');
  return [
    { bold: `${titleWithDirection(task)}${loud ? ' (!)' : ''}` },
    `  ${whereItStands(ending)}, since `,
    { at: since },
    ', asked by ',
    { who: requester.userId },
    ...(way.length === 0 ? [] : ['; ', ...way]),
  ];
}

/** Endings that are not over, one line each: where they stand, since when, and where to follow them. */
export function underWayBlocks({ underWay }: HomeFacts): KnownBlock[] {
  if (underWay.total === 0) return [];
  return [
    header('Under way'),
    rich([...underWay.rows.map(underWayLine), ...moreLines(underWay, 'under way')]),
  ];
}

function listLine({ checklist, place }: HomeChecklist, isOwn: boolean): Line {
  const open = openItems(checklist);
  const urgent = open.filter((item) => item.urgent).length;
  const way = wayTo(place, 'the checklist');
  return [
    { bold: `${titleWithDirection(checklist.task)}${urgent > 0 ? ' (!)' : ''}` },
    `  ${open.length} of ${checklist.items.length} to do${urgent === 0 ? '' : `, ${urgent} urgent`}: ${leftWords(checklist)}`,
    ...(isOwn ? [] : [', owner ', { who: checklist.owner }]),
    ...(way.length === 0 ? [] : ['; ', ...way]),
  ];
}

/** Open checklists, this person's own first. */
export function checklistBlocks({ ownLists, otherLists, membersKnown }: HomeFacts): KnownBlock[] {
  if (ownLists.total + otherLists.total === 0) return [];
  const others = membersKnown
    ? 'In your channels'
    : 'In all channels (Slack did not tell me which of them you are in)';
  const part = (title: string, lines: readonly Line[]): Line[] =>
    lines.length === 0 ? [] : [[{ bold: title }], ...lines];
  const own = [...ownLists.rows.map((row) => listLine(row, true)), ...moreLines(ownLists, 'of yours')];
  const rest = [...otherLists.rows.map((row) => listLine(row, false)), ...moreLines(otherLists, 'lists')];
  return [header('Clean-up that is open'), rich([...part('Yours', own), ...part(others, rest)])];
}

/** "None of 214 tasks is in trouble" is said only of places that answered. */
function countLine({ round }: HomeFacts): Line {
  if (round === null)
    return ['I have not listed the tasks yet since I was started, so I do not know of any trouble.'];
  const { at, count, tasks, looked } = round;
  const silent = looked.some(({ problem }) => problem !== null);
  const where = silent ? ' of the places that answered' : '';
  const few = tasks.length === 0 ? 'None' : `${tasks.length}`;
  const is = tasks.length > 1 ? 'are' : 'is';
  return [
    `${few} of ${count} ${count === 1 ? 'task' : 'tasks'}${where} ${is} in trouble. Listed `,
    { at },
    '.',
  ];
}

/** Tasks that have failed, are being retried, or are not understood, as the last list showed them, with its age. */
export function troubleBlocks(facts: HomeFacts, lookId: string): KnownBlock[] {
  const { round, isLooking, standing } = facts;
  const tasks = inListOrder(round?.tasks ?? []);
  const shown = tasks.slice(0, MOST_ROWS.trouble);
  const lines: Line[] = [
    countLine(facts),
    ...shown.map(
      (task): Line => [
        { bold: cut(titleOf(task), 80) },
        `  ${cut(stageAndStatus(task), 100)}, account ${cut(task.account, 60)}, ${cut(task.region, 40)}`,
        ...holdWords(standing, task),
      ],
    ),
    ...moreLines({ rows: shown, total: tasks.length }, 'in trouble'),
    ...(tasks.length === 0 ? [] : [['To see one, type ', typedCommand(null, 'show TASK'), '.']]),
    ...unreachedLines(round?.looked ?? []),
    ...(isLooking ? [['I am listing them again…']] : []),
  ];
  const look = buttons('home.look', [{ id: lookId, label: 'Look again', value: 'tasks' }]);
  return [header('Tasks in trouble'), rich(lines), ...look];
}

/** What is on hold and frozen, and the freeze windows; nothing where there is none of it. */
export function standingBlocks({ standing }: HomeFacts): KnownBlock[] {
  const isOpen = shownWindows(standing).some(({ open }) => open) || 'why' in standing.windows;
  if (standing.freeze === null && standing.holds.length === 0 && !isOpen) return [];
  const { blocks } = standingMessage(standing, null);
  return [header('Holds and freezes'), ...blocks.filter((block) => block.type !== 'header')];
}
