import type { CallOutcome, PreparedCall } from '../../lifecycle/ports.ts';
import type { Task } from '../../lifecycle/task.ts';
import type { Leftover } from '../leftovers/leftover.ts';
import type { Place } from '../leftovers/place.ts';
import type { Step } from '../ports.ts';

/** How far an item is. `could-not-look` and `unknown` never look or count like done. */
export type ItemState =
  | 'open' // found, and nobody else needs it: can be removed
  | 'blocked' // found, and still needed, or something is in the way
  | 'unknown' // found, but who needs it could not be asked everywhere: a person decides
  | 'removing' // a person has confirmed its removal
  | 'gone' // a look at the cloud found nothing
  | 'neutralised' // lets nobody in; an empty group is left
  | 'by-hand' // a person does it, then signs it off
  | 'could-not-look' // the cloud did not tell
  | 'signed-off' // a named person answers for it
  | 'not-applicable'; // the database itself is gone

/** What a person says of an item that no look can close. */
export type SignOffHow = 'removed-by-hand' | 'never-there' | 'kept';

/** Who answers for an item, and with which words. */
export interface SignOff {
  readonly userId: string;
  readonly at: number;
  readonly text: string;
  readonly how: SignOffHow;
  /** For `kept`: until the end of this day (YYYY-MM-DD, UTC); then the item is open again. */
  readonly until: string | null;
}

/** One call of a removal: recorded before it is sent, and again with its answer. */
export interface Deed {
  readonly step: Step;
  readonly call: PreparedCall;
  readonly at: number;
  /** `null` = sent, or about to be, and no answer on record. */
  readonly outcome: CallOutcome | null;
}

/** A removal that a person confirmed, with the full old value. */
export interface Removal {
  readonly id: string;
  readonly userId: string;
  readonly reason: string | null;
  readonly at: number;
  /** What was there, to the letter; what `undo` puts back. */
  readonly before: Leftover;
  readonly deeds: readonly Deed[];
  /** Seen gone or neutral at; `null` while that is not proven. */
  readonly doneAt: number | null;
  readonly undo: Undo | null;
}

/** A removal that was put back. */
export interface Undo {
  readonly userId: string;
  readonly reason: string;
  readonly at: number;
  readonly deed: Deed;
}

/** Where the policy asks for several people: who has confirmed the removal of exactly this value so far. */
export interface Asked {
  readonly userIds: readonly string[];
  readonly value: Leftover;
  /** Milliseconds since 1970; then it counts no more. */
  readonly until: number;
}

/** One thing that the end of a task leaves to clean up. All texts are plain text. */
export interface Item {
  /** `<checklist id>.<number>`: an id of ours, for buttons. */
  readonly id: string;
  readonly title: string;
  /** What to do, in a sentence. */
  readonly todo: string;
  /** What to type or to look for: addresses, names, SQL. */
  readonly details: readonly string[];
  readonly state: ItemState;
  /** Why it is blocked, unknown, or could not be looked up; `null` in other states. */
  readonly why: string | null;
  /** To be done before the application writes, or soon. */
  readonly urgent: boolean;
  /** The side whose server blocks must still be asked from the cloud. */
  readonly blocksOf: 'source' | 'destination' | null;
  /** Where a look can tell; `null` where only a person can. */
  readonly place: Place | null;
  /** Which of the things at its place it is: the key of a leftover or of a report; `null` = the place as a whole. */
  readonly key: string | null;
  /** As it was last seen; `null` where there is nothing that could be removed. */
  readonly leftover: Leftover | null;
  /** Milliseconds since 1970 of the last look that told something; `null` = never. */
  readonly seenAt: number | null;
  readonly removal: Removal | null;
  readonly signOff: SignOff | null;
  readonly asked: Asked | null;
  /** What the access of a PostgreSQL source waits for: that the task is released, or that this item is signed off. */
  readonly isSlot: boolean;
}

/** What an ending leaves to clean up, and how far it is. */
export interface Checklist {
  readonly id: string;
  /** The ending it belongs to; `null` for a task that was ended without us. */
  readonly endingId: string | null;
  /** The task as it was before its end. */
  readonly task: Task;
  readonly owner: string;
  readonly openedAt: number;
  readonly items: readonly Item[];
  /** The last look at every place; `null` = not yet. */
  readonly lookedAt: number | null;
  /** Looks that were promised: after an hour, after a day. Ascending. */
  readonly looks: readonly number[];
  /** No reminder before. */
  readonly quietUntil: number | null;
  /** When its last item was closed; `null` while something is open. */
  readonly closedAt: number | null;
  /** The cloud no longer knows the task, or we have released it. */
  readonly released: boolean;
  /** Where it looked for other tasks, for people: "25 regions, 2 accounts, 214 tasks; all answered". */
  readonly searched: string | null;
}

const DAY = 24 * 60 * 60_000;

/** The first moment after a day (YYYY-MM-DD, UTC), in milliseconds since 1970; not a number where it is no day. */
export function endOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) + DAY;
}

/** The states in which nothing is left to do. */
const CLOSED: ReadonlySet<ItemState> = new Set(['gone', 'neutralised', 'signed-off', 'not-applicable']);

export function isClosed(item: Item): boolean {
  return CLOSED.has(item.state);
}

/** The items that are neither gone nor signed off, nor closed in another way that a look or a person proved. */
export function openItems(checklist: Checklist): readonly Item[] {
  return checklist.items.filter((item) => !isClosed(item));
}

/** The checklist to which an item's id belongs. */
export function checklistIdOf(itemId: string): string {
  return itemId.slice(0, itemId.lastIndexOf('.'));
}

/** The checklist with one item changed. */
export function withItem(checklist: Checklist, itemId: string, change: (item: Item) => Item): Checklist {
  return {
    ...checklist,
    items: checklist.items.map((item) => (item.id === itemId ? change(item) : item)),
  };
}

/**
 * Does "Remove all safe" ask about this item? Only what is open, can be put back, and was not put back by a person: a
 * group that would be deleted, and what somebody needed again, are asked about one by one.
 */
export function isSafe({ state, leftover, removal }: Item): boolean {
  if (state !== 'open' || leftover === null || leftover.kind === 'empty-group') return false;
  return removal === null || removal.undo === null;
}

/** Can this item be removed with a button? An unknown one after an extra question. */
export function mayAskRemoval(item: Item): boolean {
  return item.leftover !== null && (item.state === 'open' || item.state === 'unknown');
}

/** Did this removal change the cloud, as far as anybody knows? Not where somebody else was faster. */
export function didChange({ deeds }: Removal): boolean {
  const kind = deeds.at(-1)?.outcome?.kind;
  return deeds.length > 0 && (kind === undefined || kind === 'accepted' || kind === 'unknown');
}

/** Can its removal be undone now? */
export function mayUndo(item: Item, now: number, undoMs: number): boolean {
  const { removal, state } = item;
  if (removal === null || removal.undo !== null || removal.doneAt === null) return false;
  if (!didChange(removal)) return false;
  if (removal.before.kind === 'empty-group') return false;
  return (state === 'gone' || state === 'neutralised') && now - removal.doneAt < undoMs;
}
