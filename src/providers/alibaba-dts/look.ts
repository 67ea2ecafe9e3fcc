import { type Look, ProviderError, type Urgency } from '../../lifecycle/ports.ts';
import { type DtsKind, stageOfDtsStatus } from '../../lifecycle/stages/dts.ts';
import type { Task, TaskRef } from '../../lifecycle/task.ts';
import { directionWord } from './calls.ts';
import type { DtsClient } from './client.ts';
import type { Memory } from './memory.ts';
import { unexpectedAnswer } from './rpc.ts';
import { DtsJob } from './schema.ts';
import { DTS_KINDS } from './search.ts';
import { directionOf, kindOfJobType, oppositeOf, otherOf, taskOfJob } from './task-of-job.ts';

export interface LookSettings {
  readonly account: string;
  readonly now: () => number;
  readonly client: DtsClient;
  readonly memory: Memory;
}

type Other = Pick<Task, 'twoWay' | 'other'>;

function shownDirection(job: DtsJob) {
  return directionOf(job.DtsJobDirection) ?? directionOf(job.SynchronizationDirection);
}

function isNotFound(thrown: unknown): thrown is ProviderError {
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

/**
 * A fresh look at one task. Refuses an answer about another job or another direction, because what is seen
 * here is acted upon.
 */
export function createLook(settings: LookSettings) {
  const { account, now, client, memory } = settings;

  async function readJob(ref: TaskRef, urgency: Urgency): Promise<DtsJob> {
    const doing = `show task ${ref.taskId} of ${ref.region}`;
    const answer = await client.detail(
      ref.region,
      {
        DtsJobId: ref.taskId,
        ...(ref.instanceId === null ? {} : { DtsInstanceID: ref.instanceId }),
        SynchronizationDirection: directionWord(ref.direction),
      },
      urgency,
    );
    const job = DtsJob.safeParse(answer).data;
    if (job === undefined) throw unexpectedAnswer(doing, 'the answer has no job id or no status');
    if (job.DtsJobId !== ref.taskId) throw unexpectedAnswer(doing, `it showed task ${job.DtsJobId}`);
    if ((shownDirection(job) ?? 'forward') !== ref.direction) {
      throw unexpectedAnswer(doing, 'it showed the other direction');
    }
    return job;
  }

  /** The job's row in the list, which knows its kind and its full load; `null` where it is not listed. */
  async function listed(ref: TaskRef, kinds: readonly DtsKind[], urgency: Urgency) {
    const perKind = kinds.map(async (kind) => {
      const asked = client.rows(ref.region, kind, { DtsJobId: ref.taskId }, urgency);
      const rows = await asked.catch(noneIfNotFound);
      const jobs = rows.flatMap((row) => DtsJob.safeParse(row).data ?? []);
      const job = jobs.find((candidate) => candidate.DtsJobId === ref.taskId);
      return job === undefined ? null : { job, kind: kindOfJobType(job.JobType) ?? kind };
    });
    return (await Promise.all(perKind)).find((row) => row !== null) ?? null;
  }

  /**
   * The detail call tells the kind of a synchronisation at best, so it is taken from where it is certain: the
   * direction, the last list, a status that only one kind has, or the list, asked now.
   */
  async function kindOf(ref: TaskRef, job: DtsJob, urgency: Urgency): Promise<DtsKind> {
    if (ref.direction === 'reverse') return 'synchronisation';
    const known = memory.recall(ref)?.kind;
    if (known !== undefined) return known;
    const [only, ...more] = kindsWith(job.Status);
    if (only !== undefined && more.length === 0) return only;
    const kind = (await listed(ref, DTS_KINDS, urgency))?.kind ?? kindOfJobType(job.JobType);
    if (kind !== null) return kind;
    throw unexpectedAnswer(`say of what type task ${ref.taskId} is`, 'it is not listed and shows no type');
  }

  /** The detail call leaves out how far the full load is; the list has it. */
  async function withFullLoad(ref: TaskRef, kind: DtsKind, job: DtsJob, urgency: Urgency): Promise<DtsJob> {
    const open = kind === 'migration' && job.Status.toLowerCase() === 'migrating';
    if (!open || job.DataInitializationStatus?.Status != null) return job;
    const row = await listed(ref, [kind], urgency);
    return row === null ? job : { ...job, DataInitializationStatus: row.job.DataInitializationStatus };
  }

  async function otherDirection(ref: TaskRef, kind: DtsKind, job: DtsJob, urgency: Urgency): Promise<Other> {
    const remembered = memory.recall(ref);
    const otherId = remembered?.otherId ?? null;
    const surelyTwoWay = ref.direction === 'reverse' || otherId !== null;
    // DtsJobDirection is shown for two-way tasks only, SynchronizationDirection perhaps for all.
    const perhapsTwoWay =
      job.DtsJobDirection !== null || (remembered === null && shownDirection(job) !== null);
    if (kind !== 'synchronisation' || !(surelyTwoWay || perhapsTwoWay)) return { twoWay: false, other: null };
    const wanted = oppositeOf(ref.direction);
    const instanceId = job.DtsInstanceID ?? ref.instanceId;
    const which = {
      ...(otherId === null ? {} : { DtsJobId: otherId }),
      ...(instanceId === null ? {} : { DtsInstanceID: instanceId }),
    };
    const named = Object.keys(which).length > 0 ? which : { DtsJobId: ref.taskId };
    try {
      const asked = { ...named, SynchronizationDirection: directionWord(wanted) };
      const seen = DtsJob.safeParse(await client.detail(ref.region, asked, urgency)).data;
      if (seen !== undefined && shownDirection(seen) === wanted) {
        return { twoWay: true, other: otherOf(kind, seen) };
      }
      return { twoWay: surelyTwoWay, other: null };
    } catch (thrown) {
      if (!(thrown instanceof ProviderError)) throw thrown;
      // A one-way task has no other direction to show; any other failure leaves that open.
      const none = thrown.kind === 'not-found' || thrown.kind === 'rejected';
      return { twoWay: surelyTwoWay || !none, other: null };
    }
  }

  return async function look(ref: TaskRef, urgency: Urgency): Promise<Look> {
    const shown = await readJob(ref, urgency).catch((thrown: unknown) => {
      if (isNotFound(thrown)) return { notFound: thrown.code };
      throw thrown;
    });
    const readAt = now();
    if ('notFound' in shown) return { kind: 'not-found', code: shown.notFound, at: readAt };
    const kind = await kindOf(ref, shown, urgency);
    const job = await withFullLoad(ref, kind, shown, urgency);
    const other = await otherDirection(ref, kind, job, urgency);
    const { region, direction } = ref;
    const sighting = { account, region, readAt, shownIn: 'detail', kind, direction, ...other } as const;
    return { kind: 'task', task: taskOfJob(job, sighting) };
  };
}
