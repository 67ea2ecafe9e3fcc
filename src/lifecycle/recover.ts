import { allEndings } from './earlier.ts';
import { type Ending, move } from './ending.ts';
import { pickUp } from './observe.ts';
import type { Confirmation } from './outcome.ts';
import { RESTORED, type Row } from './ports.ts';
import { nothingRead } from './readiness/gather.ts';
import { isGated } from './readiness/judge.ts';
import { CONFIRMATION } from './rows.ts';
import { auditLine, saveEnding } from './save.ts';
import { timeAhead } from './schedule/schedule.ts';
import type { LifecyclePorts } from './settings.ts';

const BEFORE_AN_ANSWER: ReadonlySet<Ending['state']> = new Set([
  'awaiting-approval',
  'checking',
  'executing',
]);

/** An older copy does not know what was sent after it was made: such an ending is read, never called. */
async function doubt(ports: LifecyclePorts, row: Row<Ending>): Promise<void> {
  const now = ports.now();
  const why = 'My memory was restored from an older copy; the call may have been sent since.';
  const after = move(row.value, 'outcome-unknown', now, { why, answeredAt: now, pressAgain: false });
  await saveEnding(ports, row, after, [auditLine('ending.outcome-unknown', after, now, { why })]);
}

/** Confirmations of an older copy may have been used since, so that none of them may be used now. */
async function dropConfirmations(ports: LifecyclePorts): Promise<void> {
  for (;;) {
    const page = await ports.store.list(CONFIRMATION, { limit: 200 });
    if (page.length === 0) return;
    await ports.store.commit(
      page.map(({ id, version }) => ({ kind: CONFIRMATION, id, expect: version, value: null })),
    );
  }
}

/** What was read for it is forgotten, and is read anew: it must still be known to be ready when the others agree. */
async function readOn(ports: LifecyclePorts, { value: ending }: Row<Ending>): Promise<void> {
  const until = ending.approvalExpiresAt;
  if (ending.state !== 'awaiting-approval' || timeAhead(ending) !== null || until === null) return;
  const row = await ports.store.read<Confirmation>(CONFIRMATION, ending.confirmationId);
  if (row === null || ports.readings.of(row.id) !== null) return;
  const { id, action, tasks } = row.value;
  if (tasks.some((task) => isGated(action, task))) ports.readings.open(nothingRead(ports, id, tasks, until));
}

/**
 * At the start, before anybody can click: what a former process left in the middle is picked up, and nothing is
 * sent. After a restored backup everything that had no answer yet is in doubt, and no confirmation is left.
 */
export async function recover(ports: LifecyclePorts): Promise<void> {
  const restored = await ports.store.read(RESTORED.kind, RESTORED.id);
  if (restored !== null) await dropConfirmations(ports);
  for (const row of await allEndings(ports.store)) {
    if (restored !== null && BEFORE_AN_ANSWER.has(row.value.state)) await doubt(ports, row);
    else await pickUp(ports, row);
    if (restored === null) await readOn(ports, row);
  }
  if (restored !== null) await ports.store.commit([{ ...RESTORED, expect: restored.version, value: null }]);
}
