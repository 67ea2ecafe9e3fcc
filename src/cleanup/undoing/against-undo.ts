import type { Checklist, Item } from '../checklist/checklist.ts';
import { isNeutral, isSameValue, type Leftover, leftoverKey } from '../leftovers/leftover.ts';
import { whyNot } from '../looking/cloud-of.ts';
import { lookAtPlace } from '../looking/look.ts';
import type { CleanupCloud, CleanupPorts } from '../ports.ts';

/** Has anything else touched it since? Only what we left may be there: nothing, or the neutral form. */
export async function changedSince(room: CleanupPorts, checklist: Checklist, item: Item, before: Leftover) {
  const { place } = item;
  if (place === null) return 'There is no place to put it back to.';
  const looked = await lookAtPlace(room, checklist, place, 'interactive');
  if (!('seen' in looked)) return `I could not look at it first: ${looked.why}.`;
  if (looked.seen.kind === 'gone') return 'What it belonged to does not exist any more.';
  const there = looked.seen.found.find(({ leftover }) => leftoverKey(leftover) === leftoverKey(before));
  // Also where a look has seen meanwhile that the group we left is gone.
  const wasLeft = item.state === 'neutralised' || item.removal?.deeds.at(-1)?.step === 'neutralise';
  if (there === undefined) return wasLeft ? 'Somebody has deleted the neutralised group since.' : null;
  if (item.state === 'neutralised' && isNeutral(there.leftover)) return null;
  return isSameValue(there.leftover, before) ? 'It is back already.' : 'Somebody has changed it since.';
}

/** Why the thing does not take a change now, in a sentence; `null` where it does. */
export async function readyToChange(cloud: CleanupCloud, before: Leftover): Promise<string | null> {
  try {
    const readiness = await cloud.readiness(before);
    if (readiness.kind === 'ready') return null;
    return readiness.kind === 'gone'
      ? 'What it belonged to does not exist any more.'
      : `It cannot be changed now: ${readiness.why}. Try again in a minute.`;
  } catch (error) {
    return `I could not look at it first: ${whyNot(error)}.`;
  }
}
