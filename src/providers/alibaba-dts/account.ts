import type { CleanupCloud } from '../../cleanup/ports.ts';
import type { Cloud } from '../../lifecycle/ports.ts';
import { prepareDeed } from './calls.ts';
import { createDtsClient, dtsCall } from './client.ts';
import type { AlibabaAccountConfig } from './config.ts';
import { findEveryTask } from './every-task.ts';
import { createLook } from './look.ts';
import { createMemory } from './memory.ts';
import { createNetwork } from './network/network.ts';
import { readEvidence } from './read-evidence.ts';
import { createRpc } from './rpc.ts';
import { findTasks, listTasks } from './search.ts';
import { serverBlocksOf } from './server-blocks.ts';

export type { AlibabaAccountConfig } from './config.ts';

/**
 * One Alibaba Cloud account with its DTS, and with the access that its databases and machines gave to DTS. Nothing is loaded or connected before the first call. Throws at
 * once where an endpoint of the configuration is no URL.
 */
export function createAlibabaAccount(config: AlibabaAccountConfig): Cloud & CleanupCloud {
  const account = config.name;
  const now = config.now ?? Date.now;
  const rpc = createRpc(config);
  const client = createDtsClient(rpc);
  const memory = createMemory();
  const search = { account, regions: config.regions, now, client, memory };
  return {
    provider: 'alibaba-dts',
    account,
    regions: config.regions,
    list: (urgency, hear) => listTasks(search, urgency, hear),
    find: (words, urgency) => findTasks(search, words, urgency),
    look: createLook({ account, now, client, memory }),
    evidence: (task, urgency) => readEvidence(client, task, urgency, now),
    prepare: prepareDeed,
    async send(action, task) {
      const deed = prepareDeed(action, task);
      if (deed === null || task.account !== account) {
        const message = `DTS has no call to ${action} task ${task.taskId} with account ${account}`;
        return { kind: 'refused', code: 'NoSuchCall', message, requestId: null, permission: null };
      }
      return rpc.send(dtsCall(task.region, deed.operation, deed.parameters), 'success', 'end');
    },
    serverBlocks: (task) => serverBlocksOf(client, task),
    everyTask: (urgency) => findEveryTask(search, urgency),
    ...createNetwork(rpc),
  };
}
