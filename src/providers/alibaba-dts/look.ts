import type { Look, Urgency } from '../../lifecycle/ports.ts';
import type { TaskRef } from '../../lifecycle/task.ts';
import { directionWord } from './calls.ts';
import type { DtsClient } from './client.ts';
import { type Eyes, isNotFound, kindOfJob, withFullLoad } from './kind-of-job.ts';
import type { Memory } from './memory.ts';
import { otherDirection } from './other-direction.ts';
import { unexpectedAnswer } from './rpc.ts';
import { DtsJob } from './schema.ts';
import { shownDirection, taskOfJob } from './task-of-job.ts';

export interface LookSettings {
  readonly account: string;
  readonly now: () => number;
  readonly client: DtsClient;
  readonly memory: Memory;
}

/** The job as the detail call shows it; refuses an answer about another job or another direction. */
async function readJob({ client, urgency }: Eyes, ref: TaskRef): Promise<DtsJob> {
  const which = {
    DtsJobId: ref.taskId,
    ...(ref.instanceId === null ? {} : { DtsInstanceID: ref.instanceId }),
    SynchronizationDirection: directionWord(ref.direction), // left out, it would mean Forward
  };
  const job = DtsJob.safeParse(await client.detail(ref.region, which, urgency)).data;
  const doing = `show task ${ref.taskId} of ${ref.region}`;
  if (job === undefined) throw unexpectedAnswer(doing, 'the answer has no job id or no status');
  if (job.DtsJobId !== ref.taskId) throw unexpectedAnswer(doing, `it showed task ${job.DtsJobId}`);
  if ((shownDirection(job) ?? 'forward') !== ref.direction) {
    throw unexpectedAnswer(doing, 'it showed the other direction');
  }
  return job;
}

/**
 * Makes the fresh look at one task that everything irreversible rests on. `not-found` is what the detail call
 * itself says; an answer that is not about the task is thrown, never shown.
 */
export function createLook(settings: LookSettings) {
  const { account, now, client, memory } = settings;
  return async function look(ref: TaskRef, urgency: Urgency): Promise<Look> {
    const eyes = { client, memory, urgency };
    const shown = await readJob(eyes, ref).catch((thrown: unknown) => {
      if (isNotFound(thrown)) return { notFound: thrown.code };
      throw thrown;
    });
    const readAt = now();
    if ('notFound' in shown) return { kind: 'not-found', code: shown.notFound, at: readAt };
    const kind = await kindOfJob(eyes, ref, shown);
    const job = await withFullLoad(eyes, ref, kind, shown);
    const other = await otherDirection(eyes, ref, kind, job);
    const { region, direction } = ref;
    const sighting = { account, region, readAt, shownIn: 'detail', kind, direction, ...other } as const;
    return { kind: 'task', task: taskOfJob(job, sighting) };
  };
}
