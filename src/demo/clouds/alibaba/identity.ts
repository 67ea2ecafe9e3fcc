import { type Answer, jsonAnswer, newRequestId } from '../exchange.ts';
import { OWN_ACCOUNT } from './account.ts';
import type { AlibabaState, Parameters } from './alibaba-state.ts';
import { gatewayError } from './gateway-answers.ts';
import { objectionToMissing } from './parameters.ts';
import { deniedByRam } from './permissions.ts';

/** A policy as RAM keeps it; `document` is JSON in a text, of the account's own policies only. */
export interface RamPolicy {
  name: string;
  type: 'System' | 'Custom';
  document: string;
}

/** Whose the simulated access key is: of the account itself (root), or of a RAM user with these policies. */
export interface Caller {
  type: 'Account' | 'RAMUser';
  user: string;
  policies: RamPolicy[];
  /** Has the rights to ask RAM for its policies; a user that is not given them has not. */
  mayAskRam: boolean;
}

/** The user of the demo, with a policy of its own. */
export function demoCaller(): Caller {
  const document = JSON.stringify({
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: ['dts:DescribeDtsJobs', 'dts:StopDtsJob'], Resource: '*' }],
  });
  return {
    type: 'RAMUser',
    user: 'cutover',
    policies: [{ name: 'cutover', type: 'Custom', document }],
    mayAskRam: false,
  };
}

/** STS GetCallerIdentity: every key may ask it, RAM does not judge it. */
export function getCallerIdentity({ caller }: AlibabaState): Answer {
  const isRoot = caller.type === 'Account';
  return jsonAnswer(200, {
    RequestId: newRequestId(),
    IdentityType: caller.type,
    AccountId: OWN_ACCOUNT,
    PrincipalId: isRoot ? OWN_ACCOUNT : '288774244375210001',
    UserId: isRoot ? OWN_ACCOUNT : '288774244375210001',
    Arn: isRoot ? `acs:ram::${OWN_ACCOUNT}:root` : `acs:ram::${OWN_ACCOUNT}:user/${caller.user}`,
  });
}

/** RAM ListPoliciesForUser: those that are attached to the user itself, not to its groups. */
export function listPoliciesForUser({ caller }: AlibabaState, parameters: Parameters): Answer {
  if (!caller.mayAskRam) return deniedByRam('ram', 'ListPoliciesForUser');
  if (parameters.get('UserName') !== caller.user)
    return gatewayError(404, 'EntityNotExist.User', 'The user does not exist.');
  const Policy = caller.policies.map(({ name, type }) => ({
    PolicyName: name,
    PolicyType: type,
    Description: '',
    DefaultVersion: 'v1',
    AttachDate: '2026-03-01T08:00:00Z',
  }));
  return jsonAnswer(200, { RequestId: newRequestId(), Policies: { Policy } });
}

/** RAM GetPolicy: the policy with the text of its version in use. */
export function getPolicy({ caller }: AlibabaState, parameters: Parameters): Answer {
  if (!caller.mayAskRam) return deniedByRam('ram', 'GetPolicy');
  const missing = objectionToMissing(parameters, ['PolicyName', 'PolicyType']);
  if (missing !== null) return missing;
  const [name, type] = [parameters.get('PolicyName'), parameters.get('PolicyType')];
  const policy = caller.policies.find((each) => each.name === name && each.type === type);
  if (policy === undefined) return gatewayError(404, 'EntityNotExist.Policy', 'The policy does not exist.');
  return jsonAnswer(200, {
    RequestId: newRequestId(),
    Policy: { PolicyName: policy.name, PolicyType: policy.type, DefaultVersion: 'v1' },
    DefaultPolicyVersion: { VersionId: 'v1', IsDefaultVersion: true, PolicyDocument: policy.document },
  });
}
