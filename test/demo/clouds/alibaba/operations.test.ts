import { expect, test } from 'vitest';
import { DTS } from '../../../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { APIS } from '../../../../src/demo/clouds/alibaba/operations.ts';
import { simulatedClouds } from '../simulated-clouds.ts';
import { ENGINES } from './engines.ts';
import { type Parameters, rpc } from './signed-rpc.ts';

const REGION = { RegionId: 'cn-hangzhou' };
const JOB = { ...REGION, DtsJobId: DTS.orders };
const ECS = 'i-bp1c4xq7m2k9s0d3e';
const APPS = 'sg-bp1app0servers0001';

/** Every supported operation with a request that it answers with success. */
const SUPPORTED: readonly [string, string, Parameters][] = [
  ['2020-01-01', 'DescribeDtsJobs', REGION],
  ['2020-01-01', 'DescribeDtsJobDetail', JOB],
  ['2020-01-01', 'StopDtsJob', JOB],
  ['2020-01-01', 'SuspendDtsJob', JOB],
  ['2020-01-01', 'StartDtsJob', { ...JOB, DtsJobId: DTS.paused }],
  ['2020-01-01', 'DeleteDtsJob', JOB],
  ['2020-01-01', 'WhiteIpList', { Region: 'cn-hangzhou', Type: 'internet' }],
  ['2020-01-01', 'DescribeDTSIP', { SourceEndpointRegion: 'cn-hangzhou' }],
  ['2014-05-26', 'DescribeInstances', REGION],
  ['2014-05-26', 'DescribeNetworkInterfaces', REGION],
  ['2014-05-26', 'DescribeSecurityGroups', REGION],
  ['2014-05-26', 'DescribeSecurityGroupAttribute', { ...REGION, SecurityGroupId: APPS }],
  ['2014-05-26', 'DescribeSecurityGroupReferences', { ...REGION, 'SecurityGroupId.1': APPS }],
  ['2014-05-26', 'LeaveSecurityGroup', { InstanceId: ECS, SecurityGroupId: 'sg-bp1dts0inventory01' }],
  ['2014-05-26', 'JoinSecurityGroup', { InstanceId: ECS, SecurityGroupId: 'sg-empty' }],
  ['2014-05-26', 'DeleteSecurityGroup', { ...REGION, SecurityGroupId: 'sg-empty' }],
  ['2015-04-01', 'GetCallerIdentity', {}],
  ['2015-05-01', 'ListPoliciesForUser', { UserName: 'cutover' }],
  ['2015-05-01', 'GetPolicy', { PolicyName: 'cutover', PolicyType: 'Custom' }],
  ...ENGINES.flatMap((engine): [string, string, Parameters][] => {
    const ask = { [engine.id]: engine.instance, ...engine.also };
    const change = { ...ask, [engine.ips]: '10.0.0.1', [engine.name]: 'fresh' };
    return [
      [engine.version, engine.list, ask],
      [engine.version, engine.modify, change],
      ...engine.describe.map((action): [string, string, Parameters] => [engine.version, action, ask]),
    ];
  }),
  ['2016-05-03', 'DeleteDBInstanceIPArray', { DBInstanceId: 'gp-1', IPArrayName: 'dts_access' }],
];

test('the supported operations are these and no others', () => {
  const routed = [...APIS].flatMap(([version, { operations }]) =>
    [...operations.keys()].map((name) => `${version} ${name}`),
  );
  expect(routed.toSorted()).toEqual(SUPPORTED.map(([version, name]) => `${version} ${name}`).toSorted());
});

test.each(SUPPORTED)('version %s of %s answers', async (version, action, parameters) => {
  const databases = ENGINES.map(({ product, instance }) => ({
    product,
    id: instance,
    region: 'cn-hangzhou',
    groups: [{ name: 'dts_access', attribute: '', networkType: 'MIX', ips: ['10.1.1.1'] }],
  }));
  const clouds = await simulatedClouds({ seed: { alibaba: { databases } } });
  clouds.world.alibaba.caller.mayAskRam = true;
  const vpcId = 'vpc-bp1q2w3e4r5t6y7u8';
  clouds.world.network.putSecurityGroup({ id: 'sg-empty', name: 'empty', region: 'cn-hangzhou', vpcId });
  const answer = await rpc(clouds, action, parameters, { version });
  expect(answer.status).toBe(200);
  expect(answer.body['Success'] ?? true).not.toBe(false);
});

test('an operation that does not exist, or exists in another version, is not found', async () => {
  const clouds = await simulatedClouds();
  const unknown = await rpc(clouds, 'StopEverything', JOB);
  const elsewhere = await rpc(clouds, 'StopDtsJob', JOB, { version: '2014-05-26' });
  const noVersion = await rpc(clouds, 'StopDtsJob', JOB, { version: '1999-01-01' });
  expect([unknown, elsewhere, noVersion].map(({ status, body }) => [status, body['Code']])).toEqual([
    [404, 'InvalidAction.NotFound'],
    [404, 'InvalidAction.NotFound'],
    [404, 'InvalidVersion'],
  ]);
});
