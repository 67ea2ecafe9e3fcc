import type { Store } from '../lifecycle/ports.ts';
import { withCommit } from '../lifecycle/with-commit.ts';
import { within } from '../within.ts';
import { probeFolder } from './probe.ts';
import { codeOf, StoreError } from './store-error.ts';

/** Can the store be written? `why` is a code of the file system, or a word; never a path. */
export type Writable = { readonly writable: true } | { readonly writable: false; readonly why: string };

export interface WatchedStore {
  readonly store: Store;
  /** By the last commit, and by a small write that is made at most every few seconds, however often this is asked. */
  writable(): Promise<Writable>;
}

const PROBE_EVERY_MS = 3_000;
const PROBE_PATIENCE_MS = 2_000;
const YES: Writable = { writable: true };

function no(why: string): Writable {
  return { writable: false, why };
}

/** Watches the commits of a store in this folder, and whether its disk takes writes. */
export function watchStore(
  store: Store,
  folder: string,
  { now = () => performance.now(), probe = probeFolder } = {},
): WatchedStore {
  // A commit that failed without a fault of the disk (a lost lock, a foreign document) stays so until one succeeds.
  let refused = false;
  let probed: { readonly at: number; readonly result: Promise<Writable> } | null = null;

  async function watched<T>(commit: Promise<T>): Promise<T> {
    try {
      const result = await commit;
      refused = false;
      return result;
    } catch (error) {
      if (error instanceof StoreError) {
        refused = codeOf(error.cause) === null;
        probed = null;
      }
      throw error;
    }
  }

  async function probeOnce(): Promise<Writable> {
    try {
      const done = await within(
        PROBE_PATIENCE_MS,
        probe(folder).then(() => YES),
      );
      return done ?? no('slow');
    } catch (error) {
      return no(codeOf(error) ?? 'failed');
    }
  }

  return {
    store: {
      ...withCommit(store, (writes, audit) => watched(store.commit(writes, audit))),
      claimDue: (kind, owner, leaseMs, limit) => watched(store.claimDue(kind, owner, leaseMs, limit)),
    },
    async writable() {
      if (refused) return no('refused');
      if (probed === null || now() - probed.at >= PROBE_EVERY_MS) probed = { at: now(), result: probeOnce() };
      return probed.result;
    },
  };
}
