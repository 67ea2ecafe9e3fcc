import type { HomeView, KnownBlock } from '@slack/types';
import { ACTION } from '../ids.ts';
import type { HomeFacts } from './home-facts.ts';
import { checklistBlocks, standingBlocks, troubleBlocks, underWayBlocks } from './home-lists.ts';
import { approvalBlocks, planBlocks, scheduledBlocks } from './home-waiting.ts';
import { header } from './message.ts';
import { cut, type Line, rich } from './rich.ts';
import { overallLines } from './standing.ts';
import { typedCommand } from './typed-command.ts';

function counted(count: number, one: string, many: string): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
}

function waitingCount({ plans, pressAgain, approvals, scheduled }: HomeFacts): number {
  const present = scheduled.rows.filter(({ presses }) => presses.has('present')).length;
  return plans.total + pressAgain.total + approvals.total + present;
}

/** Everything in one sentence, for a glance. */
function headline(facts: HomeFacts): string {
  const { underWay, scheduled, ownLists, otherLists, round } = facts;
  const waiting = waitingCount(facts);
  const rest = [
    ...counted(scheduled.total, 'end scheduled', 'ends scheduled'),
    ...counted(underWay.total, 'under way', 'under way'),
    ...counted(ownLists.total + otherLists.total, 'clean-up open', 'clean-ups open'),
    ...counted(round?.tasks.length ?? 0, 'task in trouble', 'tasks in trouble'),
  ];
  if (waiting > 0) return [`${waiting} ${waiting === 1 ? 'waits' : 'wait'} for you`, ...rest].join(', ');
  return rest.length === 0 ? 'All quiet' : `Nothing waits for you: ${rest.join(', ')}`;
}

/** What there is none of, said once at the end and not under a title each. */
function emptyLine(facts: HomeFacts): Line[] {
  const { plans, pressAgain, approvals, scheduled, underWay, ownLists, otherLists, standing } = facts;
  const isFree = standing.freeze === null && standing.holds.length === 0;
  const sentences: readonly (readonly [boolean, string])[] = [
    [plans.total + pressAgain.total === 0, 'No plan of yours waits for a press.'],
    [approvals.total === 0, 'Nobody waits for your agreement.'],
    [scheduled.total === 0, 'Nothing is scheduled that you have a say in.'],
    [underWay.total === 0, 'Nothing is under way.'],
    [ownLists.total + otherLists.total === 0, 'No clean-up is left for you or your channels.'],
    [isFree, 'Nothing is on hold or frozen by anybody.'],
  ];
  const said = sentences.flatMap(([is, sentence]) => (is ? [sentence] : []));
  return said.length === 0 ? [] : [[said.join(' ')]];
}

function footLines(facts: HomeFacts): Line[] {
  return [
    ...emptyLine(facts),
    [
      'Type ',
      typedCommand(null, 'list'),
      ' for all tasks, ',
      typedCommand(null, 'help'),
      ' for all commands.',
    ],
    [
      'I keep this tab up to date for a day after you open it. Whenever I am started again I forget who has: then open it once more.',
    ],
  ];
}

/** The Home tab of a full member: what waits, what runs, what is left, as of a moment. */
export function homeView(facts: HomeFacts): HomeView {
  const blocks: KnownBlock[] = [
    header(headline(facts)),
    rich([['As of ', { at: facts.asOf }, '.'], ...overallLines(facts.standing)]),
    ...planBlocks(facts),
    ...approvalBlocks(facts),
    ...scheduledBlocks(facts),
    ...underWayBlocks(facts),
    ...checklistBlocks(facts),
    ...troubleBlocks(facts, ACTION.lookAtTasks),
    ...standingBlocks(facts),
    rich(footLines(facts)),
  ];
  return { type: 'home', blocks };
}

/** The Home tab of somebody who may not read: why, and nothing of tasks. */
export function closedHomeView(why: string): HomeView {
  return { type: 'home', blocks: [rich([[cut(why, 800)]])] };
}
