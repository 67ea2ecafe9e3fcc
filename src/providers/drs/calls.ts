import type { PreparedCall } from '../../lifecycle/ports.ts';
import type { Action } from '../../lifecycle/task.ts';
import type { DrsCall } from './region-client.ts';

/**
 * The call for an action on one task, `null` where DRS has none. Ending is a DELETE with a body, in which
 * `delete_type` takes the bare verbs; `batch-pause-task` is what the SDK calls "batchStopJobs" and only pauses;
 * `batch-retry-task` also resumes. One task a call, so that rows cannot be confused.
 */
export function callFor(action: Action, taskId: string): DrsCall | null {
  switch (action) {
    case 'terminate':
      return ending(taskId, 'terminate');
    case 'force-terminate':
      return ending(taskId, 'force_terminate');
    case 'pause': {
      const jobs = [{ job_id: taskId, pause_mode: 'target' }];
      return { method: 'POST', path: '/jobs/batch-pause-task', body: { jobs } };
    }
    case 'resume':
      return { method: 'POST', path: '/jobs/batch-retry-task', body: { jobs: [{ job_id: taskId }] } };
    case 'release':
      return null;
  }
}

/** The call as it goes into the record. */
export function preparedCall(call: DrsCall, project: string): PreparedCall {
  return { operation: `${call.method} /v3/${project}${call.path}`, parameters: call.body };
}

function ending(taskId: string, deleteType: 'terminate' | 'force_terminate'): DrsCall {
  const jobs = [{ job_id: taskId, delete_type: deleteType }];
  return { method: 'DELETE', path: '/jobs/batch-jobs', body: { jobs } };
}
