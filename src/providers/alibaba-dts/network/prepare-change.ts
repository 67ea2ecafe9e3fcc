import {
  addressesOf,
  isRemovable,
  type Leftover,
  type Membership,
} from '../../../cleanup/leftovers/leftover.ts';
import type { Step } from '../../../cleanup/ports.ts';
import type { RpcCall } from '../sdk.ts';
import { ecsCall } from './ecs/client.ts';
import { engineOf } from './whitelists/engines.ts';

/** A machine is named by its id alone, an interface by its own id ("LeaveSecurityGroup": the two exclude each other). */
function memberParameters({ interfaceId, machineId, groupId }: Membership) {
  const who = interfaceId === null ? { InstanceId: machineId } : { NetworkInterfaceId: interfaceId };
  return { SecurityGroupId: groupId, ...who };
}

function whitelistCall(step: Step, leftover: Extract<Leftover, { kind: 'whitelist-group' }>): RpcCall | null {
  const engine = engineOf(leftover);
  const change = engine?.change(step, leftover) ?? null;
  if (engine === null || change === null) return null;
  const sendsList = 'ModifyMode' in change.parameters;
  if (sendsList && step !== 'neutralise' && addressesOf(leftover.addresses).length === 0) return null;
  return { ...engine.api, ...change, region: leftover.region };
}

/**
 * The call for a step, or `null`. Only what is removable is ever in a call, whichever the step: what is not named for
 * DTS, what lets nobody in, and what another cloud has is refused here once more, apart from who asks. Pure.
 */
export function callFor(step: Step, leftover: Leftover): RpcCall | null {
  if (!isRemovable(leftover)) return null;
  switch (leftover.kind) {
    case 'whitelist-group':
      return whitelistCall(step, leftover);
    case 'membership': {
      if (step === 'neutralise') return null;
      const operation = step === 'remove' ? 'LeaveSecurityGroup' : 'JoinSecurityGroup';
      return ecsCall(leftover.region, operation, memberParameters(leftover));
    }
    case 'empty-group':
      if (step !== 'remove') return null;
      return ecsCall(leftover.region, 'DeleteSecurityGroup', { SecurityGroupId: leftover.groupId });
    case 'rule':
      return null;
  }
}
