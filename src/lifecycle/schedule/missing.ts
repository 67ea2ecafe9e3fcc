import type { Ending } from '../ending.ts';
import type { Allowed } from '../judge-all.ts';
import { titleOf } from '../task.ts';
import { atWords, type EndingSchedule } from './schedule.ts';

/** What people have not done by the time of an ending, in sentences; `null` where nothing is missing. */
export function missingSentence(
  { approvals, approvalsNeeded }: Pick<Ending, 'approvals' | 'approvalsNeeded'>,
  schedule: EndingSchedule,
): string | null {
  const when = atWords(schedule);
  const agreed =
    approvals.length < approvalsNeeded
      ? [`${approvalsNeeded} had to agree before ${when}, and ${approvals.length} did.`]
      : [];
  const there =
    schedule.presence === 'required' && schedule.present === null
      ? [`Nobody pressed "I am here" in the 15 minutes before ${when}.`]
      : [];
  const missing = [...agreed, ...there];
  return missing.length === 0 ? null : missing.join(' ');
}

/** Why an end that was begun with nobody there is not sent: the policy asks for somebody by now. */
export function nobodyThere(
  { schedule, task }: Pick<Ending, 'schedule' | 'task'>,
  { presence }: Pick<Allowed, 'presence'>,
): string | null {
  if (schedule == null || schedule.firedAt === null || schedule.present !== null) return null;
  if (presence === 'not-needed') return null;
  return `${titleOf(task)} was not touched: the policy asks by now for somebody to be there, and nobody said so.`;
}
