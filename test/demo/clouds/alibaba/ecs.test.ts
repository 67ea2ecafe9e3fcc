import { describe, expect, test } from 'vitest';
import { type SimulatedClouds, simulatedClouds } from '../simulated-clouds.ts';
import { type Parameters, rpc } from './signed-rpc.ts';

const MACHINE = 'i-bp1c4xq7m2k9s0d3e';
const APPS = 'sg-bp1app0servers0001';
const DTS = 'sg-bp1dts0inventory01';
const HERE = { region: 'cn-hangzhou', vpcId: 'vpc-bp1q2w3e4r5t6y7u8' };

const ecs = (clouds: SimulatedClouds, action: string, parameters: Parameters = {}) =>
  rpc(clouds, action, { RegionId: 'cn-hangzhou', ...parameters }, { version: '2014-05-26' });

async function code(answer: ReturnType<typeof ecs>): Promise<unknown> {
  const { status, body } = await answer;
  return status === 200 ? 'done' : `${status} ${String(body['Code'])}`;
}

async function withInterface(serviceManaged = false): Promise<SimulatedClouds> {
  const clouds = await simulatedClouds();
  clouds.world.network.putInterface({
    ...HERE,
    id: 'eni-second',
    instanceId: MACHINE,
    securityGroupIds: [APPS, DTS],
    serviceManaged,
  });
  return clouds;
}

describe('lists', () => {
  test.each([
    ['DescribeInstances', 'Instances', 'Instance', 100],
    ['DescribeNetworkInterfaces', 'NetworkInterfaceSets', 'NetworkInterfaceSet', 500],
    ['DescribeSecurityGroups', 'SecurityGroups', 'SecurityGroup', 100],
  ])(
    '%s comes in pages of ten unless said, and of no more than it takes',
    async (action, outer, inner, most) => {
      const clouds = await simulatedClouds();
      for (let at = 10; at < 35; at += 1) {
        clouds.world.network.putMachine({ ...HERE, id: `i-${at}`, name: 'm', securityGroupIds: [APPS] });
        clouds.world.network.putSecurityGroup({ ...HERE, id: `sg-${at}`, name: `g${at}` });
      }
      const rows = (body: Record<string, unknown>) => (body[outer] as Record<string, unknown[]>)[inner] ?? [];
      const first = await ecs(clouds, action);
      expect(rows(first.body)).toHaveLength(10);
      const sizes: number[] = [];
      for (let NextToken = ''; sizes.length === 0 || NextToken !== ''; ) {
        const { body } = await ecs(clouds, action, { MaxResults: '12', NextToken });
        sizes.push(rows(body).length);
        NextToken = String(body['NextToken']);
      }
      expect(sizes.slice(0, 2)).toEqual([12, 12]);
      expect(sizes).toHaveLength(3);
      expect(await code(ecs(clouds, action, { MaxResults: String(most + 1) }))).toBe('400 InvalidParameter');
      expect(await code(ecs(clouds, action, { NextToken: 'guessed' }))).toBe('400 InvalidParameter');
      expect(await code(ecs(clouds, action, { RegionId: '' }))).toBe('400 MissingParameter');
      expect(await code(ecs(clouds, action, { RegionId: 'mars-1' }))).toBe('404 InvalidRegionId.NotFound');
    },
  );

  test('a name of a group knows no wildcards', async () => {
    const clouds = await simulatedClouds();
    const { body } = await ecs(clouds, 'DescribeSecurityGroups', { SecurityGroupName: 'DTS*' });
    expect(body['SecurityGroups']).toEqual({ SecurityGroup: [] });
  });

  test('a machine tells its status and all its addresses', async () => {
    const clouds = await simulatedClouds();
    const addresses = { privateIp: '172.16.0.9', publicIp: '47.1.1.1', elasticIp: '47.2.2.2' };
    clouds.world.network.putMachine({
      ...HERE,
      ...addresses,
      id: 'i-1',
      name: 'm',
      securityGroupIds: [APPS],
    });
    clouds.world.network.setMachineStatus('i-1', 'Stopped');
    const { body } = await ecs(clouds, 'DescribeInstances', { InstanceIds: '["i-1"]' });
    expect(body['Instances']).toMatchObject({
      Instance: [
        {
          Status: 'Stopped',
          VpcAttributes: { PrivateIpAddress: { IpAddress: ['172.16.0.9'] } },
          PublicIpAddress: { IpAddress: ['47.1.1.1'] },
          EipAddress: { IpAddress: '47.2.2.2' },
        },
      ],
    });
  });

  test('interfaces are found by machine and group; the primary one is in the groups of the machine', async () => {
    const clouds = await withInterface();
    clouds.world.network.setMembership(MACHINE, [APPS]);
    const rows = async (parameters: Parameters) => {
      const { body } = await ecs(clouds, 'DescribeNetworkInterfaces', parameters);
      return (body['NetworkInterfaceSets'] as { NetworkInterfaceSet: { Type: string }[] })
        .NetworkInterfaceSet;
    };
    expect((await rows({ InstanceId: MACHINE })).map((row) => row.Type)).toEqual(['Primary', 'Secondary']);
    expect((await rows({ SecurityGroupId: DTS })).map((row) => row.Type)).toEqual(['Secondary']);
  });

  test('the rules of a group are told with their blocks', async () => {
    const clouds = await simulatedClouds();
    const { body } = await ecs(clouds, 'DescribeSecurityGroupAttribute', { SecurityGroupId: DTS });
    expect(body['Permissions']).toMatchObject({
      Permission: [
        { Direction: 'ingress', SourceCidrIp: '100.104.52.0/24', Policy: 'Accept' },
        { SourceCidrIp: '101.37.14.0/24' },
      ],
    });
    const none = await ecs(clouds, 'DescribeSecurityGroupAttribute', {
      SecurityGroupId: DTS,
      Direction: 'egress',
    });
    expect(none.body['Permissions']).toEqual({ Permission: [] });
    const missing = ecs(clouds, 'DescribeSecurityGroupAttribute', { SecurityGroupId: 'sg-0' });
    expect(await code(missing)).toBe('404 InvalidSecurityGroupId.NotFound');
  });
});

describe('members', () => {
  test('a machine or an interface leaves a group, never both in one call, and never the last one', async () => {
    const clouds = await withInterface();
    const leave = (parameters: Parameters) =>
      code(ecs(clouds, 'LeaveSecurityGroup', { SecurityGroupId: DTS, ...parameters }));
    expect(await leave({})).toBe('400 MissingParameter');
    expect(await leave({ InstanceId: MACHINE, SecurityGroupId: '' })).toBe('400 MissingParameter');
    expect(await leave({ InstanceId: MACHINE, NetworkInterfaceId: 'eni-second' })).toBe(
      '400 InvalidParameter.Conflict',
    );
    expect(await leave({ InstanceId: 'i-0' })).toBe('404 InvalidInstanceId.NotFound');
    expect(await leave({ NetworkInterfaceId: 'eni-0' })).toBe('404 InvalidEniId.NotFound');
    expect(await leave({ NetworkInterfaceId: 'eni-second', RegionId: '' })).toBe('400 MissingParameter');
    expect(await leave({ InstanceId: MACHINE, SecurityGroupId: 'sg-0' })).toBe(
      '404 InvalidSecurityGroupId.NotFound',
    );
    expect(await leave({ NetworkInterfaceId: 'eni-second' })).toBe('done');
    expect(await leave({ NetworkInterfaceId: 'eni-second' })).toBe(
      '400 InvalidSecurityGroupAssociation.NotFound',
    );
    expect(await leave({ NetworkInterfaceId: 'eni-second', SecurityGroupId: APPS })).toBe(
      '403 InstanceLastSecurityGroup',
    );
    expect(await leave({ NetworkInterfaceId: `eni-${MACHINE.slice(2)}` })).toBe('done');
    expect(await leave({ InstanceId: MACHINE })).toBe('400 InvalidSecurityGroupAssociation.NotFound');
  });

  test('only a running or stopped machine, and no interface of a cloud product, changes its groups', async () => {
    const clouds = await withInterface(true);
    clouds.world.network.setMachineStatus(MACHINE, 'Starting');
    const leave = (parameters: Parameters) =>
      code(ecs(clouds, 'LeaveSecurityGroup', { SecurityGroupId: DTS, ...parameters }));
    expect(await leave({ InstanceId: MACHINE })).toBe('403 IncorrectInstanceStatus');
    expect(await leave({ NetworkInterfaceId: 'eni-second' })).toBe('403 InvalidOperation.EniServiceManaged');
    clouds.world.network.setMachineStatus(MACHINE, 'Stopped');
    expect(await leave({ InstanceId: MACHINE })).toBe('done');
  });

  test('a machine joins a group of its VPC once, and five at most', async () => {
    const clouds = await simulatedClouds();
    const join = (SecurityGroupId: string) =>
      code(ecs(clouds, 'JoinSecurityGroup', { InstanceId: MACHINE, SecurityGroupId }));
    const elsewhere = { id: 'sg-far', name: 'far', region: 'cn-hangzhou', vpcId: 'vpc-other' };
    clouds.world.network.putSecurityGroup(elsewhere);
    for (const id of ['sg-3', 'sg-4', 'sg-5', 'sg-6'])
      clouds.world.network.putSecurityGroup({ ...HERE, id, name: id });
    expect(await join(DTS)).toBe('403 InvalidInstanceId.AlreadyExists');
    expect(await join('sg-far')).toBe('403 InvalidInstanceId.VpcMismatch');
    expect([await join('sg-3'), await join('sg-4'), await join('sg-5')]).toEqual(['done', 'done', 'done']);
    expect(await join('sg-6')).toBe('403 InstanceSecurityGroupLimitExceeded');
  });

  test('a group is deleted when nothing is in it and no other group names it', async () => {
    const clouds = await withInterface();
    const remove = () => code(ecs(clouds, 'DeleteSecurityGroup', { SecurityGroupId: DTS }));
    const { network } = clouds.world;
    network.setMembership(MACHINE, [APPS]);
    expect(await remove()).toBe('403 DependencyViolation');
    network.setMembership('eni-second', [APPS]);
    network.putSecurityGroup({
      ...HERE,
      id: 'sg-other',
      name: 'other',
      rules: [{ id: 'sgr-1', sourceGroupId: DTS }],
    });
    expect(await remove()).toBe('403 DependencyViolation');
    const references = await ecs(clouds, 'DescribeSecurityGroupReferences', { 'SecurityGroupId.1': DTS });
    expect(references.body['SecurityGroupReferences']).toEqual({
      SecurityGroupReference: [
        {
          SecurityGroupId: DTS,
          ReferencingSecurityGroups: {
            ReferencingSecurityGroup: [{ AliUid: '', SecurityGroupId: 'sg-other' }],
          },
        },
      ],
    });
    network.putSecurityGroup({ ...HERE, id: 'sg-other', name: 'other' });
    expect([await remove(), await remove()]).toEqual(['done', '404 InvalidSecurityGroupId.NotFound']);
  });

  test.each([
    [{ serviceManaged: true }, '403 InvalidOperation.ResourceManagedByCloudProduct'],
    [{ deletionProtection: true }, '403 InvalidOperation.DeletionProtection'],
  ])('a group with %o is not deleted', async (what, expected) => {
    const clouds = await simulatedClouds();
    clouds.world.network.putSecurityGroup({ ...HERE, ...what, id: 'sg-kept', name: 'kept' });
    expect(await code(ecs(clouds, 'DeleteSecurityGroup', { SecurityGroupId: 'sg-kept' }))).toBe(expected);
  });
});
