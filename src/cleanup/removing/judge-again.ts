import type { Checklist, Item } from '../checklist/checklist.ts';
import { isRemovable, isSameValue, leftoverKey } from '../leftovers/leftover.ts';
import { lookAtPlace } from '../looking/look.ts';
import type { CleanupRoom } from '../room.ts';
import { everyChecklist } from '../rows.ts';
import { judgeLeftover, NOT_OURS, wasInView } from '../sharing/judge-item.ts';
import { neededBy } from '../sharing/needed-by.ts';
import { waitsForSlot } from '../sharing/slot.ts';
import { asShown, type GivenBack, type Order } from './removal-order.ts';

/** What is known of other tasks may be so old when the call is made, and never older than the click. */
const LIVING_MS = 30_000;

/** `not-there` = nothing is left to remove. `no` = what the item is instead, and a sentence for people. */
export type Again =
  | { readonly kind: 'holds' }
  | { readonly kind: 'not-there' }
  | { readonly kind: 'no'; readonly state: GivenBack; readonly say: string };

function no(state: GivenBack, say: string): Again {
  return { kind: 'no', state, say };
}

/** Everything that must still hold right before the call: a new look, who lives, who may, and that no brake is on. */
export async function judgeAgain(
  room: CleanupRoom,
  order: Order,
  checklist: Checklist,
  item: Item,
): Promise<Again> {
  const { place } = item;
  const before = order.shown.leftover;
  if (place === null) return no({ state: 'by-hand', why: null }, 'There is no place to look at.');
  const looked = await lookAtPlace(room, checklist, place, 'interactive');
  if (!('seen' in looked))
    return no({ state: 'could-not-look', why: looked.why }, `I could not look at it again: ${looked.why}.`);
  if (looked.seen.kind === 'gone') return { kind: 'not-there' };
  const sighting = looked.seen.found.find(({ leftover }) => leftoverKey(leftover) === leftoverKey(before));
  if (sighting === undefined) return { kind: 'not-there' };
  const { leftover, hindrance } = sighting;
  const since = Math.max(order.clickedAt, room.now() - LIVING_MS);
  const [living, others] = await Promise.all([
    room.living(checklist.task.provider, since),
    everyChecklist(room),
  ]);
  const { knownAs, namesMissing } = looked.seen;
  const need = neededBy(place, knownAs, checklist.task, living, namesMissing);
  const slot = waitsForSlot(checklist, others, place);
  const judgement = judgeLeftover({ place, leftover, hindrance, need, slot });
  if (!isSameValue(leftover, before)) {
    const why = judgement.why ?? 'it has changed since its removal was confirmed';
    return no(
      { ...judgement, why, leftover },
      'It has changed since it was shown. Press Remove again to see what it is now.',
    );
  }
  const decided = judgement.state === 'unknown' && wasInView(need, order.shown.doubt);
  if (judgement.state !== 'open' && !decided)
    return no(judgement, `It is ${judgement.state}: ${judgement.why ?? 'judged again just now'}.`);
  const verdict = await room.policy.judge(order.actor, 'cleanup', checklist.task);
  if (!verdict.allowed) return no(asShown(order), verdict.why);
  if (!isRemovable(leftover)) return no({ state: 'by-hand', why: NOT_OURS }, 'I never touch it.');
  const braked = await room.brakes.against(checklist.task);
  return braked === null ? { kind: 'holds' } : no(asShown(order), braked);
}
