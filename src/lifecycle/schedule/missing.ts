import type { Ending } from '../ending.ts';
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
