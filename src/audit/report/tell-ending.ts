import type { AuditLine } from '../events.ts';
import { because, fieldsOf, listOf, whoOf, wordsOf } from './fields.ts';
import { tellApproval } from './tell-approval.ts';
import { changedDetails, saidDetails, tellOpenPlan } from './tell-open-plan.ts';
import { scheduleDetails } from './tell-schedule.ts';
import { answerDetails, callDetails, type Detail, type Told, told } from './told.ts';

/** Why a press did not count: the words of the trail, for people. */
const OBJECTIONS: Readonly<Record<string, string>> = {
  unknown: 'the plan was no longer held',
  'not-yours': 'the plan was shown to somebody else',
  expired: 'the plan was too old',
  already: 'it had been confirmed already',
  'not-allowed': 'no right',
  'name-needed': 'the name was not typed',
  'wrong-name': 'the typed name was wrong',
  busy: 'another ending held the task',
  'not-ready': 'the task was not ready, and that was not said to be known',
  'reason-needed': 'readiness was required, and no reason was given',
  braked: 'a hold, the freeze or a freeze window was on',
};

function ageWords({ at, age }: Readonly<Record<string, unknown>>): string {
  return typeof at === 'string' ? ` (read ${at}, ${wordsOf(age)} s before)` : '';
}

function planDetails(line: AuditLine): Detail[] {
  const lines = listOf(line['lines']).map((one): Detail => {
    const fields = fieldsOf(one);
    return { label: wordsOf(fields['label']), value: `${wordsOf(fields['text'])}${ageWords(fields)}` };
  });
  const fingerprints = listOf(line['fingerprints']).map((one): Detail => {
    const bound = Object.entries(fieldsOf(one)).map(([key, value]) => `${key} ${wordsOf(value)}`);
    return { label: 'Bound to', value: bound.join('; ') };
  });
  const approvals = Number(line['approvals'] ?? 0);
  const others: Detail[] =
    approvals > 0
      ? [
          {
            label: 'Must agree',
            value: `${approvals} of ${listOf(line['approvers']).map(wordsOf).join(', ')}`,
          },
        ]
      : [];
  return [
    ...scheduleDetails(line),
    ...lines,
    ...changedDetails(line),
    ...saidDetails(line),
    ...others,
    ...fingerprints,
  ];
}

function taskWords(line: AuditLine): string {
  const names = listOf(line['names'])
    .map(wordsOf)
    .filter((name) => name !== '');
  const keys = listOf(line['tasks']).map(wordsOf);
  return wordsOf(line['name']) || [...new Set(names)].join(', ') || wordsOf(line['task']) || keys.join(', ');
}

function readingDetails(line: AuditLine): Detail[] {
  return listOf(line['readings']).map((reading) => {
    const { at, status } = fieldsOf(reading);
    const when = typeof at === 'number' ? new Date(at).toISOString() : wordsOf(at);
    return { label: 'Reading', value: `${wordsOf(status)} at ${when}` };
  });
}

function tellDecision(line: AuditLine): Told | null {
  const [who, why] = [whoOf(line), wordsOf(line['why'])];
  switch (line.type) {
    case 'plan.shown':
      return told(
        'shown',
        `${who} asked to ${wordsOf(line['action'])} ${taskWords(line)}, and was shown this plan${because(line['reason'])}.`,
        planDetails(line),
      );
    case 'plan.shown-again':
      return told('shown', `${who} was shown the plan again, as it was known by then.`, planDetails(line));
    case 'request.refused':
      return told(
        'agreed',
        `${who} asked to ${wordsOf(line['action'])} ${taskWords(line) || 'something'} and was refused. ${why}`,
      );
    case 'confirm.refused': {
      const more = wordsOf(line['because']);
      return told(
        'agreed',
        `A press by ${who} did not confirm: ${OBJECTIONS[why] ?? why}.${more && ` ${more}`}`,
      );
    }
    case 'plan.press-refused': {
      const more = wordsOf(line['because']);
      const press = wordsOf(line['press']);
      return told(
        'agreed',
        `A press by ${who} on the plan (${press}) did not count: ${OBJECTIONS[why] ?? why}.${more && ` ${more}`}`,
      );
    }
    case 'ending.confirmed':
      return told('agreed', `${who} confirmed what was shown${because(line['reason'])}.`, [
        { label: 'By rule', value: `${wordsOf(line['rule'])} of the policy` },
        ...saidDetails(line),
        ...scheduleDetails(line),
      ]);
    case 'ending.awaiting-approval': {
      const others = line['needed'] === 1 ? '1 other person' : `${wordsOf(line['needed'])} other people`;
      return told('agreed', `${others} had to agree before anything was sent.`);
    }
    case 'ending.rejected':
      return told('agreed', `${who} said no${because(line['reason'])}. Nothing was sent.`);
    case 'ending.withdrawn':
      return told('agreed', `${who} took it back. Nothing was sent.`);
    case 'ending.expired':
      return told('agreed', `${why || 'Nobody agreed in time.'} Nothing was sent.`);
    case 'ending.approval-refused':
      return told('agreed', `${who} pressed Approve and was refused. ${why}`);
    case 'ending.rejection-refused':
      return told('agreed', `${who} pressed Reject and was refused. ${why}`);
    case 'ending.withdrawal-refused':
      return told('agreed', `${who} pressed Withdraw and was refused. ${why}`);
    default:
      return null;
  }
}

/** Who had it looked at, where that was not the bot by itself. */
function lookedForWords(line: AuditLine): string {
  return line['actor'] === undefined ? '' : `${whoOf(line)} had it looked at. `;
}

function tellCall(line: AuditLine): Told | null {
  const why = wordsOf(line['why']);
  switch (line.type) {
    case 'ending.checking':
      return told('sent', 'The task was looked at once more.');
    case 'ending.refused':
      return told('sent', `Refused at the last check, nothing was sent. ${why}`);
    case 'ending.void':
      return told('sent', `Void, nothing was sent. ${why}`);
    case 'ending.executing':
      return told('sent', 'This was put on record, and then sent.', callDetails(line));
    case 'ending.sent':
      return told(
        'sent',
        'One try was over; it was surely not taken, and was sent again.',
        answerDetails(line),
      );
    case 'ending.answered':
      return told('sent', 'The cloud took the call.', answerDetails(line));
    case 'ending.failed':
      return told('sent', `It failed. ${why}`, [...answerDetails(line), ...readingDetails(line)]);
    case 'ending.outcome-unknown':
      return told('sent', `Nobody knew whether the call took effect. ${why}`, answerDetails(line));
    case 'ending.ending':
      return told('observed', 'The cloud showed that the end was under way.', readingDetails(line));
    case 'ending.slow':
      return told('observed', `It was not over after ${wordsOf(line['minutes'])} minutes; looking went on.`);
    case 'ending.ended':
      return told(
        'observed',
        line['byUs'] === false
          ? `${lookedForWords(line)}It was over already, not by this call. ${why}`
          : 'The cloud showed that it was over.',
        readingDetails(line),
      );
    case 'ending.needs-human':
      return told('observed', `A person had to look. ${why}`, readingDetails(line));
    default:
      return null;
  }
}

/** A line about a plan or an ending in plain words; `null` for every other type. */
export function tellEnding(line: AuditLine): Told | null {
  return tellDecision(line) ?? tellOpenPlan(line) ?? tellApproval(line) ?? tellCall(line);
}
