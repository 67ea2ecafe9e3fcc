import { isDeepStrictEqual } from 'node:util';
import type { Looked } from '../lifecycle/ports.ts';
import { isOver, type Task, taskKey } from '../lifecycle/task.ts';
import { mergeSightings, withoutMoment } from './snapshot-merge.ts';
import type { Snapshot } from './snapshot-schema.ts';

/** Snapshots by task key. Never changed: a round makes a new one. */
export type Book = ReadonlyMap<string, Snapshot>;

/** How much is remembered at most; `ageMs` counts from the last sighting alive, `bytes` are those of the file. */
export interface Limits {
  readonly ageMs: number;
  readonly count: number;
  readonly bytes: number;
}

/** What one round of looking showed. */
export interface Round {
  readonly tasks: readonly Task[];
  readonly looked: readonly Looked[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What goes and comes while a task lives, and is worth no write of its own. */
const PASSING = { status: '', stage: 'unknown', fullLoad: 'not-shown', other: null, readAt: 0 } as const;

function isSameButForPassing(one: Task, other: Task): boolean {
  return isDeepStrictEqual({ ...one, ...PASSING }, { ...other, ...PASSING });
}

export function bookOf(snapshots: readonly Snapshot[]): Book {
  return new Map(snapshots.map((snapshot) => [taskKey(snapshot.task), snapshot]));
}

/**
 * The snapshot after a sighting; the same one where the sighting is older than what is known. A time that has not
 * come yet was read from a clock that was wrong, and keeps nothing out.
 */
function seenAlive(earlier: Snapshot | undefined, task: Task, now: number): Snapshot {
  if (earlier === undefined) return { task: withoutMoment(task), aliveAt: now };
  const { readAt } = earlier.task;
  if (task.readAt < readAt && readAt <= now) return earlier;
  return { task: mergeSightings(earlier.task, task), aliveAt: now };
}

const placeOf = ({ account, region }: { account: string; region: string }) =>
  JSON.stringify([account, region]);

/** Leaves out what has not been seen alive for long, save where nobody could look, and what is too much. */
function withinLimits(book: Book, { looked, now }: Round, limits: Limits): Book {
  const silent = new Set(looked.filter(({ problem }) => problem !== null).map(placeOf));
  const young = [...book].filter(
    ([, { task, aliveAt }]) => now - aliveAt <= limits.ageMs || silent.has(placeOf(task)),
  );
  const newestFirst = young.toSorted(([, one], [, other]) => other.aliveAt - one.aliveAt);
  let bytes = 0;
  const kept = newestFirst.slice(0, limits.count).filter(([, snapshot]) => {
    bytes += Buffer.byteLength(JSON.stringify(snapshot)) + 2;
    return bytes <= limits.bytes;
  });
  return new Map(kept);
}

/**
 * The book after a round: living tasks replace their snapshot, tasks that are over keep their last living one.
 * `changed` says whether there is something that a clean-up would miss if it were lost.
 */
export function afterRound(book: Book, round: Round, limits: Limits): { book: Book; changed: boolean } {
  const next = new Map(book);
  for (const task of round.tasks) {
    if (isOver(task.stage)) continue;
    const key = taskKey(task);
    next.set(key, seenAlive(next.get(key), task, round.now));
  }
  const kept = withinLimits(next, round, limits);
  const isNew = ([key, { task }]: readonly [string, Snapshot]) => {
    const before = book.get(key);
    return before === undefined || !isSameButForPassing(before.task, task);
  };
  return { book: kept, changed: kept.size !== book.size || [...kept].some(isNew) };
}
