import { describe, expect, test } from 'vitest';
import { FAR_DTS } from '../../../src/demo/clouds/alibaba/far-seed.ts';
import { DTS_REGIONS } from '../../../src/demo/clouds/alibaba/regions.ts';
import { PROJECTS } from '../../../src/demo/clouds/drs/drs-seed.ts';
import { DOCUMENTED_LIMITS } from '../../../src/demo/clouds/rates.ts';
import { jobsOf, rpc } from './alibaba/signed-rpc.ts';
import { drs } from './drs/signed-drs.ts';
import { simulatedClouds } from './simulated-clouds.ts';

const LIST = { cur_page: 1, per_page: 10, db_use_type: 'sync' };

describe('regions of DTS', () => {
  test.each(DTS_REGIONS)('%s answers with its own jobs only', async (RegionId) => {
    const clouds = await simulatedClouds();
    const answer = await rpc(clouds, 'DescribeDtsJobs', { RegionId, JobType: 'SYNC' });
    expect(answer.body['Success']).toBe(true);
    const expected = clouds.tasks().filter(({ region, kind }) => region === RegionId && kind === 'SYNC');
    const listed = jobsOf(answer).flatMap((job) => [job, job['ReverseJob']].filter((each) => each));
    expect(listed).toHaveLength(expected.length);
    expect(await rpc(clouds, 'WhiteIpList', { Region: RegionId, Type: 'internet' })).toMatchObject({
      body: { IpList: expect.stringMatching(/^\d/) as string },
    });
  });

  test('a region that is nowhere is refused', async () => {
    const answer = await rpc(await simulatedClouds(), 'DescribeDtsJobs', { RegionId: 'mars-1' });
    expect(answer.body).toMatchObject({ Success: false, DynamicMessage: 'Region' });
  });

  test('one can be cut off in three ways, and connected again, without the others noticing', async () => {
    const clouds = await simulatedClouds();
    const ask = (RegionId: string) =>
      rpc(clouds, 'DescribeDtsJobs', { RegionId, JobType: 'SYNC', DtsJobId: FAR_DTS.crmFeed });
    clouds.world.setRegion('alibaba', 'cn-shanghai', 'unavailable');
    expect(await ask('cn-shanghai')).toMatchObject({ status: 503, body: { Code: 'ServiceUnavailable' } });
    expect((await ask('cn-hangzhou')).status).toBe(200);
    clouds.world.setRegion('alibaba', 'cn-shanghai', 'cut');
    await expect(ask('cn-shanghai')).rejects.toThrow('fetch failed');
    clouds.world.setRegion('alibaba', 'cn-shanghai', 'hang');
    const patience = AbortSignal.timeout(50);
    const hanging = new Promise((_, reject) =>
      patience.addEventListener('abort', () => reject(new Error('late'))),
    );
    await expect(Promise.race([ask('cn-shanghai'), hanging])).rejects.toThrow('late');
    clouds.world.setRegion('alibaba', 'cn-shanghai', null);
    expect(jobsOf(await ask('cn-shanghai'))).toMatchObject([{ DtsJobName: 'crm-feed' }]);
    // What was asked of the silent region may arrive after the patience for it is over.
    await expect
      .poll(() => clouds.calls.map((call) => call.answer.fault).toSorted())
      .toEqual(['', '', 'region-cut-off', 'region-cut-off', 'region-cut-off']);
  });

  test('a call without a region goes where its database is', async () => {
    const clouds = await simulatedClouds();
    clouds.world.setRegion('alibaba', 'cn-hangzhou', 'unavailable');
    const query = { DBInstanceId: 'rm-bp1162kryivb8q2k3' };
    const answer = await rpc(clouds, 'DescribeDBInstanceIPArrayList', query, { version: '2014-08-15' });
    expect(answer.status).toBe(503);
    expect(clouds.calls).toMatchObject([
      {
        product: 'rds',
        region: 'cn-hangzhou',
        action: 'DescribeDBInstanceIPArrayList',
        parameters: query,
        answer: { fault: 'region-cut-off' },
      },
    ]);
  });
});

describe('projects of DRS', () => {
  test.each(['/v3/projects', '/v3/auth/projects'])('%s lists those of every region', async (path) => {
    const { body } = await drs(await simulatedClouds(), 'GET', path);
    const names = (body['projects'] as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual(['eu-de', 'eu-de_analytics', 'eu-nl']);
  });

  test('each has its own jobs, groups and addresses', async () => {
    const clouds = await simulatedClouds();
    const { id } = PROJECTS.netherlands;
    const jobs = await drs(clouds, 'POST', '/v3/{p}/jobs', { ...LIST, engine_type: '' }, { project: id });
    expect(jobs.body).toMatchObject({ total_record: 1, jobs: [{ name: 'DRS-archive-nl' }] });
    const rules = await drs(clouds, 'GET', '/v3/{p}/vpc/security-group-rules', undefined, { project: id });
    expect(rules.body['security_group_rules']).toEqual([]);
    const ips = await drs(clouds, 'GET', '/v1/{p}/publicips', undefined, { project: id });
    expect(ips.body['publicips']).toEqual([]);
  });

  test('a region can be cut off', async () => {
    const clouds = await simulatedClouds();
    clouds.world.setRegion('drs', 'eu-nl', 'unavailable');
    const there = await drs(clouds, 'POST', '/v3/{p}/jobs', LIST, { project: PROJECTS.netherlands.id });
    const here = await drs(clouds, 'POST', '/v3/{p}/jobs', LIST);
    expect([there.status, here.status]).toEqual([503, 200]);
  });
});

describe('rates', () => {
  const list = (RegionId: string) => ['DescribeDtsJobs', { RegionId }] as const;

  test('more calls than documented in a second are throttled, in that region, until the second is over', async () => {
    const clouds = await simulatedClouds({ rateLimits: DOCUMENTED_LIMITS });
    const [action, query] = list('cn-beijing');
    const answers = await Promise.all(Array.from({ length: 21 }, () => rpc(clouds, action, query)));
    const codes = answers.map(({ body }) => body['Code']).filter((code) => code !== undefined);
    expect(codes).toEqual(['Throttling.User']);
    expect((await rpc(clouds, ...list('cn-shanghai'))).body['Success']).toBe(true);
    clouds.pass(1);
    expect((await rpc(clouds, action, query)).body['Success']).toBe(true);
    expect(clouds.world.rates.peakOf('DescribeDtsJobs')).toBe(21);
    expect(clouds.world.rates.all()).toEqual([
      { cloud: 'alibaba', action, region: 'cn-beijing', calls: 22, peak: 21 },
      { cloud: 'alibaba', action, region: 'cn-shanghai', calls: 1, peak: 1 },
    ]);
  });

  test('they are measured without limits too, and forgotten by a reset', async () => {
    const clouds = await simulatedClouds();
    await Promise.all(Array.from({ length: 30 }, () => rpc(clouds, ...list('cn-beijing'))));
    expect(clouds.world.rates.peakOf('DescribeDtsJobs')).toBe(30);
    clouds.world.reset();
    expect(clouds.world.rates.peakOf('DescribeDtsJobs')).toBe(0);
  });
});
