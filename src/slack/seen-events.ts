/** Slack sends an event again within five minutes, and one that was late for hours rarely. */
const KEPT_MS = 2 * 60 * 60_000;
const MOST_KEPT = 10_000;

/** Remembers the events that were taken, by the id that Slack gives them. */
export interface SeenEvents {
  /** Notes the id; `false` where it was noted before. */
  isFirst(eventId: string): boolean;
}

/** An empty memory: two hours, and at most ten thousand events. `now` in milliseconds. */
export function createSeenEvents(now: () => number): SeenEvents {
  const seenAt = new Map<string, number>();
  return {
    isFirst(eventId) {
      for (const [id, at] of seenAt) {
        if (now() - at < KEPT_MS && seenAt.size < MOST_KEPT) break;
        seenAt.delete(id);
      }
      if (seenAt.has(eventId)) return false;
      seenAt.set(eventId, now());
      return true;
    },
  };
}
