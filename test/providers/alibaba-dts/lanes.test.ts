import { describe, expect, it } from 'vitest';
import { createLanes } from '../../../src/providers/alibaba-dts/lanes.ts';
import { account, jobPage, listQuery, prepare, row } from './prepared-dts.ts';

const call = (operation: string, region = 'cn-hangzhou', product = 'dts') => ({
  product,
  operation,
  region,
});

/** Time that only waiting moves: each request starts when its wait is over. */
function paced() {
  let time = 0;
  return {
    now: () => time,
    wait: async (milliseconds: number) => {
      time += milliseconds;
    },
    time: () => time,
  };
}

describe('the lane of an operation', () => {
  it.each([
    ['DescribeDtsJobs', 'interactive', 20],
    ['DescribeDtsJobs', 'background', 15],
    ['DescribeDtsJobDetail', 'interactive', 40],
    ['DescribeDtsJobDetail', 'background', 30],
  ] as const)('lets %s, %s, go %i times in a second and no more', async (operation, urgency, allowed) => {
    const clock = paced();
    const lane = createLanes(clock)(call(operation));
    for (let time = 0; time < allowed; time += 1) await lane.run(urgency, async () => undefined);
    expect(clock.time()).toBe(0);
    await lane.run(urgency, async () => undefined);
    expect(clock.time()).toBeGreaterThan(1_000);
  });

  it('is slow where no limit is published', async () => {
    const clock = paced();
    const lane = createLanes(clock)(call('DescribeDBInstanceNetInfo', 'cn-hangzhou', 'rds'));
    for (let time = 0; time <= 10; time += 1) await lane.run('interactive', async () => undefined);
    expect(clock.time()).toBeGreaterThan(1_000);
  });

  it('is one for all who ask the same in a region, and another elsewhere', async () => {
    const clock = paced();
    const laneOf = createLanes(clock);
    const run = (operation: string, region?: string) =>
      laneOf(call(operation, region)).run('interactive', async () => undefined);
    for (let time = 0; time < 20; time += 1) await run('DescribeDtsJobs');
    await run('DescribeDtsJobs', 'cn-shanghai');
    await run('DescribeDtsJobDetail');
    expect(clock.time()).toBe(0);
    await run('DescribeDtsJobs');
    expect(clock.time()).toBeGreaterThan(1_000);
  });
});

describe('an account', () => {
  it('spaces the pages of its lists, and tries that failed count like all others', async () => {
    const clock = paced();
    const pages = 30;
    for (let page = 1; page <= pages; page += 1) {
      const one = [row({ DtsJobId: `job${page}`, DtsInstanceID: `dtsjob${page}` })];
      prepare('DescribeDtsJobs', { ...listQuery('SYNC'), PageNumber: String(page) }, jobPage(one, pages));
    }
    prepare(
      'DescribeDtsJobs',
      listQuery('MIGRATION'),
      { Code: 'Throttling.User', Message: 'x' },
      { status: 400 },
    );
    prepare('DescribeDtsJobs', listQuery('MIGRATION'), jobPage([]));
    prepare('DescribeDtsJobs', listQuery('SUBSCRIBE'), jobPage([]));
    const { tasks } = await account({ pace: clock }).list('background');
    expect(tasks).toHaveLength(pages);
    const requests = pages + 3;
    expect(requests / (clock.time() / 1000)).toBeLessThan(20);
  });
});
