import type { Actor } from '../lifecycle/ports.ts';
import { type Checklist, checklistIdOf, type Item, type Removal, withItem } from './checklist.ts';
import { cloudOf, whyNot } from './cloud-of.ts';
import { judgeLeftover } from './judge-item.ts';
import { changedThing, isRemovable, isSameValue, type Leftover, leftoverKey } from './leftover.ts';
import { type CleanupRoom, look, lookAtPlace } from './look.ts';
import { neededBy } from './needed-by.ts';
import type { RemovalAsk, RemovalResult, ShownItem } from './outcome.ts';
import type { CleanupCloud } from './ports.ts';
import { CHECKLIST, checklistLine, everyChecklist } from './rows.ts';
import { changeChecklist } from './save-checklist.ts';
import { promiseLooks } from './schedule.ts';
import { sendStep } from './send-step.ts';
import { waitsForSlot } from './slot.ts';

/** One item of a confirmed removal. */
export interface Order {
  readonly ask: RemovalAsk;
  readonly shown: ShownItem;
  readonly actor: Actor;
  readonly reason: string | null;
  /** Who lives must have been asked after this. */
  readonly clickedAt: number;
}

/** What is known of other tasks may be so old when the call is made, and never older than the click. */
const LIVING_MS = 30_000;

async function current(
  room: CleanupRoom,
  itemId: string,
): Promise<{ checklist: Checklist; item: Item } | null> {
  const checklist = (await room.store.read<Checklist>(CHECKLIST, checklistIdOf(itemId)))?.value;
  const item = checklist?.items.find((one) => one.id === itemId);
  return checklist === undefined || item === undefined ? null : { checklist, item };
}

/** Takes the item: from now on it is being removed, by this order and no other. */
async function take(room: CleanupRoom, order: Order): Promise<Item | null> {
  const { shown, actor, reason } = order;
  const now = room.now();
  const removal: Removal = {
    id: order.ask.id,
    userId: actor.userId,
    reason,
    at: now,
    before: shown.leftover,
    deeds: [],
    doneAt: null,
    undo: null,
  };
  const written = await changeChecklist(room, order.ask.checklistId, (checklist) => {
    const item = checklist.items.find((one) => one.id === shown.itemId);
    if (item === undefined || item.leftover === null) return null;
    if (item.state !== 'open' && item.state !== 'unknown') return null;
    if (!isSameValue(item.leftover, shown.leftover)) return null;
    const after = withItem(checklist, item.id, (one) => ({
      ...one,
      state: 'removing',
      why: null,
      removal,
      asked: null,
    }));
    const audit = [
      checklistLine('checklist.removing', after, now, {
        item: item.title,
        actor: actor.userId,
        removal: removal.id,
        before: shown.leftover,
      }),
    ];
    return { after, audit };
  });
  const item = written?.checklist.items.find((one) => one.id === shown.itemId);
  return written?.changed === true && item !== undefined ? item : null;
}

/** Gives the item back: nothing was sent. */
async function giveBack(
  room: CleanupRoom,
  item: Item,
  state: Pick<Item, 'state' | 'why'> & { leftover?: Leftover },
  why: string,
): Promise<RemovalResult> {
  const written = await changeChecklist(room, checklistIdOf(item.id), (checklist) => {
    const now = checklist.items.find((one) => one.id === item.id);
    if (now?.state !== 'removing') return null;
    const after = withItem(checklist, item.id, (one) => ({ ...one, ...state, removal: null }));
    const audit = [checklistLine('checklist.removal-not-done', after, room.now(), { item: item.title, why })];
    const text = `Not removed: ${item.title}. ${why}`;
    return { after, audit, notes: [{ kind: 'cleanup', userId: null, text }] };
  });
  const after = written?.checklist.items.find((one) => one.id === item.id) ?? item;
  return { item: after, what: 'not-removed', words: `${item.title}: ${why} Nothing was changed.` };
}

/** A new look, who lives, the policy: everything that must hold right before the call. `null` = it holds. */
async function objection(
  room: CleanupRoom,
  order: Order,
  checklist: Checklist,
  item: Item,
): Promise<(Pick<Item, 'state' | 'why'> & { leftover?: Leftover; say: string }) | 'not-there' | null> {
  const { place } = item;
  const before = order.shown.leftover;
  if (place === null) return { state: 'by-hand', why: null, say: 'There is no place to look at.' };
  const looked = await lookAtPlace(room, checklist, place, 'interactive');
  if (!('seen' in looked))
    return { state: 'could-not-look', why: looked.why, say: `I could not look at it again: ${looked.why}.` };
  if (looked.seen.kind === 'gone') return 'not-there';
  const sighting = looked.seen.found.find(({ leftover }) => leftoverKey(leftover) === leftoverKey(before));
  if (sighting === undefined) return 'not-there';
  const { leftover, hindrance } = sighting;
  if (!isSameValue(leftover, before))
    return {
      state: 'open',
      why: 'it has changed since its removal was confirmed',
      leftover,
      say: 'It has changed since it was shown. Press Remove again to see what it is now.',
    };
  const since = Math.max(order.clickedAt, room.now() - LIVING_MS);
  const [living, others] = await Promise.all([
    room.living(checklist.task.provider, since),
    everyChecklist(room),
  ]);
  const judgement = judgeLeftover({
    leftover,
    hindrance,
    need: neededBy(place, looked.seen.knownAs, checklist.task, living),
    slot: waitsForSlot(checklist, others, place),
  });
  const decided = judgement.state === 'unknown' && order.shown.doubt !== null;
  if (judgement.state !== 'open' && !decided)
    return { ...judgement, say: `It is ${judgement.state}: ${judgement.why ?? 'judged again just now'}.` };
  const verdict = await room.policy.judge(order.actor, 'cleanup', checklist.task);
  return verdict.allowed ? null : { state: item.state, why: null, say: verdict.why };
}

/** Waits while the instance is being changed; a sentence where it cannot be changed. */
async function untilReady(
  room: CleanupRoom,
  cloud: CleanupCloud,
  leftover: Leftover,
): Promise<string | null> {
  const startedAt = room.now();
  for (;;) {
    if (room.stopping()) return 'The bot was being stopped before anything was sent.';
    const readiness = await cloud.readiness(leftover).catch((error: unknown) => ({
      kind: 'not-now' as const,
      why: whyNot(error),
    }));
    if (readiness.kind === 'not-now') return `It cannot be changed now: ${readiness.why}.`;
    if (readiness.kind !== 'busy') return null;
    if (room.now() - startedAt >= room.settings.busyMs)
      return `It is still busy (${readiness.why}): try again when it runs.`;
    await room.wait(room.settings.pollMs);
  }
}

/** The look after the answer: only it says that something is gone. */
async function prove(
  room: CleanupRoom,
  itemId: string,
  words: string,
  unsure: boolean,
): Promise<RemovalResult | null> {
  const before = await current(room, itemId);
  if (before === null) return null;
  const { place } = before.item;
  const since = room.now() - room.settings.livingMs;
  if (place !== null) await look(room, before.checklist, { only: [place], livingSince: since });
  const now = await current(room, itemId);
  if (now === null) return null;
  const { item } = now;
  if (item.state === 'gone' || item.state === 'neutralised')
    return {
      item,
      what: 'removed',
      words: `${item.title}: ${words}, and a new look shows it ${item.state}.`,
    };
  return {
    item,
    what: unsure ? 'unsure' : 'asked',
    words: unsure
      ? `${item.title}: I do not know whether the cloud took it. I am looking, and will not ask it twice.`
      : `${item.title}: the cloud took it; I look until it is gone.`,
  };
}

async function act(
  room: CleanupRoom,
  cloud: CleanupCloud,
  item: Item,
  leftover: Leftover,
): Promise<RemovalResult> {
  const first = await sendStep(room, cloud, item, 'remove', leftover);
  if (first === null)
    return giveBack(
      room,
      item,
      { state: 'by-hand', why: 'this cloud has no call for it' },
      'There is no call for it.',
    );
  const cannot = first.kind === 'refused' && cloud.cannotDelete(leftover, first.code);
  const stillThere = cannot && (await isStillThere(room, item, leftover));
  const outcome = stillThere ? ((await sendStep(room, cloud, item, 'neutralise', leftover)) ?? first) : first;
  if (outcome.kind === 'refused' && !(cannot && !stillThere)) {
    const right = outcome.permission === null ? '' : ` The account lacks the right ${outcome.permission}.`;
    const why = `the cloud said no: ${outcome.code}, ${outcome.message}.${right}`;
    return giveBack(
      room,
      item,
      { state: 'open', why },
      `The cloud said no: ${outcome.code}, ${outcome.message}.${right}`,
    );
  }
  if (outcome.kind === 'throttled' || outcome.kind === 'not-sent') {
    const why = outcome.kind === 'throttled' ? `the cloud was too busy (${outcome.code})` : outcome.why;
    return giveBack(room, item, { state: 'open', why }, `It was not taken: ${why}.`);
  }
  await keepPromise(room, item);
  const words = stillThere ? 'set to let nobody in, because the engine cannot delete the group' : 'removed';
  const proof = await prove(room, item.id, words, outcome.kind === 'unknown');
  return proof ?? { item, what: 'asked', words: `${item.title}: asked.` };
}

async function isStillThere(room: CleanupRoom, item: Item, leftover: Leftover): Promise<boolean> {
  const held = await current(room, item.id);
  if (held === null || item.place === null) return false;
  const looked = await lookAtPlace(room, held.checklist, item.place, 'interactive');
  return (
    'seen' in looked &&
    looked.seen.kind === 'there' &&
    looked.seen.found.some((sighting) => isSameValue(sighting.leftover, leftover))
  );
}

/** Something was sent: it is looked at again after an hour and after a day. */
async function keepPromise(room: CleanupRoom, item: Item): Promise<void> {
  await changeChecklist(room, checklistIdOf(item.id), (checklist) => ({
    after: { ...checklist, looks: promiseLooks(checklist.looks, room.now(), room.settings) },
    audit: [],
    tell: false,
  }));
}

async function inTurn(room: CleanupRoom, order: Order): Promise<RemovalResult> {
  const { shown } = order;
  const taken = await take(room, order);
  room.reached('removal-taken');
  const held = await current(room, shown.itemId);
  if (held === null) throw new Error(`item ${shown.itemId} is no longer held`);
  const { checklist, item } = held;
  if (taken === null) {
    const words = `${shown.title}: it is ${item.state} now, or has changed since it was shown. Nothing was changed.`;
    return { item, what: 'not-removed', words };
  }
  const cloud = cloudOf(room, checklist);
  if (cloud === null) {
    const why = `the account ${checklist.task.account} is no longer configured`;
    return giveBack(room, item, { state: 'could-not-look', why }, `${why}.`);
  }
  const busy = await untilReady(room, cloud, shown.leftover);
  if (busy !== null) return giveBack(room, item, { state: 'open', why: null }, busy);
  const against = await objection(room, order, checklist, item);
  if (against === 'not-there') {
    const proof = await prove(room, item.id, 'nothing was sent', false);
    return proof ?? { item, what: 'removed', words: `${item.title}: it is gone already.` };
  }
  if (against !== null) {
    const { say, ...state } = against;
    return giveBack(room, item, state.state === 'removing' ? { ...state, state: 'open' } : state, say);
  }
  if (room.stopping()) return giveBack(room, item, { state: 'open', why: null }, 'The bot is being stopped.');
  if (!isRemovable(shown.leftover))
    return giveBack(
      room,
      item,
      { state: 'by-hand', why: 'it is not named for DTS alone' },
      'I never touch it.',
    );
  return act(room, cloud, item, shown.leftover);
}

/**
 * Carries one confirmed removal out, one change at a time for each instance: takes the item, waits until the instance
 * can be changed, looks again, asks again who needs it and who may, records the call, sends it once, records the
 * answer, and looks. Whatever is different from what was shown gives the item back, with nothing sent.
 */
export function carryOutRemoval(room: CleanupRoom, order: Order): Promise<RemovalResult> {
  return room.inTurn(changedThing(order.shown.leftover), () => inTurn(room, order));
}
