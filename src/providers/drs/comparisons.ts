import type { CompareResult, Comparison, Different } from '../../lifecycle/readiness/evidence.ts';
import type { CompareAnswer, Made, ObjectRow } from './compare-schema.ts';

/** DRS's words for how a comparison came out ("Querying Comparison Results"; the missing S is its own). */
const RESULTS: Readonly<Record<string, CompareResult>> = {
  CONSISTENT: 'same',
  INCONSISTENT: 'different',
  COMPARING: 'unfinished',
  WAITING_FOR_COMPARISON: 'unfinished',
  FAILED_TO_COMPARE: 'failed',
  CAN_NOT_COMPARE: 'failed',
  TARGET_DB_NOT_EXIT: 'different',
  TARGET_DB_NOT_EXIST: 'different',
};
/** Of several results the first of these stands for all. */
const WORST: readonly CompareResult[] = ['different', 'failed', 'not-known', 'unfinished', 'same'];

function resultOf(word: string): CompareResult {
  return RESULTS[word] ?? 'not-known';
}

/** The word that stands for many, and what it means; `null` for none at all. */
function worstOf(words: readonly string[]): { result: CompareResult; status: string } | null {
  for (const result of WORST) {
    const status = words.find((word) => resultOf(word) === result);
    if (status !== undefined) return { result, status };
  }
  return null;
}

/** When the comparison with an id, or else the newest of its type, was finished. */
function finishedAt(answer: CompareAnswer, id: string | null, types: readonly string[]): number | null {
  const made = answer.compare_task_list_results?.compare_task_list ?? [];
  const byId = made.find((one) => id !== null && one.compare_task_id === id);
  const ofType = made.filter(({ compare_type }) => types.includes(compare_type ?? ''));
  const newest = ofType.toSorted((one, other) => startOf(other) - startOf(one))[0];
  return (byId ?? newest)?.end_time ?? null;
}

function startOf({ create_time, end_time }: Made): number {
  return create_time ?? end_time ?? 0;
}

const NOTHING_MORE = { different: [], tables: [] } as const;

function isSettled({ object_compare_result }: ObjectRow): boolean {
  const result = resultOf(object_compare_result);
  return result === 'same' || result === 'different';
}

/** What was compared, and apart from it what was not: a difference must not hide what nobody could compare. */
function objectComparisons(answer: CompareAnswer): Comparison[] {
  const found = answer.object_level_compare_results;
  if (found === null) return [];
  const at = finishedAt(answer, found.compare_task_id, ['object_comparison', 'objects', 'object']);
  const settled = found.object_compare_overview.filter(isSettled);
  const open = found.object_compare_overview.filter((row) => !isSettled(row));
  const part = (of: string, rows: readonly ObjectRow[], different: readonly Different[]): Comparison[] => {
    const worst = worstOf(rows.map((row) => row.object_compare_result));
    return worst === null
      ? []
      : [{ of, comparesRows: false, ...worst, ...NOTHING_MORE, different, finishedAt: at }];
  };
  const different = settled
    .filter((row) => resultOf(row.object_compare_result) === 'different')
    .map(({ object_type, diff_count }): Different => ({ what: object_type, count: diff_count }));
  const names = open.map(({ object_type }) => object_type).join(', ');
  return [...part('objects', settled, different), ...part(`objects (${names})`, open, [])];
}

function differingTables(found: NonNullable<CompareAnswer['line_compare_results']>): string[] {
  return found.line_compare_details.flatMap(({ source_db_name, line_compare_detail }) =>
    line_compare_detail
      .filter((row) => (row.diff_row_num ?? 0) > 0 || resultOf(row.line_compare_result ?? '') === 'different')
      .map((row) => [source_db_name, row.source_table_name].filter((name) => name !== null).join('.')),
  );
}

/** Where the answer has room for fewer databases than there are, agreement of those proves nothing for the rest. */
function rowComparison(answer: CompareAnswer): Comparison[] {
  const found = answer.line_compare_results;
  const worst = worstOf(found?.line_compare_overview.map((row) => row.line_compare_result) ?? []);
  if (found === null || worst === null) return [];
  const [read, all] = [found.line_compare_overview.length, found.line_compare_overview_count ?? 0];
  const partly = worst.result === 'same' && all > read;
  return [
    {
      of: 'row counts',
      comparesRows: true,
      ...(partly
        ? { result: 'not-known', status: `${worst.status} in ${read} of ${all} databases; I read no more` }
        : worst),
      different: [],
      tables: differingTables(found),
      finishedAt: finishedAt(answer, found.compare_task_id, ['lines']),
    },
  ];
}

function valueComparison(answer: CompareAnswer): Comparison[] {
  const found = answer.content_compare_results;
  const worst = worstOf(found?.content_compare_overview.map((row) => row.content_compare_result) ?? []);
  if (found === null || worst === null) return [];
  const at = finishedAt(answer, found.compare_task_id, ['contents']);
  return [{ of: 'values', comparesRows: true, ...worst, ...NOTHING_MORE, finishedAt: at }];
}

/** The newest comparison of objects, of row counts and of values that DRS has made for a task. */
export function comparisonsOf(answer: CompareAnswer): readonly Comparison[] {
  return [...objectComparisons(answer), ...rowComparison(answer), ...valueComparison(answer)];
}
