import { z } from 'zod';
import { Text } from './schema.ts';

/** A figure that DRS writes as a number or as text; `null` where there is none. */
const Figure = Text.transform((text) => (text !== null && /^\d+$/.test(text) ? Number(text) : null));

function rowsOf<Shape extends z.ZodType>(shape: Shape) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((rows) =>
      rows.flatMap((row): z.output<Shape>[] => {
        const read = shape.safeParse(row);
        return read.success ? [read.data] : [];
      }),
    );
}

const ObjectRow = z.object({
  object_type: z.string().min(1),
  object_compare_result: z.string().min(1),
  diff_count: Figure,
});
export type ObjectRow = z.infer<typeof ObjectRow>;

const LineRow = z.object({ source_db_name: Text, line_compare_result: z.string().min(1) });
const LineDetail = z.object({
  source_db_name: Text,
  line_compare_detail: rowsOf(
    z.object({ source_table_name: Text, line_compare_result: Text, diff_row_num: Figure }),
  ),
});
const ContentRow = z.object({ source_db_name: Text, content_compare_result: z.string().min(1) });

const Made = z.object({
  compare_task_id: Text,
  compare_type: Text,
  compare_task_status: Text,
  create_time: Figure,
  end_time: Figure,
});
export type Made = z.infer<typeof Made>;

/** The answer of "Querying Comparison Results"; what one part lacks is no reason to lose the others. */
export const CompareAnswer = z.object({
  object_level_compare_results: z
    .object({ compare_task_id: Text, object_compare_overview: rowsOf(ObjectRow) })
    .nullable()
    .catch(null),
  line_compare_results: z
    .object({
      compare_task_id: Text,
      line_compare_overview: rowsOf(LineRow),
      line_compare_overview_count: Figure,
      line_compare_details: rowsOf(LineDetail),
    })
    .nullable()
    .catch(null),
  content_compare_results: z
    .object({ compare_task_id: Text, content_compare_overview: rowsOf(ContentRow) })
    .nullable()
    .catch(null),
  compare_task_list_results: z
    .object({ compare_task_list: rowsOf(Made) })
    .nullable()
    .catch(null),
});
export type CompareAnswer = z.infer<typeof CompareAnswer>;

/** A row of "Querying RPO and RTO" of a disaster recovery task. */
export const RpoRow = z.object({
  job_id: Text,
  rpo_info: z.object({ check_point: Text }).nullable().catch(null),
});
