import { allRows } from '../../lifecycle/all-rows.ts';
import type { Row, Store } from '../../lifecycle/ports.ts';
import { type Announcement, OUTBOX, POSTED, postedId } from '../../lifecycle/rows.ts';
import type { Posted } from './posted.ts';

/** How long a claimed letter is hidden from others; longer than any one call to Slack. */
export const LEASE_MS = 60_000;
const MOST_TRIES = 200;

/**
 * A row of the outbox, with what the sender adds to it: how often it was tried, and whether a first post may be
 * on its way without a usable answer.
 */
export type Letter = Announcement & { readonly tries?: number; readonly posting?: boolean };

/**
 * Has a post of this subject been tried without a usable answer? Any of its rows may have been the one: the next
 * state must not post anew while the first post is still in doubt.
 */
export async function isOnItsWay(store: Store, about: 'ending' | 'checklist', id: string): Promise<boolean> {
  const letters = await allRows<Letter>(store, OUTBOX);
  return letters.some(({ value }) => value.what === about && value.id === id && value.posting === true);
}

/** Says on record that a first post is on its way, so that a crash after it makes us look before we post again. */
export async function markPosting(store: Store, row: Row<Letter>, now: number): Promise<Row<Letter> | null> {
  if (row.value.posting === true) return row;
  const value: Letter = { ...row.value, posting: true };
  const saved = await store.commit([
    { kind: OUTBOX, id: row.id, expect: row.version, value, dueAt: now + LEASE_MS },
  ]);
  return saved ? { id: row.id, version: row.version + 1, value } : null;
}

/** Takes a delivered letter away, and notes where its message stands. */
export async function close(store: Store, row: Row<Letter>, posted: Posted | null): Promise<void> {
  const writes = [{ kind: OUTBOX, id: row.id, expect: row.version, value: null as object | null }];
  if (posted === null || (row.value.what !== 'ending' && row.value.what !== 'checklist')) {
    await store.commit(writes);
    return;
  }
  const id = postedId(row.value.what, row.value.id);
  const before = await store.read(POSTED, id);
  await store.commit([...writes, { kind: POSTED, id, expect: before?.version ?? 0, value: posted }]);
}

/** Puts a letter off for some milliseconds; `false` when it has been tried too often and is given up. */
export async function putOff(
  store: Store,
  row: Row<Letter>,
  afterMs: number,
  posting: boolean,
  now: number,
): Promise<boolean> {
  const tries = (row.value.tries ?? 0) + 1;
  if (tries > MOST_TRIES) {
    await store.commit([{ kind: OUTBOX, id: row.id, expect: row.version, value: null }]);
    return false;
  }
  const value: Letter = { ...row.value, tries, posting };
  await store.commit([{ kind: OUTBOX, id: row.id, expect: row.version, value, dueAt: now + afterMs }]);
  return true;
}

/** A letter that was claimed and not tried waits with the others of its channel, not until its lease is over. */
export async function giveBack(store: Store, row: Row<Letter>, dueAt: number): Promise<void> {
  const { id, version, value } = row;
  await store.commit([{ kind: OUTBOX, id, expect: version, value, dueAt }]);
}
