import { describe, expect, test } from 'vitest';
import { type SimulatedClouds, simulatedClouds } from '../simulated-clouds.ts';
import { type Parameters, rpc } from './signed-rpc.ts';

const POLAR = 'pc-bp1imrtn6fq7h5w9d';
const ECS = 'i-bp1c4xq7m2k9s0d3e';

function polar(clouds: SimulatedClouds, action: string, more: Parameters = {}) {
  return rpc(clouds, action, { DBClusterId: POLAR, ...more }, { version: '2017-08-01' });
}

async function polarGroups(clouds: SimulatedClouds): Promise<Record<string, string>> {
  const { body } = await polar(clouds, 'DescribeDBClusterAccessWhitelist');
  const items = body['Items'] as { DBClusterIPArray: Record<string, string>[] };
  return Object.fromEntries(
    items.DBClusterIPArray.map((group) => [group['DBClusterIPArrayName'] ?? '', group['SecurityIps'] ?? '']),
  );
}

describe("DTS's own servers", () => {
  test('WhiteIpList joins the blocks of source and destination region', async () => {
    const clouds = await simulatedClouds();
    const query = { Region: 'cn-hangzhou', DestinationRegion: 'eu-central-1', Type: 'vpc' };
    const { body } = await rpc(clouds, 'WhiteIpList', query);
    expect(body['IpList']).toMatch(/^100\.104\.52\.0\/24,.*,100\.104\.5\.0\/24$/);
  });

  test.each([
    ['Region', {}],
    ['Type', { Region: 'cn-hangzhou' }],
  ])('WhiteIpList needs %s', async (name, query) => {
    const { body } = await rpc(await simulatedClouds(), 'WhiteIpList', query);
    expect(body).toMatchObject({ Success: false, DynamicMessage: name });
  });

  test('DescribeDTSIP hides the list in DynamicMessage and spells Success as a text', async () => {
    const { body } = await rpc(await simulatedClouds(), 'DescribeDTSIP', {
      SourceEndpointRegion: 'us-west-1',
    });
    expect(body).toMatchObject({
      Success: 'true',
      DynamicMessage: expect.stringContaining('198.11.174.0/24') as string,
    });
  });
});

describe('whitelists', () => {
  test('the RDS list says the network type and that the DTS group is hidden', async () => {
    const query = { DBInstanceId: 'rm-bp1162kryivb8q2k3' };
    const { body } = await rpc(await simulatedClouds(), 'DescribeDBInstanceIPArrayList', query, {
      version: '2014-08-15',
    });
    expect(body['Items']).toMatchObject({
      DBInstanceIPArray: [
        { DBInstanceIPArrayName: 'default', WhitelistNetworkType: 'VPC' },
        { DBInstanceIPArrayName: 'ali_dms_group', DBInstanceIPArrayAttribute: 'hidden' },
        { DBInstanceIPArrayName: 'hdm_security_ips', DBInstanceIPArrayAttribute: 'hidden' },
        { DBInstanceIPArrayName: 'rdsdts_orders', DBInstanceIPArrayAttribute: 'hidden' },
      ],
    });
  });

  test('a group goes when every address of it is deleted', async () => {
    const clouds = await simulatedClouds();
    const SecurityIps = (await polarGroups(clouds))['dtspolardb'] ?? '';
    const group = { DBClusterIPArrayName: 'dtspolardb', SecurityIps, ModifyMode: 'Delete' };
    await polar(clouds, 'ModifyDBClusterAccessWhitelist', group);
    expect(Object.keys(await polarGroups(clouds))).toEqual(['default', 'ali_dms_group', 'hdm_security_ips']);
    clouds.pass(3);
    const again = await polar(clouds, 'ModifyDBClusterAccessWhitelist', group);
    expect(again).toMatchObject({ status: 404, body: { Code: 'InvalidSecurityIPs.NotFound' } });
  });

  test('the default group keeps at least one address', async () => {
    const clouds = await simulatedClouds();
    const answer = await polar(clouds, 'ModifyDBClusterAccessWhitelist', {
      SecurityIps: '10.0.0.0/16',
      ModifyMode: 'Delete',
    });
    expect(answer.body['Code']).toBe('InvalidSecurityIPs.NotFound');
    expect((await polarGroups(clouds))['default']).toBe('10.0.0.0/16');
  });

  test('covering without a group name overwrites the default group', async () => {
    const clouds = await simulatedClouds();
    await polar(clouds, 'ModifyDBClusterAccessWhitelist', { SecurityIps: '127.0.0.1' });
    expect((await polarGroups(clouds))['default']).toBe('127.0.0.1');
  });

  test('appending an address that is there already is refused', async () => {
    const clouds = await simulatedClouds();
    const answer = await polar(clouds, 'ModifyDBClusterAccessWhitelist', {
      SecurityIps: '10.0.0.0/16',
      ModifyMode: 'Append',
    });
    expect(answer).toMatchObject({ status: 400, body: { Code: 'InvalidInstanceIp.Duplicate' } });
  });

  test('a database that does not exist is not found', async () => {
    const answer = await polar(await simulatedClouds(), 'DescribeDBClusterAccessWhitelist', {
      DBClusterId: 'pc-0',
    });
    expect(answer).toMatchObject({ status: 404, body: { Code: 'InvalidDBClusterId.NotFound' } });
  });
});

describe('ECS', () => {
  const ecs = (clouds: SimulatedClouds, action: string, parameters: Parameters) =>
    rpc(clouds, action, { RegionId: 'cn-hangzhou', ...parameters }, { version: '2014-05-26' });

  test('an instance leaves a group once, and keeps its last one', async () => {
    const clouds = await simulatedClouds();
    const leave = (SecurityGroupId: string) =>
      ecs(clouds, 'LeaveSecurityGroup', { InstanceId: ECS, SecurityGroupId });
    const codes = [
      await leave('sg-bp1dts0inventory01'),
      await leave('sg-bp1dts0inventory01'),
      await leave('sg-bp1app0servers0001'),
    ].map(({ body }) => body['Code'] ?? 'done');
    expect(codes).toEqual(['done', 'InvalidSecurityGroupAssociation.NotFound', 'InstanceLastSecurityGroup']);
    const { body } = await ecs(clouds, 'DescribeInstances', { InstanceIds: `["${ECS}"]` });
    expect(body['Instances']).toMatchObject({
      Instance: [{ SecurityGroupIds: { SecurityGroupId: ['sg-bp1app0servers0001'] } }],
    });
  });

  test('groups are found by ids in a JSON array, and only in their region', async () => {
    const clouds = await simulatedClouds();
    const SecurityGroupIds = '["sg-bp1dts0inventory01"]';
    const found = await ecs(clouds, 'DescribeSecurityGroups', { SecurityGroupIds });
    const elsewhere = await ecs(clouds, 'DescribeSecurityGroups', {
      SecurityGroupIds,
      RegionId: 'eu-central-1',
    });
    const unreadable = await ecs(clouds, 'DescribeSecurityGroups', { SecurityGroupIds: 'sg-1' });
    expect(found.body['SecurityGroups']).toMatchObject({
      SecurityGroup: [{ SecurityGroupName: 'DTS_inventory', EcsCount: 1 }],
    });
    expect(elsewhere.body['SecurityGroups']).toEqual({ SecurityGroup: [] });
    expect(unreadable).toMatchObject({ status: 400, body: { Code: 'InvalidParameter' } });
  });
});
