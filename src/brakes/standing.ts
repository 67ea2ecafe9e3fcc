import { allRows } from '../lifecycle/all-rows.ts';
import type { Row, Store } from '../lifecycle/ports.ts';
import { covers, type Freeze, type Hold, stands, type TaskOrRef } from './hold.ts';
import type { NotKnown } from './ports.ts';
import { frozenSentence, heldSentence, notKnownSentence, windowSentence } from './sentences.ts';
import { comingAfter, type FreezeWindow, isAbout, openAt, type Span } from './window.ts';

/** The kinds of rows in which the brakes are kept. */
export const HOLD = 'hold';
export const FREEZE = 'freeze';
/** The one row of the freeze; it is about everything. */
export const EVERYTHING = 'everything';

/** What stands against changes at a moment. */
export interface Standing {
  /** Only those that still count, in the order of their ids. */
  readonly holds: readonly Hold[];
  readonly freeze: Freeze | null;
  readonly windows: readonly FreezeWindow[] | NotKnown;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A freeze window with when it is open: now, or next. */
export interface Shown {
  readonly window: FreezeWindow;
  readonly span: Span;
  readonly open: boolean;
}

export function holdRows(store: Store): Promise<Row<Hold>[]> {
  return allRows<Hold>(store, HOLD);
}

/** What stands now, read from the store and the configuration. */
export async function readStanding(
  store: Store,
  windows: readonly FreezeWindow[] | NotKnown,
  now: number,
): Promise<Standing> {
  const [rows, freeze] = await Promise.all([holdRows(store), store.read<Freeze>(FREEZE, EVERYTHING)]);
  const holds = rows.map(({ value }) => value).filter((hold) => stands(hold, now));
  return { holds, freeze: freeze?.value ?? null, windows, now };
}

/** The hold on a task, or on its other direction. */
export function holdOn({ holds }: Standing, task: TaskOrRef): Hold | null {
  return holds.find((hold) => covers(hold, task)) ?? null;
}

/** The windows that are open or come next, the soonest first; those that are over for good are left out. */
export function shownWindows({ windows, now }: Standing): readonly Shown[] {
  if ('why' in windows) return [];
  return windows
    .flatMap((window): Shown[] => {
      const open = openAt(window, now);
      const span = open ?? comingAfter(window, now);
      return span === null ? [] : [{ window, span, open: open !== null }];
    })
    .toSorted((one, other) => one.span.from - other.span.from);
}

function againstWindows({ windows, now }: Standing, account: string): string | null {
  if ('why' in windows) return notKnownSentence(windows);
  for (const window of windows) {
    const open = isAbout(window, account) ? openAt(window, now) : null;
    if (open !== null) return windowSentence(window, open, account);
  }
  return null;
}

/**
 * Why nothing may be changed for a task, in sentences; `null` where nothing stands against it. Pure. Of several
 * brakes the widest that a person has put on comes first.
 */
export function whyNot(standing: Standing, task: TaskOrRef): string | null {
  if (standing.freeze !== null) return frozenSentence(standing.freeze);
  const hold = holdOn(standing, task);
  return hold === null ? againstWindows(standing, task.account) : heldSentence(hold);
}
