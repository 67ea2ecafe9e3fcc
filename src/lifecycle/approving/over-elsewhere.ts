import { check } from '../check.ts';
import type { Ending } from '../ending.ts';
import type { Actor } from '../ports.ts';
import { ENDING, LIVE, type LiveRow } from '../rows.ts';
import { changeEnding } from '../save.ts';
import type { LifecyclePorts } from '../settings.ts';
import { type Task, taskKey } from '../task.ts';
import { stopWaiting } from './stop-waiting.ts';

/**
 * An ending that waits for others although its task was ended elsewhere, as in the cloud's console where nobody could
 * agree: a fresh look that shows the end makes it ended, not by us, and its checklist follows. `null` where nothing
 * waits for this task, or where the look shows anything else; then nothing is changed.
 */
export async function overElsewhere(
  ports: LifecyclePorts,
  { task, actor }: { task: Task; actor: Actor },
): Promise<Ending | null> {
  const live = await ports.store.read<LiveRow>(LIVE, taskKey(task));
  const row = live === null ? null : await ports.store.read<Ending>(ENDING, live.value.endingId);
  if (row === null || row.value.state !== 'awaiting-approval') return null;
  const seen = await check(ports, row.value);
  if (seen.kind !== 'stop' || seen.state !== 'ended') return null;
  const changed = await changeEnding(ports, row.id, (ending) =>
    ending.state === 'awaiting-approval' ? stopWaiting(ending, seen, ports.now(), actor.userId) : null,
  );
  return changed?.changed === true ? changed.row.value : null;
}
