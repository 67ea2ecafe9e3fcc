import type { Way } from './decide.ts';
import { pauseWords } from './plan/wiser.ts';
import type { Actor } from './ports.ts';
import type { LifecyclePorts } from './settings.ts';
import type { Action, Task } from './task.ts';
import { endsForGood } from './words.ts';

/**
 * Pausing as one more way on under a refused end: where the task can be paused, nothing stands against that, and the
 * person may do it.
 */
export async function pauseWays(
  ports: Pick<LifecyclePorts, 'policy' | 'brakes'>,
  actor: Actor,
  action: Action,
  task: Task,
  ways: readonly Way[],
): Promise<readonly Way[]> {
  const words = pauseWords(task);
  const named = ways.some((way) => way.kind === 'plan' && way.action === 'pause');
  if (!endsForGood(action) || words === null || named) return ways;
  const may = await ports.policy.judge(actor, 'pause', task);
  if (!may.allowed || (await ports.brakes.against(task)) !== null) return ways;
  return [...ways, { kind: 'plan', action: 'pause', text: `Or pause it instead: ${words}.` }];
}
