import { type Action, type Task, titleOf } from '../task.ts';
import { kindWords, PROVIDER_NAME, pastOf, stageAndStatus, verbOf } from '../words.ts';
import type { Answer } from './answers.ts';
import type { Decision, Way } from './decision.ts';
import { dtsAnswer, otherLives } from './dts.ts';
import { engineFamily } from './engine-family.ts';

type Text = {
  readonly kind: 'nothing-to-do' | 'refuse';
  readonly why: string;
  readonly ways: readonly Way[];
};

function advice(text: string): Way {
  return { kind: 'advice', text };
}

function plan(action: Action, text: string): Way {
  return { kind: 'plan', action, text };
}

function refuse(why: string, ...ways: Way[]): Text {
  return { kind: 'refuse', why, ways };
}

function nothing(why: string, ...ways: Way[]): Text {
  return { kind: 'nothing-to-do', why, ways };
}

function subscriptionEnd(task: Task): string {
  return task.expiresAt === null ? 'its last paid day' : task.expiresAt.slice(0, 10);
}

/** Release where it is possible; a subscription and a living other direction stand in its way. */
function releaseWays(task: Task, text: string): Way[] {
  if (task.billing === 'subscription')
    return [
      advice(
        `It is paid by subscription: unsubscribe it in the order centre, or let it expire on ${subscriptionEnd(task)}.`,
      ),
    ];
  if (otherLives(task)) return [advice('Release it when its other direction is over, too.')];
  return [plan('release', text)];
}

const NOT_RELEASABLE: ReadonlySet<Answer> = new Set([
  'wait',
  'pay-first',
  'unknown',
  'sub-task',
  'done-gone',
]);

/** Change tracking has one end, release; and where it is paid by subscription not even that. */
function trackingWays(task: Task): Way[] {
  if (NOT_RELEASABLE.has(dtsAnswer('release', task)))
    return [advice('Release is its only end, and not possible from here: look at it again with show.')];
  return releaseWays(task, 'Release it: that removes the task and its configuration for good.');
}

/** The ordinary end, where it is possible from here; else what to do first. */
function terminateWays(task: Task, text: string, otherwise: string): Way[] {
  return [dtsAnswer('terminate', task) === 'go' ? plan('terminate', text) : advice(otherwise)];
}

/** Where a task that cannot be paused may be brought instead. */
function notRunningWays(task: Task): Way[] {
  if (task.stage === 'failed') return [plan('resume', 'Resume it.')];
  return [advice('There is nothing to pause. Look at it again with show, or end it for good.')];
}

/** What may come after an end: on DTS the release. Clean-up is offered by the caller. */
function afterEnd(action: Action, task: Task): Way[] {
  if (task.provider !== 'alibaba-dts' || action === 'release' || task.stage !== 'ended') return [];
  if (task.billing === 'subscription')
    return [advice(`It goes on being billed until ${subscriptionEnd(task)}.`)];
  return releaseWays(task, 'Release it: that removes the task and surely ends the charge.');
}

/** Only the ordinary stop of a MySQL migration is documented to carry triggers and events over. */
function carriesObjects(task: Task): boolean {
  return task.kind === 'migration' && engineFamily(task) === 'mysql';
}

function troubleText(task: Task): string {
  const because = carriesObjects(task) ? ', because its last step carries triggers and events over' : '';
  return `${titleOf(task)} is in trouble. An ordinary stop needs a healthy task${because}. Stopped either way, it can never be resumed; if left alone, DRS ends it by itself, by default after 14 days.`;
}

/** What force costs, per kind and engine ("Stopping a Migration Task", "Stopping a DR Task"). */
function forceCosts(task: Task): string {
  if (carriesObjects(task)) return 'Way 2 loses them: end it by force and carry them over by hand.';
  const left =
    engineFamily(task) === 'postgresql' && task.kind !== 'disaster-recovery'
      ? ' and leaves the replication slot, sequences and session_replication_role for you to put right'
      : '';
  return `Way 2 loses them: end it by force. It releases the replication instance${left}.`;
}

/** The two ways out of trouble, the one that loses nothing first. */
function troubleWays(task: Task): Way[] {
  const kept = carriesObjects(task) ? 'triggers and events' : 'the changes that are still missing';
  return [
    plan(
      'resume',
      `Way 1 keeps ${kept}: repair the cause, resume, wait for a lag of 0 s, then stop it the ordinary way.`,
    ),
    plan('force-terminate', forceCosts(task)),
  ];
}

type Explain = (action: Action, task: Task) => Text;

const EXPLANATIONS: Readonly<Record<Exclude<Answer, 'go'>, Explain>> = {
  'done-over': (action, task) =>
    nothing(`${titleOf(task)} is over already (${task.status}).`, ...afterEnd(action, task)),
  'done-ending': (_, task) =>
    nothing(
      `${titleOf(task)} is being ended already (${task.status}).`,
      advice('Wait for the end, or look again with show.'),
    ),
  'done-paused': (_, task) =>
    nothing(`${titleOf(task)} is paused already (${task.status}).`, plan('resume', 'Resume it.')),
  'done-running': (_, task) => nothing(`${titleOf(task)} is running already (${task.status}).`),
  'done-gone': (_, task) => nothing(`${titleOf(task)} has been released already.`),
  unknown: (_, task) =>
    refuse(
      `${PROVIDER_NAME[task.provider]} reports the status "${task.status}", which I do not know, so I do nothing with it.`,
      advice("Look at it in the cloud's console."),
    ),
  'not-begun': (_, task) =>
    refuse(
      `${titleOf(task)} has not begun (${task.status}); there is nothing to end.`,
      ...releaseWays(task, 'Release it, if nobody needs it.'),
    ),
  wait: (action, task) =>
    refuse(
      `${titleOf(task)} is busy, ${stageAndStatus(task)}; ${PROVIDER_NAME[task.provider]} would not ${verbOf(action)} it now.`,
      advice('Wait until that is over, then ask again.'),
    ),
  'pay-first': (_, task) =>
    refuse(
      `${titleOf(task)} is locked because it is overdue or has expired.`,
      advice('Pay or renew it in the console, then ask again.'),
    ),
  tracking: (action, task) =>
    refuse(
      `${titleOf(task)} is a change-tracking task, and DTS cannot ${verbOf(action)} one.`,
      ...trackingWays(task),
    ),
  'no-force': (_, task) =>
    refuse(
      'DTS has no forced end.',
      ...(task.kind === 'change-tracking'
        ? trackingWays(task)
        : terminateWays(
            task,
            `End ${titleOf(task)} the ordinary way.`,
            `Look at ${titleOf(task)} with show: its state says what can be asked.`,
          )),
    ),
  'no-release': (_, task) =>
    refuse(
      'DRS has no release: a stopped task keeps its record, which also keeps the database credentials.',
      advice(`After ${titleOf(task)} has ended, delete its record in the console.`),
    ),
  'still-alive': (_, task) =>
    refuse(
      `${titleOf(task)} is still alive: ${stageAndStatus(task)}. Release comes after the end.`,
      plan('terminate', 'End it first.'),
    ),
  'direction-alive': (_, task) =>
    refuse(
      `${titleOf(task)} is a two-way synchronisation, and a direction of it is still alive. Release would take both.`,
      ...terminateWays(task, 'End it first, and its other direction.', 'End the living direction first.'),
    ),
  subscription: (action, task) =>
    refuse(
      `${titleOf(task)} is paid by subscription until ${subscriptionEnd(task)}; ${PROVIDER_NAME[task.provider]} does not ${verbOf(action)} such a task through its API.`,
      advice(`Unsubscribe it in the order centre, or let it expire on ${subscriptionEnd(task)}.`),
    ),
  'cannot-restart': (_, task) =>
    refuse(
      `${titleOf(task)} is over (${task.status}), and over means over: it cannot be resumed.`,
      advice('Configure a new task in the console.'),
    ),
  'not-running': (_, task) =>
    refuse(
      `Only a running task can be paused. ${titleOf(task)}: ${stageAndStatus(task)}.`,
      ...notRunningWays(task),
    ),
  'not-startable': (_, task) =>
    refuse(
      `${titleOf(task)} cannot be resumed from ${stageAndStatus(task)}.`,
      advice("Look at it in the cloud's console."),
    ),
  'console-only': (action, task) =>
    refuse(
      `I cannot ${verbOf(action)} ${titleOf(task)} from here. It is a ${kindWords(task)}, ${stageAndStatus(task)}.`,
      advice("See what the cloud's console offers for it."),
    ),
  'configuration-failed': (_, task) =>
    refuse(
      `The configuration of ${titleOf(task)} failed, and DRS cannot stop such a task.`,
      advice('Delete it in the console; its resources go by themselves after three days.'),
    ),
  'create-failed': (_, task) =>
    refuse(
      `${titleOf(task)} could not be created, so there is nothing to stop.`,
      advice('Delete it in the console; DRS ends it by itself after three days.'),
    ),
  repairing: (action, task) =>
    refuse(
      `DRS is rectifying a fault of ${titleOf(task)} (${task.status}) and will not ${verbOf(action)} it meanwhile.`,
      advice('Wait until the repair is over, then ask again.'),
    ),
  'in-trouble': (_, task) => refuse(troubleText(task), ...troubleWays(task)),
  'force-instead': (_, task) =>
    refuse(
      `An ordinary stop of ${titleOf(task)} is not possible from where it is: ${stageAndStatus(task)}.`,
      plan(
        'force-terminate',
        'End it by force: DRS only releases its resources, nothing more is carried over.',
      ),
    ),
  healthy: (_, task) =>
    refuse(
      `${titleOf(task)} is healthy, ${stageAndStatus(task)}. Force would lose what an ordinary stop carries over.`,
      plan('terminate', 'Stop it the ordinary way.'),
    ),
  'not-stoppable': (action, task) =>
    refuse(
      `DRS does not document that a task can be ${pastOf(action)} in ${stageAndStatus(task)}, so I do not try.`,
      advice("Look at it in the cloud's console."),
    ),
  'stopping-not-hung': (_, task) =>
    refuse(
      `${titleOf(task)} is being stopped the ordinary way (${task.status}). Force is possible when that has hung for an hour.`,
      advice('Wait for the ordinary stop.'),
    ),
  'sub-task': (_, task) =>
    refuse(`${titleOf(task)} is a part of another task.`, advice('Ask for the whole task instead.')),
};

/** Turns a rule's answer into a decision with a sentence and the ways on. */
export function explain(answer: Answer, action: Action, task: Task): Decision {
  if (answer === 'go') return { kind: 'proceed' };
  return { answer, ...EXPLANATIONS[answer](action, task) };
}
