import type { KnownBlock } from '@slack/types';
import type { Ending, EndingState, Reading } from '../../lifecycle/ending.ts';
import { lagWords } from '../../lifecycle/plan/line.ts';
import { planLines } from '../../lifecycle/plan.ts';
import { type Action, isOver, taskKey } from '../../lifecycle/task.ts';
import { endsForGood, PROVIDER_NAME } from '../../lifecycle/words.ts';
import { ACTION } from '../ids.ts';
import { planButton } from './answer.ts';
import { type ButtonSpec, buttons, type Message, message } from './message.ts';
import { cut, type Line, type Part, people } from './rich.ts';
import { factLines, identityLines, labelled, titleWithDirection } from './task-lines.ts';

type Words = { readonly doing: string; readonly done: string; readonly verb: string };

const WORDS: Readonly<Record<Action, Words>> = {
  terminate: { doing: 'ENDING', done: 'ENDED', verb: 'end' },
  'force-terminate': { doing: 'ENDING BY FORCE', done: 'ENDED BY FORCE', verb: 'end by force' },
  release: { doing: 'RELEASING', done: 'RELEASED', verb: 'release' },
  pause: { doing: 'PAUSING', done: 'PAUSED', verb: 'pause' },
  resume: { doing: 'RESUMING', done: 'RESUMED', verb: 'resume' },
};

function titleWords(ending: Ending): string {
  const { doing, done } = WORDS[ending.action];
  const titles: Readonly<Record<EndingState, string>> = {
    'awaiting-approval': ending.pressAgain
      ? `${doing}? AGREED, ONE MORE PRESS`
      : `${doing}? WAITING FOR AGREEMENT`,
    checking: `${doing}: LOOKING ONCE MORE`,
    executing: `${doing}: SENDING`,
    ending: ending.slow ? `${doing}, SLOW` : doing,
    'outcome-unknown': `${doing}: OUTCOME UNKNOWN`,
    ended: ending.byUs ? done : `${done} ALREADY, NOT BY US`,
    failed: 'NOT ENDED, THE CLOUD SAID NO',
    refused: 'REFUSED',
    void: 'VOID, THE TASK HAS CHANGED',
    rejected: 'REJECTED',
    expired: 'EXPIRED, NOBODY AGREED IN TIME',
    withdrawn: 'WITHDRAWN',
    vetoed: 'VETOED',
    'needs-human': 'A PERSON MUST LOOK',
  };
  if (ending.state === 'failed' && !endsForGood(ending.action)) return 'FAILED, THE CLOUD SAID NO';
  return titles[ending.state];
}

function readingParts(reading: Reading): Part[] {
  return [`${reading.status} at `, { at: reading.at, show: 'time' }];
}

function proofLine(ending: Ending): Line[] {
  if (ending.state !== 'ended' || ending.readings.length === 0) return [];
  const [first, second] = ending.readings;
  const parts: Part[] = first === undefined ? [] : readingParts(first);
  const again: Part[] = second === undefined ? [] : [' and again at ', { at: second.at, show: 'time' }];
  const evidence: Part = { utcOf: ending.readings.slice(0, 2).map(({ at }) => at) };
  return [labelled('Proof', false, ...parts, ...again, evidence, callSentence(ending))];
}

/** How often it was asked, and with which answer. "Asked once" is promise 2, said aloud. */
function callSentence(ending: Ending): string {
  if (ending.call === null) return '; nothing was sent by me';
  const tries = ending.tries.length;
  const asked = tries <= 1 ? 'asked once' : `taken once, after ${tries - 1} tries that were not taken`;
  return `; ${asked}${ending.requestId === null ? '' : `, request ${cut(ending.requestId, 60)}`}`;
}

function peopleLine(ending: Ending): Line {
  const agreed = ending.approvals.flatMap((approval, at): Part[] => [
    at === 0 ? ', ' : ' and ',
    { who: approval.userId },
  ]);
  const reason =
    ending.reason === null || ending.reason.trim() === '' ? '' : `: "${cut(ending.reason, 300)}"`;
  return labelled(
    'People',
    false,
    { who: ending.requester.userId },
    ' asked',
    ...agreed,
    agreed.length > 0 ? ' agreed' : '',
    reason,
  );
}

function waitingLines(ending: Ending): Line[] {
  const { approvals, approvalsNeeded, approvers, approvalExpiresAt } = ending;
  const missing = approvalsNeeded - approvals.length;
  const until: Part[] = approvalExpiresAt === null ? [] : [' Lapses ', { at: approvalExpiresAt }, '.'];
  if (ending.pressAgain)
    return [
      [
        'Enough people have agreed, but the confirmation has grown old: ',
        { who: ending.requester.userId },
        ' must press once more.',
        ...until,
      ],
    ];
  return [
    [`${missing} more of `, ...people(approvers), ' must agree; not the person who asked.', ...until],
    ['Nothing has been changed.'],
  ];
}

/** Did the cloud take the call, or may it have? */
function wasTaken(ending: Ending): boolean {
  const last = ending.tries.at(-1)?.outcome.kind;
  return last === 'accepted' || last === 'unknown' || last === undefined;
}

function stateLines(ending: Ending): Line[] {
  const cloud = PROVIDER_NAME[ending.task.provider];
  const why: Line[] = ending.why === null ? [] : [labelled('Why', true, cut(ending.why, 900))];
  switch (ending.state) {
    case 'awaiting-approval':
      return waitingLines(ending);
    case 'checking':
      return [['Confirmed. I look at the task once more before anything is sent.']];
    case 'executing':
      return [['What is sent is on record; the call is on its way.']];
    case 'ending':
      return [
        [
          `${cloud} has taken it`,
          ...(ending.answeredAt === null ? [] : [' at ', { at: ending.answeredAt, show: 'time' as const }]),
          `${callSentence(ending)}. Taken is not ${endsForGood(ending.action) ? 'ended' : 'done'}: I look until it is.`,
        ],
        ...(ending.slow
          ? [labelled('Slow', true, 'it takes longer than usual. Slow is not failed: I go on looking.')]
          : []),
        ...(endsForGood(ending.action) ? [['Do not close the network yet.']] : []),
      ];
    case 'outcome-unknown':
      return [...why, ['I do not know whether the cloud took it. I am looking, and will not ask it twice.']];
    case 'needs-human':
      return why;
    case 'ended':
      return [...why, ...proofLine(ending)];
    case 'rejected':
      return decidedLines(ending, 'said no');
    case 'withdrawn':
    case 'vetoed':
      return decidedLines(ending, 'took it back');
    case 'expired':
      return [['Nobody agreed in time. Ask for a new plan. Nothing was changed.']];
    case 'failed':
      return [
        ...why,
        [wasTaken(ending) ? 'The task is not over.' : 'It was not taken. Nothing was changed.'],
      ];
    case 'refused':
    case 'void':
      return [...why, ['Nothing was changed. Ask for a new plan.']];
  }
}

function decidedLines(ending: Ending, words: string): Line[] {
  if (ending.decidedBy === null) return [['Nothing was changed.']];
  const reason = ending.decidedBy.reason === null ? '' : `: "${cut(ending.decidedBy.reason, 300)}"`;
  return [[{ who: ending.decidedBy.userId }, ` ${words}${reason}. Nothing was changed.`]];
}

/** The lag as it was read last before the call: what was missing then is missing now. */
function lastLagLine(ending: Ending): Line[] {
  const { lag, readAt } = ending.task;
  if (lag === null || isOver(ending.task.stage) || !ending.byUs || !endsForGood(ending.action)) return [];
  return [
    labelled('Last lag', lag.milliseconds > 1000, `${lagWords(lag.milliseconds)} at `, {
      at: readAt,
      show: 'time',
    }),
  ];
}

function forcedLines(ending: Ending): Line[] {
  if (ending.action !== 'force-terminate') return [];
  const lost = planLines('force-terminate', ending.task, { kind: 'proceed' }).filter((line) =>
    ['Lost', 'Left behind', 'Not carried'].includes(line.label),
  );
  const publicIp = ending.task.drs?.replicationPublicIp ?? null;
  const address: Line[] =
    publicIp === null
      ? []
      : [
          [
            `The automatic address ${publicIp} goes back to DRS; its next owner passes every rule that still names it.`,
          ],
        ];
  return [...factLines(lost), ...address];
}

/** May a release be what is left to do? Not where the cloud no longer knows the task, nor where it has no release. */
function mayBeReleased(ending: Ending): boolean {
  const last = ending.readings.at(-1);
  const isGone = ending.task.stage === 'gone' || last?.stage === null || last?.stage === 'gone';
  return ending.task.provider === 'alibaba-dts' && ending.action === 'terminate' && !isGone;
}

/** What the end leaves open: money, and the clean-up. */
function afterLines(ending: Ending): Line[] {
  if (ending.state !== 'ended' || !endsForGood(ending.action)) return [];
  const { task } = ending;
  const other: Line[] =
    task.twoWay && task.other !== null && task.other.stage !== 'ended'
      ? [
          labelled('Other direction', true, `not touched by this call; it was ${task.other.status} at `, {
            at: task.readAt,
            show: 'time',
          }),
        ]
      : [];
  const money: Line[] = mayBeReleased(ending)
    ? [
        task.billing === 'subscription'
          ? labelled('Billed on', true, `until ${task.expiresAt?.slice(0, 10) ?? 'its last paid day'}`)
          : labelled(
              'Perhaps still billed',
              false,
              task.twoWay
                ? 'a release removes both directions and their logs, and is possible when both have ended'
                : 'a release removes the task and its logs; what the clean-up needs is saved',
            ),
      ]
    : [];
  return [...other, ...money, labelled('Clean-up', false, 'follows as a checklist')];
}

function approvalButtons(ending: Ending): ButtonSpec[] {
  const label = `Approve and ${WORDS[ending.action].verb} now`;
  return [
    { id: ACTION.approve, label, value: ending.id, style: 'danger' },
    { id: ACTION.reject, label: 'Reject', value: ending.id },
    { id: ACTION.withdraw, label: 'Withdraw', value: ending.id },
  ];
}

function endingButtons(ending: Ending): KnownBlock[] {
  const row = (specs: ButtonSpec[]) => buttons(`ending.${ending.id}.${ending.state}`, specs);
  switch (ending.state) {
    case 'awaiting-approval':
      if (!ending.pressAgain) return row(approvalButtons(ending));
      return row([
        {
          id: ACTION.confirm,
          label: `Yes, ${WORDS[ending.action].verb} now`,
          value: ending.id,
          style: 'danger',
        },
        { id: ACTION.withdraw, label: 'Withdraw', value: ending.id },
      ]);
    case 'ended':
      return mayBeReleased(ending) && ending.task.billing !== 'subscription'
        ? row([planButton('release', ending.task, 'Plan the release')])
        : [];
    case 'failed':
    case 'refused':
    case 'void':
    case 'expired':
    case 'needs-human':
      return row([
        { id: ACTION.requestPlan, label: 'Look again', value: `${ending.action}:${taskKey(ending.task)}` },
      ]);
    case 'checking':
    case 'executing':
    case 'ending':
    case 'outcome-unknown':
    case 'rejected':
    case 'withdrawn':
    case 'vetoed':
      return [];
  }
}

/** The channel message of an ending, as it is now: what happens, what happened, what is left. */
export function endingMessage(ending: Ending): Message {
  const waiting = ending.state === 'awaiting-approval';
  const facts = waiting ? factLines(planLines(ending.action, ending.task, { kind: 'proceed' })) : [];
  const lines: Line[] = [
    ...identityLines(ending.task),
    ...facts,
    ...stateLines(ending),
    ...(ending.state === 'ended' ? [...lastLagLine(ending), ...forcedLines(ending)] : []),
    peopleLine(ending),
    ...afterLines(ending),
  ];
  return message(`${titleWords(ending)}: ${titleWithDirection(ending.task)}`, lines, endingButtons(ending));
}
