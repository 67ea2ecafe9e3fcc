import { beforeEach, describe, expect, it } from 'vitest';
import type { TaskRef } from '../../../src/lifecycle/task.ts';
import {
  account,
  DETAIL_QUERY,
  detail,
  forgetRequests,
  listQuery,
  NOW,
  prepare,
  prepareLists,
  REF,
  row,
  seen,
  twoWayRow,
} from './prepared-dts.ts';

beforeEach(forgetRequests);

const LIST_QUERY = { DtsJobId: 'i03e3zty16i' };
const OTHER_QUERY = {
  DtsInstanceID: 'dtsi03e3zty16i',
  SynchronizationDirection: 'Reverse',
  RegionId: 'cn-hangzhou',
};
const NOT_FOUND = { Code: 'DTS.Msg.Forbidden.InstanceNotFound', Message: 'gone', RequestId: 'REQ-404' };

async function lookAt(ref: TaskRef = REF, cloud = account()) {
  const look = await cloud.look(ref, 'interactive');
  if (look.kind !== 'task') throw new Error(`unexpected ${look.kind}`);
  return look.task;
}

describe('look', () => {
  it('asks the detail call, with the capital D of its own, and the direction', async () => {
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, detail());
    await expect(lookAt()).resolves.toMatchObject({
      ...REF,
      kind: 'synchronisation',
      stage: 'running',
      twoWay: false,
      lag: { milliseconds: 2000 },
      readAt: NOW,
    });
    expect(seen).toHaveLength(1);
  });

  it('leaves out an instance id that DTS left empty', async () => {
    const { DtsInstanceID: _, ...query } = DETAIL_QUERY;
    prepare('DescribeDtsJobDetail', query, detail({ DtsInstanceID: '' }));
    await expect(lookAt({ ...REF, instanceId: null })).resolves.toMatchObject({ instanceId: null });
  });

  it('reads a status in lower case and shows it as it came', async () => {
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, detail({ Status: 'synchronizing' }));
    await expect(lookAt()).resolves.toMatchObject({ stage: 'running', status: 'synchronizing' });
  });

  it('reads the time of the end', async () => {
    const ended = detail({ Status: 'Finished', FinishTime: '2026-11-20T23:29:50Z' });
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, ended);
    prepareLists({ SYNC: [row({ Status: 'Finished' })] }, LIST_QUERY);
    await expect(lookAt()).resolves.toMatchObject({ stage: 'ended', finishedAt: '2026-11-20T23:29:50.000Z' });
  });

  it.each([{ DemoJob: true }, { JobType: 'subSync' }])(
    'takes a job with %j for part of another',
    async (change) => {
      prepare('DescribeDtsJobDetail', DETAIL_QUERY, detail(change));
      await expect(lookAt()).resolves.toMatchObject({ stage: 'sub-task' });
    },
  );

  it.each([
    ['Forbidden.InstanceNotFound', 403, { Code: 'DTS.Msg.Forbidden.InstanceNotFound', Message: 'x' }],
    ['InvalidJobId', 200, { Success: false, ErrCode: 'DTS.Msg.InvalidJobId', ErrMessage: 'job id %s' }],
  ])('says not found for %s (HTTP %i)', async (code, status, body) => {
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, body, { status });
    await expect(account().look(REF, 'background')).resolves.toEqual({ kind: 'not-found', code, at: NOW });
  });

  it.each([
    ['another job', { DtsJobId: 'somebody-else' }],
    ['the other direction', { DtsJobDirection: 'Reverse' }],
    ['the other direction in the newer field', { SynchronizationDirection: 'reverse' }],
    ['no id', { DtsJobId: undefined }],
    ['no status', { Status: undefined }],
    ['a number for a status', { Status: 3 }],
  ])('refuses an answer that shows %s', async (_, change) => {
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, detail(change));
    await expect(account().look(REF, 'interactive')).rejects.toMatchObject({ kind: 'unexpected-answer' });
  });

  it('refuses an answer about the forward direction when the reverse one was asked for', async () => {
    const query = { ...DETAIL_QUERY, DtsJobId: 'k7reverse22', SynchronizationDirection: 'Reverse' };
    for (const change of [{}, { DtsJobDirection: 'Forward' }]) {
      prepare('DescribeDtsJobDetail', query, detail({ DtsJobId: 'k7reverse22', ...change }));
      const ref = { ...REF, taskId: 'k7reverse22', direction: 'reverse' } as const;
      await expect(account().look(ref, 'interactive')).rejects.toMatchObject({ kind: 'unexpected-answer' });
    }
  });
});

describe('look at a kind', () => {
  it.each([
    ['Migrating', 'MIGRATION', 'online', 'migration'],
    ['Suspending', 'MIGRATION', 'online', 'migration'],
    ['Locked', 'SUBSCRIBE', 'subscribe', 'change-tracking'],
    ['Retrying', 'SYNC', 'sync', 'synchronisation'],
  ])('finds out what a %s task is, whatever the detail call says', async (Status, type, JobType, kind) => {
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, detail({ Status, JobType: 'sync' }));
    const listed = row({ Status, JobType });
    if (Status === 'Migrating') {
      prepare('DescribeDtsJobs', listQuery('MIGRATION', LIST_QUERY), {
        Success: true,
        DtsJobList: [listed],
        TotalRecordCount: 1,
      });
    } else prepareLists({ [type]: [listed] }, LIST_QUERY);
    await expect(lookAt()).resolves.toMatchObject({ kind });
  });

  it('remembers it from the last list', async () => {
    const cloud = account();
    prepareLists({ MIGRATION: [row({ JobType: 'online', Status: 'Suspending' })] });
    await cloud.list('background');
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, detail({ Status: 'Suspending', JobType: undefined }));
    await expect(lookAt(REF, cloud)).resolves.toMatchObject({ kind: 'migration', stage: 'paused' });
  });

  it('believes the detail call where the job is no longer listed', async () => {
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, detail({ Status: 'Finished' }));
    prepareLists({}, LIST_QUERY);
    await expect(lookAt()).resolves.toMatchObject({ kind: 'synchronisation', stage: 'ended' });
  });

  it('refuses to guess it', async () => {
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, detail({ Status: 'Locked', JobType: undefined }));
    prepareLists({}, LIST_QUERY);
    await expect(account().look(REF, 'interactive')).rejects.toMatchObject({ kind: 'unexpected-answer' });
  });

  it('does not call a task gone because the list does not know it', async () => {
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, detail({ Status: 'Suspending' }));
    for (const type of ['MIGRATION', 'SYNC', 'SUBSCRIBE']) {
      prepare('DescribeDtsJobs', listQuery(type, LIST_QUERY), NOT_FOUND, { status: 403 });
    }
    await expect(lookAt()).resolves.toMatchObject({ stage: 'paused' });
  });

  it.each([
    ['Migrating', 'full-load', 'running'],
    ['Finished', 'running', 'complete'],
  ])('takes the full load of a migration from the list: %s is %s', async (full, stage, fullLoad) => {
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, detail({ Status: 'Migrating', JobType: undefined }));
    const listed = row({
      Status: 'Migrating',
      JobType: 'online',
      DataInitializationStatus: { Status: full },
    });
    prepare('DescribeDtsJobs', listQuery('MIGRATION', LIST_QUERY), {
      Success: true,
      DtsJobList: [listed],
      TotalRecordCount: 1,
    });
    await expect(lookAt()).resolves.toMatchObject({ kind: 'migration', stage, fullLoad });
  });
});

describe('look at a two-way synchronisation', () => {
  const forward = detail({ DtsJobDirection: 'Forward' });
  const reverse = detail({ DtsJobId: 'k7reverse22', DtsJobDirection: 'Reverse', Status: 'Failed' });

  it('reads the other direction as well', async () => {
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, forward);
    prepare('DescribeDtsJobDetail', OTHER_QUERY, reverse);
    await expect(lookAt()).resolves.toMatchObject({
      taskId: 'i03e3zty16i',
      twoWay: true,
      other: { taskId: 'k7reverse22', stage: 'failed', status: 'Failed' },
    });
  });

  it('reads the reverse direction, and the forward one with it', async () => {
    const query = { ...DETAIL_QUERY, DtsJobId: 'k7reverse22', SynchronizationDirection: 'Reverse' };
    prepare('DescribeDtsJobDetail', query, reverse);
    prepare('DescribeDtsJobDetail', { ...OTHER_QUERY, SynchronizationDirection: 'Forward' }, forward);
    await expect(lookAt({ ...REF, taskId: 'k7reverse22', direction: 'reverse' })).resolves.toMatchObject({
      direction: 'reverse',
      kind: 'synchronisation',
      stage: 'failed',
      twoWay: true,
      other: { taskId: 'i03e3zty16i', stage: 'running' },
    });
  });

  it('names the other direction by the id that the list showed', async () => {
    const cloud = account();
    prepareLists({ SYNC: [twoWayRow()] });
    await cloud.list('background');
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, forward);
    prepare('DescribeDtsJobDetail', { ...OTHER_QUERY, DtsJobId: 'k7reverse22' }, reverse);
    await expect(lookAt(REF, cloud)).resolves.toMatchObject({ other: { taskId: 'k7reverse22' } });
  });

  it.each([
    ['does not answer usefully', { status: 403, body: { Code: 'Forbidden.RAM', Message: 'x' } }],
    ['is not shown as the manual says', { status: 200, body: '<html>' }],
  ])('stays two-way when the other direction %s', async (_, { status, body }) => {
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, forward);
    const tries = body === '<html>' ? 4 : 1;
    for (let at = 0; at < tries; at += 1) prepare('DescribeDtsJobDetail', OTHER_QUERY, body, { status });
    await expect(lookAt()).resolves.toMatchObject({ twoWay: true, other: null, stage: 'running' });
  });

  it.each([
    ['shows the same direction again', forward, 200],
    ['is not there', NOT_FOUND, 403],
    ['is refused as a parameter', { Code: 'InvalidParameter', Message: 'x' }, 400],
  ])('is one-way after all when the other direction %s', async (_, body, status) => {
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, forward);
    prepare('DescribeDtsJobDetail', OTHER_QUERY, body, { status });
    await expect(lookAt()).resolves.toMatchObject({ twoWay: false, other: null });
  });
});
