import { allRows } from '../lifecycle/all-rows.ts';
import type { Store } from '../lifecycle/ports.ts';

/**
 * At the start: what a former process had claimed, or was just doing, is due now and not when its lease is over.
 * Only for a store that one process holds at a time.
 */
export async function wake<Value extends object>(
  store: Store,
  kind: string,
  now: number,
  isWanted: (value: Value) => boolean = () => true,
): Promise<void> {
  for (const { id, version, value } of await allRows<Value>(store, kind))
    if (isWanted(value)) await store.commit([{ kind, id, expect: version, value, dueAt: now }]);
}
