import type { Answer } from '../exchange.ts';
import type { AlibabaState, Parameters } from './alibaba-state.ts';
import type { DtsTask } from './dts-task.ts';
import { beginRelease, beginStart, beginStop, beginSuspend } from './dts-transitions.ts';
import { findJob } from './find-job.ts';
import { invalidParameter, refused, succeeded } from './gateway-answers.ts';

const CHANGING = ['Modifying', 'Upgrade', 'Downgrade'];
const UNSTARTED = ['NotConfigured', 'NotStarted', 'Prechecking', 'PrecheckFailed', 'PreCheckPass'];
const RUNNING = ['Initializing', 'Migrating', 'Synchronizing'];
const STARTABLE = ['NotStarted', 'PrecheckFailed', 'PreCheckPass', 'Suspending', 'MigrationFailed', 'Failed'];
const STARTABLE_FAILURES = ['InitializeFailed', 'ModifyFailed', 'Abnormal'];

/** StopDtsJob: final. Taken for running, paused and failed jobs; change tracking cannot be stopped. */
export function stopDtsJob(state: AlibabaState, parameters: Parameters): Answer {
  return change(state, parameters, (task) => {
    if (task.jobType === 'SUBSCRIBE' || UNSTARTED.includes(task.status)) return wrongState(task);
    if (task.status === 'Finished')
      return refused('InvalidJobStatus', 'The status of the job %s is invalid.', task.id);
    if (state.timeline.isPlanned(task.id)) return beingChanged(task);
    beginStop(state.timeline, task);
    return succeeded();
  });
}

/** SuspendDtsJob: pauses a running job; for change tracking it answers success and does nothing. */
export function suspendDtsJob(state: AlibabaState, parameters: Parameters): Answer {
  return change(state, parameters, (task) => {
    if (task.jobType === 'SUBSCRIBE') return succeeded();
    if (!RUNNING.includes(task.status)) {
      return refused('DTS.Msg.ModifyDenied.JobStatusNotRunning', 'The job %s is not running.', task.id);
    }
    if (state.timeline.isPlanned(task.id)) return beingChanged(task);
    beginSuspend(state.timeline, task);
    return succeeded();
  });
}

/** StartDtsJob: starts a new job, resumes a paused one, retries a failed one; never restarts a finished one. */
export function startDtsJob(state: AlibabaState, parameters: Parameters): Answer {
  return change(state, parameters, (task) => {
    if (!STARTABLE.includes(task.status) && !STARTABLE_FAILURES.includes(task.status))
      return wrongState(task);
    if (state.timeline.isPlanned(task.id)) return beingChanged(task);
    beginStart(state.timeline, task);
    return succeeded();
  });
}

/** DeleteDtsJob: releases a PostPaid instance in any state; a PrePaid one is refused. */
export function deleteDtsJob(state: AlibabaState, parameters: Parameters): Answer {
  const jobType = parameters.get('JobType');
  return change(state, parameters, (task) => {
    if (jobType !== undefined && jobType !== task.jobType) return invalidParameter('JobType');
    if (task.payType === 'PrePaid') {
      return refused(
        'DTS.Msg.OperationDenied',
        'The subscription instance %s cannot be released.',
        task.instanceId,
      );
    }
    beginRelease(state, task);
    return succeeded();
  });
}

/** Finds the job, refuses what every change refuses, and lets `act` decide the rest. */
function change(state: AlibabaState, parameters: Parameters, act: (task: DtsTask) => Answer): Answer {
  const found = findJob(state, parameters, 'DtsInstanceId');
  if ('refusal' in found) return found.refusal;
  const { task } = found;
  if (CHANGING.includes(task.status)) return beingChanged(task);
  if (task.status === 'Locked') return refused('OperationDenied', 'The job %s is locked.', task.id);
  return act(task);
}

function wrongState(task: DtsTask): Answer {
  return refused(
    'DTS.Msg.OperationDenied.JobStatus',
    'The current status of the job %s does not support this operation.',
    task.id,
  );
}

function beingChanged(task: DtsTask): Answer {
  return refused(
    'DTS.Msg.OperationDenied.JobStatusModifying',
    'The job %s is being changed. Please try again later.',
    task.id,
  );
}
