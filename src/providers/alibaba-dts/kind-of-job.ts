import { ProviderError, type Urgency } from '../../lifecycle/ports.ts';
import { type DtsKind, stageOfDtsStatus } from '../../lifecycle/stages/dts.ts';
import type { TaskRef } from '../../lifecycle/task.ts';
import type { DtsClient } from './client.ts';
import type { Memory } from './memory.ts';
import { unexpectedAnswer } from './rpc.ts';
import { DtsJob } from './schema.ts';
import { DTS_KINDS, kindOfJobType } from './task-of-job.ts';

/** What a look reads with. */
export interface Eyes {
  readonly client: DtsClient;
  readonly memory: Memory;
  readonly urgency: Urgency;
}

/** A failure that says that there is no such job, or no longer. */
export function isNotFound(thrown: unknown): thrown is ProviderError {
  return thrown instanceof ProviderError && thrown.kind === 'not-found';
}

function noneIfNotFound(thrown: unknown): readonly unknown[] {
  if (isNotFound(thrown)) return [];
  throw thrown;
}

/** Kinds that have a status of this name; most names belong to one kind only. */
function kindsWith(status: string): readonly DtsKind[] {
  return DTS_KINDS.filter((kind) => stageOfDtsStatus(kind, status) !== 'unknown');
}

/** The job's row in the list; `null` where it is not listed. */
async function listed({ client, urgency }: Eyes, ref: TaskRef, kinds: readonly DtsKind[]) {
  const perKind = kinds.map(async (kind) => {
    const asked = client.rows({ region: ref.region, kind, filter: { DtsJobId: ref.taskId }, urgency });
    const rows = await asked.catch(noneIfNotFound);
    const jobs = rows.flatMap((row) => DtsJob.safeParse(row).data ?? []);
    const job = jobs.find((candidate) => candidate.DtsJobId === ref.taskId);
    return job === undefined ? null : { job, kind: kindOfJobType(job.JobType) ?? kind };
  });
  return (await Promise.all(perKind)).find((row) => row !== null) ?? null;
}

/**
 * The kind of a job that the detail call showed. That call documents its JobType for synchronisations only,
 * so the kind is taken from where it is certain: the direction, the last list, a status that only one kind
 * has, or the list, asked now. Refuses to guess.
 */
export async function kindOfJob(eyes: Eyes, ref: TaskRef, job: DtsJob): Promise<DtsKind> {
  if (ref.direction === 'reverse') return 'synchronisation';
  const known = eyes.memory.recall(ref)?.kind;
  if (known !== undefined) return known;
  const [only, ...more] = kindsWith(job.Status);
  if (only !== undefined && more.length === 0) return only;
  const kind = (await listed(eyes, ref, DTS_KINDS))?.kind ?? kindOfJobType(job.JobType);
  if (kind !== null) return kind;
  throw unexpectedAnswer(`say of what type task ${ref.taskId} is`, 'it is not listed and shows no type');
}

/** The job with the state of its full load, which the detail call of a migration leaves out and the list has. */
export async function withFullLoad(eyes: Eyes, ref: TaskRef, kind: DtsKind, job: DtsJob): Promise<DtsJob> {
  const open = kind === 'migration' && job.Status.toLowerCase() === 'migrating';
  if (!open || job.DataInitializationStatus?.Status != null) return job;
  const row = await listed(eyes, ref, [kind]);
  return row === null ? job : { ...job, DataInitializationStatus: row.job.DataInitializationStatus };
}
