import { beforeEach, describe, expect, it } from 'vitest';
import {
  account,
  forgetRequests,
  jobPage,
  listQuery,
  prepare,
  prepareLists,
  row,
  seen,
  twoWayRow,
} from './prepared-dts.ts';

beforeEach(forgetRequests);

const BY_JOB = { DtsJobId: 'i03e3zty16i' };

describe('find', () => {
  it('finds a job id by asking for it in all three types', async () => {
    prepareLists({ SYNC: [row()] }, BY_JOB);
    const { tasks } = await account().find('  i03e3zty16i ', 'interactive');
    expect(tasks.map(({ taskId }) => taskId)).toEqual(['i03e3zty16i']);
    expect(seen).toHaveLength(3);
  });

  it('finds an instance id, and asks for it as a job id, too', async () => {
    prepareLists({}, { DtsJobId: 'dtsi03e3zty16i' });
    prepareLists({ SYNC: [row()] }, { DtsInstanceId: 'dtsi03e3zty16i' });
    const { tasks } = await account().find('dtsi03e3zty16i', 'interactive');
    expect(tasks.map(({ instanceId }) => instanceId)).toEqual(['dtsi03e3zty16i']);
  });

  it('finds both directions by the instance id that they share', async () => {
    prepareLists({}, { DtsJobId: 'dtsi03e3zty16i' });
    prepareLists({ SYNC: [twoWayRow()] }, { DtsInstanceId: 'dtsi03e3zty16i' });
    const { tasks } = await account().find('dtsi03e3zty16i', 'interactive');
    expect(tasks.map(({ direction }) => direction)).toEqual(['forward', 'reverse']);
  });

  it('finds the id of a reverse direction inside its forward row', async () => {
    prepareLists({}, { DtsJobId: 'k7reverse22' });
    prepareLists({ SYNC: [twoWayRow()] });
    const { tasks } = await account().find('k7reverse22', 'interactive');
    expect(tasks).toMatchObject([{ taskId: 'k7reverse22', direction: 'reverse' }]);
  });

  it('compares for itself, because a filter may be ignored', async () => {
    prepareLists({ SYNC: [row(), row({ DtsJobId: 'another9999' })] }, BY_JOB);
    const { tasks } = await account().find('i03e3zty16i', 'interactive');
    expect(tasks.map(({ taskId }) => taskId)).toEqual(['i03e3zty16i']);
  });

  it.each(['orders-prod', 'ORDERS-Prod', '  orders-prod\t'])(
    'finds the name in %j, and no longer one',
    async (words) => {
      prepareLists({
        MIGRATION: [row({ DtsJobId: 'm1', JobType: 'online', DtsJobName: 'Orders-Prod ' })],
        SYNC: [row(), row({ DtsJobId: 'b', DtsJobName: 'orders-prod-2' })],
      });
      const { tasks } = await account().find(words, 'interactive');
      expect(tasks.map(({ taskId }) => taskId)).toEqual(['m1', 'i03e3zty16i']);
    },
  );

  it('finds a name that looks like an id', async () => {
    prepareLists({}, { DtsJobId: 'orders2026' });
    prepareLists({ SYNC: [row({ DtsJobName: 'orders2026' })] });
    const { tasks } = await account().find('orders2026', 'interactive');
    expect(tasks).toHaveLength(1);
  });

  it('looks through everything when DTS does not accept the words as an id', async () => {
    const refusal = { Success: false, ErrCode: 'InvalidParameter', ErrMessage: 'no', RequestId: 'R' };
    for (const type of ['MIGRATION', 'SYNC', 'SUBSCRIBE']) {
      prepare('DescribeDtsJobs', listQuery(type, { DtsJobId: 'orders2026' }), refusal);
    }
    prepareLists({ SYNC: [row({ DtsJobName: 'orders2026' })] });
    const { tasks, looked } = await account().find('orders2026', 'interactive');
    expect(tasks).toHaveLength(1);
    expect(looked).toEqual([{ account: 'prod-cn', region: 'cn-hangzhou', problem: null }]);
  });

  it('never uses Type, which DTS takes for a kind of query', async () => {
    prepareLists({});
    await account().find('nobody-knows-it', 'interactive');
    for (const { path } of seen) expect(path).not.toMatch(/[?&]Type=/);
  });

  it('names the regions that could not be searched', async () => {
    prepareLists({ SYNC: [row()] });
    for (const type of ['MIGRATION', 'SYNC', 'SUBSCRIBE']) {
      const query = listQuery(type, {}, 'ap-southeast-1');
      const refusal = { Code: 'InvalidAccessKeyId.NotFound', Message: 'no' };
      prepare('DescribeDtsJobs', query, refusal, { status: 404, host: 'dts.ap-southeast-1.aliyuncs.com' });
    }
    const both = account({ regions: ['cn-hangzhou', 'ap-southeast-1'] });
    const { tasks, looked } = await both.find('orders-prod', 'interactive');
    expect(tasks).toHaveLength(1);
    expect(looked.map(({ problem }) => problem?.kind ?? null)).toEqual([null, 'unauthorized']);
  });

  it('finds nothing for no words, without asking', async () => {
    await expect(account().find('  ', 'interactive')).resolves.toEqual({ tasks: [], looked: [] });
    expect(seen).toEqual([]);
  });

  it('finds nothing in an empty account', async () => {
    prepare('DescribeDtsJobs', listQuery('MIGRATION'), jobPage([]));
    prepare('DescribeDtsJobs', listQuery('SYNC'), jobPage([]));
    prepare('DescribeDtsJobs', listQuery('SUBSCRIBE'), { ...jobPage([]), DtsJobList: null });
    const { tasks, looked } = await account().find('orders-prod', 'interactive');
    expect(tasks).toEqual([]);
    expect(looked[0]?.problem).toBeNull();
  });
});
