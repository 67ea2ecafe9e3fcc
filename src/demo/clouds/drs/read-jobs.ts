import { z } from 'zod';
import { type Answer, jsonAnswer } from '../exchange.ts';
import { badParameter, batch, drsError, missingJobs, missingRow } from './drs-answers.ts';
import { detailRow, listRow, progressRow, statusRow } from './drs-rows.ts';
import type { DrsRequest, DrsState } from './drs-state.ts';
import type { DrsTask } from './drs-task.ts';
import { readJson } from './request-body.ts';

const listRequest = z.object({
  cur_page: z.int().nonnegative(),
  per_page: z.int().nonnegative().max(100),
  db_use_type: z.enum(['migration', 'sync', 'cloudDataGuard']),
  engine_type: z.string().default('mysql'),
  status: z.string().default(''),
  net_type: z.string().default(''),
  name: z.string().default(''),
});

const DEFAULT_PAGE = 5;
const batchRequest = z.object({
  jobs: z.array(z.string()).min(1),
  page_req: z
    .object({
      cur_page: z.int().positive().default(1),
      per_page: z.int().nonnegative().max(100).default(DEFAULT_PAGE),
    })
    .default({ cur_page: 1, per_page: DEFAULT_PAGE }),
});

/** POST jobs: one use type at a time; engine_type is mysql unless sent, "" means all; cur_page 0 means everything. */
export function listJobs(state: DrsState, request: DrsRequest): Answer {
  const parsed = listRequest.safeParse(readJson(request.exchange));
  if (!parsed.success) return badParameter('DRS.M00200', z.prettifyError(parsed.error));
  const { cur_page, per_page, db_use_type, engine_type, status, net_type, name } = parsed.data;
  const found = state.tasks.filter(
    (task) =>
      !task.deleted &&
      task.dbUseType === db_use_type &&
      (engine_type === '' || task.engineType === engine_type) &&
      (status === '' || task.status === status) &&
      (net_type === '' || task.netType === net_type) &&
      (name === '' || task.id === name || task.name.includes(name)),
  );
  const page =
    cur_page === 0 || per_page === 0 ? found : found.slice((cur_page - 1) * per_page, cur_page * per_page);
  return jsonAnswer(200, { total_record: found.length, jobs: page.map(listRow) });
}

/** POST jobs/batch-status: five rows a page unless page_req says otherwise. */
export function batchStatus(state: DrsState, request: DrsRequest): Answer {
  return pagedRows(state, request, statusRow);
}

/** POST jobs/batch-detail: five rows a page unless page_req says otherwise. */
export function batchDetail(state: DrsState, request: DrsRequest): Answer {
  return pagedRows(state, request, detailRow);
}

/** POST jobs/batch-progress: answers 202, as the Open Telekom Cloud manual says; no paging. */
export function batchProgress(state: DrsState, request: DrsRequest): Answer {
  const parsed = z.object({ jobs: z.array(z.string()).min(1) }).safeParse(readJson(request.exchange));
  if (!parsed.success) return badParameter('DRS.M00201', z.prettifyError(parsed.error));
  const now = state.timeline.now();
  return rowsOf(state, parsed.data.jobs, 202, (task) => progressRow(task, now));
}

function pagedRows(
  state: DrsState,
  request: DrsRequest,
  row: (task: DrsTask) => Record<string, unknown>,
): Answer {
  const parsed = batchRequest.safeParse(readJson(request.exchange));
  if (!parsed.success) return badParameter('DRS.M00201', z.prettifyError(parsed.error));
  const { jobs, page_req } = parsed.data;
  const { cur_page, per_page } = page_req;
  if (per_page > 0 && cur_page > Math.ceil(jobs.length / per_page)) {
    return drsError(400, 'DRS.M00211', 'The current page number is too large.');
  }
  const page = per_page === 0 ? jobs : jobs.slice((cur_page - 1) * per_page, cur_page * per_page);
  return rowsOf(state, page, 200, row);
}

/** 400 when none of the jobs exists; else a row for each, an error row for the missing ones. */
function rowsOf(
  state: DrsState,
  ids: readonly string[],
  status: number,
  row: (task: DrsTask) => Record<string, unknown>,
): Answer {
  const missing: { id: string; code: 'DRS.M00289' | 'DRS.M05004' }[] = [];
  const rows = ids.flatMap((id) => {
    const task = state.tasks.find((each) => each.id === id);
    if (task?.deleted === true && task.afterDelete === 'empty') return [];
    if (task !== undefined && (!task.deleted || task.afterDelete === 'DELETED')) return [row(task)];
    const absent = { id, code: task === undefined ? 'DRS.M00289' : 'DRS.M05004' } as const;
    missing.push(absent);
    return [missingRow(absent.id, absent.code)];
  });
  if (missing.length === ids.length) return missingJobs(missing);
  return batch(status, rows);
}
