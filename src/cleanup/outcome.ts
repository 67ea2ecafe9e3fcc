import type { Confirm } from '../lifecycle/ports.ts';
import type { Task } from '../lifecycle/task.ts';
import type { Checklist, Item, SignOffHow } from './checklist/checklist.ts';
import type { Leftover } from './leftovers/leftover.ts';

export interface Refused {
  readonly kind: 'refused';
  /** A sentence: why, and the next step. Nothing was changed. */
  readonly why: string;
}

/** A removal as it is shown before anybody confirms it; bound to the old values and to one person. */
export interface RemovalAsk {
  readonly id: string;
  readonly checklistId: string;
  readonly task: Task;
  readonly shown: readonly ShownItem[];
  readonly userId: string;
  readonly channelId: string | null;
  readonly confirm: Confirm;
  readonly expiresAt: number;
  /** Taken: a second press is told so. */
  readonly used: boolean;
}

export interface ShownItem {
  readonly itemId: string;
  readonly title: string;
  readonly leftover: Leftover;
  /** What is not known about who needs it; the person decides with it in view. `null` for safe ones. */
  readonly doubt: string | null;
  readonly seenAt: number;
}

/** Answer to a press on "Remove" or "Remove all safe". */
export type AskOutcome = Refused | { readonly kind: 'ask'; readonly ask: RemovalAsk };

/** What must be said before the modal closes. */
export type RemovalObjection = Refused | { readonly kind: 'wrong-name'; readonly title: string };

/** What became of one item of a confirmed removal. */
export interface RemovalResult {
  readonly item: Item;
  /**
   * `removed`: a look showed that it is gone or neutral. `asked`: the cloud took it, and looks go on. `unsure`: it is
   * not known whether the cloud took it; looks go on. `not-removed`: nothing was changed.
   */
  readonly what: 'removed' | 'asked' | 'unsure' | 'not-removed';
  /** A sentence. */
  readonly words: string;
}

export type RemovalOutcome =
  | RemovalObjection
  | { readonly kind: 'carried-out'; readonly results: readonly RemovalResult[] };

export type UndoOutcome = Refused | { readonly kind: 'undone'; readonly item: Item; readonly words: string };

export type SignOffOutcome = Refused | { readonly kind: 'signed-off'; readonly checklist: Checklist };

export type ListOutcome = Refused | { readonly kind: 'done'; readonly checklist: Checklist };

/** What a person filled in to remove; both `null` where a button alone is asked for. */
export interface RemovalTyped {
  readonly name: string | null;
  readonly reason: string | null;
}

export interface SignOffInput {
  readonly how: SignOffHow;
  readonly text: string;
  /** YYYY-MM-DD, for `kept`. */
  readonly until: string | null;
}
