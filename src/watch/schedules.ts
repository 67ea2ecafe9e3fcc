import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import type { Row, Store } from '../lifecycle/ports.ts';
import { SCHEDULE, type ScheduleRow } from '../lifecycle/rows.ts';

/** Longer than a reminder, or an end with all its tries, takes. */
const LEASE_MS = 3 * 60_000;
const AT_ONCE = 20;

/** Keeps the times of scheduled ends. */
export interface Schedules {
  /** One round: starts what is due, and waits for none of it, so that one slow end keeps no other from its time. */
  round(): Promise<void>;
  /** Everything that was started is over. */
  idle(): Promise<void>;
}

/** `failed` is told of what broke; it is due again when its lease is over. */
export function createSchedules(ports: {
  readonly store: Store;
  readonly lifecycle: Pick<Lifecycle, 'tendSchedule'>;
  readonly owner: string;
  readonly failed: (what: string, error: unknown) => void;
}): Schedules {
  const running = new Set<Promise<void>>();
  async function tend(row: Row<ScheduleRow>): Promise<void> {
    try {
      await ports.lifecycle.tendSchedule(row);
    } catch (error) {
      ports.failed(`schedule ${row.id}`, error);
    }
  }
  return {
    async round() {
      const rows = await ports.store.claimDue<ScheduleRow>(SCHEDULE, ports.owner, LEASE_MS, AT_ONCE);
      for (const row of rows) {
        const work = tend(row).finally(() => running.delete(work));
        running.add(work);
      }
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
