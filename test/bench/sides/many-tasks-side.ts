import { startClouds } from '../../../src/demo/clouds/clouds.ts';
import { DOCUMENTED_LIMITS } from '../../../src/demo/clouds/rates.ts';
import { seedOfSize } from '../../demo/clouds/seed-of-size.ts';

/** What is to be simulated, as the first argument in JSON. */
export interface ManyTasks {
  readonly tasks: number;
  readonly regions: number;
  /** How long each answer takes, in milliseconds. */
  readonly answerMs: number;
}

/** Where the simulated clouds are, and what is in them. */
export interface ManyTasksSaid {
  readonly url: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly regions: readonly string[];
  /** By region, the fewest calls that list all of it: DTS lists one type in one region at a call, at most 30 rows. */
  readonly fewest: Readonly<Record<string, number>>;
}

/** What came since the last time that this was asked for. */
export interface Came {
  readonly calls: number;
  /** The most calls in any one second in any one region, as the cloud counts them. */
  readonly peak: number;
  /** Those that were turned away because they were too many. */
  readonly throttled: number;
}

const TYPES = ['MIGRATION', 'SYNC', 'SUBSCRIBE'];
const ROWS_A_PAGE = 30;

const size = JSON.parse(process.argv[2] ?? '{}') as ManyTasks;
const seed = seedOfSize({ databases: 300, ...size });
const clouds = await startClouds({ seed, rateLimits: DOCUMENTED_LIMITS });
const { world } = clouds;
const slow = { action: 'DescribeDtsJobs', kind: 'delay', milliseconds: size.answerMs } as const;
if (size.answerMs > 0) world.fault({ ...slow, times: Number.MAX_SAFE_INTEGER });

const { tasks } = seed.alibaba;
const regions = [...new Set(tasks.map(({ region }) => region))];
const pages = (region: string, type: string) =>
  Math.ceil(tasks.filter((task) => task.region === region && task.jobType === type).length / ROWS_A_PAGE);
const fewest = regions.map((region) => [
  region,
  TYPES.reduce((sum, type) => sum + Math.max(1, pages(region, type)), 0),
]);

function came(): Came {
  const { calls, rates, log } = world;
  const throttled = calls.filter(({ answer }) => answer.fault === 'rate-limit').length;
  const found = { calls: calls.length, peak: rates.peakOf('DescribeDtsJobs'), throttled };
  log.clear();
  rates.clear();
  return found;
}

process.on('message', () => process.send?.(came()));
process.on('disconnect', () => process.exit(0));
process.send?.({
  url: clouds.url,
  accessKeyId: clouds.alibaba.accessKeyId,
  accessKeySecret: clouds.alibaba.accessKeySecret,
  regions,
  fewest: Object.fromEntries(fewest),
} satisfies ManyTasksSaid);
