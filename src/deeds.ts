import type { RunDeed } from './lifecycle/ports.ts';

/** Deeds: an intent on record, a call that changes a cloud, its answer on record. A stop waits for each of them. */
export interface Deeds {
  readonly run: RunDeed;
  /** From now on none begins. */
  close(): void;
  /** Resolves when none is under way. Each is bounded by the time-out of its own call. */
  idle(): Promise<void>;
}

/** No deed is under way yet, and every one may begin. */
export function createDeeds(): Deeds {
  const underWay = new Set<Promise<unknown>>();
  let isOpen = true;
  return {
    async run(work) {
      if (!isOpen) return null;
      const deed = work();
      underWay.add(deed);
      try {
        return await deed;
      } finally {
        underWay.delete(deed);
      }
    },
    close() {
      isOpen = false;
    },
    async idle() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}
