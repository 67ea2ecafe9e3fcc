import { expect, test } from 'vitest';
import { DTS_REGIONS } from '../../../src/demo/clouds/alibaba/regions.ts';
import { jobsOf, rpc } from './alibaba/signed-rpc.ts';
import { seedOfSize } from './seed-of-size.ts';
import { simulatedClouds } from './simulated-clouds.ts';

const SIZE = { databases: 300, tasks: 2000, regions: 25 };

test('a big world is the same at every run, and has everything once', () => {
  const { alibaba } = seedOfSize(SIZE);
  expect(seedOfSize(SIZE).alibaba).toEqual(alibaba);
  expect(new Set(alibaba.databases.map(({ id }) => id)).size).toBe(300);
  expect(new Set(alibaba.databases.flatMap(({ addresses }) => addresses?.map(({ ip }) => ip))).size).toBe(
    300,
  );
  expect(new Set(alibaba.tasks.map(({ id }) => id)).size).toBe(2000);
  expect(new Set(alibaba.tasks.map(({ region }) => region))).toEqual(new Set(DTS_REGIONS.slice(0, 25)));
  expect(new Set(alibaba.tasks.map(({ jobType }) => jobType)).size).toBe(3);
});

test('every job of a big world is listed once, by regions, types and pages', async () => {
  const clouds = await simulatedClouds({ seed: seedOfSize(SIZE) });
  const listed: unknown[] = [];
  for (const RegionId of DTS_REGIONS.slice(0, 25)) {
    for (const JobType of ['SYNC', 'MIGRATION', 'SUBSCRIBE']) {
      for (let page = 1, left = 1; left > 0; page += 1) {
        const query = { RegionId, JobType, PageSize: '30', PageNumber: String(page) };
        const answer = await rpc(clouds, 'DescribeDtsJobs', query);
        listed.push(...jobsOf(answer).map((job) => job['DtsJobId']));
        left = Number(answer.body['TotalRecordCount']) - page * 30;
      }
    }
  }
  expect(listed).toHaveLength(2000);
  expect(new Set(listed).size).toBe(2000);
});

test('a world cannot have more regions than DTS', () => {
  expect(() => seedOfSize({ ...SIZE, regions: 99 })).toThrow('regions only');
});
