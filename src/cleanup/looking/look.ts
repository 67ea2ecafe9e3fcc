import { allEndings } from '../../lifecycle/earlier.ts';
import type { AuditEvent, Urgency } from '../../lifecycle/ports.ts';
import { taskKey } from '../../lifecycle/task.ts';
import { type Checklist, type Item, isClosed } from '../checklist/checklist.ts';
import { changeChecklist } from '../checklist/save-checklist.ts';
import { NOT_LOOKED_YET } from '../leftovers/draft.ts';
import { isSameValue, type Leftover, leftoverKey } from '../leftovers/leftover.ts';
import { type Place, placeKey } from '../leftovers/place.ts';
import type { CleanupPorts } from '../ports.ts';
import type { CleanupRoom } from '../room.ts';
import { checklistLine, everyChecklist } from '../rows.ts';
import { afterLook } from './after-look.ts';
import { askBlocks, withBlocks } from './blocks.ts';
import { cloudOf, whyNot } from './cloud-of.ts';
import type { Looked, Round } from './item-after-look.ts';
import { withSearches } from './not-searched.ts';
import { newsOf } from './told.ts';

/** Looks at one place now. */
export async function lookAtPlace(
  ports: CleanupPorts,
  checklist: Checklist,
  place: Place,
  urgency: Urgency,
): Promise<Looked> {
  const cloud = cloudOf(ports, checklist);
  if (cloud === null) return { place, why: `the account ${checklist.task.account} is no longer configured` };
  try {
    return { place, seen: await cloud.see(place, urgency) };
  } catch (error) {
    return { place, why: whyNot(error) };
  }
}

/** The same machine may be known with and without the blocks that its rules are searched for. */
function merged(one: Place, other: Place | undefined): Place {
  if (one.kind !== 'machine' || other?.kind !== 'machine') return one;
  return { ...one, blocks: [...new Set([...other.blocks, ...one.blocks])].sort() };
}

/** Every place of a checklist once, or only these; a machine always with all blocks, or its rules would seem gone. */
function placesOf(checklist: Checklist, only: readonly Place[] | undefined): readonly Place[] {
  const wanted = only === undefined ? null : new Set(only.map(placeKey));
  const places = new Map<string, Place>();
  for (const { place } of checklist.items)
    if (place !== null) places.set(placeKey(place), merged(place, places.get(placeKey(place))));
  return [...places].flatMap(([key, place]) => (wanted === null || wanted.has(key) ? [place] : []));
}

/** Has the task been released: by us, or so that the cloud no longer knows it? Only a slot asks. */
async function isReleased(ports: CleanupPorts, checklist: Checklist): Promise<boolean> {
  const { task, released, items } = checklist;
  if (released || !items.some((item) => item.isSlot)) return released;
  const endings = (await allEndings(ports.store)).map((row) => row.value);
  const ours = endings.some(
    (ending) =>
      ending.action === 'release' && ending.state === 'ended' && taskKey(ending.task) === taskKey(task),
  );
  if (ours) return true;
  try {
    const look = await cloudOf(ports, checklist)?.look(task, 'background');
    return look?.kind === 'not-found' || (look?.kind === 'task' && look.task.stage === 'gone');
  } catch (error) {
    whyNot(error);
    return false;
  }
}

export interface LookOptions {
  /** Who lives must have been asked since; milliseconds since 1970. */
  readonly livingSince: number;
  /** Only these places; left out: every place, as promised. */
  readonly only?: readonly Place[];
}

/** Is it what an earlier look showed, and not gone since? */
function isKnown({ items }: Checklist, leftover: Leftover): boolean {
  const item = items.find(({ key }) => key === leftoverKey(leftover));
  if (item === undefined || item.state === 'gone' || item.leftover === null) return false;
  return !isClosed(item) || isSameValue(item.leftover, leftover);
}

/** Was something found that no earlier look has shown, or that was gone? */
function isNews(checklist: Checklist, looked: readonly Looked[]): boolean {
  if (checklist.lookedAt === null) return false;
  const found = looked.flatMap((one) => ('seen' in one && one.seen.kind === 'there' ? one.seen.found : []));
  return found.some(({ leftover }) => !isKnown(checklist, leftover));
}

async function gather(room: CleanupRoom, checklist: Checklist, options: LookOptions): Promise<Round> {
  const { only } = options;
  const startedAt = room.now();
  const urgency: Urgency = only === undefined ? 'background' : 'interactive';
  const places = placesOf(checklist, only);
  const looked = await Promise.all(places.map((place) => lookAtPlace(room, checklist, place, urgency)));
  // What is new may have come with a task that is as new: who lives is asked after it was seen.
  const livingSince = isNews(checklist, looked) ? room.now() : options.livingSince;
  const [living, every] = await Promise.all([
    room.living(checklist.task.provider, livingSince),
    everyChecklist(room),
  ]);
  return {
    startedAt,
    at: room.now(),
    places: new Map(looked.map((one) => [placeKey(one.place), one])),
    living,
    others: every.filter((other) => other.id !== checklist.id),
    removingMs: room.settings.removingMs,
  };
}

/** Is it what it was? A new item is not; a value counts to the letter. */
function isUnchanged(was: Item | undefined, item: Item): boolean {
  if (was === undefined || was.state !== item.state || was.why !== item.why) return false;
  if (was.leftover === null || item.leftover === null) return was.leftover === item.leftover;
  return isSameValue(was.leftover, item.leftover);
}

/** What the audit trail keeps of a look: every item whose state or value changed, before and after. */
function lookLines(before: Checklist, after: Checklist, now: number): AuditEvent[] {
  const earlier = new Map(before.items.map((item) => [item.id, item]));
  const changes = after.items.flatMap((item) => {
    const was = earlier.get(item.id);
    if (isUnchanged(was, item)) return [];
    const { title, state, why, leftover } = item;
    const [from, value] = [was?.state ?? null, was?.leftover ?? null];
    return [{ itemId: item.id, item: title, from, to: state, why, before: value, leftover }];
  });
  if (changes.length === 0 && before.lookedAt !== null) return [];
  return [checklistLine('checklist.looked', after, now, { changes, searched: after.searched })];
}

/** Has a member left a group that is waited for until nobody is in it? */
function isLeft(item: Item, was: Item | undefined, after: Checklist): boolean {
  const { leftover, state } = item;
  if (leftover?.kind !== 'membership' || state !== 'gone' || was === undefined || isClosed(was)) return false;
  return after.items.some(
    (other) =>
      other.place?.kind === 'security-group' && other.place.groupId === leftover.groupId && !isClosed(other),
  );
}

/**
 * With a look at once where this one has found a new place to ask, a group that a machine has left, or where one more
 * member has left such a group.
 */
function withNewPlaces(before: Checklist, after: Checklist, now: number): Checklist {
  const earlier = new Map(before.items.map((item) => [item.id, item]));
  const unseen = after.items.some((item) => !earlier.has(item.id) && item.why === NOT_LOOKED_YET);
  const left = after.items.some((item) => isLeft(item, earlier.get(item.id), after));
  return unseen || left ? { ...after, looks: [now, ...after.looks] } : after;
}

/**
 * Looks at the places of a checklist and writes what it found: the state of each item, the thread lines, the audit
 * line. A look never changes a cloud. Returns the checklist as it is afterwards; `null` where it is no longer held.
 */
export async function look(
  room: CleanupRoom,
  checklist: Checklist,
  options: LookOptions,
): Promise<Checklist | null> {
  const whole = options.only === undefined;
  const told = whole ? await askBlocks(room, checklist) : null;
  const [round, released] = await Promise.all([
    gather(room, withBlocks(checklist, told), options),
    whole ? isReleased(room, checklist) : checklist.released,
  ]);
  const result = await changeChecklist(room, checklist.id, (current) => {
    const now = room.now();
    const informed = withBlocks(current, told);
    const seen = withSearches(
      afterLook({ ...informed, released: current.released || released }, round),
      told,
      [...round.places.values()],
    );
    const looked: Checklist = whole
      ? {
          ...seen,
          lookedAt: round.at,
          // A look that was promised while this one was asking is for what this one may not have seen.
          looks: seen.looks.filter((time) => time > round.startedAt),
          searched: round.living.searched,
        }
      : seen;
    const after = withNewPlaces(current, looked, now);
    const notes = newsOf(current, after);
    const audit = lookLines(current, after, now);
    return { after, audit, notes, tell: whole || notes.length > 0 || audit.length > 0 };
  });
  return result?.checklist ?? null;
}
