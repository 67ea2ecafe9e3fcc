import { type Ending, move } from '../ending.ts';
import { auditLine, type Change } from '../save.ts';
import type { LifecyclePorts } from '../settings.ts';
import type { Task } from '../task.ts';
import { type Agreed, withAgreed } from './agreed-now.ts';

/**
 * What is to be written where a checked ending must wait for others to agree; `null` where enough have. Whoever's
 * agreement counts no more is taken out, and the rest stand: nothing is wrong with the plan, so another may agree while
 * there is time. Where there is none left, the waiting lapses at once.
 */
export function waitForOthers(
  ports: Pick<LifecyclePorts, 'now' | 'settings'>,
  ending: Ending,
  task: Task,
  agreed: Agreed,
): Change | null {
  const now = ports.now();
  const counted = withAgreed(ending, agreed, now);
  const missing = counted.approvalsNeeded - counted.approvals.length;
  if (missing <= 0) return null;
  const again = ending.approvals.length > 0;
  const after = move(ending, 'awaiting-approval', now, {
    ...counted,
    // What was shown first stays: those who agreed have seen it.
    task: again ? ending.task : task,
    approvalExpiresAt: ending.approvalExpiresAt ?? now + ports.settings.approvalMs,
  });
  if (!again)
    return {
      after,
      audit: [auditLine('ending.awaiting-approval', after, now, { needed: after.approvalsNeeded })],
    };
  const { lost } = agreed;
  return {
    after,
    audit: [auditLine('ending.waits-again', after, now, { lost, missing, needed: after.approvalsNeeded })],
    notes: [{ kind: 'waits-again', lost, missing }],
  };
}
