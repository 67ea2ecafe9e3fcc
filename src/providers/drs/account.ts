import type { CleanupCloud } from '../../cleanup/ports.ts';
import { type Cloud, type Found, type Hear, ProviderError, type Urgency } from '../../lifecycle/ports.ts';
import type { Action, Task, TaskRef } from '../../lifecycle/task.ts';
import { lackedBy } from '../key-uses.ts';
import { callFor, preparedCall } from './calls.ts';
import { createEveryTask } from './every-task.ts';
import { asProviderError, findInRegion, listRegion, type RegionFound } from './find-tasks.ts';
import { lookAtTask } from './look-at-task.ts';
import { createNetworkSide } from './network/network-side.ts';
import { createRegions, type DrsAccountConfig } from './open-region.ts';
import { outcomeOf } from './outcome.ts';
import { rightToChange } from './permissions.ts';
import { readEvidence } from './read-evidence.ts';
import type { Region } from './region.ts';
import { DRS_ID } from './schema.ts';
import { sendCall } from './send-call.ts';

export type { DrsAccountConfig } from './open-region.ts';

/**
 * One DRS account on Open Telekom Cloud or Huawei Cloud, over API version 3, which is the only one that both
 * have. Reads are patient, changes are sent once.
 */
export function createDrsAccount(config: DrsAccountConfig): Cloud & CleanupCloud {
  const open = createRegions(config);
  const regions = config.regions.map((name) => open(name, config.project));

  async function everywhere(search: (region: Region) => Promise<RegionFound>, hear?: Hear): Promise<Found> {
    const account = config.name;
    const found = await Promise.all(
      regions.map(async (region) => {
        const { tasks, problem } = await search(region).catch((error) => ({
          tasks: [],
          problem: asProviderError(error),
        }));
        const looked = { account, region: region.name, problem };
        hear?.({ account, region: region.name, tasks, looked });
        return { tasks, looked };
      }),
    );
    return {
      tasks: found.flatMap(({ tasks }) => tasks),
      looked: found.map(({ looked }) => looked),
    };
  }

  const regionOf = (ref: TaskRef) =>
    ref.provider === 'drs' && ref.account === config.name && DRS_ID.test(ref.taskId)
      ? regions.find(({ name }) => name === ref.region)
      : undefined;

  return {
    provider: 'drs',
    account: config.name,
    regions: config.regions,
    list: (urgency, hear) => everywhere((region) => listRegion(region, urgency, hear), hear),
    find: (words, urgency) => everywhere((region) => findInRegion(region, words, urgency)),
    async look(ref: TaskRef, urgency: Urgency) {
      const region = regionOf(ref);
      if (region !== undefined)
        return lookAtTask(region, ref.taskId, config.progressPauseMs ?? 1500, urgency);
      throw new ProviderError('rejected', `looking at ${ref.taskId}: no DRS task of account ${config.name}`);
    },
    async evidence(task: Task, urgency: Urgency) {
      const region = regionOf(task);
      if (region !== undefined) return readEvidence(region, task, urgency);
      throw new ProviderError(
        'rejected',
        `reading the comparisons of ${task.taskId}: no DRS task of account ${config.name}`,
      );
    },
    prepare(action: Action, task: Task) {
      const call = callFor(action, task.taskId);
      return call === null ? null : preparedCall(call, config.project);
    },
    async send(action: Action, task: Task) {
      const region = regionOf(task);
      const call = callFor(action, task.taskId);
      if (call === null) return { kind: 'not-sent', why: `DRS has no call for ${action}` };
      if (region === undefined) return { kind: 'not-sent', why: `no DRS task of account ${config.name}` };
      const { clean } = region.origin();
      const permission = lackedBy(rightToChange(config.cloud, action), 'end', config.ownCredentials);
      const asked = { taskId: task.taskId, permission, clean };
      return sendCall(region.ending, call, (result) => outcomeOf(result, asked), clean);
    },
    serverBlocks: async () => [],
    everyTask: createEveryTask(config, open),
    ...createNetworkSide(config.name, regions, (right) => lackedBy(right, 'cleanup', config.ownCredentials)),
  };
}
