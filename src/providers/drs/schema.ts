import { z } from 'zod';

/** The shape of a DRS task id. It looks like a UUID, but its tail is not hexadecimal (`…jb101`). */
export const DRS_ID = /^[0-9a-z]{8}(-[0-9a-z]{4}){3}-[0-9a-z]{12}$/;

/** Text or a number, as text; anything else, and an empty text, is `null`: not shown. */
export const Text = z
  .unknown()
  .optional()
  .transform((value) => {
    if (typeof value === 'number') return String(value);
    return typeof value === 'string' && value.trim() !== '' ? value : null;
  });

const Flag = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'boolean' ? value : null));

const Rows = z.array(z.unknown()).catch([]);

/** One database end. Its password is in the answer too, and is not read. */
const EndpointRow = z.object({
  db_type: Text,
  ip: Text,
  db_port: Text,
  db_user: Text,
  inst_id: Text,
  inst_name: Text,
  region: Text,
});
export type EndpointRow = z.infer<typeof EndpointRow>;

const InstanceRow = z.object({ engine_type: Text, ip: Text, public_ip: Text, status: Text });

const PublicIps = z
  .array(z.object({ public_ip: Text }))
  .catch([])
  .transform((rows) => rows.flatMap((row) => (row.public_ip === null ? [] : [row.public_ip])));

/** A row of "Querying Task Details in Batches": strict about id and status, lenient about what is only shown. */
export const DetailRow = z.object({
  id: z.string().regex(DRS_ID),
  status: z.string().min(1),
  parent_id: Text,
  name: Text,
  create_time: Text,
  full_transfer_complete_time: Text,
  task_type: Text,
  db_use_type: Text,
  job_direction: Text,
  net_type: Text,
  failed_reason: Text,
  error_code: Text,
  error_message: Text,
  error_msg: Text,
  engine_type: Text,
  is_target_readonly: Flag,
  billing_tag: Flag,
  vpc_id: Text,
  security_group_id: Text,
  inst_info: InstanceRow.nullable().catch(null),
  source_endpoint: EndpointRow.nullable().catch(null),
  target_endpoint: EndpointRow.nullable().catch(null),
  public_ip_list: PublicIps,
  tags: z.record(z.string(), z.string()).nullable().catch(null),
  period_order: z.object({ order_id: Text }).nullable().catch(null),
  children: Rows,
});
export type DetailRow = z.infer<typeof DetailRow>;

/** A page of "Querying Tasks of a Tenant". Its rows are fewer-fielded details with another form of time. */
export const ListPage = z.object({
  total_record: z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
    .nullable()
    .catch(null),
  jobs: z.array(z.unknown()),
});

/** The answer of every batch call; its rows are read one by one. */
export const BatchAnswer = z.object({ results: z.array(z.unknown()) });

/** A row that says why there is nothing to say. */
export const ErrorRow = z.object({
  id: Text,
  error_code: Text,
  error_msg: Text,
  error_message: Text,
});

/** A row of "Querying the Task Progress"; the delay is in seconds, `-1` = no figure. */
export const ProgressRow = z.object({
  job_id: z.string().regex(DRS_ID),
  incre_trans_delay: Text,
  incre_trans_delay_millis: Text,
  transfer_status: Text,
  error_code: Text,
  error_msg: Text,
});
export type ProgressRow = z.infer<typeof ProgressRow>;

/** A row of the answer to a call that changes a task: strict about id and status. */
export const DeedRow = z.object({
  id: z.string().regex(DRS_ID),
  status: z.string().min(1),
  error_code: Text,
  error_msg: Text,
});

/** Every shape in which the gateway, DRS and IAM say no. */
export const Refusal = z.object({
  error_code: Text,
  error_msg: Text,
  code: Text,
  message: Text,
  error: z.object({ code: Text, message: Text }).nullable().catch(null),
  results: z.array(ErrorRow).catch([]),
});

/** The answer of IAM to a login; the token itself is in a header. */
export const TokenAnswer = z.object({
  token: z.object({ expires_at: z.string().refine((time) => !Number.isNaN(Date.parse(time))) }),
});
