import { describe, expect, it, onTestFinished } from 'vitest';
import type { Checklist } from '../../src/cleanup/checklist/checklist.ts';
import type { Place } from '../../src/cleanup/leftovers/place.ts';
import { createLiving } from '../../src/cleanup/sharing/living.ts';
import type { DtsTask } from '../../src/demo/clouds/alibaba/dts-task.ts';
import { startClouds } from '../../src/demo/clouds/clouds.ts';
import { DOCUMENTED_LIMITS } from '../../src/demo/clouds/rates.ts';
import type { Call } from '../../src/demo/clouds/shown.ts';
import { createAlibabaAccount } from '../../src/providers/alibaba-dts/account.ts';
import { type Size, seedOfSize } from '../demo/clouds/seed-of-size.ts';
import { ahead, expectNoTrouble, notLooking, openCount, until } from './looks.ts';
import { alice, cutover, type Night, startNight } from './night.ts';
import { allTold, checklistsIn, rowsOnDisk } from './told.ts';

const BIG: Size = { databases: 300, tasks: 2_000, regions: 25 };
const TYPES = ['MIGRATION', 'SYNC', 'SUBSCRIBE'];
const ROWS_A_PAGE = 30;
/** No manual names a limit for the operations of databases; this is what the pace of an account leaves of ten a second. */
const LIMIT_ELSE = 12;

async function bigWorld(size: Size) {
  const clouds = await startClouds({ seed: seedOfSize(size), rateLimits: DOCUMENTED_LIMITS });
  onTestFinished(() => clouds.close());
  const { accessKeyId, accessKeySecret } = clouds.alibaba;
  const cloud = createAlibabaAccount({
    name: 'big',
    regions: ['cn-hangzhou'],
    credentials: { accessKeyId, accessKeySecret: () => accessKeySecret },
    endpoint: clouds.url,
  });
  const places = clouds.world.alibaba.databases.map(
    ({ product, region, id }): Place => ({ kind: 'database', product, region, instanceId: id }),
  );
  return { clouds, cloud, places, tasks: clouds.world.alibaba.tasks };
}

/**
 * The fewest list calls that show every task. DTS lists one region and one type at a call, at most 30 rows, and has no
 * list over regions or types ("DescribeDtsJobs": RegionId, JobType, PageSize); a region must be asked to be known as empty.
 */
function fewestPages(tasks: readonly DtsTask[], regions: ReadonlySet<string>): number {
  let pages = 0;
  for (const region of regions)
    for (const type of TYPES) {
      const rows = tasks.filter((task) => task.region === region && task.jobType === type).length;
      pages += Math.max(1, Math.ceil(rows / ROWS_A_PAGE));
    }
  return pages;
}

function listCalls(calls: readonly Call[]): readonly Call[] {
  return calls.filter(({ action }) => action === 'DescribeDtsJobs');
}

function regionsOf(calls: readonly Call[]): Set<string> {
  return new Set(calls.map(({ region }) => region));
}

/** The most calls of each operation that came within any one second in any one region. */
function peaksOf(calls: readonly Call[]): Map<string, number> {
  const peaks = new Map<string, number>();
  const recent = new Map<string, number[]>();
  for (const { product, action, region, at } of calls.toSorted((one, other) => one.at - other.at)) {
    const times = (recent.get(`${product} ${action} ${region}`) ?? []).filter((time) => time > at - 1_000);
    recent.set(`${product} ${action} ${region}`, [...times, at]);
    const operation = `${product} ${action}`;
    peaks.set(operation, Math.max(peaks.get(operation) ?? 0, times.length + 1));
  }
  return peaks;
}

/** Operations that came more often than their limit; and nothing was ever turned away for coming too often. */
function expectNeverTooOften(calls: readonly Call[]): void {
  const limitOf = (operation: string) => DOCUMENTED_LIMITS[operation.split(' ')[1] ?? ''] ?? LIMIT_ELSE;
  expect([...peaksOf(calls)].filter(([operation, peak]) => peak > limitOf(operation))).toEqual([]);
  expect(calls.filter(({ answer }) => answer.fault !== '' || answer.status === 429)).toEqual([]);
}

describe('300 databases and 2,000 tasks in 25 regions', () => {
  it('take one read of the whitelists and one of the addresses each, and once for all the fewest list pages there can be', {
    timeout: 120_000,
  }, async () => {
    const { clouds, cloud, places, tasks } = await bigWorld(BIG);
    const living = createLiving([cloud], Date.now);
    const since = Date.now();
    const seen = await Promise.all(
      places.map(async (place) => ({
        place: await cloud.see(place, 'background'),
        living: await living('alibaba-dts', since),
      })),
    );

    expect(seen.filter(({ place }) => place.kind === 'there' && place.found.length === 1)).toHaveLength(300);
    const [first] = seen;
    expect(first?.living.unanswered).toEqual([]);
    expect(first?.living.tasks).toHaveLength(tasks.filter(({ status }) => status !== 'Finished').length);
    expect(new Set(seen.map((one) => one.living)).size).toBe(1);
    const lists = listCalls(clouds.calls);
    expect(regionsOf(lists).size).toBeGreaterThanOrEqual(BIG.regions);
    expect(lists).toHaveLength(fewestPages(tasks, regionsOf(lists)));
    expect(clouds.calls).toHaveLength(2 * BIG.databases + lists.length);
    expectNeverTooOften(clouds.calls);
  });

  it('are never asked for faster than the documented limits, even when all of it is in one region', {
    timeout: 120_000,
  }, async () => {
    const { clouds, cloud, places, tasks } = await bigWorld({ ...BIG, regions: 1 });
    const scans = Promise.all([cloud.everyTask('background'), cloud.everyTask('interactive')]);
    await Promise.all([scans, ...places.map((place) => cloud.see(place, 'background'))]);
    const found = await scans;

    expect(found.map((one) => one.tasks.length)).toEqual([tasks.length, tasks.length]);
    const lists = listCalls(clouds.calls);
    expect(lists).toHaveLength(2 * fewestPages(tasks, regionsOf(lists)));
    expect(clouds.calls).toHaveLength(2 * BIG.databases + lists.length);
    expectNeverTooOften(clouds.calls);
    expect(peaksOf(clouds.calls).get('dts DescribeDtsJobs')).toBeGreaterThan(10);
  });
});

const CONFIGURED = [...new Set(seedOfSize(BIG).alibaba.tasks.map(({ region }) => region))];

/** Complete searches for living tasks: only they ask in regions that are not configured, each type once, for these are empty. */
function searches(calls: readonly Call[]): number {
  const outside = listCalls(calls).filter(({ region }) => !CONFIGURED.includes(region));
  return outside.length / (regionsOf(outside).size * TYPES.length);
}

function lookedAt(night: Night): number[] {
  const lists = rowsOnDisk(night, 'checklist').map(({ value }) => value as unknown as Checklist);
  return lists.flatMap((list) => (list.lookedAt === null ? [] : [list.lookedAt]));
}

/** The bot among all of it, with all its regions configured, at the clouds' own pace. */
async function bigNight(env: Record<string, string>): Promise<Night> {
  const night = await startNight({
    speed: 1,
    env,
    config: (text) =>
      notLooking()(text)
        .replace('regions: [cn-hangzhou, ap-southeast-1]', `regions: [${CONFIGURED.join(', ')}]`)
        .replace('watch: { pollSeconds: 0.5 }', 'watch: { pollSeconds: 3600 }'),
  });
  const { alibaba } = seedOfSize(BIG);
  night.clouds.world.alibaba.tasks = [];
  for (const database of alibaba.databases) night.clouds.world.network.putDatabase(database);
  for (const task of alibaba.tasks) night.clouds.world.putDtsTask(task);
  return night;
}

it('asks once who lives for the promised looks of forty lists, and reads each database of each list once', {
  timeout: 180_000,
}, async () => {
  const env: Record<string, string> = {};
  const night = await bigNight(env);
  const ended = night.clouds.world.alibaba.tasks.filter(({ status }) => status === 'Finished').slice(0, 40);
  expect(ended).toHaveLength(40);
  for (const { id } of ended) await night.workspace.type(alice, cutover, `/dts cleanup ${id}`);
  await night.workspace.waitFor(() => checklistsIn(night).length === 40 || undefined, 60_000);
  await until(() => lookedAt(night).length === 40, 'every list was looked at', 60_000);
  await allTold(night, 60_000);
  for (const { id } of ended) expect(openCount(night, id)).toBeGreaterThan(0);
  expectNeverTooOften(night.clouds.calls);

  // The hour is over for all of them, a while ago: the bot was not there.
  night.kill('SIGTERM');
  await night.gone();
  const from = night.clouds.calls.length;
  const [last = 0] = lookedAt(night).toSorted((one, other) => other - one);
  env['NODE_OPTIONS'] = ahead(1.5);
  await night.restart();
  await until(() => lookedAt(night).every((at) => at > last), 'every list was looked at again', 60_000);
  await allTold(night, 60_000);

  const calls = night.clouds.calls.slice(from);
  expect(searches(calls)).toBe(1);
  const places = rowsOnDisk(night, 'checklist').flatMap(({ value }) => {
    const { items } = value as unknown as Checklist;
    return [...new Set(items.flatMap(({ place }) => (place?.kind === 'database' ? [place.instanceId] : [])))];
  });
  const reads = calls.filter(({ product }) => product !== 'dts' && product !== 'drs');
  expect(reads).toHaveLength(2 * places.length);
  expectNeverTooOften(calls);
  expectNoTrouble(night);
});
