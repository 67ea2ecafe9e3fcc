import type { Leftover } from '../../../cleanup/leftovers/leftover.ts';
import type { Place } from '../../../cleanup/leftovers/place.ts';
import type { CleanupCloud, Readiness, Seen } from '../../../cleanup/ports.ts';
import { ProviderError, type Urgency } from '../../../lifecycle/ports.ts';
import type { Rpc } from '../rpc.ts';
import { groupReadiness, seeGroup } from './ecs/see-group.ts';
import { machineReadiness, seeMachine } from './ecs/see-machine.ts';
import { callFor } from './prepare-change.ts';
import { readRefusal, saysAtLeastOne } from './refusals.ts';
import { databaseReadiness, seeDatabase } from './whitelists/see-database.ts';

/** What can be seen and changed of the access that DTS was given. */
export type Network = Pick<CleanupCloud, 'see' | 'readiness' | 'prepareChange' | 'change' | 'cannotDelete'>;

function see(rpc: Rpc, place: Place, urgency: Urgency): Promise<Seen> {
  switch (place.kind) {
    case 'database':
      return seeDatabase(rpc, place, urgency);
    case 'machine':
      return seeMachine(rpc, place, urgency);
    case 'security-group':
      return seeGroup(rpc, place, urgency);
    case 'rules':
    case 'elastic-ip':
      throw new ProviderError('rejected', `DTS leaves no ${place.kind} behind that Cutover could look at`);
  }
}

async function readinessFor(rpc: Rpc, leftover: Leftover): Promise<Readiness> {
  switch (leftover.kind) {
    case 'whitelist-group':
      return databaseReadiness(rpc, leftover);
    case 'membership':
      return machineReadiness(rpc, leftover);
    case 'empty-group':
      return groupReadiness(rpc, leftover);
    case 'rule':
      return { kind: 'not-now', why: 'Cutover changes no rule of an ECS security group' };
  }
}

/** The network side of an account: whitelists of databases, and security groups of ECS machines. */
export function createNetwork(rpc: Rpc): Network {
  return {
    see: async (place, urgency) => see(rpc, place, urgency),
    readiness: (leftover) => readinessFor(rpc, leftover),
    prepareChange(step, leftover) {
      const call = callFor(step, leftover);
      return call === null ? null : { operation: call.operation, parameters: call.parameters };
    },
    async change(step, leftover) {
      const call = callFor(step, leftover);
      if (call !== null) return readRefusal(await rpc.send(call, 'request-id', 'cleanup'));
      const message = `there is no call to ${step} this ${leftover.kind}`;
      return { kind: 'refused', code: 'NoSuchCall', message, requestId: null, permission: null };
    },
    cannotDelete: (leftover, code) => leftover.kind === 'whitelist-group' && saysAtLeastOne(code),
  };
}
