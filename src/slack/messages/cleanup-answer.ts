import { type Checklist, openItems } from '../../cleanup/checklist/checklist.ts';
import type { Looked } from '../../lifecycle/ports.ts';
import { type Provider, type Task, titleOf } from '../../lifecycle/task.ts';
import { stageAndStatus } from '../../lifecycle/words.ts';
import { type Message, say } from './message.ts';
import { lookedLine, unreachedLines } from './problem.ts';
import { cut, type Line } from './rich.ts';
import { typedCommand } from './typed-command.ts';

/** A task that may be meant by what was typed behind `cleanup`. */
export type Meant =
  | { readonly kind: 'held'; readonly task: Task; readonly checklist: Checklist }
  /** Over, or no longer listed anywhere; the task as it is best known. */
  | { readonly kind: 'over'; readonly task: Task }
  | { readonly kind: 'alive'; readonly task: Task }
  /** Remembered, and the place where it lived did not answer, or is no longer asked. */
  | { readonly kind: 'not-known'; readonly task: Task; readonly looked: readonly Looked[] };

const NOTHING: Line = ['Nothing was changed.'];
const NONE_IS_OVER: Line = ['None of them is over: a task is ended before the network is cut.'];
const MOST = 20;

/** No task was named: those that the clouds list as over, each with what to type. */
export function whichTaskMessage(
  command: { readonly scope: Provider | null; readonly verb: string },
  over: readonly Task[],
  looked: readonly Looked[],
): Message {
  const { scope, verb } = command;
  const shown = over.slice(0, MOST);
  const more = over.length - shown.length;
  return say(
    [
      'Which task? Type ',
      typedCommand(scope, `${verb} TASK`),
      ' with a job id, an instance id or a name, or with the id or address of a database.',
    ],
    shown.length === 0 ? ['No task is listed as over.'] : ['These are over, and still listed:'],
    ...shown.map(
      (task): Line => [
        typedCommand(scope, `${verb} ${task.taskId}`),
        `  ${cut(titleOf(task), 80)}, ${stageAndStatus(task)}, ${task.region}`,
      ],
    ),
    ...(more > 0 ? [[`and ${more} more`]] : []),
    ...unreachedLines(looked),
    NOTHING,
  );
}

/** No task, no checklist, and none that is remembered. */
export function nothingMeantMessage(words: string, looked: readonly Looked[]): Message {
  return say(
    [`I found no task and no checklist for "${cut(words, 100)}", and remember none that was alive.`],
    lookedLine(looked),
    ...unreachedLines(looked),
    ['Way on  type ', typedCommand(null, 'list'), ' for the tasks there are, or use the id of its database.'],
    NOTHING,
  );
}

/** The task lives: it is ended first. */
export function notOverMessage(task: Task): Message {
  return say(
    [
      `${cut(titleOf(task), 100)} is not over: ${stageAndStatus(task)}. The task is ended before the network is cut, never the other way round.`,
    ],
    ['End it first: type ', typedCommand(task.provider, `terminate ${titleOf(task)}`), '.'],
    NOTHING,
  );
}

/** It is remembered, and nobody can say now whether it is over. */
export function notKnownMessage(task: Task, looked: readonly Looked[]): Message {
  const silent = unreachedLines(looked);
  const where = `${task.account}, ${task.region}`;
  return say(
    [
      `I remember ${cut(titleOf(task), 100)}, job `,
      { code: task.taskId },
      ', and do not know whether it is over.',
    ],
    ...(silent.length > 0 ? silent : [[`${where} is not among the places that I look in.`]]),
    ['Way on  ask again when that place answers; a task that lives is never cut off.'],
    NOTHING,
  );
}

function howItStands(meant: Meant): string {
  switch (meant.kind) {
    case 'held': {
      const { items } = meant.checklist;
      return `has a checklist, ${items.length - openItems(meant.checklist).length} of ${items.length}`;
    }
    case 'over':
      return `over, ${stageAndStatus(meant.task)}; no checklist yet`;
    case 'alive':
      return `not over, ${stageAndStatus(meant.task)}`;
    case 'not-known':
      return 'not known whether it is over: its place did not answer';
  }
}

function choiceLines(meant: Meant, at: number): Line[] {
  const { task } = meant;
  return [
    [`${at + 1}. `, { bold: cut(titleOf(task), 80) }, `  ${cut(howItStands(meant), 150)}`],
    ['    ', typedCommand(task.provider, `cleanup ${task.taskId}`)],
  ];
}

/** Several fit: each with what to type for it. */
export function chooseMessage(words: string, meant: readonly Meant[], looked: readonly Looked[]): Message {
  const shown = meant.slice(0, MOST);
  const more = meant.length - shown.length;
  return say(
    [`${meant.length} tasks fit "${cut(words, 100)}": use the job id.`],
    ...(meant.every(({ kind }) => kind === 'alive') ? [NONE_IS_OVER] : []),
    ...shown.flatMap(choiceLines),
    ...(more > 0 ? [[`and ${more} more`]] : []),
    ...unreachedLines(looked),
    NOTHING,
  );
}
