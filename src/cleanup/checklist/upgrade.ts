import { allRows } from '../../lifecycle/all-rows.ts';
import { byHand, type Draft } from '../leftovers/draft.ts';
import { leftoversOf } from '../leftovers/leftovers.ts';
import type { CleanupPorts } from '../ports.ts';
import { CHECKLIST } from '../rows.ts';
import type { Checklist, Item, SignOff } from './checklist.ts';

/** A checklist as an earlier version wrote it: without looks. */
type Older = Omit<Checklist, 'looks' | 'items'> & {
  readonly looks?: readonly number[];
  readonly items: readonly OlderItem[];
};
type OlderItem = Pick<Item, 'id' | 'title' | 'state'> & Partial<Item>;

function signedNow(signOff: SignOff | null | undefined): SignOff | null {
  return signOff == null
    ? null
    : { ...signOff, how: signOff.how ?? 'removed-by-hand', until: signOff.until ?? null };
}

/** An item of then with all that an item has now; where the same item would be looked up today, it is. */
function upgradedItem(item: OlderItem, drafts: readonly Draft[]): Item {
  const today = drafts.find((draft) => draft.title === item.title);
  const { place = null, key = null, isSlot = false, blocksOf = null } = today ?? {};
  const blank = byHand(item.title, item.todo ?? '');
  const signOff = signedNow(item.signOff);
  return { ...blank, place, key, isSlot, blocksOf, ...item, signOff };
}

/** Brings a checklist of an earlier version up to date; one of today is returned as it is. Pure. */
export function upgraded(older: Older, secondLooksMs: readonly number[], now: number): Checklist {
  if (older.looks !== undefined) return older as Checklist;
  const drafts = leftoversOf(older.task, 'terminate');
  return {
    ...older,
    items: older.items.map((item) => upgradedItem(item, drafts)),
    lookedAt: null,
    looks: secondLooksMs.map((after) => now + after),
    quietUntil: null,
    closedAt: null,
    released: false,
    searched: null,
  };
}

/** At the start: checklists of an earlier version get what today's looks need; nothing of theirs is lost. */
export async function upgradeChecklists(ports: CleanupPorts): Promise<void> {
  for (const { id, version, value } of await allRows<Older>(ports.store, CHECKLIST)) {
    if (value.looks !== undefined) continue;
    const now = ports.now();
    const after = upgraded(value, ports.settings.secondLooksMs, now);
    await ports.store.commit([{ kind: CHECKLIST, id, expect: version, value: after, dueAt: now }]);
  }
}
