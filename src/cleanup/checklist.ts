import type { Task } from '../lifecycle/task.ts';

/** How far an item is. `could-not-look` never looks or counts like done. */
export type ItemState =
  | 'by-hand' // a person does it, then signs it off
  | 'could-not-look' // the cloud did not tell what is needed to do it
  | 'signed-off'; // a named person answers for it

/** Who answers for an item, and with which words. */
export interface SignOff {
  readonly userId: string;
  readonly at: number;
  readonly text: string;
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
  /** Why it could not be looked up; `null` in other states. */
  readonly why: string | null;
  /** To be done before the application writes, or soon. */
  readonly urgent: boolean;
  /** The side whose server blocks must still be asked from the cloud. */
  readonly blocksOf: 'source' | 'destination' | null;
  readonly signOff: SignOff | null;
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
}

/** The items that are neither gone nor signed off. */
export function openItems(checklist: Checklist): readonly Item[] {
  return checklist.items.filter((item) => item.state !== 'signed-off');
}

/** The checklist with one item signed off, or `null` where there is no such item or it is signed off already. */
export function signOffItem(checklist: Checklist, itemId: string, signOff: SignOff): Checklist | null {
  const item = checklist.items.find((candidate) => candidate.id === itemId);
  if (item === undefined || item.state === 'signed-off') return null;
  const done: Item = { ...item, state: 'signed-off', signOff };
  return {
    ...checklist,
    items: checklist.items.map((candidate) => (candidate.id === itemId ? done : candidate)),
  };
}
