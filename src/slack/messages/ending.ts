import type { Ending, Reading } from '../../lifecycle/ending.ts';
import { endsForGood, PROVIDER_NAME } from '../../lifecycle/words.ts';
import { afterLines, forcedLines, lastLagLine } from './ending-after.ts';
import { endingButtons } from './ending-buttons.ts';
import { titleWords, wasTaken } from './ending-title.ts';
import { type Message, message } from './message.ts';
import { purposeLines } from './purpose.ts';
import { cut, type Line, type Part } from './rich.ts';
import { identityLines, labelled, titleWithDirection } from './task-lines.ts';
import { askedLines, waitingLines } from './waiting.ts';
import { endingWhy } from './who-may.ts';

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

function stateLines(ending: Ending): Line[] {
  const cloud = PROVIDER_NAME[ending.task.provider];
  const why: Line[] =
    ending.why === null ? [] : [labelled('Why', true, ...endingWhy(ending.state, ending.why))];
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
      return decidedLines(ending, 'took it back');
    case 'vetoed':
      return decidedLines(ending, 'vetoed it');
    case 'expired':
      if (ending.why !== null) return [...why, ['Ask for a new plan. Nothing was changed.']];
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

/** The channel message of an ending, as it is now: what happens, what happened, what is left. */
export function endingMessage(ending: Ending): Message {
  const waiting = ending.state === 'awaiting-approval';
  const lines: Line[] = [
    ...identityLines(ending.task),
    ...(waiting ? askedLines(ending) : []),
    ...stateLines(ending),
    ...(ending.state === 'ended' ? [...lastLagLine(ending), ...forcedLines(ending)] : []),
    ...(waiting ? [] : [peopleLine(ending), ...purposeLines(ending.purpose)]),
    ...afterLines(ending),
  ];
  return message(`${titleWords(ending)}: ${titleWithDirection(ending.task)}`, lines, endingButtons(ending));
}
