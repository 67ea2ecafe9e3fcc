import { type Checklist, endOfDay, type Item, isClosed } from '../checklist/checklist.ts';
import { byHand, NOT_LOOKED_YET } from '../leftovers/draft.ts';
import { leftoverKey } from '../leftovers/leftover.ts';
import { READ_ONLY } from '../leftovers/leftovers-drs.ts';
import { type Place, placeKey } from '../leftovers/place.ts';
import type { Seen } from '../ports.ts';
import { listed, named } from '../sharing/judge-item.ts';
import type { Living } from '../sharing/living.ts';
import { keptReadOnlyBy, neededBy } from '../sharing/needed-by.ts';
import { type Fresh, found, isWhole, notFound, notSeen, type Round, reported } from './item-after-look.ts';

interface Sorted {
  readonly kept: readonly Item[];
  readonly added: readonly Fresh[];
}

/**
 * The place itself is not there. A group or an address that is gone is what was wanted; a database or machine that is
 * gone needs no clean-up. But where a living task names it, the cloud has more likely hidden it from this key.
 */
function placeGone(checklist: Checklist, round: Round, place: Place, item: Item): Fresh {
  if (place.kind !== 'database' && place.kind !== 'machine') return notFound(item, round.at, 'gone');
  const { by } = neededBy(place, [], checklist.task, round.living);
  if (by.length === 0) return notFound(item, round.at, 'not-applicable');
  const uses = by.length === 1 ? 'uses' : 'use';
  return notSeen(item, `this key does not see it, but ${listed(by)} ${uses} it`, round);
}

/** The items of one place after it was seen: what is known is updated, what is new is added, the rest is gone. */
function itemsOfPlace(
  checklist: Checklist,
  round: Round,
  place: Place,
  seen: Seen,
  items: readonly Item[],
): Sorted {
  if (seen.kind === 'gone')
    return {
      kept: items.map((item) => ({ ...item, ...placeGone(checklist, round, place, item) })),
      added: [],
    };
  const traces = [
    ...seen.found.map((sighting) => ({
      key: leftoverKey(sighting.leftover),
      apply: (item: Fresh) => found(checklist, round, place, seen, sighting, item),
    })),
    ...seen.reports.map((report) => ({
      key: report.key,
      apply: (item: Fresh) => reported(report, item, round.at),
    })),
  ];
  const known = new Set(items.map((item) => item.key));
  const fresh = traces.filter((trace) => !known.has(trace.key));
  const kept = items.map((item): Item => {
    const trace =
      item.key === null
        ? isWhole(item)
          ? fresh.shift()
          : undefined
        : traces.find((one) => one.key === item.key);
    return { ...item, ...(trace === undefined ? notFound(item, round.at, 'gone') : trace.apply(item)) };
  });
  const blank = byHand('', '', { place });
  return { kept, added: fresh.map((trace) => trace.apply(blank)) };
}

/** A destination that other tasks keep read-only: blocked with their names, and a person's to check when they are over. */
function readOnly(checklist: Checklist, item: Item, living: Living): Item {
  if (isClosed(item)) return item;
  const { by, doubts } = keptReadOnlyBy(checklist.task, living);
  if (by.length > 0) return { ...item, state: 'blocked', why: `${named(by)} may keep it read-only` };
  if (doubts.length > 0)
    return { ...item, state: 'unknown', why: `who else keeps it read-only is not known: ${listed(doubts)}` };
  return { ...item, state: 'by-hand', why: null };
}

/** A signature to keep something ends with its day. */
function withoutLapsed(item: Item, at: number): Item {
  const { signOff } = item;
  if (item.state !== 'signed-off' || signOff?.how !== 'kept' || signOff.until === null) return item;
  if (at < endOfDay(signOff.until)) return item;
  const why = `kept until ${signOff.until}; that day is over`;
  return { ...item, state: item.place === null ? 'by-hand' : 'could-not-look', why, signOff: null };
}

/** The machine has left its group: is the group empty now? A question of its own. */
function emptiedGroups(before: readonly Item[], after: readonly Item[]): Fresh[] {
  return after.flatMap((item): Fresh[] => {
    const { leftover, removal, state } = item;
    if (leftover?.kind !== 'membership' || state !== 'gone' || removal?.doneAt == null) return [];
    const { region, groupId, groupName } = leftover;
    const place: Place = { kind: 'security-group', region, groupId, groupName };
    const asked = [...before, ...after].some(
      (one) => one.place !== null && placeKey(one.place) === placeKey(place),
    );
    if (asked) return [];
    return [
      byHand(`the group ${groupName} (${groupId}) itself`, 'Delete it when nobody is in it any more.', {
        place,
        state: 'could-not-look',
        why: NOT_LOOKED_YET,
      }),
    ];
  });
}

/** New items with the numbers after those that there are. */
export function numbered(checklist: Checklist, from: readonly Item[], added: readonly Fresh[]): Item[] {
  const first = 1 + Math.max(0, ...from.map((item) => Number(item.id.slice(item.id.lastIndexOf('.') + 1))));
  return added.map((item, at) => ({ ...item, id: `${checklist.id}.${first + at}` }));
}

/** Was something learnt of this item after the asking began? Then the look is older than what is known. */
function isNewer(item: Item, round: Round): boolean {
  const times = [item.seenAt, item.signOff?.at ?? null, item.removal?.doneAt ?? null];
  return times.some((time) => time !== null && time > round.startedAt);
}

/** The checklist after a round of looks. Pure; numbers of items never change. */
export function afterLook(checklist: Checklist, round: Round): Checklist {
  const before = checklist.items.map((item) => withoutLapsed(item, round.at));
  const keys = [...new Set(before.flatMap((item) => (item.place === null ? [] : [placeKey(item.place)])))];
  const kept = new Map(before.map((item) => [item.id, item]));
  const added: Fresh[] = [];
  for (const key of keys) {
    const looked = round.places.get(key);
    const items = before.filter((item) => item.place !== null && placeKey(item.place) === key);
    if (looked === undefined) continue;
    const sorted: Sorted =
      'seen' in looked
        ? itemsOfPlace(checklist, round, looked.place, looked.seen, items)
        : { kept: items.map((item) => ({ ...item, ...notSeen(item, looked.why, round) })), added: [] };
    for (const item of sorted.kept) {
      const now = kept.get(item.id);
      if (now !== undefined && !isNewer(now, round)) kept.set(item.id, item);
    }
    added.push(...sorted.added);
  }
  for (const item of before)
    if (item.key === READ_ONLY && item.place === null)
      kept.set(item.id, readOnly(checklist, item, round.living));
  const all = [...kept.values()];
  const more = [...added, ...emptiedGroups(before, all)];
  return { ...checklist, items: [...all, ...numbered(checklist, all, more)] };
}
