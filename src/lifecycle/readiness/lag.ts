import { lagWords } from '../plan/line.ts';
import type { Provider } from '../task.ts';
import { PROVIDER_NAME } from '../words.ts';
import type { ReadinessLine } from './line.ts';
import { type Declared, isSince } from './writes.ts';

/** The lag as it was read once; `null` where the cloud showed no figure. */
export interface LagReading {
  readonly lagMs: number | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What the lag must be, and how often and for how long. */
export interface LagLimits {
  readonly seconds: Readonly<Record<Provider, number>>;
  readonly readings: number;
  /** From the first to the last of them, in milliseconds. */
  readonly spanMs: number;
}

const IDLE = 'the figure can be wrong while the source is idle; write one row on the source and look again';

/** DRS counts in whole seconds ("Querying the Task Progress"), so less than one is none; DTS in milliseconds. */
function isWithin(lagMs: number, provider: Provider, limits: LagLimits): boolean {
  const limit = limits.seconds[provider];
  return provider === 'drs' ? Math.floor(lagMs / 1000) <= limit : lagMs <= limit * 1000;
}

/**
 * The readings that count: the newest ones that are needed, whatever else lies within their time, and where it was
 * within the limit the one right before it: one more reading must not make a steady lag look shorter.
 */
function counted(
  readings: readonly LagReading[],
  limits: LagLimits,
  isFine: (lagMs: number) => boolean,
): readonly LagReading[] {
  const newest = readings.at(-1);
  if (newest === undefined) return [];
  const age = ({ at }: LagReading) => newest.at - at;
  const first = readings.findIndex((reading) => age(reading) <= limits.spanMs);
  const before = readings[first - 1];
  const reachesBack =
    before !== undefined && age(before) <= 2 * limits.spanMs && before.lagMs !== null && isFine(before.lagMs);
  const from = Math.min(reachesBack ? first - 1 : first, Math.max(0, readings.length - limits.readings));
  return readings.slice(from);
}

function howOften(counting: readonly LagReading[]): string {
  const [first, last] = [counting.at(0), counting.at(-1)];
  const seconds = first === undefined || last === undefined ? 0 : Math.round((last.at - first.at) / 1000);
  return counting.length === 1 ? 'one reading' : `${counting.length} readings in ${seconds} s`;
}

/** Has it grown since writes were declared stopped? Measured from the last reading before that, or the first after it. */
function hasGrownSince(readings: readonly LagReading[], declared: Declared | null): boolean {
  const newest = readings.at(-1);
  if (declared === null || newest === undefined || !isSince(newest, declared)) return false;
  const before = readings.findLast((reading) => !isSince(reading, declared)) ?? readings[0];
  return (newest.lagMs ?? 0) > (before?.lagMs ?? 0);
}

/** Why a lag that is too great may not be what it seems; else what it means. */
function doubtOf(
  readings: readonly LagReading[],
  newestMs: number,
  wasFine: boolean,
  declared: Declared | null,
): string {
  if (wasFine && (readings.at(-2)?.lagMs ?? 0) < newestMs) return `it was within the limit before: ${IDLE}`;
  if (hasGrownSince(readings, declared)) return `it has grown since writes were said to be stopped: ${IDLE}`;
  return 'the destination is behind, what is missing then stays missing';
}

/**
 * What several readings of the lag say, the newest last: at most the limit in all that are needed is fine; too few of
 * them, or too short, is not known. A lag that grows after it was within the limit, or after writes were declared
 * stopped, says that the figure may be wrong.
 */
export function lagLine(
  readings: readonly LagReading[],
  {
    provider,
    limits,
    source,
    declared = null,
  }: { provider: Provider; limits: LagLimits; source: string; declared?: Declared | null },
): ReadinessLine | null {
  const newest = readings.at(-1);
  if (newest === undefined) return null;
  const shared = { label: 'Lag', source, at: newest.at };
  const counting = counted(readings, limits, (lagMs) => isWithin(lagMs, provider, limits));
  const highest = Math.max(...counting.map(({ lagMs }) => lagMs ?? 0));
  const often = howOften(counting);
  if (newest.lagMs === null) {
    const value = `not known: ${PROVIDER_NAME[provider]} shows no figure`;
    if (isWithin(highest, provider, limits)) {
      const fact = 'the lag is not known';
      return { ...shared, key: 'lag-not-shown', standing: 'not-known', value, fact, amount: null };
    }
    const was = `it was ${lagWords(highest)} among the last ${often}`;
    const fact = `the lag is not known, and ${was}`;
    return { ...shared, key: 'lag', standing: 'against', value: `${value}; ${was}`, fact, amount: highest };
  }
  const now = lagWords(newest.lagMs);
  const value =
    counting.length === 1 ? `${now}, ${often}` : `${now}; highest of ${often}: ${lagWords(highest)}`;
  if (!isWithin(newest.lagMs, provider, limits)) {
    const wasFine = readings.some(({ lagMs }) => lagMs !== null && isWithin(lagMs, provider, limits));
    const more = `: ${doubtOf(readings, newest.lagMs, wasFine, declared)}`;
    const fact = `lag is ${now}`;
    return {
      ...shared,
      key: 'lag',
      standing: 'against',
      value: `${value}${more}`,
      fact,
      amount: newest.lagMs,
    };
  }
  if (!isWithin(highest, provider, limits)) {
    const fact = `lag was ${lagWords(highest)} among the last ${often}`;
    return { ...shared, key: 'lag', standing: 'against', value, fact, amount: highest };
  }
  return { ...shared, ...steadiness(counting, value, limits, now) };
}

/** A lag that was within the limit each time: was it read often enough, for long enough, and always with a figure? */
function steadiness(counting: readonly LagReading[], value: string, limits: LagLimits, now: string) {
  const needed = `${limits.readings} in ${Math.round(limits.spanMs / 1000)} s`;
  const [first, last] = [counting.at(0), counting.at(-1)];
  const span = first === undefined || last === undefined ? 0 : last.at - first.at;
  const known = counting.filter(({ lagMs }) => lagMs !== null);
  if (known.length >= limits.readings && span >= limits.spanMs && known.length === counting.length)
    return { key: 'lag', standing: 'fine', value, fact: `lag is ${now}`, amount: null } as const;
  const fact = `lag was read ${known.length === 1 ? 'once' : `${known.length} times`}, not ${needed}`;
  const short = `${value}; not known to be steady, ${needed} are needed`;
  return { key: 'lag-readings', standing: 'not-known', value: short, fact, amount: null } as const;
}
