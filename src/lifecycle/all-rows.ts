import type { Row, Store } from './ports.ts';

const PAGE = 200;

/** Every row of a kind, in the order of their ids, read page by page. */
export async function allRows<Value extends object>(store: Store, kind: string): Promise<Row<Value>[]> {
  const rows: Row<Value>[] = [];
  for (let after = ''; ; ) {
    const page = await store.list<Value>(kind, { after, limit: PAGE });
    rows.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return rows;
    after = last.id;
  }
}
