import { type AskPorts, mayReject, whyNotWithdraw } from '../approvals.ts';
import type { Ending } from '../ending.ts';
import type { Actor } from '../ports.ts';
import { whyNotPresent } from '../schedule/present.ts';
import { whyNotVeto } from '../schedule/veto.ts';
import { whyNotApprove } from './approve.ts';

/** What people can press on an ending that waits. */
export type Press = 'approve' | 'reject' | 'withdraw' | 'present' | 'veto' | 'press-again';

async function mayPressAgain(ports: AskPorts, ending: Ending, actor: Actor): Promise<boolean> {
  const { pressAgain, requester, approvalExpiresAt, action, task } = ending;
  if (!pressAgain || requester.userId !== actor.userId) return false;
  if (approvalExpiresAt !== null && ports.now() >= approvalExpiresAt) return false;
  return (await ports.policy.judge(actor, action, task)).allowed;
}

/**
 * The presses on an ending that would count for a person now, as far as the policy and the ending itself tell; brakes
 * are left out. For showing only: it changes nothing, leaves no line, and whatever is pressed is judged again.
 */
export async function openPresses(
  ports: AskPorts,
  ending: Ending,
  actor: Actor,
): Promise<ReadonlySet<Press>> {
  if (ending.state !== 'awaiting-approval') return new Set();
  const may: Readonly<Record<Press, boolean>> = {
    approve: (await whyNotApprove(ports, ending, actor)) === null,
    reject: 'ending' in (await mayReject(ports, { id: ending.id, actor })),
    withdraw: (await whyNotWithdraw(ports, ending, actor)) === null,
    present: (await whyNotPresent(ports, ending, actor)) === null,
    veto: (await whyNotVeto(ports, ending, actor)) === null,
    'press-again': await mayPressAgain(ports, ending, actor),
  };
  return new Set((Object.keys(may) as Press[]).filter((press) => may[press]));
}
