import type { KnownBlock } from '@slack/types';
import type { Way } from '../../lifecycle/decide.ts';
import type { Objection, RequestOutcome } from '../../lifecycle/outcome.ts';
import { type Action, describeDirection, type Task, taskKey, titleOf } from '../../lifecycle/task.ts';
import { stageAndStatus, verbOf } from '../../lifecycle/words.ts';
import { ACTION } from '../ids.ts';
import { type ButtonSpec, buttons, type Message, message, say, stackedButtons } from './message.ts';
import { planMessage } from './plan.ts';
import { lookedLine, unreachedLines } from './problem.ts';
import { cut, type Line } from './rich.ts';
import { factLines, identityLines, labelled } from './task-lines.ts';

const LABEL: Readonly<Record<Action, string>> = {
  terminate: 'Plan the end',
  'force-terminate': 'Plan the forced end',
  release: 'Plan the release',
  pause: 'Plan a pause',
  resume: 'Plan to resume',
};

/** What a plan button carries: which action on which task, and the id of a reason that was typed before it. */
export function planValue(action: Action, key: string, reasonId: string | null): string {
  return `${action}:${key}${reasonId === null ? '' : `#${reasonId}`}`;
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

function wayLines(ways: readonly Way[]): Line[] {
  return ways.map((way) => labelled('Way on', false, way.text));
}

function wayButtons(ways: readonly Way[], task: Task | null, reasonId: string | null): KnownBlock[] {
  if (task === null) return [];
  const specs = ways.flatMap((way) =>
    way.kind === 'plan' ? [planButton(way.action, task, LABEL[way.action], reasonId)] : [],
  );
  return stackedButtons('way', specs);
}

const CANNOT: Readonly<Record<Action, string>> = {
  terminate: 'CANNOT STOP NORMALLY',
  'force-terminate': 'CANNOT END BY FORCE',
  release: 'CANNOT RELEASE',
  pause: 'CANNOT PAUSE',
  resume: 'CANNOT RESUME',
};

function refusedTitle(outcome: Extract<RequestOutcome, { kind: 'refused' }>): string {
  if (outcome.task === null) return 'NOT ALLOWED';
  const title = cut(titleOf(outcome.task), 80);
  if (outcome.nothingToDo) return `NOTHING TO DO: ${title}`;
  const word =
    outcome.action === 'terminate' && outcome.task.provider === 'alibaba-dts'
      ? 'CANNOT END'
      : CANNOT[outcome.action];
  return `${word}: ${title}`;
}

/** A refusal: why, the facts, the ways on; never a button that confirms. */
function refusedMessage(
  outcome: Extract<RequestOutcome, { kind: 'refused' }>,
  reasonId: string | null,
): Message {
  const { task } = outcome;
  const facts = factLines(outcome.lines);
  const hint: Line[] =
    outcome.ways.length === 0 && !outcome.nothingToDo
      ? [labelled('Way on', false, 'type help to see what can be asked')]
      : [];
  const over =
    outcome.nothingToDo && task !== null && task.stage === 'ended'
      ? [labelled('Clean-up', false, `type cleanup ${titleOf(task)}`)]
      : [];
  const lines: Line[] = [
    ...(task === null ? [] : identityLines(task)),
    [{ bold: 'No  ' }, cut(outcome.why, 800)],
    ...facts,
    ...wayLines(outcome.ways),
    ...over,
    ...hint,
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
        [`I found no task "${cut(outcome.words, 100)}" by job id, instance id or name.`],
        ...(outcome.looked.length === 0 ? [] : [lookedLine(outcome.looked)]),
        ...unreachedLines(outcome.looked),
        ['Nothing was changed. Type list to see what there is.'],
      );
  }
}

/** Why a press of a button did nothing, and how to go on. */
export function objectionMessage(objection: Objection): Message {
  const nothing: Line = ['Nothing was changed.'];
  switch (objection.kind) {
    case 'unknown':
      return say(['I no longer hold this plan.'], ['Ask for a new one: type list.'], nothing);
    case 'not-yours': {
      const row = buttons('own', [planButton(objection.action, objection.task, 'My own plan')]);
      return message(
        null,
        [
          ['This plan was shown to ', { who: objection.requester }, '; only that person can confirm it.'],
          nothing,
        ],
        row,
      );
    }
    case 'expired': {
      const again = {
        id: ACTION.requestPlan,
        label: 'Look again',
        value: `again:${objection.confirmation.id}`,
      };
      return message(
        null,
        [['This plan is too old: what it shows may no longer be true.'], nothing],
        buttons('again', [again]),
      );
    }
    case 'already': {
      const states = objection.endings.map((ending) => `${titleOf(ending.task)}: ${ending.state}`).join('; ');
      return say(
        [`Confirmed already. ${states === '' ? 'It is over; the audit log has it.' : `${states}.`}`],
        ['It was not sent again.'],
      );
    }
    case 'not-allowed':
      return say([objection.why], nothing);
    case 'name-needed':
      return say(['This needs the name typed in. Ask for a new plan.'], nothing);
    case 'wrong-name':
      return say([`That is not ${objection.title}. Nothing has happened.`]);
    case 'busy':
      return say(
        ['Somebody was faster: an ending of this task is under way. The message in the channel follows it.'],
        nothing,
      );
  }
}
