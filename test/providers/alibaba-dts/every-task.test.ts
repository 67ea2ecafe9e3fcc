import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { baseUrl } from '../../../src/providers/alibaba-dts/base-url.ts';
import { everyRegion } from '../../../src/providers/alibaba-dts/dts-regions.ts';
import { account, jobPage, listQuery, prepare, row } from './prepared-dts.ts';

const TYPES = ['MIGRATION', 'SYNC', 'SUBSCRIBE'] as const;
const ALL = everyRegion([]);
const FINANCE = 'cn-shanghai-finance-1';

type Rows = Partial<Record<(typeof TYPES)[number], unknown[]>>;

function host(region: string): string {
  return baseUrl({}, 'dts', region).host;
}

function prepareRegion(region: string, rows: Rows = {}): void {
  for (const type of TYPES)
    prepare('DescribeDtsJobs', listQuery(type, {}, region), jobPage(rows[type] ?? []), {
      host: host(region),
    });
}

function refuseRegion(region: string, code: string, status: number): void {
  for (const type of TYPES) {
    const more = { status, host: host(region) };
    prepare('DescribeDtsJobs', listQuery(type, {}, region), { Code: code, Message: 'no' }, more);
  }
}

/** Prepares every region but those; with empty lists. */
function prepareAllBut(...regions: readonly string[]): void {
  for (const region of ALL) if (!regions.includes(region)) prepareRegion(region);
}

async function problems(cloud = account()) {
  const { looked } = await cloud.everyTask('background');
  return looked.flatMap(({ region, problem }) => (problem === null ? [] : [[region, problem.kind]]));
}

describe('every task of an account', () => {
  it('is looked for in every region where DTS exists, with the three types, whatever is configured', async () => {
    prepareAllBut('eu-central-1', 'cn-wulanchabu');
    prepareRegion('eu-central-1', { SYNC: [row()] });
    prepareRegion('cn-wulanchabu', {
      SUBSCRIBE: [row({ DtsJobId: 'sub1', JobType: 'subscribe', Status: 'Normal' })],
    });
    const { tasks, looked } = await account().everyTask('background');
    expect(tasks.map(({ region, taskId }) => [region, taskId])).toEqual([
      ['cn-wulanchabu', 'sub1'],
      ['eu-central-1', 'i03e3zty16i'],
    ]);
    expect(looked.map(({ region }) => region)).toEqual(ALL);
    expect(ALL.length).toBeGreaterThanOrEqual(30);
  });

  it('is looked for in regions that only the configuration knows, and in each once', async () => {
    prepareAllBut();
    prepareRegion('cn-nowhere-9');
    const { looked } = await account({ regions: ['cn-nowhere-9', 'cn-hangzhou'] }).everyTask('background');
    expect(looked.map(({ region }) => region)).toEqual([...ALL, 'cn-nowhere-9']);
  });

  it('is paged to the end in every region', async () => {
    prepareAllBut('us-east-1');
    const pages = [1, 2].map((page) => row({ DtsJobId: `job${page}` }));
    for (const [at, one] of pages.entries()) {
      const query = { ...listQuery('SYNC', {}, 'us-east-1'), PageNumber: String(at + 1) };
      prepare('DescribeDtsJobs', query, jobPage([one], 2), { host: host('us-east-1') });
    }
    for (const type of ['MIGRATION', 'SUBSCRIBE'])
      prepare('DescribeDtsJobs', listQuery(type, {}, 'us-east-1'), jobPage([]), { host: host('us-east-1') });
    const { tasks } = await account().everyTask('background');
    expect(tasks.map(({ taskId }) => taskId)).toEqual(['job1', 'job2']);
  });

  it('is not known where a region does not answer, and the others still count', async () => {
    prepareAllBut('eu-west-1', 'us-west-1');
    refuseRegion('eu-west-1', 'InvalidParameter', 400);
    prepareRegion('us-west-1', { SYNC: [row()] });
    const { tasks, looked } = await account().everyTask('background');
    expect(tasks.map(({ region }) => region)).toEqual(['us-west-1']);
    expect(looked.find(({ region }) => region === 'eu-west-1')?.problem).toMatchObject({ kind: 'rejected' });
  });

  it.each([
    ['says that there is no such region', 'InvalidRegionId.NotFound', 404],
    ['does not know the key', 'InvalidAccessKeyId.NotFound', 404],
    ['is not open to the account', 'OperationDenied', 403],
  ])('is not in doubt for ever because a restricted region %s', async (_title, code, status) => {
    prepareAllBut(FINANCE);
    refuseRegion(FINANCE, code, status);
    const { looked } = await account().everyTask('background');
    expect(looked.map(({ region }) => region)).toEqual(ALL.filter((region) => region !== FINANCE));
  });

  it('is not in doubt because a restricted region has no host', async () => {
    prepareAllBut('me-central-1');
    nock(`https://${host('me-central-1')}`)
      .persist()
      .post('/')
      .query(true)
      .replyWithError(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }));
    await expect(problems()).resolves.toEqual([]);
    nock.cleanAll();
  });

  it('is not in doubt because a region that was closed does not answer', async () => {
    prepareAllBut('ap-south-1');
    for (let tries = 0; tries < 4; tries += 1) refuseRegion('ap-south-1', 'ServiceUnavailable', 503);
    await expect(problems()).resolves.toEqual([]);
  });

  it.each([
    ['lacks a right', 'Forbidden.RAM', 403, 'unauthorized'],
    ['does not answer in full', 'InternalError', 500, 'unreachable'],
  ])('is in doubt where the account %s in a restricted region', async (_title, code, status, kind) => {
    prepareAllBut(FINANCE);
    for (let tries = 0; tries < (status === 500 ? 4 : 1); tries += 1) refuseRegion(FINANCE, code, status);
    await expect(problems()).resolves.toEqual([[FINANCE, kind]]);
  });

  it('is in doubt where a restricted region refuses an account that is configured for it', async () => {
    prepareAllBut(FINANCE);
    refuseRegion(FINANCE, 'InvalidRegionId.NotFound', 404);
    const cloud = account({ regions: ['cn-hangzhou', FINANCE] });
    await expect(problems(cloud)).resolves.toEqual([[FINANCE, 'rejected']]);
  });

  it('is in doubt where an open region refuses, whatever it says', async () => {
    prepareAllBut('ap-northeast-2');
    refuseRegion('ap-northeast-2', 'InvalidRegionId.NotFound', 404);
    await expect(problems()).resolves.toEqual([['ap-northeast-2', 'rejected']]);
  });
});
