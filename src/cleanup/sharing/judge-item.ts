import type { Item } from '../checklist/checklist.ts';
import { isNeutral, isRemovable, type Leftover } from '../leftovers/leftover.ts';
import { isOf, type Place } from '../leftovers/place.ts';
import type { Need } from './needed-by.ts';

/** What was found, and everything that speaks against removing it. */
export interface Case {
  /** Where it was found. */
  readonly place: Place;
  readonly leftover: Leftover;
  /** Why the cloud would not let it go now. */
  readonly hindrance: string | null;
  readonly need: Need;
  /** What a PostgreSQL source still waits for; `null` where nothing. */
  readonly slot: string | null;
}

export type Judgement = Pick<Item, 'state' | 'why'>;

/** Why a person has to look at what was found. */
export const NOT_OURS = 'it is not for this task alone by its name or address';

const DOUBT = 'who else needs it is not known: ';

/** At most so many names in a sentence; the rest is counted. */
const MOST_NAMES = 6;

export function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join('; ')}; and ${more} more` : shown.join('; ');
}

/** "crm-feed (cn-shanghai, paused) and audit (cn-hangzhou, running)": tasks by name, as a sentence has them. */
export function named(tasks: readonly string[]): string {
  const shown = tasks.slice(0, MOST_NAMES);
  const more = tasks.length - shown.length;
  const all = more > 0 ? [...shown, `${more} more`] : shown;
  return [all.slice(0, -1).join(', '), ...all.slice(-1)].filter((part) => part !== '').join(' and ');
}

/** What nobody knows of who needs it, in a sentence that a person decides with. */
export function doubtOf(need: Need): string {
  return `${DOUBT}${listed(need.doubts)}`;
}

/** Was every doubt of now in view when a person decided? A new doubt is a new question. */
export function wasInView(need: Need, shown: string | null): boolean {
  if (shown === null) return false;
  const seen = `; ${shown.replace(DOUBT, '')};`;
  return shown === doubtOf(need) || need.doubts.every((doubt) => seen.includes(`; ${doubt};`));
}

/**
 * How far something that was found is. The order is the safety: what nobody may touch, who lives, what the cloud
 * forbids, what is not known, and only then open.
 */
export function judgeLeftover({ place, leftover, hindrance, need, slot }: Case): Judgement {
  if (isNeutral(leftover))
    return {
      state: 'neutralised',
      why: 'it lets nobody in; the empty group can be deleted in the console',
    };
  if (!isRemovable(leftover) || !isOf(place, leftover)) return { state: 'by-hand', why: NOT_OURS };
  if (need.by.length > 0)
    return {
      state: 'blocked',
      why: `${named(need.by)} ${need.by.length === 1 ? 'needs it; opens again when that ends' : 'need it; opens again when all of them have ended'}`,
    };
  if (slot !== null) return { state: 'blocked', why: slot };
  if (hindrance !== null) return { state: 'blocked', why: hindrance };
  if (need.doubts.length > 0) return { state: 'unknown', why: doubtOf(need) };
  return { state: 'open', why: null };
}
