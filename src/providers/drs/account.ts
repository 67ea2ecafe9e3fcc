import type { CleanupCloud } from '../../cleanup/ports.ts';
import { type Cloud, type Found, ProviderError, type Urgency } from '../../lifecycle/ports.ts';
import type { Action, Task, TaskRef } from '../../lifecycle/task.ts';
import { createLimiter } from '../limiter.ts';
import { createAuthority, type DrsCredentials, secretsOf } from './authority.ts';
import { callFor, preparedCall } from './calls.ts';
import { createCleaner } from './clean.ts';
import { asProviderError, findInRegion, listRegion, type RegionFound } from './find-tasks.ts';
import { type Addresses, baseUrlOf } from './hosts.ts';
import { lookAtTask } from './look-at-task.ts';
import { rightToChange } from './permissions.ts';
import type { Region } from './region.ts';
import { createRegionClient } from './region-client.ts';
import { DRS_ID } from './schema.ts';
import { sendCall } from './send-call.ts';

export interface DrsAccountConfig extends Addresses {
  readonly name: string;
  readonly regions: readonly string[];
  /** The id of the project, 32 hexadecimal digits. */
  readonly project: string;
  readonly credentials: DrsCredentials;
  /** How long one request may take, to the last byte; 30 s where left out. */
  readonly timeoutMs?: number;
  readonly now?: () => number;
  readonly fetch?: typeof fetch;
  /** Between the two reads of a progress that shows an error; 1.5 s where left out. */
  readonly progressPauseMs?: number;
  /** Before the first repetition of a read; it doubles; 0.5 s where left out. */
  readonly retryPauseMs?: number;
}

const AT_ONCE_PER_REGION = 4;

/**
 * One DRS account on Open Telekom Cloud or Huawei Cloud, over API version 3, which is the only one that both
 * have. Reads are patient, changes are sent once.
 */
export function createDrsAccount(config: DrsAccountConfig): Cloud & CleanupCloud {
  const regions = config.regions.map((name) => openRegion(config, name));

  async function everywhere(search: (region: Region) => Promise<RegionFound>): Promise<Found> {
    const found = await Promise.all(
      regions.map((region) =>
        search(region).catch((error) => ({ tasks: [], problem: asProviderError(error) })),
      ),
    );
    return {
      tasks: found.flatMap(({ tasks }) => tasks),
      looked: regions.map(({ name }, at) => ({
        account: config.name,
        region: name,
        problem: found[at]?.problem ?? null,
      })),
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
    list: (urgency) => everywhere((region) => listRegion(region, urgency)),
    find: (words, urgency) => everywhere((region) => findInRegion(region, words, urgency)),
    async look(ref: TaskRef, urgency: Urgency) {
      const region = regionOf(ref);
      if (region !== undefined)
        return lookAtTask(region, ref.taskId, config.progressPauseMs ?? 1500, urgency);
      throw new ProviderError('rejected', `looking at ${ref.taskId}: no DRS task of account ${config.name}`);
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
      const permission = rightToChange(config.cloud, action);
      return sendCall(region.client, call, { taskId: task.taskId, permission, clean: region.origin().clean });
    },
    serverBlocks: async () => [],
  };
}

function openRegion(config: DrsAccountConfig, name: string): Region {
  const now = config.now ?? Date.now;
  const timeoutMs = config.timeoutMs ?? 30_000;
  const { clean, learn } = createCleaner(() => secretsOf(config.credentials));
  const common = {
    project: config.project,
    timeoutMs,
    patience: { pauseMs: config.retryPauseMs ?? 500, budgetMs: timeoutMs },
    // Looked up at each call, so that whoever replaces the global fetch later is heard.
    doFetch: config.fetch ?? ((...request: Parameters<typeof fetch>) => fetch(...request)),
    clean,
  };
  const iam = baseUrlOf(config, 'iam', name);
  const authority = createAuthority(config.credentials, { ...common, iam, now, learn });
  const limiter = createLimiter(AT_ONCE_PER_REGION);
  const client = createRegionClient({ ...common, drs: baseUrlOf(config, 'drs', name), authority, limiter });
  return {
    name,
    client,
    origin: () => ({ account: config.name, cloud: config.cloud, region: name, readAt: now(), clean }),
  };
}
