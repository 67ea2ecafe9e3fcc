import type { LagReading } from './lag.ts';
import type { ReadinessLine } from './line.ts';

/** That somebody says the source is no longer written to: who, and when in milliseconds since 1970. */
export interface Declared {
  readonly by: string;
  readonly at: number;
}

/** Was it read after writes were declared stopped? */
export function isSince({ at }: { readonly at: number }, declared: Declared): boolean {
  return at >= declared.at;
}

const SAID = 'said to be stopped';

/**
 * What is known of writes being stopped, which no cloud tells: a person must say it, and the lag must have been read
 * since, with a figure. `lags` is `null` for a task that has none; `readAt` is when it was read last.
 */
export function writesLine(
  declared: Declared | null,
  lags: readonly LagReading[] | null,
  readAt: number,
): ReadinessLine {
  const shared = { key: 'writes', label: 'Writes', source: null, amount: null, said: declared };
  if (declared === null) {
    const fact = 'nobody has said that writes are stopped';
    const key = 'writes-not-said';
    return { ...shared, key, at: readAt, standing: 'not-known', value: 'not said to be stopped', fact };
  }
  const said = { ...shared, at: declared.at, fact: 'writes were said to be stopped' };
  if (lags === null) return { ...said, standing: 'fine', value: SAID };
  const since = lags.filter((reading) => isSince(reading, declared) && reading.lagMs !== null).length;
  if (since === 0) {
    const fact = 'the lag was not read since writes were said to be stopped';
    return { ...said, standing: 'not-known', value: `${SAID}, no reading since`, fact };
  }
  const value = `${SAID}, ${since === 1 ? '1 reading' : `${since} readings`} since`;
  return { ...said, standing: 'fine', value };
}
