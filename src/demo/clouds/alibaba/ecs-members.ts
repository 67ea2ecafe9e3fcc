import { type Answer, jsonAnswer, newRequestId } from '../exchange.ts';
import type { AlibabaState, Parameters } from './alibaba-state.ts';
import { primaryInterfaceOf } from './ecs.ts';
import { gatewayError } from './gateway-answers.ts';
import { objectionToMissing, objectionToRegion } from './parameters.ts';

const MOST_GROUPS = 5;
const CHANGEABLE = ['Running', 'Stopped'];

/** A machine or a network interface, by the groups it is in. */
interface Member {
  securityGroupIds: string[];
  vpcId: string;
}

/** LeaveSecurityGroup: takes one machine or one interface out of one group; it has to stay in at least one. */
export function leaveSecurityGroup(state: AlibabaState, parameters: Parameters): Answer {
  const found = findMember(state, parameters);
  if ('refusal' in found) return found.refusal;
  const { member, groupId } = found;
  if (!member.securityGroupIds.includes(groupId))
    return gatewayError(
      400,
      'InvalidSecurityGroupAssociation.NotFound',
      'The specified instance or network interface is not in the security group.',
    );
  if (member.securityGroupIds.length === 1)
    return gatewayError(
      403,
      'InstanceLastSecurityGroup',
      'The instance must belong to one security group at least.',
    );
  member.securityGroupIds = member.securityGroupIds.filter((id) => id !== groupId);
  return jsonAnswer(200, { RequestId: newRequestId() });
}

/** JoinSecurityGroup: puts one machine or one interface into a group of its VPC; it can be in five. */
export function joinSecurityGroup(state: AlibabaState, parameters: Parameters): Answer {
  const found = findMember(state, parameters);
  if ('refusal' in found) return found.refusal;
  const { member, groupId } = found;
  const group = state.securityGroups.find((each) => each.id === groupId);
  if (group?.vpcId !== member.vpcId)
    return gatewayError(
      403,
      'InvalidInstanceId.VpcMismatch',
      'The VPC of the security group is another one.',
    );
  if (member.securityGroupIds.includes(groupId))
    return gatewayError(403, 'InvalidInstanceId.AlreadyExists', 'It is in the security group already.');
  if (member.securityGroupIds.length >= MOST_GROUPS)
    return gatewayError(403, 'InstanceSecurityGroupLimitExceeded', 'It is in too many security groups.');
  member.securityGroupIds = [...member.securityGroupIds, groupId];
  return jsonAnswer(200, { RequestId: newRequestId() });
}

/** The machine or the interface of a request, which names exactly one of the two, and its group. */
function findMember(
  state: AlibabaState,
  parameters: Parameters,
): { member: Member; groupId: string } | { refusal: Answer } {
  const machineId = parameters.get('InstanceId') ?? '';
  const interfaceId = parameters.get('NetworkInterfaceId') ?? '';
  const objection =
    objectionToMissing(parameters, ['SecurityGroupId']) ??
    (machineId === '' && interfaceId === '' ? objectionToMissing(parameters, ['InstanceId']) : null) ??
    (interfaceId === '' ? null : objectionToRegion(parameters));
  if (objection !== null) return { refusal: objection };
  if (machineId !== '' && interfaceId !== '') {
    const text = 'InstanceId and NetworkInterfaceId cannot be specified at the same time.';
    return { refusal: gatewayError(400, 'InvalidParameter.Conflict', text) };
  }
  const found =
    interfaceId === ''
      ? findMachine(state, parameters, (each) => each.id === machineId)
      : findInterface(state, parameters, interfaceId);
  if ('refusal' in found) return found;
  const groupId = parameters.get('SecurityGroupId') ?? '';
  if (state.securityGroups.some((group) => group.id === groupId)) return { ...found, groupId };
  const text = 'The specified SecurityGroupId does not exist.';
  return { refusal: gatewayError(404, 'InvalidSecurityGroupId.NotFound', text) };
}

function findMachine(
  state: AlibabaState,
  parameters: Parameters,
  isMeant: (instance: { id: string }) => boolean,
): { member: Member } | { refusal: Answer } {
  const region = parameters.get('RegionId') ?? '';
  const machine = state.instances.find((each) => isMeant(each) && (region === '' || region === each.region));
  if (machine === undefined)
    return {
      refusal: gatewayError(404, 'InvalidInstanceId.NotFound', 'The specified InstanceId does not exist.'),
    };
  if (CHANGEABLE.includes(machine.status)) return { member: machine };
  const text = 'The current status of the resource does not support this operation.';
  return { refusal: gatewayError(403, 'IncorrectInstanceStatus', text) };
}

/** A primary interface stands for its machine. */
function findInterface(
  state: AlibabaState,
  parameters: Parameters,
  id: string,
): { member: Member } | { refusal: Answer } {
  if (state.instances.some((each) => primaryInterfaceOf(each) === id))
    return findMachine(state, parameters, (each) => primaryInterfaceOf(each) === id);
  const region = parameters.get('RegionId');
  const eni = state.interfaces.find((each) => each.id === id && each.region === region);
  if (eni === undefined)
    return { refusal: gatewayError(404, 'InvalidEniId.NotFound', 'The specified EniId does not exist.') };
  if (!eni.serviceManaged) return { member: eni };
  const text = 'The network interface is managed by another cloud product.';
  return { refusal: gatewayError(403, 'InvalidOperation.EniServiceManaged', text) };
}
