import type { Ending } from '../ending.ts';
import type { Allowed } from '../judge-all.ts';
import type { LifecyclePorts } from '../settings.ts';
import { titleOf } from '../task.ts';
import { notConcerned } from './present.ts';
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

/**
 * Why an end that was begun is not sent: the policy asks by now for somebody to be there, or who said so counts no more.
 * Those who agreed are asked about by themselves.
 */
export async function nobodyThere(
  ports: LifecyclePorts,
  ending: Ending,
  { presence }: Pick<Allowed, 'presence'>,
): Promise<string | null> {
  const { schedule, task } = ending;
  if (schedule == null || schedule.firedAt === null || presence === 'not-needed') return null;
  if (schedule.present !== null) {
    const why = await notConcerned(ports, ending, schedule.present);
    return why === null
      ? null
      : `${titleOf(task)} was not touched: whoever said to be here does not count any more. ${why}`;
  }
  return `${titleOf(task)} was not touched: the policy asks by now for somebody to be there, and nobody said so.`;
}
