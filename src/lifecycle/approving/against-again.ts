import type { Ending } from '../ending.ts';
import type { LifecyclePorts } from '../settings.ts';
import type { Task } from '../task.ts';
import { agreedNow, verdictNow } from './agreed-now.ts';

/**
 * Why a call that was not taken may not be sent once more: the right of the person who asked, the agreements to it, and
 * the brakes as they are now; `null` where nothing stands against it. What must be known of the task's readiness was
 * judged right before the first try, a minute ago at most.
 */
export async function againstAgain(
  ports: LifecyclePorts,
  ending: Ending,
  task: Task,
): Promise<string | null> {
  const judged = await verdictNow(ports, ending, task);
  if (!judged.allowed) return judged.why;
  const { needed, lost } = await agreedNow(ports, ending, judged.verdict, { facts: [], unknown: [] });
  const agree = ending.approvals.length - lost.length;
  if (agree >= needed) return ports.brakes.against(task);
  const gone = lost.map(({ userId, why }) => ` ${userId} ${why}.`).join('');
  return `It was not sent once more: ${agree} of the ${needed} who must agree count by now.${gone}`;
}
