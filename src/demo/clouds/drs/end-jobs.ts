import { z } from 'zod';
import type { Answer } from '../exchange.ts';
import {
  badParameter,
  batch,
  busyOrAbnormal,
  drsError,
  missingJobs,
  missingRow,
  taken,
} from './drs-answers.ts';
import type { DrsRequest, DrsState } from './drs-state.ts';
import type { DrsTask } from './drs-task.ts';
import { beginForceTerminate, beginTerminate } from './drs-transitions.ts';
import { readJson } from './request-body.ts';

const endRequest = z.object({
  jobs: z
    .array(z.object({ job_id: z.string(), delete_type: z.enum(['terminate', 'force_terminate', 'delete']) }))
    .min(1),
});

const ENDABLE = [
  'CREATING',
  'CONFIGURATION',
  'WAITING_FOR_START',
  'FULL_TRANSFER_STARTED',
  'FULL_TRANSFER_COMPLETE',
  'INCRE_TRANSFER_STARTED',
  'PAUSING',
  'PAUSEING',
];
const FORCIBLE = [
  ...ENDABLE,
  'START_JOB_FAILED',
  'FULL_TRANSFER_FAILED',
  'INCRE_TRANSFER_FAILED',
  'REBUILD_NODE_FAILED',
  'RELEASE_RESOURCE_FAILED',
  'CHANGE_JOB_FAILED',
];
const DELETABLE = ['CREATE_FAILED', 'RELEASE_RESOURCE_COMPLETE', 'RELEASE_CHILD_TRANSFER_COMPLETE'];

/**
 * DELETE jobs/batch-jobs: stop, forced stop and deletion of the record, told apart by `delete_type`. Answers
 * 202 even when a row is refused; only when no job exists is it a 400, and that has the batch shape too.
 */
export function endJobs(state: DrsState, request: DrsRequest): Answer {
  const parsed = endRequest.safeParse(readJson(request.exchange));
  if (!parsed.success) return badParameter('DRS.M00201', z.prettifyError(parsed.error));
  const { jobs } = parsed.data;
  const ids = jobs.map((job) => job.job_id);
  if (new Set(ids).size < ids.length) return drsError(400, 'DRS.M00301', 'Duplicate job IDs.');
  const existing = (id: string) => state.tasks.find((task) => task.id === id && !task.deleted);
  const missing = ids
    .filter((id) => existing(id) === undefined)
    .map((id) => {
      const known = state.tasks.some((task) => task.id === id);
      return { id, code: known ? ('DRS.M05004' as const) : ('DRS.M00289' as const) };
    });
  if (missing.length === ids.length) return missingJobs(missing);
  const rows = jobs.map((job) => {
    const task = existing(job.job_id);
    if (task !== undefined) return end(state, task, job.delete_type);
    return missingRow(job.job_id, missing.find(({ id }) => id === job.job_id)?.code ?? 'DRS.M00289');
  });
  return batch(202, rows);
}

function end(
  state: DrsState,
  task: DrsTask,
  how: 'terminate' | 'force_terminate' | 'delete',
): Record<string, unknown> {
  if (how === 'delete') {
    if (!DELETABLE.includes(task.status)) return busyOrAbnormal(task.id);
    task.deleted = true;
    task.status = 'DELETED';
    return taken(task.id);
  }
  if (how === 'terminate') {
    const misconfigured = task.status === 'CONFIGURATION' && task.error !== null;
    if (!ENDABLE.includes(task.status) || misconfigured || state.timeline.isPlanned(task.id)) {
      return busyOrAbnormal(task.id);
    }
    beginTerminate(state, task);
    return taken(task.id);
  }
  const hangs = task.status === 'RELEASE_RESOURCE_STARTED' && !state.timeline.isPlanned(task.id);
  if (!FORCIBLE.includes(task.status) && !hangs) return busyOrAbnormal(task.id);
  beginForceTerminate(state, task);
  return taken(task.id);
}
