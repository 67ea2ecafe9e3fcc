import { DOCUMENTED_LIMITS } from '../../../src/demo/clouds/rates.ts';
import { type Listed, startListingBot } from '../sides/listing-bot.ts';

/** One line of the results. */
interface Row {
  readonly what: string;
  readonly cutover: string;
  readonly against: string | null;
  readonly ratio: number | null;
  readonly target: string | null;
  readonly met: boolean | null;
}

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
  const ratio = value / against;
  return {
    what,
    cutover: inWords(value),
    against: inWords(against),
    ratio,
    target: `at most ${most}`,
    met: ratio <= most,
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/**
 * What a size of world takes, again and again. Regions are read side by side, so the limit allows the whole list in the
 * time that the calls of the busiest region take at twenty a second.
 */
async function measure(size: Size, rounds: number): Promise<readonly Row[]> {
  const bot = await startListingBot({ ...size, answerMs: ANSWER_MS });
  const lists: Listed[] = [];
  for (let round = 0; round < rounds; round += 1) lists.push(await bot.list());
  await bot.close();
  const fewest = Object.values(bot.fewest);
  const all = fewest.reduce((sum, calls) => sum + calls, 0);
  const allowedMs = (Math.max(...fewest) / LIMIT) * 1000;
  const most = (of: (list: Listed) => number) => Math.max(...lists.map(of));
  const name = `list of ${size.tasks.toLocaleString('en-US')} in ${size.regions === 1 ? '1 region' : `${size.regions} regions`}`;
  const throttled = most((list) => list.throttled);
  const firstMs = median(lists.map((list) => list.firstMs));
  return [
    held(
      `${name}: calls, against the fewest`,
      most((list) => list.calls),
      all,
      1,
      String,
    ),
    held(
      `${name}: most calls a second in a region, against the limit`,
      most((list) => list.peak),
      LIMIT,
      1,
      String,
    ),
    {
      what: `${name}: turned away by the cloud`,
      cutover: String(throttled),
      against: null,
      ratio: null,
      target: 'none',
      met: throttled === 0,
    },
    {
      what: `${name}: first results`,
      cutover: seconds(firstMs),
      against: null,
      ratio: null,
      target: `below ${seconds(FIRST_RESULTS_WITHIN_MS)}`,
      met: firstMs < FIRST_RESULTS_WITHIN_MS,
    },
    held(
      `${name}: all of it, against what the limit allows`,
      median(lists.map((list) => list.wholeMs)),
      allowedMs,
      MOST_RATIO,
      seconds,
    ),
  ];
}

async function run({ quick, rounds }: { quick: boolean; rounds: number }): Promise<readonly Row[]> {
  if (quick) return measure(SMALL, 1);
  const wide = await measure(WIDE, Math.min(rounds, 5));
  return [...wide, ...(await measure(NARROW, 1))];
}

/** Lists of many tasks, with a cloud that enforces its documented limits. */
export const list = {
  name: 'list',
  about: 'a list of 10,000 tasks, held against the documented limits of the cloud',
  run,
};
