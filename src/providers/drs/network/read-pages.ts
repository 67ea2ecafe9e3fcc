import { z } from 'zod';
import { ProviderError, type Urgency } from '../../../lifecycle/ports.ts';
import type { RegionClient } from '../region-client.ts';
import { Text } from '../schema.ts';

/** The most that a page can hold (VPC API reference). */
const PER_PAGE = 2000;
const MOST_PAGES = 500;

const RowWithId = z.object({ id: z.string().min(1) });

export interface Listing {
  readonly path: string;
  /** Under which name the rows are in the answer. */
  readonly rows: string;
  readonly doing: string;
  readonly permission: string;
}

/**
 * Every row of a list of VPC or EIP, paged to its end: the marker is the id of the last row that was shown, and the
 * last page has no next one. Throws `ProviderError` where a page cannot be had, so that half a list is never a list.
 */
export async function readPages(
  client: RegionClient,
  { path, rows: key, doing, permission }: Listing,
  urgency: Urgency,
): Promise<readonly unknown[]> {
  const shape = z.object({
    [key]: z.array(z.unknown()),
    page_info: z.object({ next_marker: Text }).nullish().catch(null),
  });
  const all: unknown[] = [];
  let marker: string | null = null;
  for (let page = 1; page <= MOST_PAGES; page++) {
    const query: string = marker === null ? '' : `&marker=${encodeURIComponent(marker)}`;
    const call = {
      method: 'GET',
      path: `${path}?limit=${PER_PAGE}${query}`,
      body: null,
      doing,
      permission,
    } as const;
    const answer = shape.safeParse(await client.read(call, urgency));
    if (!answer.success) throw new ProviderError('unexpected-answer', `${doing}: the answer has no list`);
    const rows = z.array(z.unknown()).parse(answer.data[key]);
    all.push(...rows);
    const info = z.object({ next_marker: Text }).nullish().parse(answer.data['page_info']);
    const next: string | null = info?.next_marker ?? (rows.length < PER_PAGE ? null : lastId(rows, doing));
    if (rows.length === 0 || next === null) return all;
    if (next === marker) break;
    marker = next;
  }
  throw new ProviderError('unexpected-answer', `${doing}: the list does not end`);
}

function lastId(rows: readonly unknown[], doing: string): string {
  const last = RowWithId.safeParse(rows.at(-1));
  if (last.success) return last.data.id;
  throw new ProviderError('unexpected-answer', `${doing}: the list goes on, and its last row has no id`);
}
