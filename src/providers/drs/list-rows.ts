import { ProviderError, type Urgency } from '../../lifecycle/ports.ts';
import type { RegionClient } from './region-client.ts';
import { DetailRow, ListPage } from './schema.ts';

/** The three sorts of task; DRS lists one sort a call. */
export const SCENARIOS = ['migration', 'sync', 'cloudDataGuard'] as const;
export type Scenario = (typeof SCENARIOS)[number];

const PER_PAGE = 100;
const MOST_PAGES = 500;
/** How often a list is read from its beginning while tasks go from it. */
const MOST_READINGS = 3;

export interface Listed {
  readonly rows: readonly DetailRow[];
  /** What could not be read, although other rows could. */
  readonly problem: ProviderError | null;
}

/** What is listed: a sort of task, narrowed to what DRS takes for a `name`. */
export interface Listing {
  readonly client: RegionClient;
  readonly scenario: Scenario;
  readonly name: string;
  readonly permission: string | null;
  readonly urgency: Urgency;
  /** Gets the rows of each page as it comes; a list that must be read again is heard again. */
  readonly hear: (rows: readonly DetailRow[]) => void;
}

/**
 * Every task of one sort, paged to the end, sub-tasks included ("Querying Tasks of a Tenant"). Throws `ProviderError`
 * where a page cannot be had.
 */
export async function listRows(listing: Listing): Promise<Listed> {
  const doing = `listing DRS tasks (${listing.scenario})`;
  for (let reading = 1; reading <= MOST_READINGS; reading++) {
    const listed = await wholeList(listing, doing);
    if (listed !== null) return listed;
  }
  throw unexpected(doing, 'tasks go from the list while it is read');
}

/** The whole list; `null` where a task has gone from it meanwhile, because another one has moved to a page before. */
async function wholeList(listing: Listing, doing: string): Promise<Listed | null> {
  const { client, scenario, name, permission, urgency, hear } = listing;
  const rows = new Map<string, DetailRow>();
  let seen = 0;
  let unreadable = 0;
  let most = 0;
  for (let page = 1; page <= MOST_PAGES; page++) {
    const body = pageOf(scenario, name, page);
    const call = { method: 'POST', path: '/jobs', body, doing, permission } as const;
    const answer = ListPage.safeParse(await client.read(call, urgency));
    if (!answer.success) throw unexpected(doing, 'the answer has no list of tasks');
    const { jobs, total_record: total } = answer.data;
    if (total !== null && total < most) return null;
    most = total ?? most;
    const before = rows.size;
    for (const job of jobs) unreadable += addRow(rows, job, scenario, null);
    hear([...rows.values()].slice(before));
    seen += jobs.length;
    if (jobs.length === 0 || (total === null ? jobs.length < PER_PAGE : seen >= total)) {
      const problem =
        unreadable === 0 ? null : unexpected(doing, `${unreadable} rows have no id or no status`);
      return { rows: [...rows.values()], problem };
    }
  }
  throw unexpected(doing, `the list did not end within ${MOST_PAGES} pages`);
}

/** An engine type that is left out means MySQL only; an empty one means all. */
function pageOf(scenario: Scenario, name: string, page: number): Readonly<Record<string, unknown>> {
  return {
    cur_page: page,
    per_page: PER_PAGE,
    db_use_type: scenario,
    engine_type: '',
    name,
    net_type: '',
    status: '',
  };
}

/** Adds a row and its sub-tasks; gives the number of rows that could not be read. */
function addRow(
  rows: Map<string, DetailRow>,
  job: unknown,
  scenario: Scenario,
  parentId: string | null,
): number {
  const parsed = DetailRow.safeParse(job);
  if (!parsed.success) return 1;
  const row = {
    ...parsed.data,
    db_use_type: parsed.data.db_use_type ?? scenario,
    parent_id: parsed.data.parent_id ?? parentId,
  };
  rows.set(row.id, row);
  return row.children.reduce((count: number, child) => count + addRow(rows, child, scenario, row.id), 0);
}

function unexpected(doing: string, what: string): ProviderError {
  return new ProviderError('unexpected-answer', `${doing}: ${what}`);
}
