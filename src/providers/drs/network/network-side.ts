import type { Leftover } from '../../../cleanup/leftovers/leftover.ts';
import type { Place } from '../../../cleanup/leftovers/place.ts';
import type { CleanupCloud, Readiness, Step } from '../../../cleanup/ports.ts';
import { type CallOutcome, ProviderError, type Urgency } from '../../../lifecycle/ports.ts';
import { NETWORK_RIGHTS } from '../permissions.ts';
import type { Region } from '../region.ts';
import { sendCall } from '../send-call.ts';
import { callForStep } from './change-rule.ts';
import { outcomeOfRuleCall } from './rule-outcome.ts';
import { seeAddress } from './see-address.ts';
import { seeRules } from './see-rules.ts';

export type NetworkSide = Pick<
  CleanupCloud,
  'see' | 'readiness' | 'prepareChange' | 'change' | 'cannotDelete'
>;

/**
 * What is left of DRS tasks in the network of the account's own regions: security group rules and elastic IPs. `lacked`
 * says of a right that a change lacks which key lacks it.
 */
export function createNetworkSide(
  account: string,
  regions: readonly Region[],
  lacked: (right: string) => string | null,
): NetworkSide {
  const named = (name: string) => regions.find((region) => region.name === name);

  return {
    async see(place: Place, urgency: Urgency) {
      const region = named(place.region);
      if (region === undefined) throw rejected(place.kind, `${place.region} is no region of ${account}`);
      if (place.kind === 'rules') return seeRules(region, place, urgency);
      if (place.kind === 'elastic-ip') return seeAddress(region, place, urgency);
      throw rejected(place.kind, 'DRS leaves nothing behind there');
    },
    async readiness(leftover: Leftover) {
      const region = named(leftover.region);
      if (region !== undefined && leftover.kind === 'rule') return readinessOf(region, leftover.groupId);
      return { kind: 'not-now', why: `it is no rule in a region of ${account}` };
    },
    prepareChange(step: Step, leftover: Leftover) {
      const region = named(leftover.region);
      const call = callForStep(step, leftover);
      if (region === undefined || call === null) return null;
      const operation = `${call.method} /v3/${region.project}/vpc${call.path}`;
      return { operation, parameters: call.body ?? {} };
    },
    async change(step: Step, leftover: Leftover): Promise<CallOutcome> {
      const region = named(leftover.region);
      const call = callForStep(step, leftover);
      if (region === undefined || call === null || step === 'neutralise')
        return { kind: 'not-sent', why: `${account} has no call to ${step} this` };
      const { clean } = region.origin();
      const asked = { step, permission: lacked(NETWORK_RIGHTS[step]), clean };
      return sendCall(region.cleaning, call, (result) => outcomeOfRuleCall(result, asked), clean);
    },
    cannotDelete: () => false,
  };
}

/**
 * A rule can always be changed while its group exists. It is the group that is looked for, because a rule that is to
 * be put back is not there itself; a rule that is already gone says so when it is removed. Who may not read groups may
 * still change rules.
 */
async function readinessOf(region: Region, groupId: string): Promise<Readiness> {
  const call = {
    method: 'GET',
    path: `/security-groups/${encodeURIComponent(groupId)}`,
    body: null,
    doing: `looking at security group ${groupId} in ${region.name}`,
    permission: NETWORK_RIGHTS.listGroups,
  } as const;
  try {
    await region.vpc.read(call, 'interactive');
    return { kind: 'ready' };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.kind === 'not-found') return { kind: 'gone' };
    if (error.kind === 'unauthorized') return { kind: 'ready' };
    throw error;
  }
}

function rejected(what: Place['kind'], why: string): ProviderError {
  return new ProviderError('rejected', `looking at the ${what}: ${why}`);
}
