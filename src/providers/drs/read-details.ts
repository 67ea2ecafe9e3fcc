import { ProviderError, type Urgency } from '../../lifecycle/ports.ts';
import type { RegionClient } from './region-client.ts';
import { BatchAnswer, DetailRow } from './schema.ts';

/** Details of this many tasks are asked for at once; the manual names no limit but pages of at most 100. */
const AT_ONCE = 50;

/**
 * The body of the batch reads. Without `page_req` DRS shows five rows and leaves the others out without a word
 * ("Querying Task Details in Batches").
 */
export function batchOf(ids: readonly string[]): Readonly<Record<string, unknown>> {
  return { jobs: ids, page_req: { cur_page: 1, per_page: 100 } };
}

/** The details of many tasks by id. Tasks whose details cannot be had are left out; never throws. */
export async function readDetails(
  client: RegionClient,
  ids: readonly string[],
  permission: string | null,
  urgency: Urgency,
): Promise<ReadonlyMap<string, DetailRow>> {
  const chunks = Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, at) =>
    ids.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  );
  const read = (chunk: readonly string[]) => readChunk(client, chunk, permission, urgency);
  const rows = (await Promise.all(chunks.map(read))).flat();
  return new Map(rows.map((row) => [row.id, row]));
}

async function readChunk(
  client: RegionClient,
  ids: readonly string[],
  permission: string | null,
  urgency: Urgency,
): Promise<DetailRow[]> {
  const call = {
    method: 'POST',
    path: '/jobs/batch-detail',
    body: batchOf(ids),
    doing: `reading the details of ${ids.length} DRS tasks`,
    permission,
  } as const;
  try {
    const answer = BatchAnswer.safeParse(await client.read(call, urgency));
    return answer.success ? wellFormed(answer.data.results, ids) : [];
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.kind !== 'not-found' || ids.length < 2) return [];
    // One task that is gone spoils the whole batch; the others still have details.
    const half = Math.ceil(ids.length / 2);
    const parts = [ids.slice(0, half), ids.slice(half)];
    return (await Promise.all(parts.map((part) => readChunk(client, part, permission, urgency)))).flat();
  }
}

function wellFormed(rows: readonly unknown[], ids: readonly string[]): DetailRow[] {
  return rows.flatMap((row) => {
    const parsed = DetailRow.safeParse(row);
    return parsed.success && ids.includes(parsed.data.id) ? [parsed.data] : [];
  });
}
