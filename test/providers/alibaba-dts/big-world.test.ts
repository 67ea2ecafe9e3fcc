import { expect, it } from 'vitest';
import { createAlibabaAccount } from '../../../src/providers/alibaba-dts/account.ts';
import { everyRegion } from '../../../src/providers/alibaba-dts/dts-regions.ts';
import { seedOfSize } from '../../demo/clouds/seed-of-size.ts';
import { simulatedClouds } from '../../demo/clouds/simulated-clouds.ts';

const TYPES = ['MIGRATION', 'SYNC', 'SUBSCRIBE'];
const MOST_ROWS = 30;

it('2,000 tasks in 25 regions are all found with one call for each region, type and page, and none besides', async () => {
  const seed = seedOfSize({ databases: 300, tasks: 2000, regions: 25 });
  const clouds = await simulatedClouds({ seed });
  const { accessKeyId, accessKeySecret } = clouds.alibaba;
  const cloud = createAlibabaAccount({
    name: 'big',
    regions: ['cn-hangzhou'],
    credentials: { accessKeyId, accessKeySecret: () => accessKeySecret },
    endpoint: clouds.url,
    pace: { now: () => 0, wait: async () => undefined },
  });
  const { tasks, looked } = await cloud.everyTask('background');
  expect(looked.flatMap(({ problem }) => problem ?? [])).toEqual([]);
  const ids = seed.alibaba.tasks.map(({ id }) => id);
  expect(tasks.map(({ taskId }) => taskId).sort()).toEqual([...ids].sort());
  // A list needs one call for each type even where it is empty, and one more for each full page: DTS allows no less.
  const least = everyRegion([]).flatMap((region) =>
    TYPES.map((type) => {
      const rows = seed.alibaba.tasks.filter((task) => task.region === region && task.jobType === type);
      return Math.max(1, Math.ceil(rows.length / MOST_ROWS));
    }),
  );
  expect(clouds.calls).toHaveLength(least.reduce((sum, calls) => sum + calls, 0));
  expect(clouds.calls.length).toBeLessThan(200);
});
