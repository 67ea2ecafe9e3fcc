import type { KnownBlock } from '@slack/types';
import type { Way } from '../../lifecycle/decide.ts';
import type { RequestOutcome } from '../../lifecycle/outcome.ts';
import { type Action, describeDirection, type Task, taskKey, titleOf } from '../../lifecycle/task.ts';
import { stageAndStatus, verbOf } from '../../lifecycle/words.ts';
import { ACTION } from '../ids.ts';
import { type ButtonSpec, buttons, type Message, message, say, stackedButtons } from './message.ts';
import { planMessage } from './plan.ts';
import { lookedLine, unreachedLines } from './problem.ts';
import { cut, type Line } from './rich.ts';
import { factLines, identityLines, labelled } from './task-lines.ts';
import { typedCommand } from './typed-command.ts';
import { saysWhoMay, whyParts } from './who-may.ts';

const LABEL: Readonly<Record<Action, string>> = {
  terminate: 'Plan the end',
  'force-terminate': 'Plan the forced end',
  release: 'Plan the release',
  pause: 'Plan a pause',
  resume: 'Plan to resume',
};

/** Was a time among what was said before? */
export function carriesTime(saidId: string | null): boolean {
  return saidId?.startsWith('s') === true;
}

/**
 * What a plan button carries: which action on which task, and the id of what was said before it. Only the ordinary end
 * can have a time; another way on is planned without it.
 */
export function planValue(action: Action, key: string, saidId: string | null): string {
  const isDropped = saidId === null || (action !== 'terminate' && carriesTime(saidId));
  return `${action}:${key}${isDropped ? '' : `#${saidId}`}`;
}

/** A button that asks for a plan. */
export function planButton(
  action: Action,
  task: Task,
  label: string = LABEL[action],
  reasonId: string | null = null,
): ButtonSpec {
  return { id: ACTION.requestPlan, label, value: planValue(action, taskKey(task), reasonId) };
}

/** "Way 1 keeps …" brings its own label. */
function wayLines(ways: readonly Way[]): Line[] {
  return ways.map(({ text }) => {
    const [, label, rest] = /^(Way \d)( .*)$/su.exec(text) ?? [];
    return label === undefined ? labelled('Way on', false, text) : [{ bold: label }, rest ?? ''];
  });
}

function wayButtons(ways: readonly Way[], task: Task | null, reasonId: string | null): KnownBlock[] {
  if (task === null) return [];
  const specs = ways.flatMap((way) =>
    way.kind === 'plan' ? [planButton(way.action, task, LABEL[way.action], reasonId)] : [],
  );
  return stackedButtons('way', specs);
}

const CANNOT: Readonly<Record<Action, string>> = {
  terminate: 'CANNOT STOP',
  'force-terminate': 'CANNOT END BY FORCE',
  release: 'CANNOT RELEASE',
  pause: 'CANNOT PAUSE',
  resume: 'CANNOT RESUME',
};

function refusedTitle(outcome: Extract<RequestOutcome, { kind: 'refused' }>): string {
  if (outcome.task === null) return 'NOT ALLOWED';
  const title = cut(titleOf(outcome.task), 80);
  if (outcome.nothingToDo) return `NOTHING TO DO: ${title}`;
  if (outcome.action !== 'terminate') return `${CANNOT[outcome.action]}: ${title}`;
  if (outcome.task.provider === 'alibaba-dts') return `CANNOT END: ${title}`;
  const byForce = outcome.ways.some((way) => way.kind === 'plan' && way.action === 'force-terminate');
  return `${CANNOT.terminate}${byForce ? ' NORMALLY' : ''}: ${title}`;
}

/** A way on where the rules name none. */
function hintLines({ ways, nothingToDo, why, task }: Extract<RequestOutcome, { kind: 'refused' }>): Line[] {
  if (saysWhoMay(why))
    return [labelled('Way on', false, why.endsWith(' only.') ? 'ask again there' : 'ask one of them')];
  if (ways.length > 0 || nothingToDo) return [];
  const help = typedCommand(task?.provider ?? null, 'help');
  return [labelled('Way on', false, 'type ', help, ' to see what can be asked')];
}

/** A refusal: why, the facts, the ways on; never a button that confirms. */
function refusedMessage(
  outcome: Extract<RequestOutcome, { kind: 'refused' }>,
  reasonId: string | null,
): Message {
  const { task } = outcome;
  const facts = factLines(outcome.lines);
  const over =
    outcome.nothingToDo && task !== null && task.stage === 'ended'
      ? [labelled('Clean-up', false, 'type ', typedCommand(task.provider, `cleanup ${titleOf(task)}`))]
      : [];
  const lines: Line[] = [
    ...(task === null ? [] : identityLines(task)),
    labelled('Why', false, ...whyParts(outcome.why)),
    ...facts,
    ...wayLines(outcome.ways),
    ...over,
    ...hintLines(outcome),
    ...unreachedLines(outcome.looked),
    ['Nothing was changed.'],
  ];
  return message(refusedTitle(outcome), lines, wayButtons(outcome.ways, task, reasonId));
}

const MOST_CHOICES = 15;

function chooseTask(
  outcome: Extract<RequestOutcome, { kind: 'choose-task' }>,
  reasonId: string | null,
): Message {
  const shown = outcome.tasks.slice(0, MOST_CHOICES);
  const rows = shown.flatMap((task, at): KnownBlock[] => [
    ...message(null, [
      [`${at + 1}. `, { bold: cut(titleOf(task), 80) }, `, ${stageAndStatus(task)}`],
      ...identityLines(task),
    ]).blocks,
    ...buttons(`choose.${at}`, [
      planButton(outcome.action, task, `${at + 1}. ${LABEL[outcome.action]}`, reasonId),
    ]),
  ]);
  const left = outcome.tasks.length - shown.length;
  const lines: Line[] = [
    [`${outcome.tasks.length} tasks fit. Which one do you want to ${verbOf(outcome.action)}?`],
    ...(left > 0 ? [[`${left} more are not shown here: use the id.`]] : []),
    ...unreachedLines(outcome.looked),
    ['Nothing was changed.'],
  ];
  const spoken = shown.map((task, at): Line => [`${at + 1}. ${titleOf(task)}, job ${task.taskId}`]);
  const { text } = message('WHICH TASK?', [...lines, ...spoken]);
  return { text, blocks: message('WHICH TASK?', lines, rows).blocks };
}

function chooseDirection(
  outcome: Extract<RequestOutcome, { kind: 'choose-direction' }>,
  reasonId: string | null,
): Message {
  const { tasks, action } = outcome;
  const [first] = tasks;
  if (first === undefined) return say(['The cloud no longer shows this task.'], ['Nothing was changed.']);
  const specs: ButtonSpec[] = [
    ...tasks.map((task) => planButton(action, task, describeDirection(task), reasonId)),
    {
      id: ACTION.requestPlan,
      label: 'Both directions',
      value: planValue(action, taskKey(first).replace(/(forward|reverse)$/, 'both'), reasonId),
    },
  ];
  const lines: Line[] = [
    ['A two-way synchronisation is two directions, each with its own state. Nothing is preselected.'],
    ...tasks.map(
      (task): Line => [
        { bold: describeDirection(task) },
        `: ${stageAndStatus(task)}, job `,
        { code: task.taskId },
      ],
    ),
    ['Nothing was changed.'],
  ];
  return message(`WHICH DIRECTION: ${cut(titleOf(first), 80)}`, lines, stackedButtons('direction', specs));
}

/** The one answer to a request for a plan. Its buttons carry on the reason that was given with the request. */
export function requestMessage(outcome: RequestOutcome, reasonId: string | null = null): Message {
  switch (outcome.kind) {
    case 'plan':
      return planMessage(outcome.plan, outcome.confirmation, outcome.looked);
    case 'refused':
      return refusedMessage(outcome, reasonId);
    case 'choose-task':
      return chooseTask(outcome, reasonId);
    case 'choose-direction':
      return chooseDirection(outcome, reasonId);
    case 'nothing-found':
      return say(
        [
          outcome.looked.length === 0
            ? `Not found: ${cut(outcome.words, 100)}.`
            : `I found no task "${cut(outcome.words, 100)}" by job id, instance id or name.`,
        ],
        ...(outcome.looked.length === 0 ? [] : [lookedLine(outcome.looked)]),
        ...unreachedLines(outcome.looked),
        ['Nothing was changed. Type ', typedCommand(null, 'list'), ' to see all there is.'],
      );
  }
}
