import { type Checklist, type Item, isClosed } from './checklist.ts';
import { describeLeftover, describeRemoval, valueLines } from './describe.ts';
import { byHand } from './draft.ts';
import { judgeLeftover, listed } from './judge-item.ts';
import { isNeutral, leftoverKey } from './leftover.ts';
import { READ_ONLY } from './leftovers-drs.ts';
import type { Living } from './living.ts';
import { keptReadOnlyBy, neededBy } from './needed-by.ts';
import { type Place, placeKey } from './place.ts';
import type { Report, Seen, Sighting } from './ports.ts';
import { waitsForSlot } from './slot.ts';

/** What one look at one place gave: what was seen, or a sentence why nothing could be seen. */
export type Looked = { readonly place: Place } & ({ readonly seen: Seen } | { readonly why: string });

/** Everything that a round of looks brought home. */
export interface Round {
  readonly at: number;
  readonly places: ReadonlyMap<string, Looked>;
  readonly living: Living;
  /** The other checklists: an ended PostgreSQL task of theirs may need the same access. */
  readonly others: readonly Checklist[];
  /** How long a removal that the cloud took may stay unseen. */
  readonly removingMs: number;
}

/** An item without a number yet. */
type Fresh = Omit<Item, 'id'>;

/** An item that waits for its look, and stands for the place as a whole. */
function isWhole(item: Fresh): boolean {
  return item.place !== null && item.key === null && item.leftover === null;
}

function judged(checklist: Checklist, round: Round, place: Place, seen: Seen, sighting: Sighting) {
  const knownAs = seen.kind === 'there' ? seen.knownAs : [];
  return judgeLeftover({
    leftover: sighting.leftover,
    hindrance: sighting.hindrance,
    need: neededBy(place, knownAs, checklist.task, round.living),
    slot: waitsForSlot(checklist, round.others, place),
  });
}

function isStillAwaited(item: Fresh, round: Round): boolean {
  const last = item.removal?.deeds.at(-1);
  const since = last?.at ?? item.removal?.at ?? 0;
  return item.state === 'removing' && round.at - since < round.removingMs;
}

/** It was found: where it is being removed it is waited for, a signature that it is kept stands, else it is judged. */
function found(
  checklist: Checklist,
  round: Round,
  place: Place,
  seen: Seen,
  sighting: Sighting,
  item: Fresh,
): Fresh {
  const { leftover } = sighting;
  const now = { ...item, leftover, key: leftoverKey(leftover), seenAt: round.at };
  const neutral = isNeutral(leftover);
  if (item.state === 'removing' && neutral && item.removal !== null)
    return {
      ...now,
      state: 'neutralised',
      why: 'it lets nobody in; the empty group can be deleted in the console',
      removal: { ...item.removal, doneAt: round.at },
    };
  if (isStillAwaited(item, round)) return now;
  if (item.state === 'signed-off' && item.signOff?.how === 'kept') return now;
  const title = describeLeftover(leftover);
  const details = [...valueLines(leftover), ...(isWhole(item) ? item.details : [])];
  const todo = describeRemoval(leftover);
  const judgement = judged(checklist, round, place, seen, sighting);
  const late =
    item.state === 'removing' && judgement.state === 'open'
      ? 'its removal was asked for, and it is still there'
      : judgement.why;
  const signOff = null;
  return { ...now, title, todo, details, signOff, ...judgement, why: late };
}

/** It was not found: gone, whoever took it away. What a person has signed for stays signed. */
function notFound(item: Fresh, at: number, state: 'gone' | 'not-applicable'): Fresh {
  if (item.state === 'signed-off') return { ...item, seenAt: at };
  const removal =
    item.removal === null || item.removal.doneAt !== null ? item.removal : { ...item.removal, doneAt: at };
  const why = state === 'gone' ? null : 'it does not exist any more';
  return { ...item, state, why, seenAt: at, removal };
}

/** A look that failed closes nothing and re-opens nothing. */
function notSeen(item: Fresh, why: string): Fresh {
  if (isClosed({ ...item, id: '' }) || item.state === 'removing') return item;
  return { ...item, state: 'could-not-look', why };
}

function reported(report: Report, item: Fresh, at: number): Fresh {
  const signed = item.state === 'signed-off';
  const { title, todo, details, urgent } = report;
  const more = { title, todo, details, urgent, key: report.key, seenAt: at };
  return signed ? { ...item, ...more } : { ...item, ...more, state: 'by-hand', why: null };
}

interface Sorted {
  readonly kept: readonly Item[];
  readonly added: readonly Fresh[];
}

/** The items of one place after it was seen: what is known is updated, what is new is added, the rest is gone. */
function itemsOfPlace(
  checklist: Checklist,
  round: Round,
  place: Place,
  seen: Seen,
  items: readonly Item[],
): Sorted {
  if (seen.kind === 'gone') {
    // A group or an address that is gone is what was wanted; a database that is gone needs no clean-up.
    const state = place.kind === 'database' || place.kind === 'machine' ? 'not-applicable' : 'gone';
    return { kept: items.map((item) => ({ ...item, ...notFound(item, round.at, state) })), added: [] };
  }
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
  if (by.length > 0) return { ...item, state: 'blocked', why: `${listed(by)} may keep it so` };
  if (doubts.length > 0)
    return { ...item, state: 'unknown', why: `who else keeps it so is not known: ${listed(doubts)}` };
  return { ...item, state: 'by-hand', why: null };
}

/** A signature to keep something ends with its day. */
function withoutLapsed(item: Item, at: number): Item {
  const { signOff } = item;
  if (item.state !== 'signed-off' || signOff?.how !== 'kept' || signOff.until === null) return item;
  const over = Date.parse(`${signOff.until}T23:59:59.999Z`);
  if (at <= over) return item;
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
        why: 'I have not looked yet',
      }),
    ];
  });
}

function numbered(checklist: Checklist, from: readonly Item[], added: readonly Fresh[]): Item[] {
  const first = 1 + Math.max(0, ...from.map((item) => Number(item.id.slice(item.id.lastIndexOf('.') + 1))));
  return added.map((item, at) => ({ ...item, id: `${checklist.id}.${first + at}` }));
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
        : { kept: items.map((item) => ({ ...item, ...notSeen(item, looked.why) })), added: [] };
    for (const item of sorted.kept) kept.set(item.id, item);
    added.push(...sorted.added);
  }
  for (const item of before)
    if (item.key === READ_ONLY && item.place === null)
      kept.set(item.id, readOnly(checklist, item, round.living));
  const all = [...kept.values()];
  const more = [...added, ...emptiedGroups(before, all)];
  return { ...checklist, items: [...all, ...numbered(checklist, all, more)] };
}
