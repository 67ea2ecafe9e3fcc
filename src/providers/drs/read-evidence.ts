import { ProviderError, type Urgency } from '../../lifecycle/ports.ts';
import type { Evidence } from '../../lifecycle/readiness/evidence.ts';
import type { Task } from '../../lifecycle/task.ts';
import { CompareAnswer, RpoRow } from './compare-schema.ts';
import { comparisonsOf } from './comparisons.ts';
import { rightToRead } from './permissions.ts';
import type { Region } from './region.ts';
import { BatchAnswer } from './schema.ts';

/** The most databases and tables that are read of one comparison. */
const PAGE = 100;

/**
 * What DRS shows of a task's comparisons, and, for disaster recovery on Huawei Cloud, how far the source's log was
 * read. Throws `ProviderError` where the comparisons cannot be had; a position that cannot be had is not shown.
 */
export async function readEvidence(region: Region, task: Task, urgency: Urgency): Promise<Evidence> {
  const [comparisons, position] = await Promise.all([
    readComparisons(region, task.taskId, urgency),
    readPosition(region, task, urgency),
  ]);
  return { comparisons, position, source: 'query-compare-result', readAt: region.origin().readAt };
}

async function readComparisons(region: Region, taskId: string, urgency: Urgency) {
  const doing = `reading the comparisons of DRS task ${taskId} in ${region.name}`;
  const call = {
    method: 'POST',
    path: '/jobs/query-compare-result',
    body: { job_id: taskId, current_page: 1, per_page: PAGE },
    doing,
    permission: rightToRead(region.origin().cloud, 'compare'),
  } as const;
  const answer = CompareAnswer.safeParse(await region.client.read(call, urgency));
  if (answer.success) return comparisonsOf(answer.data);
  throw new ProviderError('unexpected-answer', `${doing}: the answer has no results`);
}

async function readPosition(region: Region, task: Task, urgency: Urgency): Promise<string | null> {
  if (task.kind !== 'disaster-recovery' || region.origin().cloud !== 'huaweicloud') return null;
  const call = {
    method: 'POST',
    path: '/jobs/batch-rpo-and-rto',
    body: { jobs: [task.taskId] },
    doing: `reading the log position of DRS task ${task.taskId} in ${region.name}`,
    permission: rightToRead('huaweicloud', 'progress'),
  } as const;
  try {
    const answer = BatchAnswer.parse(await region.client.read(call, urgency));
    const rows = answer.results.flatMap((row) => RpoRow.safeParse(row).data ?? []);
    const point = rows.find((row) => row.job_id === task.taskId)?.rpo_info?.check_point ?? null;
    return point === 'NA' ? null : point;
  } catch {
    return null;
  }
}
