import { expect, test } from 'vitest';
import { DTS } from '../../../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { OPERATIONS } from '../../../../src/demo/clouds/alibaba/operations.ts';
import { simulatedClouds } from '../simulated-clouds.ts';
import { type Parameters, rpc } from './signed-rpc.ts';

const JOB = { RegionId: 'cn-hangzhou', DtsJobId: DTS.orders };
const RDS = 'rm-bp1162kryivb8q2k3';
const POLAR = 'pc-bp1imrtn6fq7h5w9d';
const ECS = 'i-bp1c4xq7m2k9s0d3e';

/** Every supported operation with a request that it answers with success. */
const SUPPORTED: readonly [string, string, Parameters][] = [
  ['2020-01-01', 'DescribeDtsJobs', { RegionId: 'cn-hangzhou' }],
  ['2020-01-01', 'DescribeDtsJobDetail', JOB],
  ['2020-01-01', 'StopDtsJob', JOB],
  ['2020-01-01', 'SuspendDtsJob', JOB],
  ['2020-01-01', 'StartDtsJob', { ...JOB, DtsJobId: DTS.paused }],
  ['2020-01-01', 'DeleteDtsJob', JOB],
  ['2020-01-01', 'WhiteIpList', { Region: 'cn-hangzhou', Type: 'internet' }],
  ['2020-01-01', 'DescribeDTSIP', { SourceEndpointRegion: 'cn-hangzhou' }],
  ['2014-05-26', 'DescribeInstances', { RegionId: 'cn-hangzhou' }],
  ['2014-05-26', 'DescribeSecurityGroups', { RegionId: 'cn-hangzhou' }],
  ['2014-05-26', 'LeaveSecurityGroup', { InstanceId: ECS, SecurityGroupId: 'sg-bp1dts0inventory01' }],
  ['2014-08-15', 'DescribeDBInstanceIPArrayList', { DBInstanceId: RDS }],
  ['2014-08-15', 'ModifySecurityIps', { DBInstanceId: RDS, SecurityIps: '10.0.0.1' }],
  ['2017-08-01', 'DescribeDBClusterAccessWhitelist', { DBClusterId: POLAR }],
  ['2017-08-01', 'ModifyDBClusterAccessWhitelist', { DBClusterId: POLAR, SecurityIps: '10.0.0.1' }],
  ['2015-12-01', 'DescribeSecurityIps', { DBInstanceId: 'dds-1' }],
  ['2015-12-01', 'ModifySecurityIps', { DBInstanceId: 'dds-1', SecurityIps: '10.0.0.1' }],
  ['2015-01-01', 'DescribeSecurityIps', { InstanceId: 'r-1' }],
  ['2015-01-01', 'ModifySecurityIps', { InstanceId: 'r-1', SecurityIps: '10.0.0.1' }],
];

test('the supported operations are these and no others', () => {
  const routed = [...OPERATIONS].flatMap(([version, actions]) =>
    [...actions.keys()].map((name) => `${version} ${name}`),
  );
  expect(routed.toSorted()).toEqual(SUPPORTED.map(([version, name]) => `${version} ${name}`).toSorted());
});

test.each(SUPPORTED)('version %s of %s answers', async (version, action, parameters) => {
  const databases = ['MONGODB dds-1', 'REDIS r-1', `RDS ${RDS}`, `PolarDB ${POLAR}`].map((text) => {
    const [product = '', id = ''] = text.split(' ');
    return { product, id, region: 'cn-hangzhou', groups: [] };
  });
  const clouds = await simulatedClouds({ seed: { alibaba: { databases } } });
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
