import { type Look, ProviderError, type Urgency } from '../../lifecycle/ports.ts';
import type { Lag, Stage, Task } from '../../lifecycle/task.ts';
import { rightToRead } from './permissions.ts';
import { batchOf } from './read-details.ts';
import { isNotFoundCode } from './refusals.ts';
import type { Region } from './region.ts';
import { pause } from './retry.ts';
import { BatchAnswer, DetailRow, ErrorRow, ProgressRow } from './schema.ts';
import { taskFromRow, troubleFrom } from './task-from-row.ts';

/** Stages in which nothing runs that could lag or be in trouble. */
const WITHOUT_PROGRESS: ReadonlySet<Stage> = new Set([
  'creating',
  'create-failed',
  'configuring',
  'waiting',
  'ended',
  'gone',
]);

/**
 * One task by its id, with its lag. A trouble is looked at a second time after `progressPauseMs`. Throws
 * `ProviderError` where the details cannot be had; a progress that cannot be had leaves the lag unknown.
 */
export async function lookAtTask(
  region: Region,
  taskId: string,
  progressPauseMs: number,
  urgency: Urgency,
): Promise<Look> {
  const detail = await readDetail(region, taskId, urgency);
  if (detail.kind === 'gone') return { kind: 'not-found', code: detail.code, at: region.origin().readAt };
  const task = taskFromRow(detail.row, region.origin());
  if (WITHOUT_PROGRESS.has(task.stage)) return { kind: 'task', task };
  const first = await readProgress(region, taskId, urgency);
  const seen = task.trouble ?? troubleIn(first, region);
  if (seen === null) return { kind: 'task', task: { ...task, lag: lagOf(first, task) } };
  await pause(progressPauseMs);
  const second = await readProgress(region, taskId, urgency);
  const isStillThere = troubleIn(second, region) !== null || second?.transfer_status?.endsWith('_FAILED');
  const trouble = {
    ...seen,
    code: seen.code ?? first?.error_code ?? null,
    reads: isStillThere ? 2 : 1,
  } as const;
  return { kind: 'task', task: { ...task, lag: lagOf(second ?? first, task), trouble } };
}

type Detail = { kind: 'row'; row: DetailRow } | { kind: 'gone'; code: string | null };

async function readDetail(region: Region, taskId: string, urgency: Urgency): Promise<Detail> {
  const doing = `looking at DRS task ${taskId} in ${region.name}`;
  const permission = rightToRead(region.origin().cloud, 'detail');
  const call = {
    method: 'POST',
    path: '/jobs/batch-detail',
    body: batchOf([taskId]),
    doing,
    permission,
  } as const;
  const body = await region.client.read(call, urgency).catch((error: unknown) => {
    if (error instanceof ProviderError && error.kind === 'not-found') return error;
    throw error;
  });
  if (body instanceof ProviderError) return { kind: 'gone', code: body.code };
  const answer = BatchAnswer.safeParse(body);
  if (!answer.success) throw unexpected(doing, 'the answer has no rows');
  const [first, ...others] = answer.data.results;
  if (first === undefined) return { kind: 'gone', code: null };
  if (others.length > 0) throw unexpected(doing, 'the answer is about more than one task');
  return readRow(first, taskId, doing, region.origin().clean);
}

function readRow(row: unknown, taskId: string, doing: string, clean: (text: string) => string): Detail {
  const parsed = DetailRow.safeParse(row);
  if (!parsed.success) return readErrorRow(row, taskId, doing, clean);
  if (parsed.data.id !== taskId) throw unexpected(doing, 'the answer is about another task');
  return parsed.data.status === 'DELETED'
    ? { kind: 'gone', code: 'DELETED' }
    : { kind: 'row', row: parsed.data };
}

function readErrorRow(row: unknown, taskId: string, doing: string, clean: (text: string) => string): Detail {
  const parsed = ErrorRow.safeParse(row);
  const code = parsed.success ? parsed.data.error_code : null;
  if (!parsed.success || code === null) throw unexpected(doing, 'the row has no id or no status');
  if (parsed.data.id !== null && parsed.data.id !== taskId) {
    throw unexpected(doing, 'the answer is about another task');
  }
  if (isNotFoundCode(code)) return { kind: 'gone', code };
  const text = clean(parsed.data.error_message ?? parsed.data.error_msg ?? '');
  throw new ProviderError('rejected', `${doing}: ${code} ${text}`.trimEnd(), { code });
}

/** `null` where it cannot be had. DRS answers 200 or 202, depending on whose manual is right. */
async function readProgress(region: Region, taskId: string, urgency: Urgency): Promise<ProgressRow | null> {
  const call = {
    method: 'POST',
    path: '/jobs/batch-progress',
    body: { jobs: [taskId] },
    doing: `reading the progress of DRS task ${taskId} in ${region.name}`,
    permission: rightToRead(region.origin().cloud, 'progress'),
  } as const;
  try {
    const answer = BatchAnswer.parse(await region.client.read(call, urgency));
    const rows = answer.results.flatMap((row) => ProgressRow.safeParse(row).data ?? []);
    return rows.find((row) => row.job_id === taskId) ?? null;
  } catch {
    return null;
  }
}

function troubleIn(progress: ProgressRow | null, region: Region) {
  if (progress?.error_code == null) return null;
  return troubleFrom(progress.error_code, progress.error_msg, region.origin().clean);
}

/** The delay counts only once changes follow; before, and as `-1`, it says nothing. */
function lagOf(progress: ProgressRow | null, task: Task): Lag | null {
  if (progress === null || task.load === 'full-only' || task.status.startsWith('FULL_TRANSFER')) return null;
  const seconds = figure(progress.incre_trans_delay);
  const milliseconds = figure(progress.incre_trans_delay_millis);
  if (seconds === null && progress.incre_trans_delay !== null) return null;
  if (milliseconds !== null) return { milliseconds };
  return seconds === null ? null : { milliseconds: seconds * 1000 };
}

function figure(text: string | null): number | null {
  return text !== null && /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

function unexpected(doing: string, what: string): ProviderError {
  return new ProviderError('unexpected-answer', `${doing}: ${what}`);
}
