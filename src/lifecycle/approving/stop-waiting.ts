import type { Stop } from '../check.ts';
import { type Ending, move } from '../ending.ts';
import { auditLine, type Change } from '../save.ts';

/**
 * The end of the waiting, where a look has found that the plan is no longer so: the same end that the look right before
 * the call would make of it, by way of that check. `by` is who had it looked at.
 */
export function stopWaiting(ending: Ending, checked: Stop, now: number, by: string): Change {
  const { why, task } = checked;
  const checking = move(ending, 'checking', now, { pressAgain: false });
  const after = move(checking, checked.state, now, { why, task, byUs: false });
  return {
    after,
    audit: [auditLine(`ending.${checked.state}`, after, now, { actor: by, why, byUs: false })],
  };
}
