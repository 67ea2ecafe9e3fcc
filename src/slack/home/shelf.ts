import { type Checklist, openItems } from '../../cleanup/checklist/checklist.ts';
import { CHECKLIST } from '../../cleanup/rows.ts';
import { allRows } from '../../lifecycle/all-rows.ts';
import { allEndings } from '../../lifecycle/earlier.ts';
import { type Ending, isFinal } from '../../lifecycle/ending.ts';
import type { Confirmation } from '../../lifecycle/outcome.ts';
import { CONFIRMATION } from '../../lifecycle/rows.ts';
import type { CountedStore } from './counted-store.ts';

/** What of the store Home tabs are made of, the same for everybody. */
export interface Shelf {
  readonly confirmations: readonly Confirmation[];
  /** Those that are not over. */
  readonly endings: readonly Ending[];
  /** Those with something to do. */
  readonly checklists: readonly Checklist[];
}

/** Reads the shelf; while nothing has changed, what was read before will do for the next person too. */
export function createShelf({ store, changes }: CountedStore): () => Promise<Shelf> {
  let last: { readonly count: number; readonly shelf: Shelf } | null = null;
  return async () => {
    const count = changes();
    if (last?.count === count) return last.shelf;
    const confirmations = await allRows<Confirmation>(store, CONFIRMATION);
    const endings = await allEndings(store);
    const checklists = await allRows<Checklist>(store, CHECKLIST);
    const shelf: Shelf = {
      confirmations: confirmations.map(({ value }) => value).filter((one) => one.endings === null),
      endings: endings.map(({ value }) => value).filter(({ state }) => !isFinal(state)),
      checklists: checklists.map(({ value }) => value).filter((one) => openItems(one).length > 0),
    };
    last = { count, shelf };
    return shelf;
  };
}
