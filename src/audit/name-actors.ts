import type { AuditEvent, Store } from '../lifecycle/ports.ts';
import { withCommit } from '../lifecycle/with-commit.ts';

/** The name under which Slack shows a person now; `null` where it shows none. May throw, and may take its time. */
export type NameOf = (userId: string) => Promise<string | null>;

/** A decision waits no longer than this for a name, in milliseconds. */
const PATIENCE_MS = 1_000;
/** Longer than any name that Slack takes. */
const LONGEST = 200;

/** The name, or `null` where it cannot be had in time. Never throws. */
async function nameInTime(nameOf: NameOf, userId: string, patienceMs: number): Promise<string | null> {
  let late: NodeJS.Timeout | undefined;
  const enough = new Promise<null>((resolve) => {
    late = setTimeout(() => resolve(null), patienceMs);
    late.unref();
  });
  try {
    const name = await Promise.race([nameOf(userId), enough]);
    return name === null ? null : [...name].slice(0, LONGEST).join('');
  } catch {
    return null;
  } finally {
    clearTimeout(late);
  }
}

function named(event: AuditEvent, names: ReadonlyMap<string, string | null>): AuditEvent {
  const { actor } = event;
  if (typeof actor !== 'string') return event;
  const fields = Object.entries(event).flatMap(([key, value]) =>
    key === 'actor'
      ? [[key, value] as const, ['actorName', names.get(actor) ?? null] as const]
      : [[key, value] as const],
  );
  return { ...Object.fromEntries(fields), type: event.type, at: event.at };
}

/**
 * A store in whose audit trail everybody who acts stands with his id (`actor`) and with the name that Slack showed at
 * that time (`actorName`). A name that cannot be read in a second is `null`: it stops and fails no commit.
 */
export function withActorNames(store: Store, nameOf: NameOf, patienceMs: number = PATIENCE_MS): Store {
  return withCommit(store, async (writes, audit = []) => {
    const actors = new Set(audit.flatMap(({ actor }) => (typeof actor === 'string' ? [actor] : [])));
    if (actors.size === 0) return store.commit(writes, audit);
    const found = await Promise.all(
      [...actors].map(async (id) => [id, await nameInTime(nameOf, id, patienceMs)] as const),
    );
    const names = new Map(found);
    return store.commit(
      writes,
      audit.map((event) => named(event, names)),
    );
  });
}
