import { type DtsKind, stageOfDtsStatus } from '../../../lifecycle/stages/dts.ts';
import type { Task } from '../../../lifecycle/task.ts';
import { cloudWord, counted, fieldsShown, formOf, varied, wordOf } from '../../masks.ts';
import { directionWord } from '../calls.ts';
import { CheckedJob } from '../check-schema.ts';
import { dtsCall } from '../client.ts';
import { DtsJob, JobPage } from '../schema.ts';
import { DTS_KINDS, JOB_TYPES } from '../task-of-job.ts';
import type { Asking } from './asking.ts';
import { groupNamesInUse } from './probe-whitelists.ts';

/** Groups of fields, with those inside that our client reads. */
const STEP = ['Status', 'ErrorMessage'];
const ENDPOINT = [
  ...['InstanceType', 'InstanceID', 'EngineName', 'Ip', 'Port', 'Region', 'UserName'],
  ...['AliyunUid', 'RoleName'],
];
const INSIDE: Readonly<Record<string, readonly string[]>> = {
  SourceEndpoint: ENDPOINT,
  DestinationEndpoint: ENDPOINT,
  MigrationMode: ['StructureInitialization', 'DataInitialization', 'DataSynchronization'],
  PrecheckStatus: STEP,
  StructureInitializationStatus: STEP,
  DataInitializationStatus: STEP,
  DataSynchronizationStatus: STEP,
  RetryState: ['ErrMessage'],
};
const GROUPS = Object.keys(INSIDE);
const READ = [
  ...Object.keys(DtsJob.shape),
  ...Object.entries(INSIDE).flatMap(([group, fields]) => fields.map((name) => `${group}.${name}`)),
];
/** What the list shows beside that. */
const READ_IN_LIST = [...new Set([...READ, ...Object.keys(CheckedJob.shape), 'ReverseJob'])];

const MOST_DETAILS = 6;
const PAGE_SIZES = [30, 50, 100];

interface Rows {
  readonly region: string;
  readonly kind: DtsKind;
  readonly rows: readonly unknown[];
}

function field(row: unknown, name: string): unknown {
  return Reflect.get(Object(row), name);
}

async function rowsOf({ client, regions }: Asking): Promise<readonly Rows[]> {
  const places = regions.flatMap((region) => DTS_KINDS.map((kind) => ({ region, kind })));
  return Promise.all(
    places.map(async ({ region, kind }) => {
      const rows = await client.rows({ region, kind, filter: {}, urgency: 'background' }).catch(() => []);
      return { region, kind, rows };
    }),
  );
}

/** How many rows a page really has, asked where the most tasks are; fewer tasks than the cap prove nothing. */
async function pageSizes({ rpc }: Asking, all: readonly Rows[]): Promise<unknown> {
  const [most] = all.toSorted((one, other) => other.rows.length - one.rows.length);
  if (most === undefined || most.rows.length === 0) return 'not known: there is no task';
  const { region, kind } = most;
  const asked = PAGE_SIZES.map(async (size) => {
    const call = dtsCall(region, 'DescribeDtsJobs', {
      Region: region,
      RegionId: region,
      JobType: JOB_TYPES[kind],
      WithoutDbList: true,
      PageSize: size,
      PageNumber: 1,
    });
    try {
      const body = await rpc.read(call, 'list tasks with a larger page', 'background');
      return [String(size), JobPage.parse(body).DtsJobList?.length ?? 0] as const;
    } catch (thrown) {
      return [String(size), wordOf(thrown)] as const;
    }
  });
  return {
    documented: 30,
    tasksInList: most.rows.length,
    rowsByPageSizeAsked: Object.fromEntries(await Promise.all(asked)),
    ...(most.rows.length > 30
      ? {}
      : { note: 'no list has more than 30 tasks, so a larger cap would not show' }),
  };
}

function statuses(all: readonly Rows[]): unknown {
  return Object.fromEntries(
    DTS_KINDS.map((kind) => {
      const rows = all.filter((one) => one.kind === kind).flatMap((one) => one.rows);
      const seen = rows.map((row) => cloudWord(field(row, 'Status')));
      const unknown = seen.filter((word) => stageOfDtsStatus(kind, word) === 'unknown');
      return [kind, { seen: counted(seen), notInOurTable: [...new Set(unknown)] }];
    }),
  );
}

async function details({ client }: Asking, tasks: readonly Task[]): Promise<readonly unknown[]> {
  const some = varied(tasks, MOST_DETAILS).map(({ region, taskId, direction }) => {
    const which = { DtsJobId: taskId, SynchronizationDirection: directionWord(direction) };
    return client.detail(region, which, 'background').catch(() => null);
  });
  return (await Promise.all(some)).filter((row) => row !== null);
}

const TIMES = ['CreateTime', 'ExpireTime', 'FinishTime', 'LastUpdateTime', 'Checkpoint', 'Delay'];

function formsIn(rows: readonly unknown[]): unknown {
  return Object.fromEntries(
    TIMES.map((name) => [name, counted(rows.map((row) => formOf(field(row, name))))]),
  );
}

function words(rows: readonly unknown[], name: string) {
  return counted(rows.map((row) => cloudWord(field(row, name))));
}

function relations(rows: readonly unknown[]): unknown {
  const same = rows.filter((row) => field(row, 'DtsInstanceID') === `dts${String(field(row, 'DtsJobId'))}`);
  return { rows: rows.length, instanceIdIsDtsAndJobId: same.length };
}

/** What the tables and the manuals only suppose of DTS, as it really is in this account. Never throws. */
export async function probeAlibaba(asking: Asking, tasks: readonly Task[]) {
  const all = await rowsOf(asking);
  const listed = all.flatMap(({ rows }) => rows);
  const shown = await details(asking, tasks);
  return {
    provider: 'alibaba-dts',
    regions: asking.regions.length,
    tasks: listed.length,
    pageSize: await pageSizes(asking, all),
    statuses: statuses(all),
    jobTypes: { list: words(listed, 'JobType'), detail: words(shown, 'JobType') },
    directions: {
      list: words(listed, 'DtsJobDirection'),
      detail: words(shown, 'SynchronizationDirection'),
    },
    payTypes: words(listed, 'PayType'),
    statusCaseInDetail: counted(
      shown.map((row) => (/^[a-z]+$/.test(String(field(row, 'Status'))) ? 'lower case' : 'as in the list')),
    ),
    ids: relations(listed),
    fields: {
      list: fieldsShown(listed, READ_IN_LIST, GROUPS),
      detail: fieldsShown(shown, READ, GROUPS),
    },
    forms: { list: formsIn(listed), detail: formsIn(shown) },
    whitelistGroups: await groupNamesInUse(asking, tasks),
  };
}
