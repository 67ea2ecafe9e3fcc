import { NEUTRAL } from '../../../../cleanup/leftovers/leftover.ts';
import type { Step } from '../../../../cleanup/ports.ts';

type Modes = Readonly<Record<Step, string>>;

/** ModifyMode of most products: never Cover but to let nobody in. */
export const MODE_WORDS = {
  remove: 'Delete',
  neutralise: 'Cover',
  restore: 'Append',
} as const satisfies Modes;

/** ModifyMode of PolarDB-X and of ClickHouse Enterprise, where 0 covers, 1 appends and 2 deletes. */
export const MODE_NUMBERS = { remove: '2', neutralise: '0', restore: '1' } as const satisfies Modes;

/** The addresses that a step sends: the full list of the group, to the letter, or the form that lets nobody in. */
export function addressesFor(step: Step, addresses: string): string {
  return step === 'neutralise' ? NEUTRAL : addresses;
}
