import { type Answer, jsonAnswer, newRequestId } from '../exchange.ts';
import type { AlibabaState, Parameters } from './alibaba-state.ts';
import { gatewayError } from './gateway-answers.ts';
import type { EcsRule, EcsSecurityGroup } from './machine.ts';
import { badParameter, numbered, objectionToMissing, objectionToRegion, pageOf } from './parameters.ts';

/** DescribeSecurityGroupAttribute: the rules of one group, by direction; all of them where no MaxResults is sent. */
export function describeSecurityGroupAttribute(state: AlibabaState, parameters: Parameters): Answer {
  const found = findGroup(state, parameters);
  if ('refusal' in found) return found.refusal;
  const { group } = found;
  const direction = parameters.get('Direction') || 'all';
  if (!['all', 'ingress', 'egress'].includes(direction)) return badParameter('Direction');
  const rules = group.rules.filter((rule) => direction === 'all' || rule.direction === direction);
  const result = parameters.has('MaxResults')
    ? pageOf(rules, parameters, 1000)
    : { page: rules, NextToken: '' };
  if ('refusal' in result) return result.refusal;
  return jsonAnswer(200, {
    RequestId: newRequestId(),
    RegionId: group.region,
    SecurityGroupId: group.id,
    SecurityGroupName: group.name,
    VpcId: group.vpcId,
    Description: group.description,
    InnerAccessPolicy: 'Accept',
    NextToken: result.NextToken,
    Permissions: { Permission: result.page.map(permission) },
  });
}

/** DescribeSecurityGroupReferences: which groups have rules that name one of up to ten groups. */
export function describeSecurityGroupReferences(state: AlibabaState, parameters: Parameters): Answer {
  const objection = objectionToRegion(parameters) ?? objectionToMissing(parameters, ['SecurityGroupId.1']);
  if (objection !== null) return objection;
  const ids = numbered(parameters, 'SecurityGroupId');
  if (ids.length > 10) return badParameter('SecurityGroupId');
  const SecurityGroupReference = ids.flatMap((id) => {
    const by = referencesTo(state, id);
    if (by.length === 0) return [];
    const ReferencingSecurityGroup = by.map((group) => ({ AliUid: '', SecurityGroupId: group.id }));
    return [{ SecurityGroupId: id, ReferencingSecurityGroups: { ReferencingSecurityGroup } }];
  });
  return jsonAnswer(200, { RequestId: newRequestId(), SecurityGroupReferences: { SecurityGroupReference } });
}

/** DeleteSecurityGroup: refused while anything is in it, another group names it, or it is protected. */
export function deleteSecurityGroup(state: AlibabaState, parameters: Parameters): Answer {
  const found = findGroup(state, parameters);
  if ('refusal' in found) return found.refusal;
  const { group } = found;
  if (group.serviceManaged)
    return gatewayError(
      403,
      'InvalidOperation.ResourceManagedByCloudProduct',
      'The security group has been managed by another cloud product.',
    );
  if (group.deletionProtection)
    return gatewayError(403, 'InvalidOperation.DeletionProtection', 'The security group is protected.');
  const members = [...state.instances, ...state.interfaces].filter((each) =>
    each.securityGroupIds.includes(group.id),
  );
  if (members.length > 0)
    return gatewayError(
      403,
      'DependencyViolation',
      'There is still instance(s) in the specified security group.',
    );
  if (referencesTo(state, group.id).length > 0)
    return gatewayError(
      403,
      'DependencyViolation',
      'The specified security group has been authorized in another one.',
    );
  state.securityGroups = state.securityGroups.filter((each) => each !== group);
  return jsonAnswer(200, { RequestId: newRequestId() });
}

function findGroup(
  state: AlibabaState,
  parameters: Parameters,
): { group: EcsSecurityGroup } | { refusal: Answer } {
  const objection = objectionToRegion(parameters) ?? objectionToMissing(parameters, ['SecurityGroupId']);
  if (objection !== null) return { refusal: objection };
  const group = state.securityGroups.find(
    (each) => each.id === parameters.get('SecurityGroupId') && each.region === parameters.get('RegionId'),
  );
  if (group !== undefined) return { group };
  const text = 'The specified SecurityGroupId does not exist.';
  return { refusal: gatewayError(404, 'InvalidSecurityGroupId.NotFound', text) };
}

function referencesTo(state: AlibabaState, id: string): EcsSecurityGroup[] {
  return state.securityGroups.filter(
    (group) => group.id !== id && group.rules.some((rule) => rule.sourceGroupId === id),
  );
}

function permission(rule: EcsRule): Record<string, unknown> {
  const other = rule.direction === 'ingress' ? 'Source' : 'Dest';
  return {
    SecurityGroupRuleId: rule.id,
    Direction: rule.direction,
    IpProtocol: rule.protocol,
    PortRange: rule.portRange,
    SourcePortRange: '',
    [`${other}CidrIp`]: rule.sourceCidr,
    [`${other}GroupId`]: rule.sourceGroupId,
    Policy: 'Accept',
    Priority: 1,
    NicType: 'intranet',
    Description: rule.description,
    CreateTime: '2026-03-16T08:01:19Z',
  };
}
