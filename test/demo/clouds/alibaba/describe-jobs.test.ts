import { describe, expect, test } from 'vitest';
import { DTS, HOSTILE_NAME } from '../../../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { dtsTask } from '../../../../src/demo/clouds/alibaba/dts-task.ts';
import { simulatedClouds } from '../simulated-clouds.ts';
import { jobsOf, rpc } from './signed-rpc.ts';

const HANGZHOU = { RegionId: 'cn-hangzhou' };
const SINGAPORE = { RegionId: 'ap-southeast-1' };
const ids = (jobs: readonly Record<string, unknown>[]) => jobs.map((job) => job['DtsJobId']);

describe('the list', () => {
  test('shows only migrations unless a JobType is sent', async () => {
    const clouds = await simulatedClouds();
    const silent = await rpc(clouds, 'DescribeDtsJobs', HANGZHOU);
    expect(ids(jobsOf(silent))).toEqual([DTS.publicMigration]);
    const tracking = await rpc(clouds, 'DescribeDtsJobs', { ...HANGZHOU, JobType: 'SUBSCRIBE' });
    expect(ids(jobsOf(tracking))).toEqual([DTS.tracking, DTS.trackingPrePaid]);
  });

  test.each([
    ['MIGRATION', 'online'],
    ['SYNC', 'sync'],
    ['SUBSCRIBE', 'subscribe'],
  ])('answers %s jobs with the word %s', async (JobType, word) => {
    const jobs = jobsOf(await rpc(await simulatedClouds(), 'DescribeDtsJobs', { ...HANGZHOU, JobType }));
    expect(new Set(jobs.map((job) => job['JobType']))).toEqual(new Set([word]));
  });

  test('shows a job in its own region only', async () => {
    const clouds = await simulatedClouds();
    const DtsJobId = DTS.orders;
    const query = { JobType: 'SYNC', DtsJobId };
    expect(ids(jobsOf(await rpc(clouds, 'DescribeDtsJobs', { ...query, ...HANGZHOU })))).toEqual([DtsJobId]);
    expect(jobsOf(await rpc(clouds, 'DescribeDtsJobs', { ...query, ...SINGAPORE }))).toEqual([]);
  });

  test('goes by Region before RegionId', async () => {
    const query = { JobType: 'SYNC', Region: 'ap-southeast-1', ...HANGZHOU };
    const jobs = jobsOf(await rpc(await simulatedClouds(), 'DescribeDtsJobs', query));
    expect(jobs.map((job) => job['DtsJobName'])).toContain(HOSTILE_NAME);
  });

  test('caps a page at 30 jobs however many are asked for', async () => {
    const tasks = Array.from({ length: 65 }, (_, index) =>
      dtsTask({ id: `job${index}`, name: `job ${index}` }),
    );
    const clouds = await simulatedClouds({ seed: { alibaba: { tasks } } });
    const query = { ...HANGZHOU, JobType: 'SYNC', PageSize: '200' };
    const pages = await Promise.all(
      ['1', '2', '3', '4'].map((PageNumber) => rpc(clouds, 'DescribeDtsJobs', { ...query, PageNumber })),
    );
    expect(pages.map(({ body }) => body['PageRecordCount'])).toEqual([30, 30, 5, 0]);
    expect(pages.every(({ body }) => body['TotalRecordCount'] === 65)).toBe(true);
    expect(new Set(ids(pages.flatMap(jobsOf))).size).toBe(65);
  });

  test('filters by ids, part of the name, status and database', async () => {
    const clouds = await simulatedClouds();
    const list = async (filter: Record<string, string>) =>
      ids(jobsOf(await rpc(clouds, 'DescribeDtsJobs', { ...HANGZHOU, JobType: 'SYNC', ...filter })));
    expect(await list({ DtsJobId: `${DTS.orders},${DTS.failed}` })).toEqual([DTS.orders, DTS.failed]);
    expect(await list({ DtsInstanceId: `dts${DTS.paused}` })).toEqual([DTS.paused]);
    expect(await list({ Type: 'name', Params: 'REPORT' })).toEqual([DTS.sameNameOne, DTS.sameNameOther]);
    expect(await list({ Status: 'Suspending' })).toEqual([DTS.paused]);
    expect(await list({ InstanceId: 'rm-bp1162kryivb8q2k3', InstanceType: 'RDS' })).toEqual([DTS.orders]);
  });

  test('takes Type for the kind of query, not for the type of job', async () => {
    const answer = await rpc(await simulatedClouds(), 'DescribeDtsJobs', { ...HANGZHOU, Type: 'SYNC' });
    expect(answer).toMatchObject({ status: 200, body: { Success: false, ErrCode: 'InvalidParameter' } });
    expect(answer.body).toMatchObject({
      ErrMessage: 'The Value of Input Parameter %s is not valid',
      DynamicMessage: 'Type',
    });
  });

  test('refuses a region that does not exist', async () => {
    const answer = await rpc(await simulatedClouds(), 'DescribeDtsJobs', { RegionId: 'moon-1' });
    expect(answer.body).toMatchObject({
      Success: false,
      ErrCode: 'InvalidParameter',
      DynamicMessage: 'Region',
    });
  });

  test('counts the delay in seconds for synchronisations and in ms for migrations', async () => {
    const clouds = await simulatedClouds();
    const list = async (JobType: string, DtsJobId: string) =>
      jobsOf(await rpc(clouds, 'DescribeDtsJobs', { ...HANGZHOU, JobType, DtsJobId }))[0];
    expect(await list('SYNC', DTS.ecsSync)).toMatchObject({ Delay: 3 });
    expect(await list('MIGRATION', DTS.publicMigration)).toMatchObject({ Delay: 480 });
  });

  test('shows the reverse direction inside the forward job, and alone when asked by id', async () => {
    const clouds = await simulatedClouds();
    const query = { ...HANGZHOU, JobType: 'SYNC' };
    const jobs = jobsOf(await rpc(clouds, 'DescribeDtsJobs', { ...query, PageSize: '30' }));
    expect(ids(jobs)).not.toContain(DTS.twoWayReverse);
    expect(jobs.find((job) => job['DtsJobId'] === DTS.twoWayForward)).toMatchObject({
      DtsJobDirection: 'Forward',
      ReverseJob: { DtsJobId: DTS.twoWayReverse, DtsJobDirection: 'Reverse', Delay: 1 },
    });
    const alone = jobsOf(await rpc(clouds, 'DescribeDtsJobs', { ...query, DtsJobId: DTS.twoWayReverse }));
    expect(ids(alone)).toEqual([DTS.twoWayReverse]);
  });

  test('shows retries, errors, expiry and an empty instance id as the cloud does', async () => {
    const clouds = await simulatedClouds();
    const list = async (region: Record<string, string>, DtsJobId: string) =>
      jobsOf(await rpc(clouds, 'DescribeDtsJobs', { ...region, JobType: 'SYNC', DtsJobId }))[0];
    expect(await list(SINGAPORE, DTS.retrying)).toMatchObject({
      RetryState: { Retrying: true, RetryCount: 7 },
    });
    expect(await list(HANGZHOU, DTS.failed)).toMatchObject({ ErrorDetails: [{ ErrorCode: 'DTS-070211' }] });
    expect(await list(HANGZHOU, DTS.prePaid)).toMatchObject({
      PayType: 'PrePaid',
      ExpireTime: '2027-03-16T16:00:00Z',
    });
    expect(await list(SINGAPORE, DTS.noName)).toMatchObject({ DtsJobName: '', DtsInstanceID: '' });
  });
});

describe('the detail', () => {
  test('takes DtsInstanceID and ignores DtsInstanceId', async () => {
    const clouds = await simulatedClouds();
    const right = await rpc(clouds, 'DescribeDtsJobDetail', {
      ...HANGZHOU,
      DtsInstanceID: `dts${DTS.orders}`,
    });
    const wrong = await rpc(clouds, 'DescribeDtsJobDetail', {
      ...HANGZHOU,
      DtsInstanceId: `dts${DTS.orders}`,
    });
    expect(right.body).toMatchObject({ Success: true, DtsJobId: DTS.orders });
    expect(wrong.body).toMatchObject({ Success: false, DynamicMessage: 'DtsJobId' });
  });

  test('counts the delay in ms, and the checkpoint is a number, in the list a text', async () => {
    const clouds = await simulatedClouds();
    const query = { ...HANGZHOU, DtsJobId: DTS.ecsSync };
    const detail = await rpc(clouds, 'DescribeDtsJobDetail', query);
    const [item] = jobsOf(await rpc(clouds, 'DescribeDtsJobs', { ...query, JobType: 'SYNC' }));
    expect(detail.body).toMatchObject({
      Delay: 3000,
      Checkpoint: Date.parse('2026-03-20T12:00:00Z') / 1000 - 3,
    });
    expect(item?.['Checkpoint']).toBe(String(detail.body['Checkpoint']));
  });

  test('spells the status of some tasks in lower case', async () => {
    const clouds = await simulatedClouds();
    const status = async (DtsJobId: string) =>
      (await rpc(clouds, 'DescribeDtsJobDetail', { ...HANGZHOU, DtsJobId })).body['Status'];
    expect(await status(DTS.ecsSync)).toBe('synchronizing');
    expect(await status(DTS.orders)).toBe('Synchronizing');
  });

  test('goes by SynchronizationDirection alone in a two-way instance', async () => {
    const clouds = await simulatedClouds();
    const shown = async (DtsJobId: string, direction?: string) =>
      (
        await rpc(clouds, 'DescribeDtsJobDetail', {
          ...HANGZHOU,
          DtsJobId,
          ...(direction === undefined ? {} : { SynchronizationDirection: direction }),
        })
      ).body['DtsJobId'];
    expect(await shown(DTS.twoWayForward, 'Reverse')).toBe(DTS.twoWayReverse);
    expect(await shown(DTS.twoWayReverse, 'Reverse')).toBe(DTS.twoWayReverse);
    expect(await shown(DTS.twoWayReverse)).toBe(DTS.twoWayForward);
  });

  test('refuses a reverse direction where there is none', async () => {
    const query = { ...HANGZHOU, DtsJobId: DTS.orders, SynchronizationDirection: 'Reverse' };
    const answer = await rpc(await simulatedClouds(), 'DescribeDtsJobDetail', query);
    expect(answer.body).toMatchObject({ Success: false, DynamicMessage: 'SynchronizationDirection' });
  });

  test('does not know an id that never was, nor one of another region, in two different ways', async () => {
    const clouds = await simulatedClouds();
    const never = await rpc(clouds, 'DescribeDtsJobDetail', { ...HANGZHOU, DtsJobId: 'nobody' });
    const elsewhere = await rpc(clouds, 'DescribeDtsJobDetail', { ...SINGAPORE, DtsJobId: DTS.orders });
    expect(never).toMatchObject({ status: 200, body: { ErrCode: 'InvalidJobId', DynamicMessage: 'nobody' } });
    expect(never.body['ErrMessage']).toContain('%s');
    expect(elsewhere).toMatchObject({ status: 403, body: { Code: 'Forbidden.InstanceNotFound' } });
  });
});

describe('the data verification', () => {
  test('stands in the list and not in the detail, part by part as it was configured', async () => {
    const checks = { full: 'Finished', incremental: 'Inconsistency' } as const;
    const tasks = [
      dtsTask({ id: 'verified', name: 'verified', checks }),
      dtsTask({ id: 'bare', name: 'bare' }),
    ];
    const clouds = await simulatedClouds({ seed: { alibaba: { tasks } } });
    const list = await rpc(clouds, 'DescribeDtsJobs', { ...HANGZHOU, JobType: 'SYNC' });
    const [verified, bare] = jobsOf(list);
    expect(verified).toMatchObject({
      MigrationMode: { FullDataCheck: true, IncDataCheck: true, StructureDataCheck: false },
      FullDataCheckStatus: { Status: 'Finished' },
      IncDataCheckStatus: { Status: 'Inconsistency' },
    });
    expect(verified).not.toHaveProperty('StructureDataCheckStatus');
    expect(bare).not.toHaveProperty('FullDataCheckStatus');
    const { body } = await rpc(clouds, 'DescribeDtsJobDetail', { ...HANGZHOU, DtsJobId: 'verified' });
    expect(body).not.toHaveProperty('FullDataCheckStatus');
  });
});
