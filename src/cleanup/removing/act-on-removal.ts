import type { CallOutcome } from '../../lifecycle/ports.ts';
import { checklistIdOf, type Item } from '../checklist/checklist.ts';
import { changeChecklist } from '../checklist/save-checklist.ts';
import { promiseLooks } from '../checklist/schedule.ts';
import { isSameValue, type Leftover, leftoverKey } from '../leftovers/leftover.ts';
import { look, lookAtPlace } from '../looking/look.ts';
import type { RemovalResult } from '../outcome.ts';
import type { CleanupCloud } from '../ports.ts';
import type { CleanupRoom } from '../room.ts';
import { asShown, giveBack, heldItem, type Order } from './removal-order.ts';
import { againstNow, notSent, sendStep } from './send-step.ts';

/** A look at the item's place now, and the item as it is after it; `null` where it is no longer held. */
export async function lookAtItem(room: CleanupRoom, itemId: string): Promise<Item | null> {
  const held = await heldItem(room, itemId);
  if (held === null) return null;
  const { place } = held.item;
  const livingSince = room.now() - room.settings.livingMs;
  if (place !== null) await look(room, held.checklist, { only: [place], livingSince });
  return (await heldItem(room, itemId))?.item ?? null;
}

/** The look after the answer: only it says that something is gone. */
async function prove(
  room: CleanupRoom,
  item: Item,
  words: string | null,
  unsure: boolean,
): Promise<RemovalResult> {
  const now = (await lookAtItem(room, item.id)) ?? item;
  const { title, state } = now;
  if (state === 'gone' || state === 'neutralised' || state === 'not-applicable')
    return {
      item: now,
      what: 'removed',
      words: `${title}: ${words === null ? '' : `${words}, and `}a new look shows it ${state === 'not-applicable' ? 'gone' : state}.`,
    };
  if (unsure) {
    const lost = 'I do not know whether the cloud took it. I am looking, and will not ask it twice.';
    return { item: now, what: 'unsure', words: `${title}: ${lost}` };
  }
  return { item: now, what: 'asked', words: `${title}: the cloud took it; I look until it is gone.` };
}

/** Is the very same value still there after the cloud refused to delete it? */
async function stillThere(
  room: CleanupRoom,
  item: Item,
  leftover: Leftover,
): Promise<'same' | 'not-there' | 'not-sure'> {
  const held = await heldItem(room, item.id);
  if (held === null || item.place === null) return 'not-sure';
  const looked = await lookAtPlace(room, held.checklist, item.place, 'interactive');
  if (!('seen' in looked)) return 'not-sure';
  if (looked.seen.kind === 'gone') return 'not-there';
  const mine = looked.seen.found.find((one) => leftoverKey(one.leftover) === leftoverKey(leftover));
  if (mine === undefined) return 'not-there';
  return isSameValue(mine.leftover, leftover) ? 'same' : 'not-sure';
}

/** Something was sent: it is looked at again after an hour and after a day. */
async function promiseToLook(room: CleanupRoom, item: Item): Promise<void> {
  await changeChecklist(room, checklistIdOf(item.id), (checklist) => ({
    after: { ...checklist, looks: promiseLooks(checklist.looks, room.now(), room.settings) },
    audit: [],
    tell: false,
  }));
}

/** Why nothing was changed, in a sentence; `null` where it was, or may have been. */
function notTaken(outcome: CallOutcome): string | null {
  switch (outcome.kind) {
    case 'refused': {
      const right = outcome.permission === null ? '' : ` The account lacks the right ${outcome.permission}.`;
      return `The cloud said no: ${outcome.code}, ${outcome.message}.${right}`;
    }
    case 'throttled':
      return `The cloud was too busy to take it (${outcome.code}).`;
    case 'not-sent':
      return `It could not be sent: ${outcome.why}.`;
    case 'accepted':
    case 'gone':
    case 'unknown':
      return null;
  }
}

/** The state's own words for a sentence: no capital, no full stop. */
function asWhy(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;
}

/**
 * Sends the removal of an item that was taken and judged again, and looks at what came of it. Where the engine cannot
 * delete a group, and the same value is still there, it is set to let nobody in instead.
 */
export async function actOnRemoval(
  room: CleanupRoom,
  cloud: CleanupCloud,
  order: Order,
  item: Item,
): Promise<RemovalResult> {
  const { actor } = order;
  const { leftover } = order.shown;
  const removed = await sendStep(room, cloud, item, { step: 'remove', leftover, actor });
  if (removed === null) {
    const none = { state: 'by-hand', why: 'this cloud has no call for it' } as const;
    return giveBack(room, order, item, none, 'There is no call for it.');
  }
  if (removed.kind === 'refused' && cloud.cannotDelete(leftover, removed.code)) {
    const there = await stillThere(room, item, leftover);
    if (there === 'not-there') return prove(room, item, 'nothing was there to remove', false);
    if (there === 'same') {
      const against = await againstNow(room, item, actor);
      if (against !== null) return answered(room, order, item, notSent(against), null);
      const step = { step: 'neutralise', leftover, actor } as const;
      const set = (await sendStep(room, cloud, item, step)) ?? removed;
      const words = 'set to let nobody in, because the engine cannot delete the group';
      return answered(room, order, item, set, words);
    }
  }
  return answered(room, order, item, removed, null);
}

async function answered(
  room: CleanupRoom,
  order: Order,
  item: Item,
  outcome: CallOutcome,
  words: string | null,
): Promise<RemovalResult> {
  const no = notTaken(outcome);
  if (no !== null) {
    const back = asShown(order, asWhy(no));
    return giveBack(room, order, item, back, no);
  }
  await promiseToLook(room, item);
  const did = outcome.kind === 'gone' ? 'the cloud says that it is not there' : words;
  return prove(room, item, did, outcome.kind === 'unknown');
}
