import type { BrakeRoom } from '../brakes/brakes.ts';
import type { Hold } from '../brakes/hold.ts';
import { HOLD } from '../brakes/standing.ts';
import type { Checklist } from '../cleanup/checklist/checklist.ts';
import type { Cleanup } from '../cleanup/cleanup.ts';
import type { RemovalAsk } from '../cleanup/outcome.ts';
import { CHECKLIST, REMOVAL_ASK } from '../cleanup/rows.ts';
import type { Ending } from '../lifecycle/ending.ts';
import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import type { Row, Store } from '../lifecycle/ports.ts';
import { CLEANUP_DUE, type CleanupDue, CONFIRMATION, ENDING } from '../lifecycle/rows.ts';

/** Everything a round needs from others. `failed` is told of a look that broke; the look comes again. */
interface RoundPorts {
  readonly store: Store;
  readonly owner: string;
  readonly failed: (what: string, error: unknown) => void;
}

export interface WatchPorts extends RoundPorts {
  readonly lifecycle: Pick<Lifecycle, 'observe'>;
  readonly cleanup: Pick<Cleanup, 'openFor'>;
  readonly brakes: Pick<BrakeRoom, 'expire'>;
}

export interface TendPorts extends RoundPorts {
  readonly cleanup: Pick<Cleanup, 'tend' | 'forgetAsk'>;
}

/** Longer than one look with all its retries takes. */
const LEASE_MS = 3 * 60_000;
const AT_ONCE = 10;

async function each<Value extends object>(
  ports: RoundPorts,
  kind: string,
  work: (row: Row<Value>) => Promise<void>,
): Promise<void> {
  const rows = await ports.store.claimDue<Value>(kind, ports.owner, LEASE_MS, AT_ONCE);
  await Promise.all(
    rows.map(async (row) => {
      try {
        await work(row);
      } catch (error) {
        ports.failed(`${kind} ${row.id}`, error);
      }
    }),
  );
}

async function forgetConfirmation(store: Store, row: Row<object>): Promise<void> {
  await store.commit([{ kind: CONFIRMATION, id: row.id, expect: row.version, value: null }]);
}

/**
 * One round: looks at every ending whose time has come, opens the checklists of those that are over, and forgets
 * confirmations that nobody used, and holds that are over. Reads clouds, never changes them.
 */
export async function watchOnce(ports: WatchPorts): Promise<void> {
  await each<Ending>(ports, ENDING, (row) => ports.lifecycle.observe(row));
  await each<CleanupDue>(ports, CLEANUP_DUE, (row) => ports.cleanup.openFor(row));
  await each<object>(ports, CONFIRMATION, (row) => forgetConfirmation(ports.store, row));
  await each<Hold>(ports, HOLD, (row) => ports.brakes.expire(row));
}

/**
 * One round of the clean-up, apart from the endings: a look that waits for a silent region must not keep anybody from
 * seeing that his task has ended. Reads clouds, never changes them.
 */
export async function tendOnce(ports: TendPorts): Promise<void> {
  await each<Checklist>(ports, CHECKLIST, (row) => ports.cleanup.tend(row));
  await each<RemovalAsk>(ports, REMOVAL_ASK, (row) => ports.cleanup.forgetAsk(row));
}
