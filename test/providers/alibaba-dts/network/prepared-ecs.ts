import type { MachinePlace } from '../../../../src/cleanup/leftovers/place.ts';
import { answer, type Prepared, refuse } from './prepared-network.ts';

type Query = Readonly<Record<string, string>>;

/** How ECS is asked in Hangzhou. */
export function ecs(operation: string, query: Query): Prepared {
  const host = 'ecs.cn-hangzhou.aliyuncs.com';
  return { host, version: '2014-05-26', operation, query: { RegionId: 'cn-hangzhou', ...query } };
}

export const MACHINE: MachinePlace = {
  kind: 'machine',
  region: 'cn-hangzhou',
  instanceId: 'i-bp1x',
  blocks: ['100.104.52.0/24', '101.37.14.0/24'],
};

export const INSTANCES = ecs('DescribeInstances', { InstanceIds: '["i-bp1x"]', MaxResults: '100' });
export const INTERFACES = ecs('DescribeNetworkInterfaces', { InstanceId: 'i-bp1x', MaxResults: '100' });

export function instance(groups: readonly string[], change: object = {}): object {
  return {
    InstanceId: 'i-bp1x',
    Status: 'Running',
    SecurityGroupIds: { SecurityGroupId: groups },
    OperationLocks: { LockReason: [] },
    PublicIpAddress: { IpAddress: ['47.96.2.1'] },
    InnerIpAddress: { IpAddress: [] },
    VpcAttributes: { VpcId: 'vpc-1', PrivateIpAddress: { IpAddress: ['172.16.0.3'] }, NatIpAddress: '' },
    EipAddress: { IpAddress: '47.96.2.2' },
    ...change,
  };
}

export function prepareInstance(...rows: readonly object[]): void {
  answer(INSTANCES, { Instances: { Instance: rows }, NextToken: '' });
}

export function eni(id: string, groups: readonly string[], change: object = {}): object {
  return {
    NetworkInterfaceId: id,
    InstanceId: 'i-bp1x',
    Type: 'Secondary',
    ServiceManaged: false,
    PrivateIpAddress: '172.16.1.10',
    SecurityGroupIds: { SecurityGroupId: groups },
    ...change,
  };
}

export function prepareInterfaces(...rows: readonly object[]): void {
  answer(INTERFACES, { NetworkInterfaceSets: { NetworkInterfaceSet: rows } });
}

export function groupsOf(...ids: readonly string[]): Prepared {
  return ecs('DescribeSecurityGroups', {
    SecurityGroupIds: JSON.stringify(ids),
    IsQueryEcsCount: 'true',
    MaxResults: '100',
  });
}

export function securityGroup(SecurityGroupId: string, SecurityGroupName: string, change: object = {}) {
  return { SecurityGroupId, SecurityGroupName, ServiceManaged: false, ...change };
}

export function prepareGroups(...rows: readonly { SecurityGroupId: string }[]): void {
  const ids = rows.map((row) => row.SecurityGroupId);
  answer(groupsOf(...ids), { SecurityGroups: { SecurityGroup: rows }, NextToken: '' });
}

export function rulesOf(SecurityGroupId: string, more: Query = {}): Prepared {
  const query = { SecurityGroupId, Direction: 'ingress', MaxResults: '1000', ...more };
  return ecs('DescribeSecurityGroupAttribute', query);
}

export function rule(id: string, SourceCidrIp: string, change: object = {}): object {
  const fixed = { IpProtocol: 'TCP', PortRange: '3306/3306', Policy: 'Accept', Description: '' };
  return { SecurityGroupRuleId: id, SourceCidrIp, ...fixed, ...change };
}

export function prepareRules(groupId: string, ...rows: readonly object[]): void {
  answer(rulesOf(groupId), { Permissions: { Permission: rows } });
}

export { answer, refuse };
