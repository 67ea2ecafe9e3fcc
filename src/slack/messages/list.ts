import type { KnownBlock } from '@slack/types';
import type { Standing } from '../../brakes/standing.ts';
import type { Ending } from '../../lifecycle/ending.ts';
import { lagWords } from '../../lifecycle/plan/line.ts';
import type { Found } from '../../lifecycle/ports.ts';
import { type Action, isOver, type Task, titleOf } from '../../lifecycle/task.ts';
import { stageAndStatus, stageWord } from '../../lifecycle/words.ts';
import { ACTION } from '../ids.ts';
import { planButton } from './answer.ts';
import { urgency } from './in-trouble.ts';
import { buttons, type Message, message } from './message.ts';
import { unreachedLines } from './problem.ts';
import { cut, type Line } from './rich.ts';
import { scheduleWords } from './schedule.ts';
import { holdWords, overallLines } from './standing.ts';
import { identityLines } from './task-lines.ts';
import { typedCommand } from './typed-command.ts';

/** Rows on a page: two blocks each, well under Slack's fifty. */
export const PAGE_SIZE = 10;
/** More than these are too many to page through. */
const MANY_PAGES = 5;

const { compare } = new Intl.Collator();

/** The tasks in the order of a list: failing first, then by name. */
export function inListOrder(tasks: readonly Task[]): Task[] {
  const keyed = tasks.map((task) => ({ task, urgency: urgency(task), title: titleOf(task) }));
  keyed.sort(
    (a, b) => a.urgency - b.urgency || compare(a.title, b.title) || compare(a.task.taskId, b.task.taskId),
  );
  return keyed.map(({ task }) => task);
}

/** "1 task", "10,000 tasks" */
export function taskCount({ length }: readonly Task[]): string {
  return `${length.toLocaleString('en-US')} ${length === 1 ? 'task' : 'tasks'}`;
}

/** Does a task contain every word, in its name, ids, endpoints, status or place? */
export function matchesWords(task: Task, words: string): boolean {
  const hay = [
    task.name,
    task.taskId,
    task.instanceId,
    task.status,
    stageWord(task.stage),
    task.kind,
    task.account,
    task.region,
    task.source.instanceId,
    task.source.instanceName,
    task.source.address,
    task.destination.instanceId,
    task.destination.instanceName,
    task.destination.address,
  ];
  const text = hay
    .filter((piece) => piece !== null)
    .join(' ')
    .toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function mainAction(task: Task): Action {
  if (task.kind === 'change-tracking' || (task.stage === 'ended' && task.provider === 'alibaba-dts'))
    return 'release';
  return 'terminate';
}

function behindWords(task: Task): string {
  return task.lag === null || isOver(task.stage) ? '' : `, lag ${lagWords(task.lag.milliseconds)}`;
}

/** Its title, and how it stands. */
export function stateLine(task: Task): Line {
  const retry =
    task.provider === 'alibaba-dts' && task.stage === 'failed'
      ? '; DTS retries it for 7 days and may overwrite the destination'
      : '';
  return [
    { bold: cut(titleOf(task), 100) },
    `  ${cut(stageAndStatus(task), 300)}${behindWords(task)}${retry}`,
  ];
}

function row(task: Task, at: number, standing: Standing, scheduled: readonly Ending[]): KnownBlock[] {
  const head: Line = [...stateLine(task), ...holdWords(standing, task), ...scheduleWords(scheduled, task)];
  const over = task.provider === 'drs' && task.stage === 'ended';
  return [
    ...message(null, [head, ...identityLines(task)]).blocks,
    ...(over ? [] : buttons(`list.${at}`, [planButton(mainAction(task), task)])),
  ];
}

/** "None" is said only of places that answered. */
function noTasks({ looked }: Found, about: string): string {
  const silent = looked.filter(({ problem }) => problem !== null).length;
  if (silent === 0) return `No tasks${about}.`;
  return silent === looked.length
    ? 'No place answered, so I do not know which tasks there are.'
    : `No tasks${about} in the places that answered.`;
}

/** How many there are, and which of them are shown. */
function countWords(tasks: readonly Task[], about: string, page: number): string {
  const number = (count: number) => count.toLocaleString('en-US');
  const order = tasks.length === 1 ? '' : ', failing first';
  const [first, last] = [page * PAGE_SIZE + 1, Math.min(tasks.length, (page + 1) * PAGE_SIZE)];
  const where = `; ${number(first)} to ${number(last)}, page ${number(page + 1)} of ${number(pagesOf(tasks))}`;
  return `${taskCount(tasks)}${about}${order}${pagesOf(tasks) === 1 ? '' : where}.`;
}

function pagesOf(tasks: readonly Task[]): number {
  return Math.max(1, Math.ceil(tasks.length / PAGE_SIZE));
}

/** A list that nobody will page through can be made shorter. */
function narrowLines(tasks: readonly Task[], words: string): Line[] {
  const [first] = tasks;
  if (first === undefined || words !== '' || pagesOf(tasks) <= MANY_PAGES) return [];
  const only = tasks.every(({ provider }) => provider === first.provider) ? first.provider : null;
  return [
    [
      'Words make it shorter, such as a state, a region or a part of a name: ',
      typedCommand(only, 'list failed'),
      '.',
    ],
  ];
}

/** One page of a list. Says how many there are, which are shown, what is on hold or frozen, and what could not be reached. */
export function listMessage(
  found: Found,
  words: string,
  page: number,
  moreId: string | null,
  standing: Standing,
  scheduled: readonly Ending[] = [],
): Message {
  const tasks = inListOrder(found.tasks);
  const shown = tasks.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  const about = words === '' ? '' : ` with "${cut(words, 60)}"`;
  const count: Line = [tasks.length === 0 ? noTasks(found, about) : countWords(tasks, about, page)];
  const rows = shown.flatMap((task, at) => row(task, at, standing, scheduled));
  const more =
    moreId === null || page + 1 >= pagesOf(tasks)
      ? []
      : buttons('list.more', [{ id: ACTION.listPage, label: 'Next page', value: moreId }]);
  const spoken = shown.map(
    (task): Line => [
      `${titleOf(task)}: ${stageAndStatus(task)}`,
      ...holdWords(standing, task),
      ...scheduleWords(scheduled, task),
    ],
  );
  const over = [count, ...narrowLines(tasks, words), ...overallLines(standing)];
  const body = message(null, [...over, ...unreachedLines(found.looked)]);
  return {
    text: message(null, [...over, ...spoken, ...unreachedLines(found.looked)]).text,
    blocks: [...body.blocks, ...rows, ...more],
  };
}
