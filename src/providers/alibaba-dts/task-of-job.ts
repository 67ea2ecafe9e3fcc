import type { DtsKind } from '../../lifecycle/stages/dts.ts';
import type { Billing, Task, Trouble } from '../../lifecycle/task.ts';
import { redact } from '../redact.ts';
import { endpointOfJob } from './endpoint-of-job.ts';
import { fullLoadOf, lagOf, loadOf, stageOfJob } from './progress-of-job.ts';
import type { DtsJob } from './schema.ts';

export type Direction = Task['direction'];

/** Where, when and how a job was seen: what its own fields do not tell. */
export interface Sighting {
  readonly account: string;
  readonly region: string;
  readonly readAt: number;
  readonly shownIn: 'list' | 'detail';
  readonly kind: DtsKind;
  readonly direction: Direction;
  readonly twoWay: boolean;
  readonly other: Task['other'];
}

/** The JobType of a call: what DTS lists by, and what DeleteDtsJob wants to be told. */
export const JOB_TYPES = {
  migration: 'MIGRATION',
  synchronisation: 'SYNC',
  'change-tracking': 'SUBSCRIBE',
} as const satisfies Record<DtsKind, string>;

export const DTS_KINDS = Object.keys(JOB_TYPES) as readonly DtsKind[];

/** The JobType of an answer is another word than that of a call, and differs between list and detail. */
const KINDS: Readonly<Record<string, DtsKind>> = {
  online: 'migration',
  migration: 'migration',
  sync: 'synchronisation',
  subsync: 'synchronisation',
  subscribe: 'change-tracking',
};

/** The kind that an answer's JobType stands for; `null` where it is missing or new. */
export function kindOfJobType(jobType: string | null): DtsKind | null {
  const word = jobType?.toLowerCase() ?? '';
  return Object.hasOwn(KINDS, word) ? (KINDS[word] ?? null) : null;
}

/** DTS's word for a direction in ours; `null` for anything else. */
export function directionOf(word: string | null): Direction | null {
  const lower = word?.toLowerCase();
  return lower === 'forward' || lower === 'reverse' ? lower : null;
}

/** The direction that an answer is about; `null` where it does not say. */
export function shownDirection(job: DtsJob): Direction | null {
  return directionOf(job.DtsJobDirection) ?? directionOf(job.SynchronizationDirection);
}

export function oppositeOf(direction: Direction): Direction {
  return direction === 'forward' ? 'reverse' : 'forward';
}

/** DTS writes UTC, with a `Z` in some fields and without in others. */
function timeOf(text: string | null): string | null {
  if (text === null) return null;
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

function billingOf(payType: string | null): Billing {
  const word = payType?.toLowerCase();
  if (word === 'postpaid' || word === 'postpay') return 'pay-as-you-go';
  return word === 'prepaid' || word === 'prepay' ? 'subscription' : 'not-shown';
}

function troubleOf(job: DtsJob): Trouble | null {
  const text =
    job.ErrorMessage ??
    job.MigrationErrMsg ??
    job.DataSynchronizationStatus?.ErrorMessage ??
    job.DataInitializationStatus?.ErrorMessage ??
    job.StructureInitializationStatus?.ErrorMessage ??
    job.PrecheckStatus?.ErrorMessage ??
    job.RetryState?.ErrMessage ??
    null;
  if (text === null) return null;
  const named = job.ErrorDetails?.[0]?.ErrorCode ?? job.MigrationErrCode;
  return { code: named ?? /\bDTS-\d+/.exec(text)?.[0] ?? null, text: redact(text), reads: 1 };
}

function tagsOf({ TagList }: DtsJob): Task['tags'] {
  return TagList === null
    ? null
    : Object.fromEntries(TagList.map(({ TagKey, TagValue }) => [TagKey, TagValue ?? '']));
}

/** A DTS job, one direction of it, in our words. */
export function taskOfJob(job: DtsJob, sighting: Sighting): Task {
  const { account, region, readAt, shownIn, kind, direction, twoWay, other } = sighting;
  return {
    provider: 'alibaba-dts',
    account,
    region,
    taskId: job.DtsJobId,
    instanceId: job.DtsInstanceID,
    direction,
    name: job.DtsJobName,
    kind,
    status: job.Status,
    stage: stageOfJob(kind, job),
    twoWay,
    other,
    load: loadOf(kind, job),
    fullLoad: fullLoadOf(kind, job),
    source: endpointOfJob(job.SourceEndpoint, job.DestinationEndpoint),
    destination: endpointOfJob(job.DestinationEndpoint, job.SourceEndpoint),
    createdAt: timeOf(job.CreateTime),
    finishedAt: timeOf(job.FinishTime),
    billing: billingOf(job.PayType),
    expiresAt: timeOf(job.ExpireTime),
    lag: lagOf(kind, job, shownIn),
    trouble: troubleOf(job),
    drs: null,
    tags: tagsOf(job),
    readAt,
  };
}

/** The other direction of a two-way synchronisation in short. */
export function otherOf(kind: DtsKind, job: DtsJob): NonNullable<Task['other']> {
  return { taskId: job.DtsJobId, stage: stageOfJob(kind, job), status: job.Status };
}
