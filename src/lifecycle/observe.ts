import { type Ending, move, type Reading } from './ending.ts';
import { judgeReading } from './judge-reading.ts';
import { type Look, ProviderError, type Row } from './ports.ts';
import { ENDING } from './rows.ts';
import { auditLine, forgetPosted, saveEnding, saveQuietly } from './save.ts';
import { overlooked } from './schedule/fire.ts';
import { waitsForTime } from './schedule/schedule.ts';
import { cloudOf } from './search.ts';
import type { LifecyclePorts } from './settings.ts';

function readingOf(look: Look): Reading {
  if (look.kind === 'not-found')
    return {
      at: look.at,
      stage: null,
      status: look.code === null ? 'not found' : `not found (${look.code})`,
    };
  return { at: look.task.readAt, stage: look.task.stage, status: look.task.status };
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
 * What the watch does with an ending whose time has come: lets an approval or a missed time lapse, picks up what another
 * process left in the middle, or reads the cloud. Never calls anything that changes it.
 */
export async function observe(ports: LifecyclePorts, row: Row<Ending>): Promise<void> {
  switch (row.value.state) {
    case 'awaiting-approval':
      return waitsForTime(row.value) === null ? expire(ports, row) : overlooked(ports, row);
    case 'checking':
    case 'executing':
      return pickUp(ports, row);
    case 'ending':
    case 'outcome-unknown':
    case 'needs-human':
      return readCloud(ports, row);
    case 'ended':
    case 'failed':
    case 'refused':
    case 'void':
    case 'rejected':
    case 'expired':
    case 'withdrawn':
    case 'vetoed':
      await ports.store.commit([
        { kind: ENDING, id: row.id, expect: row.version, value: null },
        ...(await forgetPosted(ports.store, 'ending', row.id)),
      ]);
  }
}
