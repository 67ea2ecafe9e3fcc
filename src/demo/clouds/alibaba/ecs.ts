import { z } from 'zod';
import { type Answer, jsonAnswer, newRequestId } from '../exchange.ts';
import type { AlibabaState, Parameters } from './alibaba-state.ts';
import { gatewayError } from './gateway-answers.ts';

const idArray = z.array(z.string()).max(100);

/** DescribeInstances: by region and, as a JSON array in a string, by ids. */
export function describeInstances(state: AlibabaState, parameters: Parameters): Answer {
  const ids = idsOf(parameters, 'InstanceIds');
  if (ids === 'unreadable') return badIds('InstanceIds');
  const group = parameters.get('SecurityGroupId') ?? '';
  const found = state.instances.filter(
    (each) =>
      each.region === parameters.get('RegionId') &&
      (ids === null || ids.includes(each.id)) &&
      (group === '' || each.securityGroupIds.includes(group)),
  );
  const Instance = found.map((each) => ({
    InstanceId: each.id,
    InstanceName: each.name,
    RegionId: each.region,
    Status: 'Running',
    VpcAttributes: { VpcId: each.vpcId },
    SecurityGroupIds: { SecurityGroupId: [...each.securityGroupIds] },
  }));
  return jsonAnswer(200, { RequestId: newRequestId(), NextToken: '', Instances: { Instance } });
}

/** DescribeSecurityGroups: by region, ids, exact name or VPC. */
export function describeSecurityGroups(state: AlibabaState, parameters: Parameters): Answer {
  const ids = idsOf(parameters, 'SecurityGroupIds');
  if (ids === 'unreadable') return badIds('SecurityGroupIds');
  const name = parameters.get('SecurityGroupName') ?? '';
  const vpc = parameters.get('VpcId') ?? '';
  const found = state.securityGroups.filter(
    (each) =>
      each.region === parameters.get('RegionId') &&
      (ids === null || ids.includes(each.id)) &&
      (name === '' || each.name === name) &&
      (vpc === '' || each.vpcId === vpc),
  );
  const SecurityGroup = found.map((each) => ({
    SecurityGroupId: each.id,
    SecurityGroupName: each.name,
    VpcId: each.vpcId,
    SecurityGroupType: 'normal',
    ServiceManaged: false,
    EcsCount: state.instances.filter((instance) => instance.securityGroupIds.includes(each.id)).length,
    Description: each.description,
    Tags: { Tag: [] },
  }));
  return jsonAnswer(200, { RequestId: newRequestId(), NextToken: '', SecurityGroups: { SecurityGroup } });
}

/** LeaveSecurityGroup: takes one group off one instance, which has to keep at least one. */
export function leaveSecurityGroup(state: AlibabaState, parameters: Parameters): Answer {
  const group = parameters.get('SecurityGroupId') ?? '';
  const instance = state.instances.find((each) => each.id === parameters.get('InstanceId'));
  if (instance === undefined) {
    return gatewayError(404, 'InvalidInstanceId.NotFound', 'The specified InstanceId does not exist.');
  }
  if (!instance.securityGroupIds.includes(group)) {
    return gatewayError(
      400,
      'InvalidSecurityGroupAssociation.NotFound',
      'The instance is not in the security group.',
    );
  }
  if (instance.securityGroupIds.length === 1) {
    return gatewayError(
      403,
      'InstanceLastSecurityGroup',
      'The instance must belong to one security group at least.',
    );
  }
  instance.securityGroupIds = instance.securityGroupIds.filter((id) => id !== group);
  return jsonAnswer(200, { RequestId: newRequestId() });
}

function idsOf(parameters: Parameters, name: string): string[] | null | 'unreadable' {
  const text = parameters.get(name);
  if (text === undefined || text === '') return null;
  try {
    return idArray.parse(JSON.parse(text));
  } catch {
    return 'unreadable';
  }
}

function badIds(name: string): Answer {
  return gatewayError(400, 'InvalidParameter', `The specified parameter "${name}" is not valid.`);
}
