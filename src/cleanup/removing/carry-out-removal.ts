import { type Item, isClosed } from '../checklist/checklist.ts';
import { changedThing } from '../leftovers/leftover.ts';
import { cloudOf } from '../looking/cloud-of.ts';
import type { RemovalResult } from '../outcome.ts';
import type { CleanupRoom } from '../room.ts';
import { actOnRemoval, lookAtItem } from './act-on-removal.ts';
import { judgeAgain } from './judge-again.ts';
import { asShown, giveBack, heldItem, notAsShown, type Order, takeItem } from './removal-order.ts';
import { untilReady } from './until-ready.ts';

/** Somebody else took it away meanwhile: a look closes it, with nothing sent. */
async function alreadyGone(room: CleanupRoom, order: Order, item: Item): Promise<RemovalResult> {
  const now = await lookAtItem(room, item.id);
  if (now !== null && isClosed(now))
    return { item: now, what: 'removed', words: `${now.title}: nothing was sent, a new look shows it gone.` };
  return giveBack(room, order, item, asShown(order), 'It was gone, and then it was there again.');
}

async function inTurn(room: CleanupRoom, order: Order): Promise<RemovalResult> {
  const { shown } = order;
  const taken = await takeItem(room, order);
  room.reached('removal-taken');
  const held = await heldItem(room, shown.itemId);
  if (held === null) throw new Error(`item ${shown.itemId} is no longer held`);
  const { checklist, item } = held;
  if (taken === null) return { item, what: 'not-removed', words: notAsShown(shown, item) };
  const cloud = cloudOf(room, checklist);
  if (cloud === null) {
    const why = `the account ${checklist.task.account} is no longer configured`;
    return giveBack(room, order, item, { state: 'could-not-look', why }, `${why}.`);
  }
  const busy = await untilReady(room, cloud, shown.leftover);
  if (busy !== null) return giveBack(room, order, item, asShown(order), busy);
  const again = await judgeAgain(room, order, checklist, item);
  if (again.kind === 'not-there') return alreadyGone(room, order, item);
  if (again.kind === 'no') return giveBack(room, order, item, again.state, again.say);
  if (room.stopping()) return giveBack(room, order, item, asShown(order), 'The bot is being stopped.');
  return actOnRemoval(room, cloud, order, item);
}

/**
 * Carries one confirmed removal out, one change at a time for each instance: takes the item, waits until the instance
 * can be changed, looks again, asks again who needs it and who may, records the call, sends it once, records the
 * answer, and looks. Whatever is different from what was shown gives the item back, with nothing sent.
 */
export function carryOutRemoval(room: CleanupRoom, order: Order): Promise<RemovalResult> {
  return room.inTurn(changedThing(order.shown.leftover), () => inTurn(room, order));
}
