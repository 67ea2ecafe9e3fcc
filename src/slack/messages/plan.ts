import type { KnownBlock } from '@slack/types';
import type { Confirmation } from '../../lifecycle/outcome.ts';
import type { Plan } from '../../lifecycle/plan.ts';
import type { Looked } from '../../lifecycle/ports.ts';
import { waivesReadiness } from '../../lifecycle/purpose.ts';
import { factsAgainst, factWords } from '../../lifecycle/readiness/facts.ts';
import { atWords } from '../../lifecycle/schedule/schedule.ts';
import { type Action, describeDirection, isOver, type Task, titleOf } from '../../lifecycle/task.ts';
import { endsForGood, kindWords } from '../../lifecycle/words.ts';
import { ACTION } from '../ids.ts';
import { buttons, type Message, message } from './message.ts';
import { planRow } from './plan-row.ts';
import { unreachedLines } from './problem.ts';
import { planPurposeLines } from './purpose.ts';
import { cut, type Line, people } from './rich.ts';
import { whenLines } from './schedule.ts';
import { factLines, identityLines, labelled } from './task-lines.ts';

const TITLE: Readonly<Record<Action, string>> = {
  terminate: 'END FOR GOOD',
  'force-terminate': 'END BY FORCE, FOR GOOD',
  release: 'RELEASE FOR GOOD',
  pause: 'PAUSE',
  resume: 'RESUME',
};

/** What a plan would do to which task, and when. */
export function planTitle(
  { action, tasks }: Pick<Plan, 'action' | 'tasks'>,
  schedule: Confirmation['schedule'],
): string {
  const [first] = tasks;
  const title = first === undefined ? '' : titleOf(first);
  const both = tasks.length > 1 ? ', both directions' : '';
  const note = action === 'terminate' ? '   (this is not a pause)' : '';
  const at = schedule == null ? '' : ` AT ${atWords(schedule)}`;
  return `${TITLE[action]}${at}: ${cut(title, 80)}${both}${note}`;
}

/** What would happen, line by line; the same for the person who asks and for the channel. */
export function planFacts(action: Action, tasks: readonly Task[], lines: Plan['lines']): Line[] {
  const identity = tasks.flatMap((task) => identityLines(task));
  const facts = factLines(lines);
  const [first] = tasks;
  if (tasks.length > 1 && first !== undefined)
    return [[`${kindWords(first)}, two directions, two endings:`], ...identity, ...facts];
  return [
    ...identity,
    ...(action === 'terminate' && first?.twoWay === true ? [[`Only ${describeDirection(first)}.`]] : []),
    ...facts,
  ];
}

/** What is not ready by now, and what it takes to go on all the same. */
function notReadyLines(plan: Plan, { readiness, purpose }: Confirmation): Line[] {
  const rule = plan.verdict.readiness;
  if (waivesReadiness(purpose, rule)) return [];
  const facts = plan.tasks.flatMap((task, at) => factsAgainst(task, readiness[at] ?? [], rule));
  if (facts.length === 0) return [];
  const needs =
    rule === 'required'
      ? '. Readiness is required: going on without it needs a reason, and one more person'
      : '. Whoever confirms must say to know it';
  return [labelled('Not ready', true, cut(factWords(facts), 400), needs)];
}

/** How the task differs from what was shown first: as it is now, a press would find the plan void. */
function changedLines({ changed = [] }: Plan): Line[] {
  if (changed.length === 0) return [];
  const list = changed.map(({ label, shown, now }) => `${label}: shown "${shown}", now "${now}"`).join('; ');
  return [
    labelled(
      'Changed',
      true,
      cut(list, 400),
      '. As it is now, a press would find this plan void: ask for a new one',
    ),
  ];
}

function footLines(plan: Plan, confirmation: Confirmation): Line[] {
  const wasOver = plan.tasks.every((task) => isOver(task.stage));
  const after: Line[] =
    endsForGood(plan.action) && plan.leftovers > 0
      ? [
          labelled(
            'After',
            false,
            `${plan.leftovers} clean-up items, ${wasOver ? 'unless it has its checklist already' : 'posted when it has really ended'}`,
          ),
        ]
      : [];
  const earlier: Line[] =
    plan.earlier === null
      ? []
      : [labelled('Before', true, `an earlier attempt (${plan.earlier}) has an unknown outcome`)];
  const reason: Line[] = plan.reason === null ? [] : [labelled('Reason', false, cut(plan.reason, 300))];
  const { approvals, approvers } = plan.verdict;
  const others = approvals === 0 ? [] : [`; ${approvals} of `, ...people(approvers), ' must agree'];
  return [
    ...changedLines(plan),
    ...notReadyLines(plan, confirmation),
    ...after,
    ...earlier,
    ...reason,
    ...planPurposeLines(confirmation),
    plan.changed === undefined
      ? [
          'You may confirm',
          ...others,
          '. Valid until ',
          { at: plan.expiresAt },
          '. Nothing has been changed.',
        ]
      : ['Nothing has been changed.'],
  ];
}

/** The plan as the person who asked sees it at `now`, with the one button that confirms it. */
export function planMessage(
  plan: Plan,
  confirmation: Confirmation,
  looked: readonly Looked[],
  now = confirmation.shownAt,
): Message {
  const { schedule } = confirmation;
  const lines = [
    ...whenLines(schedule, now),
    ...planFacts(plan.action, plan.tasks, plan.lines),
    ...footLines(plan, confirmation),
    ...unreachedLines(looked),
  ];
  return message(planTitle(plan, schedule), lines, planRow(plan, confirmation));
}

/** The plan for everybody in the channel: facts, and a button for a plan of one's own. */
export function sharedPlanMessage(
  confirmation: Confirmation,
  lines: Plan['lines'],
  now = confirmation.shownAt,
): Message {
  const { action, tasks, requester, schedule } = confirmation;
  const own: KnownBlock[] = buttons(`shared.${confirmation.id}`, [
    { id: ACTION.requestPlan, label: 'My own plan', value: `again:${confirmation.id}` },
  ]);
  const why: Line[] =
    confirmation.reason === null ? [] : [labelled('Reason', false, cut(confirmation.reason, 300))];
  const foot: Line = [
    'Shown by ',
    { who: requester.userId },
    '. Only a plan of your own can be confirmed by you. Nothing has been changed.',
  ];
  return message(
    `PLAN, ${planTitle(confirmation, schedule)}`,
    [
      ...whenLines(schedule, now),
      ...planFacts(action, tasks, lines),
      ...why,
      ...planPurposeLines(confirmation),
      foot,
    ],
    own,
  );
}
