import { allRows } from './all-rows.ts';
import type { EarlierStop } from './decide.ts';
import type { Ending } from './ending.ts';
import type { Row, Store } from './ports.ts';
import { ENDING, LIVE, type LiveRow } from './rows.ts';
import { type TaskRef, taskKey } from './task.ts';

/** Every ending still in the store; finished ones leave it after a day. */
export function allEndings(store: Store): Promise<Row<Ending>[]> {
  return allRows<Ending>(store, ENDING);
}

/** What earlier attempts say about a task: the one that holds it now, and how an ordinary stop went. */
export interface Earlier {
  readonly live: Ending | null;
  readonly stop: EarlierStop;
  /** The id of an attempt whose outcome a person must judge. */
  readonly undecided: string | null;
}

/** Has the cloud taken the call? Its answer says so, or the end was seen under way. */
function wasTaken(ending: Ending): boolean {
  return ending.tries.at(-1)?.outcome.kind === 'accepted' || ending.readings.at(-1)?.stage === 'ending';
}

/** Taken, and not over long after; also where a forced end has replaced it and came to nothing itself. */
function isHung(ending: Ending, now: number, hungMs: number): boolean {
  const open = ending.state === 'ending' || (ending.state === 'needs-human' && wasTaken(ending));
  return open && now - (ending.answeredAt ?? now) >= hungMs;
}

/** Did the cloud say no because of the task? A missing right says nothing about it. */
function wasRefused(ending: Ending): boolean {
  const outcome = ending.tries.at(-1)?.outcome;
  return ending.state === 'failed' && outcome?.kind === 'refused' && outcome.permission === null;
}

function stopOf(endings: readonly Ending[], now: number, hungMs: number): EarlierStop {
  const stops = endings.filter((ending) => ending.action === 'terminate');
  if (stops.some((ending) => isHung(ending, now, hungMs))) return 'hung';
  return stops.some(wasRefused) ? 'refused' : 'none';
}

/** Reads what the store knows of earlier endings of a task and direction. */
export async function earlierOf(store: Store, ref: TaskRef, now: number, hungMs: number): Promise<Earlier> {
  const key = taskKey(ref);
  const endings = (await allEndings(store))
    .map((row) => row.value)
    .filter((ending) => taskKey(ending.task) === key);
  const holder = await store.read<LiveRow>(LIVE, key);
  const live = endings.find((ending) => ending.id === holder?.value.endingId) ?? null;
  const undecided = endings.findLast((ending) => ending.state === 'needs-human')?.id ?? null;
  return { live, stop: stopOf(endings, now, hungMs), undecided };
}
