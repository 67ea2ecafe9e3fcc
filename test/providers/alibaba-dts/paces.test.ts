import { describe, expect, it } from 'vitest';
import { createPaces, gapOf } from '../../../src/providers/alibaba-dts/paces.ts';
import { account, jobPage, listQuery, prepare, row } from './prepared-dts.ts';

const call = (operation: string, region = 'cn-hangzhou', product = 'dts') => ({
  product,
  operation,
  region,
  version: '2020-01-01',
  parameters: {},
});

describe('the pace of an operation', () => {
  it.each([
    ['DescribeDtsJobs', 20],
    ['DescribeDtsJobDetail', 40],
  ])('of %s stays below the documented %i calls a second', (operation, allowed) => {
    const perSecond = 1000 / gapOf({ product: 'dts', operation });
    // Four may be under way at once, and catch up with each other; one more starts at the edge of the second.
    expect(Math.floor(perSecond) + 1 + 4).toBeLessThanOrEqual(allowed);
    expect(perSecond).toBeGreaterThan(allowed / 2);
  });

  it('is slow where no limit is published', () => {
    expect(1000 / gapOf({ product: 'rds', operation: 'DescribeDBInstanceNetInfo' })).toBeLessThan(10);
  });

  it('is one for all who ask the same in a region, and another elsewhere', async () => {
    const waits: number[] = [];
    const paceOf = createPaces({
      now: () => 0,
      wait: async (milliseconds) => {
        waits.push(milliseconds);
      },
    });
    await paceOf(call('DescribeDtsJobs')).turn();
    await paceOf(call('DescribeDtsJobs', 'cn-shanghai')).turn();
    await paceOf(call('DescribeDtsJobDetail')).turn();
    expect(waits).toEqual([]);
    await paceOf(call('DescribeDtsJobs')).turn();
    expect(waits).toEqual([67]);
  });
});

describe('an account', () => {
  /** Time that only waiting moves: each request starts when its wait is over. */
  function paced() {
    let time = 0;
    const until = (moment: number) => {
      time = Math.max(time, moment);
    };
    return {
      now: () => time,
      wait: async (milliseconds: number) => {
        until(time + milliseconds);
      },
      time: () => time,
    };
  }

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
