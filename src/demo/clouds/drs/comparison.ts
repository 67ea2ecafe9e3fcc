import { z } from 'zod';
import { type Answer, jsonAnswer } from '../exchange.ts';
import { badParameter, missingJobs } from './drs-answers.ts';
import type { DrsRequest, DrsState } from './drs-state.ts';
import type { DrsTask } from './drs-task.ts';
import { readJson } from './request-body.ts';

const compareRequest = z.object({
  job_id: z.string(),
  current_page: z.int().positive(),
  per_page: z.int().positive(),
});

/** POST jobs/query-compare-result: object and row comparison, as DRS makes them itself after the full load. */
export function compareResult(state: DrsState, request: DrsRequest): Answer {
  const parsed = compareRequest.safeParse(readJson(request.exchange));
  if (!parsed.success) return badParameter('DRS.M00200', z.prettifyError(parsed.error));
  const { job_id } = parsed.data;
  const task = state.tasks.find((each) => each.id === job_id && !each.deleted);
  if (task === undefined) return missingJobs([{ id: job_id, code: 'DRS.M00289' }]);
  const lists = task.compared.length === 0 ? [] : comparisonTasks(task);
  return jsonAnswer(200, {
    job_id,
    object_level_compare_results: {
      compare_task_id: lists[0]?.compare_task_id ?? '',
      object_compare_overview: task.compared.map((objects) => ({
        object_type: objects.type,
        object_compare_result: objects.source === objects.target ? 'CONSISTENT' : 'INCONSISTENT',
        source_count: objects.source,
        target_count: objects.target,
        diff_count: Math.abs(objects.source - objects.target),
      })),
      object_compare_details: {},
    },
    line_compare_results: lineResults(task, lists[1]?.compare_task_id ?? ''),
    content_compare_results: {
      content_compare_overview: [],
      content_compare_details: [],
      content_compare_diffs: [],
    },
    compare_task_list_results: { compare_task_list_count: lists.length, compare_task_list: lists },
  });
}

function comparisonTasks(task: DrsTask) {
  const create_time = String(task.created + 7_160_000);
  const end_time = String(task.created + 7_287_000);
  const shared = { compare_task_status: 'SUCCESSFUL', create_time, end_time };
  return [
    { compare_task_id: `dc16${task.id.slice(4)}`, compare_type: 'object_comparison', ...shared },
    { compare_task_id: `08ca${task.id.slice(4)}`, compare_type: 'lines', ...shared },
  ];
}

function lineResults(task: DrsTask, compare_task_id: string): Record<string, unknown> {
  const compared = task.compared.length > 0;
  const row = { source_db_name: 'shop', target_db_name: 'shop', line_compare_result: 'CONSISTENT' };
  return {
    compare_task_id,
    line_compare_overview: compared ? [row] : [],
    line_compare_overview_count: compared ? 1 : 0,
    line_compare_details: [],
  };
}
