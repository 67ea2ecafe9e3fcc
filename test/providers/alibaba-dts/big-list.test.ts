import { expect, it } from 'vitest';
import { createListing } from '../../../src/lifecycle/listing.ts';
import type { Heard } from '../../../src/lifecycle/ports.ts';
import { createAlibabaAccount } from '../../../src/providers/alibaba-dts/account.ts';
import { seedOfSize } from '../../demo/clouds/seed-of-size.ts';
import { simulatedClouds } from '../../demo/clouds/simulated-clouds.ts';

const TYPES = ['MIGRATION', 'SYNC', 'SUBSCRIBE'];
const MOST_ROWS = 30;

it('10,000 tasks in 10 regions are listed with one call for each type and full page, and heard of page by page', {
  timeout: 90_000,
}, async () => {
  const seed = seedOfSize({ databases: 300, tasks: 10_000, regions: 10 });
  const { tasks: there } = seed.alibaba;
  const regions = [...new Set(there.map(({ region }) => region))];
  const clouds = await simulatedClouds({ seed });
  const { accessKeyId, accessKeySecret } = clouds.alibaba;
  const cloud = createAlibabaAccount({
    name: 'big',
    regions,
    credentials: { accessKeyId, accessKeySecret: () => accessKeySecret },
    endpoint: clouds.url,
    pace: { now: () => 0, wait: async () => undefined },
  });
  const pages: Heard[] = [];
  const listing = createListing();
  const { tasks, looked } = await cloud.list('interactive', (heard) => {
    if (heard.looked === null) pages.push(heard);
    listing.hear(heard);
  });

  expect(looked.flatMap(({ problem }) => problem ?? [])).toEqual([]);
  expect(tasks.map(({ taskId }) => taskId).sort()).toEqual(there.map(({ id }) => id).sort());
  const least = regions.flatMap((region) =>
    TYPES.map((type) => {
      const rows = there.filter((task) => task.region === region && task.jobType === type);
      return Math.max(1, Math.ceil(rows.length / MOST_ROWS));
    }),
  );
  expect(clouds.calls).toHaveLength(least.reduce((sum, calls) => sum + calls, 0));
  expect(pages).toHaveLength(clouds.calls.length);
  expect(Math.max(...pages.map((page) => page.tasks.length))).toBe(MOST_ROWS);
  expect(new Set(listing.soFar().tasks)).toEqual(new Set(tasks));
  expect(listing.soFar()).toMatchObject({ pending: [] });
});
