import { DOCUMENTED_LIMITS } from '../../../src/demo/clouds/rates.ts';
import { below, compared, type Effort, type Part, type Row, reported } from '../part.ts';
import { type Listed, startListingBot } from '../sides/listing-bot.ts';
import { median } from '../sides/statistics.ts';

interface Size {
  readonly tasks: number;
  readonly regions: number;
}

/** Calls of DescribeDtsJobs that one account may make in one region in a second ("DescribeDtsJobs": QPS limit). */
const LIMIT = DOCUMENTED_LIMITS['DescribeDtsJobs'] ?? 0;
/** How long an answer of the cloud takes: it is not next door. */
const ANSWER_MS = 50;
const FIRST_RESULTS_WITHIN_MS = 1_500;
const MOST_RATIO = 1.2;

const WIDE: Size = { tasks: 10_000, regions: 10 };
const NARROW: Size = { tasks: 10_000, regions: 1 };
const SMALL: Size = { tasks: 1_000, regions: 10 };

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

function held(
  what: string,
  value: number,
  against: number,
  most: number,
  inWords: (value: number) => string,
): Row {
  return compared({ what, cutover: value, against, target: { most }, inWords });
}

interface Measured {
  /** The first list after the start, which also compiles what lists need: how long it took is only reported. */
  readonly first: Listed;
  readonly later: readonly Listed[];
  readonly fewest: readonly number[];
}

async function measure(size: Size, rounds: number): Promise<Measured> {
  const bot = await startListingBot({ ...size, answerMs: ANSWER_MS });
  const first = await bot.list();
  const later: Listed[] = [];
  for (let round = 0; round < rounds; round += 1) later.push(await bot.list());
  await bot.close();
  return { first, later, fewest: Object.values(bot.fewest) };
}

/**
 * What lists of a world of this size take. Regions are read side by side, so the limit allows the whole list in the time
 * that the calls of the busiest region take at twenty a second.
 */
async function rowsOf(size: Size, rounds: number): Promise<readonly Row[]> {
  const { first, later, fewest } = await measure(size, rounds);
  const most = (of: (list: Listed) => number) => Math.max(...[first, ...later].map(of));
  const all = fewest.reduce((sum, calls) => sum + calls, 0);
  const allowedMs = (Math.max(...fewest) / LIMIT) * 1000;
  const places = size.regions === 1 ? '1 region' : `${size.regions} regions`;
  const name = `list of ${size.tasks.toLocaleString('en-US')} in ${places}`;
  const [calls, peak] = [most((list) => list.calls), most((list) => list.peak)];
  const firstResultsMs = median(later.map((list) => list.firstMs));
  const wholeMs = median(later.map((list) => list.wholeMs));
  const against = `${name}: all of it, against what the limit allows`;
  return [
    held(`${name}: calls, against the fewest`, calls, all, 1, String),
    held(`${name}: most calls a second in a region, against the limit`, peak, LIMIT, 1, String),
    below(
      `${name}: turned away by the cloud`,
      most((list) => list.throttled),
      1,
      String,
    ),
    below(`${name}: first results`, firstResultsMs, FIRST_RESULTS_WITHIN_MS, seconds),
    reported(`${name}: all of it, right after the start`, seconds(first.wholeMs)),
    held(against, wholeMs, allowedMs, MOST_RATIO, seconds),
  ];
}

async function run({ quick, rounds }: Effort): Promise<readonly Row[]> {
  // So few tasks take less than one answer of the cloud may: how fast they are says nothing.
  if (quick) return (await rowsOf(SMALL, 1)).map((row) => ({ ...row, target: null, met: null }));
  const wide = await rowsOf(WIDE, Math.min(rounds, 5));
  return [...wide, ...(await rowsOf(NARROW, 1))];
}

/** Lists of many tasks, with a cloud that enforces its documented limits. */
export const list: Part = {
  name: 'list',
  about: 'a list of 10,000 tasks, held against the documented limits of the cloud',
  run,
};
