import { DRS_STATUSES } from '../../../lifecycle/stages/drs.ts';
import { isOver, type Task } from '../../../lifecycle/task.ts';
import { cloudWord, counted, fieldsShown, formOf, varied, wordOf } from '../../masks.ts';
import { SCENARIOS } from '../list-rows.ts';
import { batchOf } from '../read-details.ts';
import type { Region } from '../region.ts';
import { DetailRow, DRS_ID, ProgressRow } from '../schema.ts';
import type { Asking } from './reads.ts';

const GROUPS = ['source_endpoint', 'target_endpoint', 'inst_info'];
const ENDPOINT = ['db_type', 'ip', 'db_port', 'db_user', 'inst_id', 'inst_name', 'region'];
const READ = [
  ...Object.keys(DetailRow.shape),
  ...['source_endpoint', 'target_endpoint'].flatMap((end) => ENDPOINT.map((field) => `${end}.${field}`)),
  ...['engine_type', 'ip', 'public_ip', 'status'].map((field) => `inst_info.${field}`),
];
const MOST_DETAILS = 8;

function field(row: unknown, name: string): unknown {
  return Reflect.get(Object(row), name);
}

function rowsIn(body: unknown, name: string): readonly unknown[] {
  const rows = field(body, name);
  return Array.isArray(rows) ? rows : [];
}

async function ask(
  { client }: Region,
  path: string,
  body: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const call = { method: 'POST', path, body, doing: `asking ${path}`, permission: null } as const;
  return client.read(call, 'background').catch((thrown: unknown) => ({ failed: wordOf(thrown) }));
}

async function listed(region: Region): Promise<readonly unknown[]> {
  const pages = SCENARIOS.map((scenario) =>
    ask(region, '/jobs', {
      cur_page: 1,
      per_page: 100,
      db_use_type: scenario,
      engine_type: '',
      name: '',
      net_type: '',
      status: '',
    }),
  );
  return (await Promise.all(pages)).flatMap((page) => rowsIn(page, 'jobs'));
}

function living(tasks: readonly Task[]): readonly string[] {
  return tasks.flatMap(({ taskId, stage }) => (isOver(stage) ? [] : [taskId]));
}

/** How many of seven tasks a batch shows that is asked without a page: the manual says five, and says nothing to the rest. */
async function defaultPage(region: Region, ids: readonly string[]): Promise<unknown> {
  const some = ids.slice(0, 7);
  if (some.length < 6) return `not known: only ${some.length} living tasks, and six are needed`;
  const body = await ask(region, '/jobs/batch-detail', { jobs: some });
  return { asked: some.length, shown: rowsIn(body, 'results').length, failed: field(body, 'failed') };
}

function statuses(rows: readonly unknown[]): unknown {
  const seen = rows.map((row) => cloudWord(field(row, 'status')));
  const known: readonly string[] = DRS_STATUSES;
  return { seen: counted(seen), notInOurTable: [...new Set(seen)].filter((word) => !known.includes(word)) };
}

function forms(rows: readonly unknown[], names: readonly string[]): unknown {
  return Object.fromEntries(
    names.map((name) => [name, counted(rows.map((row) => formOf(field(row, name))))]),
  );
}

function words(rows: readonly unknown[], name: string) {
  return counted(rows.map((row) => cloudWord(field(row, name))));
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Does a task that is over still show where its replication instance was? */
function afterTheEnd(rows: readonly unknown[]): unknown {
  const over = rows.filter((row) => field(row, 'status') === 'RELEASE_RESOURCE_COMPLETE');
  const kept = over.filter((row) => {
    const ip = field(field(row, 'inst_info'), 'ip');
    return typeof ip === 'string' && ip !== '';
  });
  return { tasksThatAreOver: over.length, withAnAddress: kept.length };
}

async function probeRegion(region: Region, tasks: readonly Task[]) {
  const list = await listed(region);
  const here = tasks.filter(({ region: name }) => name === region.name);
  const some = varied(here, MOST_DETAILS).map(({ taskId }) => taskId);
  const batches = await Promise.all(some.map((id) => ask(region, '/jobs/batch-detail', batchOf([id]))));
  const progress = await Promise.all(some.map((id) => ask(region, '/jobs/batch-progress', { jobs: [id] })));
  return {
    list,
    details: batches.flatMap((body) => rowsIn(body, 'results')),
    progress: progress.flatMap((body) => rowsIn(body, 'results')),
    defaultPage: await defaultPage(region, living(here)),
  };
}

/** What the tables and the manuals only suppose of DRS, as it really is in this project. Never throws. */
export async function probeDrs({ regions, cloud }: Asking, tasks: readonly Task[]) {
  const all = await Promise.all(regions.map((region) => probeRegion(region, tasks)));
  const list = all.flatMap((one) => one.list);
  const details = all.flatMap((one) => one.details);
  const progress = all.flatMap((one) => one.progress);
  return {
    provider: 'drs',
    cloud,
    regions: regions.length,
    tasks: list.length,
    rowsOfABatchWithoutPage: all.map((one) => one.defaultPage),
    statuses: { list: statuses(list), detail: statuses(details) },
    ids: {
      tasks: list.length,
      asWeThink: list.filter((row) => DRS_ID.test(String(field(row, 'id')))).length,
    },
    words: {
      list: Object.fromEntries(
        ['db_use_type', 'task_type', 'net_type', 'job_direction'].map((name) => [name, words(list, name)]),
      ),
      nodeStatus: counted(details.map((row) => cloudWord(field(field(row, 'inst_info'), 'status')))),
    },
    afterTheEnd: afterTheEnd(details),
    fields: {
      list: fieldsShown(list, READ, GROUPS),
      detail: fieldsShown(details, READ, GROUPS),
      progress: fieldsShown(progress, Object.keys(ProgressRow.shape), []),
    },
    forms: {
      list: forms(list, ['create_time']),
      detail: forms(details, [
        'create_time',
        'actual_start_time',
        'full_transfer_complete_time',
        'update_time',
      ]),
      progress: forms(progress, ['incre_trans_delay', 'incre_trans_delay_millis']),
    },
    progressMap: counted(progress.map((row) => kindOf(field(row, 'progress_map')))),
    jobActionIsShown: list.filter((row) => field(row, 'job_action') !== undefined).length,
  };
}
