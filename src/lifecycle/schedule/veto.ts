import { type AskPorts, NOT_HELD, refused } from '../approvals.ts';
import { approversNow } from '../approving/agreed-now.ts';
import { type Ending, move } from '../ending.ts';
import type { ApprovalOutcome } from '../outcome.ts';
import type { Actor } from '../ports.ts';
import { ENDING } from '../rows.ts';
import { auditLine, changeEnding } from '../save.ts';
import type { LifecyclePorts } from '../settings.ts';
import { titleOf } from '../task.ts';
import { waitsForTime } from './schedule.ts';

/** What stands in the way of a veto, apart from the person. */
function notOpen(ending: Ending): string | null {
  if (waitsForTime(ending) !== null) return null;
  const title = titleOf(ending.task);
  if (ending.state === 'awaiting-approval')
    return `${title} waits for no time: reject or withdraw it instead.`;
  return `There is nothing left to veto: ${title} is ${ending.state}.`;
}

/** Who asked, who may do the same, who may approve it, and who may put the task on hold; `null` for any of these. */
async function mayNotVeto(ports: AskPorts, ending: Ending, actor: Actor): Promise<string | null> {
  const { requester, action, task } = ending;
  if (requester.userId === actor.userId) return null;
  const verdict = await ports.policy.judge(actor, action, task);
  if (verdict.allowed) return null;
  if ((await ports.policy.mayApprove(actor, await approversNow(ports, ending))).allowed) return null;
  if ((await ports.policy.judge(actor, 'hold', task)).allowed) return null;
  return verdict.why;
}

/** Why a veto of this person would not count; `null` where it would. Changes nothing. */
export async function whyNotVeto(ports: AskPorts, ending: Ending, actor: Actor): Promise<string | null> {
  return notOpen(ending) ?? (await mayNotVeto(ports, ending, actor));
}

/** Stops a scheduled end before its time; it is over, and nothing was sent. */
export async function veto(
  ports: LifecyclePorts,
  { id, actor }: { readonly id: string; readonly actor: Actor },
): Promise<ApprovalOutcome> {
  const row = await ports.store.read<Ending>(ENDING, id);
  if (row === null) return refused(NOT_HELD);
  const why = await whyNotVeto(ports, row.value, actor);
  if (why !== null) return refused(why);
  const changed = await changeEnding(ports, id, (ending) => {
    if (notOpen(ending) !== null) return null;
    const now = ports.now();
    const after = move(ending, 'vetoed', now, { decidedBy: { userId: actor.userId, reason: null } });
    return { after, audit: [auditLine('ending.vetoed', after, now, { actor: actor.userId })] };
  });
  if (changed === null) return refused(NOT_HELD);
  if (!changed.changed) return refused(notOpen(changed.row.value) ?? 'Somebody was faster.');
  return { kind: 'recorded', ending: changed.row.value };
}
