import { beforeEach, describe, expect, it } from 'vitest';
import {
  account,
  forgetRequests,
  jobPage,
  listQuery,
  NOW,
  OK,
  prepare,
  prepareLists,
  row,
  seen,
  task,
  twoWayRow,
} from './prepared-dts.ts';

beforeEach(forgetRequests);

const migration = row({
  DtsJobId: 'm1',
  DtsJobName: 'crm',
  JobType: 'online',
  Status: 'Migrating',
  Delay: 1500,
});
const tracking = row({ DtsJobId: 't1', DtsJobName: 'feed', JobType: 'subscribe', Status: 'Normal' });

async function onlyTask(rows: Parameters<typeof prepareLists>[0]) {
  prepareLists(rows);
  const { tasks, looked } = await account().list('interactive');
  expect(looked).toEqual([{ account: 'prod-cn', region: 'cn-hangzhou', problem: null }]);
  expect(tasks).toHaveLength(1);
  const [only] = tasks;
  if (only === undefined) throw new Error('unreachable');
  return only;
}

describe('list', () => {
  it('asks for all three job types, because leaving the type out shows migrations only', async () => {
    prepareLists({ MIGRATION: [migration], SYNC: [row()], SUBSCRIBE: [tracking] });
    const { tasks } = await account().list('interactive');
    expect(tasks.map(({ taskId, kind, stage }) => [taskId, kind, stage])).toEqual([
      ['m1', 'migration', 'running'],
      ['i03e3zty16i', 'synchronisation', 'running'],
      ['t1', 'change-tracking', 'running'],
    ]);
  });

  it('puts a row into our words', async () => {
    await expect(onlyTask({ SYNC: [row()] })).resolves.toEqual(
      task({
        destination: { ...task().destination, engine: 'PolarDB' },
        readAt: NOW,
      }),
    );
  });

  it('asks each region at its own host, overseas ones too', async () => {
    prepareLists({ SYNC: [row()] });
    prepareLists({ SYNC: [row({ DtsJobId: 'sg1' })] }, {}, 'ap-southeast-1');
    const { tasks, looked } = await account({ regions: ['cn-hangzhou', 'ap-southeast-1'] }).list(
      'background',
    );
    expect(tasks.map(({ taskId, region }) => [taskId, region])).toEqual([
      ['i03e3zty16i', 'cn-hangzhou'],
      ['sg1', 'ap-southeast-1'],
    ]);
    expect(looked.map(({ region, problem }) => [region, problem])).toEqual([
      ['cn-hangzhou', null],
      ['ap-southeast-1', null],
    ]);
  });

  it('asks the central host for the regions that have no host of their own', async () => {
    for (const type of ['MIGRATION', 'SYNC', 'SUBSCRIBE']) {
      prepare('DescribeDtsJobs', listQuery(type, {}, 'cn-wulanchabu'), jobPage([]), {
        host: 'dts.aliyuncs.com',
      });
    }
    const { looked } = await account({ regions: ['cn-wulanchabu'] }).list('background');
    expect(looked[0]?.problem).toBeNull();
  });

  it('goes on through the pages until it has as many as there are, even where pages come short', async () => {
    const rows = Array.from({ length: 45 }, (_, at) => row({ DtsJobId: `job${at}` }));
    prepare('DescribeDtsJobs', listQuery('MIGRATION'), jobPage([]));
    prepare('DescribeDtsJobs', listQuery('SUBSCRIBE'), jobPage([]));
    for (const [page, from, to] of [
      ['1', 0, 20],
      ['2', 20, 40],
      ['3', 40, 45],
    ] as const) {
      prepare('DescribeDtsJobs', listQuery('SYNC', { PageNumber: page }), jobPage(rows.slice(from, to), 45));
    }
    const { tasks } = await account().list('background');
    expect(tasks).toHaveLength(45);
  });

  it('stops at an empty page, whatever the total says', async () => {
    prepare('DescribeDtsJobs', listQuery('MIGRATION'), jobPage([]));
    prepare('DescribeDtsJobs', listQuery('SUBSCRIBE'), jobPage([]));
    prepare('DescribeDtsJobs', listQuery('SYNC'), jobPage([row()], 2));
    prepare('DescribeDtsJobs', listQuery('SYNC', { PageNumber: '2' }), jobPage([], 2));
    const { tasks, looked } = await account().list('background');
    expect(tasks).toHaveLength(1);
    expect(looked[0]?.problem).toBeNull();
  });

  it('reads it again where a task goes from it, because the next page then leaves one out', async () => {
    const rows = Array.from({ length: 45 }, (_, at) => row({ DtsJobId: `job${at}` }));
    const left = rows.slice(1);
    prepare('DescribeDtsJobs', listQuery('MIGRATION'), jobPage([]));
    prepare('DescribeDtsJobs', listQuery('SUBSCRIBE'), jobPage([]));
    prepare('DescribeDtsJobs', listQuery('SYNC'), jobPage(rows.slice(0, 30), 45));
    prepare('DescribeDtsJobs', listQuery('SYNC', { PageNumber: '2' }), jobPage(left.slice(30), 44));
    prepare('DescribeDtsJobs', listQuery('SYNC'), jobPage(left.slice(0, 30), 44));
    prepare('DescribeDtsJobs', listQuery('SYNC', { PageNumber: '2' }), jobPage(left.slice(30), 44));
    const { tasks, looked } = await account().list('background');
    expect(tasks.map(({ taskId }) => taskId)).toEqual(left.map(({ DtsJobId }) => DtsJobId));
    expect(looked[0]?.problem).toBeNull();
  });

  it('reports that tasks go from it every time that it is read', async () => {
    prepare('DescribeDtsJobs', listQuery('MIGRATION'), jobPage([]));
    prepare('DescribeDtsJobs', listQuery('SUBSCRIBE'), jobPage([]));
    for (let total = 9; total > 3; total -= 2) {
      prepare('DescribeDtsJobs', listQuery('SYNC'), jobPage([row()], total));
      prepare('DescribeDtsJobs', listQuery('SYNC', { PageNumber: '2' }), jobPage([], total - 1));
    }
    const { looked } = await account().list('background');
    expect(looked[0]?.problem?.message).toMatch(/tasks go from the list while it is read/);
  });

  it('reports a list that repeats its pages instead of reading it for ever', async () => {
    prepare('DescribeDtsJobs', listQuery('MIGRATION'), jobPage([]));
    prepare('DescribeDtsJobs', listQuery('SUBSCRIBE'), jobPage([]));
    prepare('DescribeDtsJobs', listQuery('SYNC'), jobPage([row({ Delay: 1 })], 9));
    prepare('DescribeDtsJobs', listQuery('SYNC', { PageNumber: '2' }), jobPage([row({ Delay: 2 })], 9));
    const { looked } = await account().list('background');
    expect(looked[0]?.problem).toMatchObject({ kind: 'unexpected-answer' });
  });

  it('makes two tasks of a two-way synchronisation, each showing the other', async () => {
    prepareLists({ SYNC: [twoWayRow({ Status: 'Suspending' })] });
    const { tasks } = await account().list('interactive');
    expect(tasks).toMatchObject([
      {
        taskId: 'i03e3zty16i',
        direction: 'forward',
        twoWay: true,
        source: { instanceId: 'rm-bp1162' },
        other: { taskId: 'k7reverse22', stage: 'paused', status: 'Suspending' },
      },
      {
        taskId: 'k7reverse22',
        direction: 'reverse',
        twoWay: true,
        source: { instanceId: 'pc-bp1imr' },
        other: { taskId: 'i03e3zty16i', stage: 'running', status: 'Synchronizing' },
      },
    ]);
  });

  it('shows a direction once where DTS lists it twice', async () => {
    const { ReverseJob: reverse } = twoWayRow();
    prepareLists({ SYNC: [reverse, twoWayRow()] });
    const { tasks } = await account().list('interactive');
    expect(tasks.map(({ taskId, other }) => [taskId, other?.taskId])).toEqual([
      ['k7reverse22', 'i03e3zty16i'],
      ['i03e3zty16i', 'k7reverse22'],
    ]);
  });

  it('believes the direction that DTS names, because the console can switch it', async () => {
    const switched = { ...twoWayRow({ DtsJobDirection: 'Forward' }), DtsJobDirection: 'Reverse' };
    prepareLists({ SYNC: [switched] });
    const { tasks } = await account().list('interactive');
    expect(tasks.map(({ taskId, direction }) => [taskId, direction])).toEqual([
      ['i03e3zty16i', 'reverse'],
      ['k7reverse22', 'forward'],
    ]);
  });

  it.each([
    [{}],
    [{ ReverseJob: {} }],
    [{ ReverseJob: { DtsJobId: '', Status: null } }],
    [{ ReverseJob: null }],
  ])('takes a Forward with %j for a one-way task', async (change) => {
    const found = await onlyTask({ SYNC: [row({ DtsJobDirection: 'Forward', ...change })] });
    expect(found).toMatchObject({ twoWay: false, other: null, direction: 'forward' });
  });

  it.each([
    ['DtsJobId', undefined],
    ['DtsJobId', ''],
    ['DtsJobId', 7],
    ['Status', undefined],
    ['Status', null],
  ])('reports a row whose %s is %s and shows the others', async (field, value) => {
    prepareLists({ SYNC: [row({ [field]: value }), row({ DtsJobId: 'good' })] });
    const { tasks, looked } = await account().list('interactive');
    expect(tasks.map(({ taskId }) => taskId)).toEqual(['good']);
    expect(looked[0]?.problem).toMatchObject({ kind: 'unexpected-answer' });
    expect(looked[0]?.problem?.message).toContain('1 of 2 rows');
  });

  it('reports a reverse direction without a status and does not take the task for one-way', async () => {
    prepareLists({ SYNC: [twoWayRow({ Status: undefined })] });
    const { tasks, looked } = await account().list('interactive');
    expect(tasks).toMatchObject([{ taskId: 'i03e3zty16i', twoWay: true, other: null }]);
    expect(looked[0]?.problem).toMatchObject({ kind: 'unexpected-answer' });
  });

  it.each([
    ['no list', { ...OK, TotalRecordCount: 3 }],
    ['something else for a list', { ...OK, DtsJobList: 'none' }],
  ])('reports an answer with %s', async (_, body) => {
    prepare('DescribeDtsJobs', listQuery('MIGRATION'), body);
    prepare('DescribeDtsJobs', listQuery('SUBSCRIBE'), { ...OK, TotalRecordCount: 0 });
    prepare('DescribeDtsJobs', listQuery('SYNC'), jobPage([row()]));
    const { tasks, looked } = await account().list('interactive');
    expect(tasks).toHaveLength(1);
    expect(looked[0]?.problem).toMatchObject({ kind: 'unexpected-answer' });
  });

  it('shows what the other regions and types answered when one does not', async () => {
    const refusal = { Code: 'Forbidden.RAM', Message: 'denied', RequestId: 'REQ-9' };
    prepare('DescribeDtsJobs', listQuery('MIGRATION'), jobPage([migration]));
    prepare('DescribeDtsJobs', listQuery('SYNC'), refusal, { status: 403 });
    prepare('DescribeDtsJobs', listQuery('SUBSCRIBE'), jobPage([]));
    prepareLists({ SYNC: [row({ DtsJobId: 'sg1' })] }, {}, 'ap-southeast-1');
    const { tasks, looked } = await account({ regions: ['cn-hangzhou', 'ap-southeast-1'] }).list(
      'interactive',
    );
    expect(tasks.map(({ taskId }) => taskId)).toEqual(['m1', 'sg1']);
    expect(looked[0]?.problem).toMatchObject({
      kind: 'unauthorized',
      code: 'Forbidden.RAM',
      permission: 'dts:DescribeDtsJobs',
      requestId: 'REQ-9',
    });
    expect(looked[1]?.problem).toBeNull();
  });
});

describe('a row', () => {
  it.each([
    ['migration', { JobType: 'online', Status: 'Migrating', Delay: 1500 }, 1500],
    ['synchronisation', { Delay: 3 }, 3000],
    ['synchronisation', { Delay: '3' }, 3000],
    ['synchronisation', { Delay: -1 }, null],
    ['synchronisation', { Delay: null }, null],
    ['synchronisation', { Status: 'Initializing', Delay: 0 }, null],
    ['change-tracking', { JobType: 'subscribe', Status: 'Normal', Delay: 3 }, null],
  ])('of a %s with %j is %s ms behind', async (_, change, milliseconds) => {
    const { lag } = await onlyTask({ SYNC: [row(change)] });
    expect(lag).toEqual(milliseconds === null ? null : { milliseconds });
  });

  const mode = (full: boolean, incremental: boolean) => ({
    StructureInitialization: true,
    DataInitialization: full,
    DataSynchronization: incremental,
  });
  it.each([
    ['Finished', mode(true, true), 'running', 'complete', 'full-and-incremental'],
    ['Migrating', mode(true, true), 'full-load', 'running', 'full-and-incremental'],
    ['Failed', mode(true, true), 'full-load', 'running', 'full-and-incremental'],
    ['Finished', mode(true, false), 'full-load', 'complete', 'full-only'],
    ['Migrating', mode(true, false), 'full-load', 'running', 'full-only'],
    ['NotStarted', mode(false, true), 'running', 'complete', 'incremental'],
    ['Finished', null, 'running', 'complete', 'not-shown'],
    ['Migrating', null, 'full-load', 'running', 'not-shown'],
    [
      'Migrating',
      { DataInitialization: 'true', DataSynchronization: 'true' },
      'full-load',
      'running',
      'full-and-incremental',
    ],
  ])(
    'Migrating with a full load %s and mode %j is %s',
    async (full, MigrationMode, stage, fullLoad, load) => {
      const found = await onlyTask({
        MIGRATION: [
          row({
            JobType: 'online',
            Status: 'Migrating',
            DataInitializationStatus: { Status: full },
            MigrationMode,
          }),
        ],
      });
      expect(found).toMatchObject({ stage, fullLoad, load });
    },
  );

  it.each([
    ['RDS', 'cloud-instance', 'RDS'],
    ['rds', 'cloud-instance', 'RDS'],
    ['POLARDB', 'cloud-instance', 'PolarDB'],
    ['MongoDB', 'cloud-instance', 'MONGODB'],
    ['DRDS', 'cloud-instance', 'DISTRIBUTED_POLARDBX10'],
    ['ECS', 'cloud-machine', 'ECS'],
    ['Express', 'private-line', 'EXPRESS'],
    ['cen', 'private-line', 'CEN'],
    ['dg', 'private-line', 'DG'],
    ['OTHER', 'public-address', null],
    ['LocalInstance', 'public-address', null],
    ['SOMETHING_NEW', 'not-shown', 'SOMETHING_NEW'],
    ['constructor', 'not-shown', 'constructor'],
    ['', 'not-shown', null],
  ])('with an end of type %j has it at a %s', async (InstanceType, place, product) => {
    const { source } = await onlyTask({
      SYNC: [row({ SourceEndpoint: { InstanceType, Ip: '203.0.113.20' } })],
    });
    expect(source).toMatchObject({ place, product, address: '203.0.113.20', instanceId: null });
  });

  it.each([
    [{ AliyunUid: '140692', RoleName: 'ram-for-dts' }, {}, '140692'],
    [{ AliyunUid: '140692' }, {}, '140692'],
    [{ AliyunUid: '140692' }, { AliyunUid: '99' }, '140692'],
    [{ AliyunUid: '140692' }, { AliyunUid: '140692' }, null],
    [{ AliyunUid: '140692', RoleName: 'r' }, { AliyunUid: '140692', RoleName: 'r' }, '140692'],
    [{}, {}, null],
  ])('with owners %j and %j has a source of account %s', async (from, to, foreignAccount) => {
    const { source } = await onlyTask({ SYNC: [row({ SourceEndpoint: from, DestinationEndpoint: to })] });
    expect(source.foreignAccount).toBe(foreignAccount);
  });

  it.each([
    ['PostPaid', 'pay-as-you-go'],
    ['POSTPAY', 'pay-as-you-go'],
    ['PrePaid', 'subscription'],
    ['PREPAY', 'subscription'],
    ['Free', 'not-shown'],
    [undefined, 'not-shown'],
  ])('paid by %s is billed as %s', async (PayType, billing) => {
    expect(await onlyTask({ SYNC: [row({ PayType })] })).toMatchObject({ billing });
  });

  it('is shown as far as it can be read when all but its identity is odd', async () => {
    const odd = {
      DtsJobId: 'odd1',
      Status: 'SomethingNew',
      DtsInstanceID: '',
      DtsJobName: 17,
      CreateTime: 'yesterday',
      Delay: 'a lot',
      Checkpoint: { at: 1 },
      SourceEndpoint: [],
      DestinationEndpoint: { Port: 3306, Ip: null },
      MigrationMode: 'all',
      DataInitializationStatus: 5,
      ErrorDetails: {},
      RetryState: null,
    };
    expect(await onlyTask({ SYNC: [odd] })).toMatchObject({
      taskId: 'odd1',
      instanceId: null,
      name: '17',
      stage: 'unknown',
      status: 'SomethingNew',
      createdAt: null,
      lag: null,
      trouble: null,
      source: { place: 'not-shown', engine: null },
      destination: { port: '3306', address: null },
      load: 'not-shown',
      fullLoad: 'not-shown',
    });
  });

  it('shows its error without the credentials in it', async () => {
    const ErrorMessage =
      'DTS-070211: Connect Source DB failed.\njdbc:mysql://10.0.0.1/shop?user=u1x&password=Pa55';
    const { trouble } = await onlyTask({ SYNC: [row({ Status: 'Failed', ErrorMessage })] });
    expect(trouble).toEqual({
      code: 'DTS-070211',
      text: 'DTS-070211: Connect Source DB failed. jdbc:mysql://10.0.0.1/shop?user=***&password=***',
      reads: 1,
    });
  });

  it('reads times without a zone as UTC', async () => {
    const found = await onlyTask({
      SYNC: [
        row({
          CreateTime: '2026-03-16T08:01:19.000',
          PayType: 'PrePaid',
          ExpireTime: '2027-03-16T16:00:00+08:00',
        }),
      ],
    });
    expect(found).toMatchObject({
      createdAt: '2026-03-16T08:01:19.000Z',
      expiresAt: '2027-03-16T08:00:00.000Z',
    });
  });

  it('is asked for once a type, and no more', async () => {
    await onlyTask({ SYNC: [row()] });
    expect(seen).toHaveLength(3);
  });
});
