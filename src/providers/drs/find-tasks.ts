import { type Hear, ProviderError, type Urgency } from '../../lifecycle/ports.ts';
import { stageOfDrsStatus } from '../../lifecycle/stages/drs.ts';
import { isOver, type Task } from '../../lifecycle/task.ts';
import { listRows, SCENARIOS } from './list-rows.ts';
import { rightToRead } from './permissions.ts';
import { readDetails } from './read-details.ts';
import type { Region } from './region.ts';
import { type DetailRow, DRS_ID } from './schema.ts';
import { taskFromRow } from './task-from-row.ts';

/** What one region showed, and the first thing that went wrong there. */
export interface RegionFound {
  readonly tasks: readonly Task[];
  readonly problem: ProviderError | null;
  /** How many tasks that are not over came without their details: which addresses they use is not known. */
  readonly withoutDetails: number;
}

/**
 * Every task of the region, with the endpoints that only the detail call shows. `hear` is told page by page, before the
 * details are known. Never throws.
 */
export async function listRegion(region: Region, urgency: Urgency, hear?: Hear): Promise<RegionFound> {
  const origin = region.origin();
  const { account } = origin;
  return search(
    region,
    '',
    () => true,
    urgency,
    (rows) => {
      const tasks = rows.map((row) => taskFromRow(row, origin));
      hear?.({ account, region: region.name, tasks, looked: null });
    },
  );
}

/**
 * The tasks with that id, or with that name ignoring case. DRS does not say whether its own name filter ignores
 * case, so where the filter finds none, all names are compared. Never throws.
 */
export async function findInRegion(region: Region, words: string, urgency: Urgency): Promise<RegionFound> {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return { tasks: [], problem: null, withoutDetails: 0 };
  const isWanted = (row: DetailRow) => row.id === wanted || row.name?.trim().toLowerCase() === wanted;
  const filter = DRS_ID.test(wanted) ? wanted : words.trim();
  const filtered = await search(region, filter, isWanted, urgency);
  if (filtered.tasks.length > 0 || filtered.problem !== null) return filtered;
  return search(region, '', isWanted, urgency);
}

async function search(
  region: Region,
  filter: string,
  isWanted: (row: DetailRow) => boolean,
  urgency: Urgency,
  hear: (rows: readonly DetailRow[]) => void = () => undefined,
): Promise<RegionFound> {
  const right = rightToRead(region.origin().cloud, 'list');
  const lists = await Promise.allSettled(
    SCENARIOS.map((scenario) =>
      listRows({ client: region.client, scenario, name: filter, permission: right, urgency, hear }),
    ),
  );
  const rows = lists.flatMap((list) => (list.status === 'fulfilled' ? list.value.rows : [])).filter(isWanted);
  const problems = lists.map((list) =>
    list.status === 'fulfilled' ? list.value.problem : asProviderError(list.reason),
  );
  const detailed = await withDetails(region, rows, urgency);
  return { ...detailed, problem: problems.find((problem) => problem !== null) ?? null };
}

/**
 * Tasks that are over are asked for apart: DRS answers a batch with one released task as if all were gone, and
 * nobody needs to know their endpoints as much.
 */
async function withDetails(
  region: Region,
  rows: readonly DetailRow[],
  urgency: Urgency,
): Promise<Omit<RegionFound, 'problem'>> {
  const right = rightToRead(region.origin().cloud, 'detail');
  const isOverRow = (row: DetailRow) => isOver(stageOfDrsStatus('migration', row.status));
  const overOnes = rows.filter(isOverRow);
  const living = rows.filter((row) => !isOverRow(row));
  const ids = (some: readonly DetailRow[]) => some.map((row) => row.id);
  const [livingDetails, overDetails] = await Promise.all([
    readDetails(region.client, ids(living), right, urgency),
    readDetails(region.client, ids(overOnes), right, urgency),
  ]);
  const origin = region.origin();
  const tasks = rows.map((row) => {
    const detail = livingDetails.get(row.id) ?? overDetails.get(row.id);
    return taskFromRow(detail === undefined ? row : merged(row, detail), origin);
  });
  return { tasks, withoutDetails: living.filter((row) => !livingDetails.has(row.id)).length };
}

/** The detail with what only the list shows; `createdAt` stays the detail's, which has no doubt about its zone. */
function merged(listed: DetailRow, detail: DetailRow): DetailRow {
  return {
    ...detail,
    name: detail.name ?? listed.name,
    parent_id: detail.parent_id ?? listed.parent_id,
    db_use_type: detail.db_use_type ?? listed.db_use_type,
    engine_type: detail.engine_type ?? listed.engine_type,
    create_time: detail.create_time ?? listed.create_time,
    task_type: detail.task_type ?? listed.task_type,
    net_type: detail.net_type ?? listed.net_type,
    job_direction: detail.job_direction ?? listed.job_direction,
    billing_tag: detail.billing_tag ?? listed.billing_tag,
    error_msg: detail.error_msg ?? listed.error_msg,
  };
}

/** Whatever went wrong, as the one kind of failure that others know. */
export function asProviderError(reason: unknown): ProviderError {
  if (reason instanceof ProviderError) return reason;
  return new ProviderError('unexpected-answer', 'reading DRS tasks: something went wrong in the bot itself', {
    cause: reason,
  });
}
