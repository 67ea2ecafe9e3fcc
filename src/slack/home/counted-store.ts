import { FREEZE, HOLD } from '../../brakes/standing.ts';
import { CHECKLIST } from '../../cleanup/rows.ts';
import type { Store } from '../../lifecycle/ports.ts';
import { CONFIRMATION, ENDING, POSTED } from '../../lifecycle/rows.ts';
import { withCommit } from '../../lifecycle/with-commit.ts';

/** The rows that a Home tab shows. */
const SHOWN: ReadonlySet<string> = new Set([CONFIRMATION, ENDING, POSTED, CHECKLIST, HOLD, FREEZE]);

/** A store, and how often something that a Home tab shows was written to it since the start. */
export interface CountedStore {
  readonly store: Store;
  readonly changes: () => number;
}

/** The same store; whoever asks `changes` again sees whether there is something new to show. */
export function countChanges(store: Store): CountedStore {
  let changes = 0;
  return {
    changes: () => changes,
    store: withCommit(store, async (writes, audit) => {
      const saved = await store.commit(writes, audit);
      if (saved && writes.some(({ kind }) => SHOWN.has(kind))) changes += 1;
      return saved;
    }),
  };
}
