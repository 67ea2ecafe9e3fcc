import type { Store } from '../lifecycle/ports.ts';

const PAGE = 200;

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
  for (let after = ''; ; ) {
    const page = await store.list<Value>(kind, { after, limit: PAGE });
    for (const { id, version, value } of page)
      if (isWanted(value)) await store.commit([{ kind, id, expect: version, value, dueAt: now }]);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.id;
  }
}
