import type { Around } from './around.ts';
import type { Brakes, Cloud, Policy, RunDeed, Store } from './ports.ts';
import type { ReadingBook } from './readiness/book.ts';
import type { LagLimits } from './readiness/lag.ts';
import type { Action, Task } from './task.ts';

/** All times in milliseconds. */
export interface Settings {
  /** How long a confirmation is good. */
  readonly confirmMs: number;
  /** How long others have to agree. */
  readonly approvalMs: number;
  /** Between two looks at an ending. */
  readonly pollMs: number;
  /** After which an ending is announced as slow. */
  readonly timeoutMs: number;
  /** How long a call that was known not to be taken may be sent again. */
  readonly resendMs: number;
  /** After a call with unknown outcome: how long until "still running" may be believed. */
  readonly quietMs: number;
  /** How long an ordinary stop must hang before force is possible. */
  readonly hungMs: number;
  /** How long a finished ending stays in the document. */
  readonly keepMs: number;
  /** What the lag must be before an end, and how often and for how long it is read. */
  readonly readiness: LagLimits;
}

/** Points at which a test may kill the process; nothing else listens. */
export type Point = 'taken' | 'checked' | 'before-intent' | 'intent' | 'called' | 'answered' | 'ended';

/** Everything the core needs from others. */
export interface LifecyclePorts {
  readonly clouds: readonly Cloud[];
  readonly store: Store;
  readonly policy: Policy;
  readonly brakes: Brakes;
  readonly settings: Settings;
  readonly now: () => number;
  /** A new id that sorts by time of making, with the given prefix. */
  readonly newId: (prefix: string) => string;
  /** Resolves after that time, or at once when the bot is being stopped. */
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly stopping: () => boolean;
  readonly deed: RunDeed;
  /** The result of a work, or `null` where it takes longer. Fails as the work does. */
  readonly within: <T>(milliseconds: number, work: Promise<T>) => Promise<T | null>;
  /** What is read of the tasks of open plans. */
  readonly readings: ReadingBook;
  /** How many clean-up items the end of a task leaves. */
  readonly countLeftovers: (task: Task, action: Action) => number;
  /** What lives around a task, from a search that was not begun before `since`, in milliseconds since 1970. */
  readonly around: (task: Task, since: number) => Promise<Around>;
  readonly reached: (point: Point) => void;
}
