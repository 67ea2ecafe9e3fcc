import { z } from 'zod';
import { type Answer, jsonAnswer, newRequestId } from '../exchange.ts';
import type { AlibabaState, Parameters } from './alibaba-state.ts';
import type { EcsInstance, EcsInterface, EcsSecurityGroup } from './machine.ts';
import { badParameter, numbered, objectionToRegion, pageOf } from './parameters.ts';

const idArray = z.array(z.string()).max(100);

/** DescribeInstances: by region and, as a JSON array in a string, by ids; at most 100 a page. */
export function describeInstances(state: AlibabaState, parameters: Parameters): Answer {
  const objection = objectionToRegion(parameters);
  if (objection !== null) return objection;
  const ids = idsOf(parameters, 'InstanceIds');
  if (ids === 'unreadable') return badParameter('InstanceIds');
  const group = parameters.get('SecurityGroupId') ?? '';
  const found = state.instances.filter(
    (each) =>
      each.region === parameters.get('RegionId') &&
      (ids === null || ids.includes(each.id)) &&
      (group === '' || each.securityGroupIds.includes(group)),
  );
  return paged(found, parameters, (rows, NextToken) => ({
    NextToken,
    Instances: { Instance: rows.map(instanceRow) },
  }));
}

/** DescribeSecurityGroups: by region, ids, exact name or VPC; a name knows no wildcards. */
export function describeSecurityGroups(state: AlibabaState, parameters: Parameters): Answer {
  const objection = objectionToRegion(parameters);
  if (objection !== null) return objection;
  const ids = idsOf(parameters, 'SecurityGroupIds');
  if (ids === 'unreadable') return badParameter('SecurityGroupIds');
  const name = parameters.get('SecurityGroupName') ?? '';
  const vpc = parameters.get('VpcId') ?? '';
  const found = state.securityGroups.filter(
    (each) =>
      each.region === parameters.get('RegionId') &&
      (ids === null || ids.includes(each.id)) &&
      (name === '' || each.name === name) &&
      (vpc === '' || each.vpcId === vpc),
  );
  return paged(found, parameters, (rows, NextToken) => ({
    NextToken,
    SecurityGroups: { SecurityGroup: rows.map((group) => groupRow(state, group)) },
  }));
}

/** DescribeNetworkInterfaces: by region, machine, group or ids; primary interfaces are in the groups of their machine. */
export function describeNetworkInterfaces(state: AlibabaState, parameters: Parameters): Answer {
  const objection = objectionToRegion(parameters);
  if (objection !== null) return objection;
  const ids = numbered(parameters, 'NetworkInterfaceId');
  const machine = parameters.get('InstanceId') ?? '';
  const group = parameters.get('SecurityGroupId') ?? '';
  const found = [...state.instances.map(primaryRow), ...state.interfaces.map(secondaryRow)].filter(
    (row) =>
      row.RegionId === parameters.get('RegionId') &&
      (ids.length === 0 || ids.includes(row.NetworkInterfaceId)) &&
      (machine === '' || row.InstanceId === machine) &&
      (group === '' || row.SecurityGroupIds.SecurityGroupId.includes(group)),
  );
  return paged(
    found,
    parameters,
    (rows, NextToken) => ({ NextToken, NetworkInterfaceSets: { NetworkInterfaceSet: rows } }),
    500,
  );
}

/** The id of a machine's primary network interface. */
export function primaryInterfaceOf(instance: Pick<EcsInstance, 'id'>): string {
  return `eni-${instance.id.replace(/^i-/, '')}`;
}

function paged<Row>(
  found: readonly Row[],
  parameters: Parameters,
  body: (rows: readonly Row[], NextToken: string) => Record<string, unknown>,
  most = 100,
): Answer {
  const result = pageOf(found, parameters, most);
  if ('refusal' in result) return result.refusal;
  return jsonAnswer(200, { RequestId: newRequestId(), ...body(result.page, result.NextToken) });
}

function instanceRow(each: EcsInstance): Record<string, unknown> {
  return {
    InstanceId: each.id,
    InstanceName: each.name,
    RegionId: each.region,
    Status: each.status,
    InstanceNetworkType: 'vpc',
    VpcAttributes: { VpcId: each.vpcId, PrivateIpAddress: { IpAddress: [each.privateIp] } },
    PublicIpAddress: { IpAddress: each.publicIp === '' ? [] : [each.publicIp] },
    EipAddress: { IpAddress: each.elasticIp, AllocationId: each.elasticIp === '' ? '' : `eip-${each.id}` },
    SecurityGroupIds: { SecurityGroupId: [...each.securityGroupIds] },
  };
}

function groupRow(state: AlibabaState, group: EcsSecurityGroup): Record<string, unknown> {
  return {
    SecurityGroupId: group.id,
    SecurityGroupName: group.name,
    VpcId: group.vpcId,
    SecurityGroupType: 'normal',
    ServiceManaged: group.serviceManaged,
    EcsCount: state.instances.filter((instance) => instance.securityGroupIds.includes(group.id)).length,
    RuleCount: group.rules.length,
    Description: group.description,
    Tags: { Tag: [] },
  };
}

function primaryRow(instance: EcsInstance) {
  const id = primaryInterfaceOf(instance);
  return interfaceRow({ ...instance, instanceId: instance.id, id, serviceManaged: false }, 'Primary');
}

function secondaryRow(eni: EcsInterface) {
  return interfaceRow(eni, 'Secondary');
}

function interfaceRow(eni: EcsInterface, Type: 'Primary' | 'Secondary') {
  return {
    NetworkInterfaceId: eni.id,
    RegionId: eni.region,
    InstanceId: eni.instanceId,
    Type,
    Status: eni.instanceId === '' ? 'Available' : 'InUse',
    VpcId: eni.vpcId,
    PrivateIpAddress: eni.privateIp,
    ServiceManaged: eni.serviceManaged,
    SecurityGroupIds: { SecurityGroupId: [...eni.securityGroupIds] },
  };
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
