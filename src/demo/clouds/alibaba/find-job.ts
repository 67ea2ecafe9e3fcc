import type { Answer } from '../exchange.ts';
import { type AlibabaState, type Parameters, twinOf } from './alibaba-state.ts';
import type { DtsTask } from './dts-task.ts';
import { foreignJob, invalidParameter, unknownJob } from './gateway-answers.ts';
import { isRegion } from './regions.ts';

const CENTRE = 'cn-hangzhou';

/** The region a request is about: `Region` (lists only) before `RegionId`, Hangzhou when neither is given. */
export function regionOf(parameters: Parameters, names: readonly string[]): string {
  for (const name of names) {
    const region = parameters.get(name);
    if (region !== undefined && region !== '') return region;
  }
  return CENTRE;
}

/**
 * Finds the job of a request by DtsJobId, else by instance id under the parameter name this operation knows.
 * In a two-way instance SynchronizationDirection alone decides which of the two jobs is meant: Forward unless
 * it says Reverse, even when the id is that of the reverse job.
 */
export function findJob(
  state: AlibabaState,
  parameters: Parameters,
  instanceParameter: 'DtsInstanceId' | 'DtsInstanceID',
): { task: DtsTask } | { refusal: Answer } {
  const region = regionOf(parameters, ['RegionId']);
  if (!isRegion(region)) return { refusal: invalidParameter('RegionId') };
  const direction = parameters.get('SynchronizationDirection') ?? 'Forward';
  if (direction !== 'Forward' && direction !== 'Reverse') {
    return { refusal: invalidParameter('SynchronizationDirection') };
  }
  const jobId = parameters.get('DtsJobId') ?? '';
  const instanceId = parameters.get(instanceParameter) ?? '';
  if (jobId === '' && instanceId === '') return { refusal: invalidParameter('DtsJobId') };
  const named = state.tasks.find((task) =>
    jobId === '' ? task.instanceId === instanceId : task.id === jobId,
  );
  if (named === undefined) return { refusal: unknownJob(jobId === '' ? instanceId : jobId) };
  if (named.region !== region) return { refusal: foreignJob() };
  const twin = twinOf(state, named);
  if (twin === undefined && direction === 'Reverse') {
    return { refusal: invalidParameter('SynchronizationDirection') };
  }
  const task = twin !== undefined && twin.direction === direction ? twin : named;
  if (task.released && task.afterRelease === 'gone') return { refusal: foreignJob() };
  return { task };
}
