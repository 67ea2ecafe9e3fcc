import { type Ending, move, type Reading } from './ending.ts';
import { type Look, ProviderError, type Row } from './ports.ts';
import { ENDING } from './rows.ts';
import { auditLine, forgetPosted, saveEnding, saveQuietly } from './save.ts';
import { cloudOf } from './search.ts';
import type { LifecyclePorts } from './settings.ts';
import { isOver, type Stage } from './task.ts';
import { endsForGood, PROVIDER_NAME } from './words.ts';

function readingOf(look: Look): Reading {
  if (look.kind === 'not-found')
    return {
      at: look.at,
      stage: null,
      status: look.code === null ? 'not found' : `not found (${look.code})`,
    };
  return { at: look.task.readAt, stage: look.task.stage, status: look.task.status };
}

/** Is the task, in this reading, where the action was to bring it? "Not found" after our own call means gone. */
function isThere(ending: Ending, stage: Stage | null): boolean {
  if (endsForGood(ending.action)) {
    if (stage === null) return true;
    // A released DTS task may stay listed as Finished (soft delete); it was Finished before, too, so only time tells.
    return ending.action === 'release'
      ? stage === 'gone' || (stage === 'ended' && ending.task.stage !== 'ended')
      : isOver(stage);
  }
  if (ending.action === 'pause') return stage === 'paused';
  return stage === 'running' || stage === 'full-load' || stage === 'starting';
}

/** A DTS task that was Finished, was released, and is still listed as Finished well after the answer. */
function isSoftDeleted(ending: Ending, stage: Stage | null, now: number, timeoutMs: number): boolean {
  const waited = now - (ending.answeredAt ?? now) >= Math.min(timeoutMs, 5 * 60_000);
  return (
    ending.action === 'release' &&
    stage === 'ended' &&
    ending.requestId !== null &&
    ending.state === 'ending' &&
    waited
  );
}

function sameAsLast(ending: Ending, reading: Reading): boolean {
  const last = ending.readings.at(-1);
  return last !== undefined && last.stage === reading.stage && last.status === reading.status;
}

function lastTwo(ending: Ending, reading: Reading): readonly Reading[] {
  return [...ending.readings.slice(-1), reading];
}

type Next = { readonly state: Ending['state']; readonly learnt: Partial<Ending>; readonly loud: boolean };

const HUMAN =
  'I cannot tell whether the call was taken: the cloud still shows the task alive. Look at it in the console; a new plan can be asked for, and if the cloud shows the end later, I will say so.';

/** What a reading makes of an ending. Pure; two equal readings are needed for anything final. */
export function judgeReading(
  ending: Ending,
  reading: Reading,
  now: number,
  settings: { timeoutMs: number; quietMs: number },
): Next {
  const readings = lastTwo(ending, reading);
  const stay: Next = { state: ending.state, learnt: { readings, stillThere: 0 }, loud: false };
  const there =
    isThere(ending, reading.stage) || isSoftDeleted(ending, reading.stage, now, settings.timeoutMs);
  if (there)
    return sameAsLast(ending, reading)
      ? { state: 'ended', learnt: { readings, why: null }, loud: true }
      : stay;
  if (reading.stage === 'ending')
    return ending.state === 'outcome-unknown'
      ? { state: 'ending', learnt: { readings, why: null }, loud: true }
      : stay;
  if (
    reading.stage === 'end-failed' &&
    ending.task.stage !== 'end-failed' &&
    ending.state !== 'needs-human'
  ) {
    const why = `${PROVIDER_NAME[ending.task.provider]} took the call, and then its end failed (${reading.status}). Force is possible now.`;
    return sameAsLast(ending, reading) ? { state: 'failed', learnt: { readings, why }, loud: true } : stay;
  }
  const stillThere = sameAsLast(ending, reading) ? ending.stillThere + 1 : 1;
  const quiet = now - (ending.answeredAt ?? ending.since) >= settings.quietMs;
  if (ending.state === 'outcome-unknown' && quiet && stillThere >= 2)
    return { state: 'needs-human', learnt: { readings, stillThere, why: HUMAN }, loud: true };
  return { state: ending.state, learnt: { readings, stillThere }, loud: false };
}

async function expire(ports: LifecyclePorts, row: Row<Ending>): Promise<void> {
  const now = ports.now();
  if (now < (row.value.approvalExpiresAt ?? now)) {
    await saveQuietly(ports, row, row.value);
    return;
  }
  const after = move(row.value, 'expired', now, { pressAgain: false });
  await saveEnding(ports, row, after, [auditLine('ending.expired', after, now)]);
}

/** An ending that its process left in the middle: before the intent nothing was sent; after it, nobody knows. */
export async function pickUp(ports: LifecyclePorts, row: Row<Ending>): Promise<void> {
  const now = ports.now();
  if (row.value.state === 'checking') {
    const why = 'I was interrupted before anything was sent.';
    const after = move(row.value, 'refused', now, { why, pressAgain: false });
    await saveEnding(ports, row, after, [auditLine('ending.refused', after, now, { why })]);
    return;
  }
  if (row.value.state !== 'executing') return;
  const why = 'I was interrupted after the intent was recorded; the call may have been sent.';
  const after = move(row.value, 'outcome-unknown', now, { why, answeredAt: now });
  await saveEnding(ports, row, after, [auditLine('ending.outcome-unknown', after, now, { why })]);
}

function isSlow(ports: LifecyclePorts, ending: Ending): boolean {
  return (
    !ending.slow &&
    ending.state === 'ending' &&
    ports.now() - (ending.answeredAt ?? ending.since) >= ports.settings.timeoutMs
  );
}

async function markSlow(ports: LifecyclePorts, row: Row<Ending>): Promise<Row<Ending> | null> {
  const now = ports.now();
  const minutes = Math.round((now - (row.value.answeredAt ?? now)) / 60_000);
  const after = move(row.value, row.value.state, now, { slow: true });
  return saveEnding(
    ports,
    row,
    after,
    [auditLine('ending.slow', after, now, { minutes })],
    [{ kind: 'slow', minutes }],
  );
}

async function readCloud(ports: LifecyclePorts, row: Row<Ending>): Promise<void> {
  const cloud = cloudOf(ports.clouds, row.value.task);
  let look: Look | null = null;
  try {
    look = cloud === null ? null : await cloud.look(row.value.task, 'background');
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
  }
  const current = isSlow(ports, row.value) ? await markSlow(ports, row) : row;
  if (current === null) return;
  if (look === null) {
    await saveQuietly(ports, current, current.value);
    return;
  }
  const now = ports.now();
  const reading = readingOf(look);
  const next = judgeReading(current.value, reading, now, ports.settings);
  const after = move(current.value, next.state, now, next.learnt);
  if (!next.loud) {
    await saveQuietly(ports, current, after);
    return;
  }
  const saved = await saveEnding(ports, current, after, [
    auditLine(`ending.${next.state}`, after, now, { readings: after.readings }),
  ]);
  if (saved !== null && next.state === 'ended') ports.reached('ended');
}

/**
 * What the watch does with an ending whose time has come: lets an approval lapse, picks up what another
 * process left in the middle, or reads the cloud. Never calls anything that changes it.
 */
export async function observe(ports: LifecyclePorts, row: Row<Ending>): Promise<void> {
  switch (row.value.state) {
    case 'awaiting-approval':
      return expire(ports, row);
    case 'checking':
    case 'executing':
      return pickUp(ports, row);
    case 'ending':
    case 'outcome-unknown':
    case 'needs-human':
      return readCloud(ports, row);
    default:
      await ports.store.commit([
        { kind: ENDING, id: row.id, expect: row.version, value: null },
        ...(await forgetPosted(ports.store, 'ending', row.id)),
      ]);
  }
}

/** At the start: every ending that a former process left in the middle is picked up; nothing is sent. */
export async function recover(ports: LifecyclePorts, endings: readonly Row<Ending>[]): Promise<void> {
  for (const row of endings) await pickUp(ports, row);
}
