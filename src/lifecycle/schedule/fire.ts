import { carryOut } from '../carry-out.ts';
import { type Ending, move } from '../ending.ts';
import type { Row } from '../ports.ts';
import { auditLine, type Change, changeEnding, saveEnding, saveQuietly } from '../save.ts';
import type { LifecyclePorts } from '../settings.ts';
import { missingSentence } from './missing.ts';
import { type EndingSchedule, isMissed, missedSentence, waitsForTime } from './schedule.ts';

/** Not begun, and never: too late. */
function missed(ending: Ending, schedule: EndingSchedule, now: number): Change {
  const why = missedSentence(schedule);
  const after = move(ending, 'refused', now, { why });
  return { after, audit: [auditLine('ending.refused', after, now, { why })] };
}

/** What its time makes of an ending: begun, or not, with why. `null` where it does not wait, or its time is ahead. */
function atItsTime(ending: Ending, now: number): Change | null {
  const schedule = waitsForTime(ending);
  if (schedule === null || now < schedule.at) return null;
  if (isMissed(schedule, now)) return missed(ending, schedule, now);
  const why = missingSentence(ending, schedule);
  if (why !== null) {
    const after = move(ending, 'expired', now, { why });
    return {
      after,
      audit: [auditLine('ending.expired', after, now, { why })],
      notes: [{ kind: 'not-begun', why }],
    };
  }
  const after = move(ending, 'checking', now, { schedule: { ...schedule, firedAt: now } });
  const said = { present: schedule.present, approvals: ending.approvals };
  return { after, audit: [auditLine('ending.due', after, now, said)] };
}

/**
 * Its time has come: begun at most once, by compare-and-set, within its minute and with everybody who is needed; then
 * looked at and judged like any ending before the one call. Anything else closes it, and nothing is sent.
 */
export async function fire(ports: LifecyclePorts, id: string): Promise<void> {
  const changed = await changeEnding(ports, id, (ending) => atItsTime(ending, ports.now()));
  if (changed?.changed === true && changed.row.value.state === 'checking') await carryOut(ports, id);
  ports.readings.close(id);
}

/** What the watch of endings finds long after the time: nobody has begun it, so it is closed. */
export async function overlooked(ports: LifecyclePorts, row: Row<Ending>): Promise<void> {
  const schedule = waitsForTime(row.value);
  const now = ports.now();
  if (schedule === null || !isMissed(schedule, now)) {
    await saveQuietly(ports, row, row.value);
    return;
  }
  const { after, audit } = missed(row.value, schedule, now);
  await saveEnding(ports, row, after, audit);
}
