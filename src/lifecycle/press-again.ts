import { carryOut } from './carry-out.ts';
import { type Ending, move } from './ending.ts';
import { type ConfirmOutcome, objected } from './outcome.ts';
import type { Actor } from './ports.ts';
import { ENDING } from './rows.ts';
import { auditLine, changeEnding } from './save.ts';
import type { LifecyclePorts } from './settings.ts';

/** The requester's second press, where the others agreed only after the confirmation had grown old. */
export async function pressAgain(
  ports: LifecyclePorts,
  input: { id: string; actor: Actor },
): Promise<ConfirmOutcome> {
  const row = await ports.store.read<Ending>(ENDING, input.id);
  if (row === null) return objected({ kind: 'unknown' });
  const { value: ending } = row;
  if (ending.requester.userId !== input.actor.userId)
    return objected({
      kind: 'not-yours',
      requester: ending.requester.userId,
      action: ending.action,
      task: ending.task,
    });
  if (ending.state !== 'awaiting-approval' || !ending.pressAgain)
    return objected({ kind: 'already', endings: [ending] });
  const verdict = await ports.policy.judge(input.actor, ending.action, ending.task);
  if (!verdict.allowed) return objected({ kind: 'not-allowed', why: verdict.why });
  const braked = await ports.brakes.against(ending.task);
  if (braked !== null) return objected({ kind: 'braked', why: braked });
  const now = ports.now();
  const changed = await changeEnding(ports, input.id, (current) => {
    if (current.state !== 'awaiting-approval' || !current.pressAgain) return null;
    if (now >= (current.approvalExpiresAt ?? now + 1)) return null;
    return {
      after: move(current, 'checking', now, { pressAgain: false }),
      audit: [auditLine('ending.checking', current, now, { actor: input.actor.userId, pressedAgain: true })],
    };
  });
  if (changed === null || !changed.changed)
    return objected({ kind: 'already', endings: changed === null ? [] : [changed.row.value] });
  return { kind: 'taken', endings: [await carryOut(ports, input.id)] };
}
