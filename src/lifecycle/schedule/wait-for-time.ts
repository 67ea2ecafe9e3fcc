import { type Agreed, withAgreed } from '../approving/agreed-now.ts';
import { type Ending, move } from '../ending.ts';
import { auditLine, type Change } from '../save.ts';
import type { Task } from '../task.ts';
import { missingSentence } from './missing.ts';
import { scheduleFacts } from './schedule.ts';

/**
 * What is to be written of a checked ending that was given a time: before it, it waits for it, with whoever has agreed
 * and still counts. At its time it waits for nobody any more, and where an agreement counts no more by then, it is over.
 * `null` where nothing of that holds it up.
 */
export function waitForTime(ending: Ending, task: Task, agreed: Agreed, now: number): Change | null {
  const { schedule } = ending;
  if (schedule === undefined || schedule === null) return null;
  const counted = withAgreed(ending, agreed, now);
  const missing = counted.approvalsNeeded - counted.approvals.length;
  const needed = counted.approvalsNeeded;
  if (schedule.firedAt === null) {
    const after = move(ending, 'awaiting-approval', now, { ...counted, task });
    const said = { needed, schedule: scheduleFacts(schedule) };
    return { after, audit: [auditLine('ending.scheduled', after, now, said)] };
  }
  const why = missing > 0 ? missingSentence({ ...ending, ...counted }, schedule) : null;
  if (why === null) return null;
  const waiting = move(ending, 'awaiting-approval', now, counted);
  const after = move(waiting, 'expired', now, { why });
  const { lost } = agreed;
  return {
    after,
    audit: [
      auditLine('ending.waits-again', waiting, now, { lost, missing, needed }),
      auditLine('ending.expired', after, now, { why }),
    ],
    notes: [
      { kind: 'waits-again', lost, missing },
      { kind: 'not-begun', why },
    ],
  };
}
