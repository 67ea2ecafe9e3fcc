import type { AuditEvent, Store } from '../lifecycle/ports.ts';
import { withCommit } from '../lifecycle/with-commit.ts';
import type { Log } from '../slack/room.ts';

/** What of an event goes into the log: ids of ours and of Slack. Reasons, names and answers stay in the audit log. */
const TOLD = ['actor', 'action', 'task', 'ending', 'checklist', 'confirmation', 'item', 'press'] as const;

/** What went wrong outside, or cannot be decided without a person. */
const GRAVE: ReadonlySet<string> = new Set(['ending.failed', 'ending.outcome-unknown', 'ending.needs-human']);

function factsOf(event: AuditEvent): Record<string, unknown> {
  return Object.fromEntries(TOLD.flatMap((key) => (event[key] === undefined ? [] : [[key, event[key]]])));
}

/** A store that logs what has become of things: a line for every event of the audit trail that was written. */
export function withEventsLogged(store: Store, log: Log): Store {
  return withCommit(store, async (writes, audit = []) => {
    const isDone = await store.commit(writes, audit);
    if (!isDone) return false;
    for (const event of audit) {
      const write = GRAVE.has(event.type) ? log.warn : log.info;
      write(event.type, factsOf(event));
    }
    return true;
  });
}
