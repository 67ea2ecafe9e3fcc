import { ProviderError, type Urgency } from '../../lifecycle/ports.ts';
import type { CompareResult, Comparison, Evidence } from '../../lifecycle/readiness/evidence.ts';
import type { Task } from '../../lifecycle/task.ts';
import { CheckedJob, type CheckStep } from './check-schema.ts';
import type { DtsClient } from './client.ts';

/** DTS's words for a verification ("DescribeDtsJobs": FullDataCheckStatus, IncDataCheckStatus, StructureDataCheckStatus). */
const RESULTS: Readonly<Record<string, CompareResult>> = {
  finished: 'same',
  catched: 'same',
  checking: 'unfinished',
  migrating: 'unfinished',
  notstarted: 'unfinished',
  suspending: 'unfinished',
  failed: 'failed',
  inconsistency: 'different',
  inconsistent: 'different',
};

/** How many differences the state itself admits, whatever its word: a count, or a yes. */
function admitted({ Inconsistency: said }: NonNullable<CheckStep>): { count: number | null } | null {
  if (said === true) return { count: null };
  return typeof said === 'number' && said > 0 ? { count: said } : null;
}

function comparison(of: string, comparesRows: boolean, step: CheckStep): Comparison[] {
  if (step === null || step.Status === null) return [];
  const differing = admitted(step);
  const result =
    differing === null ? (RESULTS[step.Status.toLowerCase()] ?? 'not-known') : ('different' as const);
  const different = differing === null ? [] : [{ what: 'differences', count: differing.count }];
  return [{ of, comparesRows, result, status: step.Status, different, tables: [], finishedAt: null }];
}

function comparisonsOf(job: CheckedJob): readonly Comparison[] {
  return [
    ...comparison('all rows', true, job.FullDataCheckStatus),
    ...comparison('changed rows', true, job.IncDataCheckStatus),
    ...comparison('structure', false, job.StructureDataCheckStatus),
  ];
}

/** The row of a direction: the listed job itself, or the reverse one inside it. */
function rowOf(rows: readonly unknown[], task: Task): CheckedJob | null {
  const all = rows.flatMap((row) => {
    const inside = Object(row) as Record<string, unknown>;
    return [row, inside['ReverseJob']].flatMap((one) => CheckedJob.safeParse(one).data ?? []);
  });
  return all.find(({ DtsJobId }) => DtsJobId === task.taskId) ?? null;
}

/**
 * The states of DTS's own data verification, which the list shows and the detail call does not. Neither shows when it
 * was made, nor a position in the source's log: a Checkpoint is a time, which goes on while nothing is written.
 * Throws `ProviderError` where the list cannot be had.
 */
export async function readEvidence(
  client: DtsClient,
  task: Task,
  urgency: Urgency,
  now: () => number,
): Promise<Evidence> {
  if (task.kind === 'disaster-recovery')
    throw new ProviderError('rejected', `reading the verification of ${task.taskId}: no DTS task`);
  const ids = [task.taskId, ...(task.other?.taskId == null ? [] : [task.other.taskId])].join(',');
  const { region, kind } = task;
  const rows = await client.rows({ region, kind, filter: { DtsJobId: ids }, urgency });
  const job = rowOf(rows, task);
  const readAt = now();
  if (job === null)
    throw new ProviderError(
      'unexpected-answer',
      `reading the verification of ${task.taskId} in ${task.region}: it is not in the list`,
    );
  return { comparisons: comparisonsOf(job), position: null, source: 'DescribeDtsJobs', readAt };
}
