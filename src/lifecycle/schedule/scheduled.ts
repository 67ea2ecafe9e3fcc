import { allEndings } from '../earlier.ts';
import type { Ending } from '../ending.ts';
import type { Store } from '../ports.ts';
import { waitsForTime } from './schedule.ts';

/** Every ending that waits for its time, the next one first. */
export async function scheduledEndings(store: Store): Promise<readonly Ending[]> {
  const endings = (await allEndings(store)).map(({ value }) => value);
  const at = (ending: Ending) => waitsForTime(ending)?.at ?? 0;
  return endings
    .filter((ending) => waitsForTime(ending) !== null)
    .toSorted((one, other) => at(one) - at(other));
}
