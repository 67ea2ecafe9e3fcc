import { z } from 'zod';
import type { Answer } from '../exchange.ts';
import {
  badParameter,
  batch,
  busyOrAbnormal,
  missingJobs,
  missingRow,
  notInThisStatus,
  taken,
} from './drs-answers.ts';
import type { DrsRequest, DrsState } from './drs-state.ts';
import type { DrsTask } from './drs-task.ts';
import { beginPause, beginRetry, beginStart } from './drs-transitions.ts';
import { readJson } from './request-body.ts';

const PAUSABLE = [
  'FULL_TRANSFER_STARTED',
  'FULL_TRANSFER_COMPLETE',
  'INCRE_TRANSFER_STARTED',
  'FULL_TRANSFER_FAILED',
  'INCRE_TRANSFER_FAILED',
];
const RETRYABLE = [
  'FULL_TRANSFER_FAILED',
  'INCRE_TRANSFER_FAILED',
  'START_JOB_FAILED',
  'PAUSING',
  'PAUSEING',
];
const STARTABLE = ['WAITING_FOR_START', 'CONFIGURATION'];

const plainJobs = z.object({ jobs: z.array(z.object({ job_id: z.string() })).min(1) });
const pauseJobs = z.object({
  jobs: z.array(z.object({ job_id: z.string(), pause_mode: z.enum(['target', 'all']) })).min(1),
});

/** POST jobs/batch-pause-task: migrations and synchronisations; "success" means submitted. */
export function pauseTasks(state: DrsState, request: DrsRequest): Answer {
  const parsed = pauseJobs.safeParse(readJson(request.exchange));
  if (!parsed.success) return badParameter('DRS.M00201', z.prettifyError(parsed.error));
  return each(state, parsed.data.jobs, 200, (task) => {
    if (task.dbUseType === 'cloudDataGuard' || !PAUSABLE.includes(task.status))
      return notInThisStatus(task.id);
    if (state.timeline.isPlanned(task.id)) return busyOrAbnormal(task.id);
    beginPause(state, task);
    return taken(task.id);
  });
}

/** POST jobs/batch-retry-task: resumes paused tasks and retries failed ones. */
export function retryTasks(state: DrsState, request: DrsRequest): Answer {
  return plain(state, request, 200, (task) => {
    if (!RETRYABLE.includes(task.status)) return notInThisStatus(task.id);
    if (state.timeline.isPlanned(task.id)) return busyOrAbnormal(task.id);
    beginRetry(state, task);
    return taken(task.id);
  });
}

/** POST jobs/batch-starting: starts configured tasks. */
export function startTasks(state: DrsState, request: DrsRequest): Answer {
  return plain(state, request, 202, (task) => {
    if (!STARTABLE.includes(task.status) || task.error !== null) return notInThisStatus(task.id);
    beginStart(state, task);
    return taken(task.id);
  });
}

function plain(
  state: DrsState,
  request: DrsRequest,
  status: number,
  act: (task: DrsTask) => Record<string, unknown>,
): Answer {
  const parsed = plainJobs.safeParse(readJson(request.exchange));
  if (!parsed.success) return badParameter('DRS.M00201', z.prettifyError(parsed.error));
  return each(state, parsed.data.jobs, status, act);
}

function each(
  state: DrsState,
  jobs: readonly { job_id: string }[],
  status: number,
  act: (task: DrsTask) => Record<string, unknown>,
): Answer {
  const tasks = jobs.map(({ job_id }) => state.tasks.find((task) => task.id === job_id && !task.deleted));
  const codeFor = (id: string) =>
    state.tasks.some((task) => task.id === id) ? ('DRS.M05004' as const) : ('DRS.M00289' as const);
  if (tasks.every((task) => task === undefined)) {
    return missingJobs(jobs.map(({ job_id }) => ({ id: job_id, code: codeFor(job_id) })));
  }
  const rows = jobs.map(({ job_id }, index) => {
    const task = tasks[index];
    return task === undefined ? missingRow(job_id, codeFor(job_id)) : act(task);
  });
  return batch(status, rows);
}
