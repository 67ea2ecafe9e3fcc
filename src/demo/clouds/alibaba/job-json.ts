import { lagAt } from '../lag.ts';
import { OWN_ACCOUNT } from './account.ts';
import { type AlibabaState, twinOf } from './alibaba-state.ts';
import type { DtsChecks, DtsEndpoint, DtsTask } from './dts-task.ts';

const LIST_WORDS = { MIGRATION: 'online', SYNC: 'sync', SUBSCRIBE: 'subscribe' } as const;

/** `yyyy-MM-ddTHH:mm:ssZ`, the form of every time in DTS's answers. */
export function cloudTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** A job as DescribeDtsJobs lists it: Delay in seconds for synchronisations and in ms otherwise, Checkpoint as text. */
export function listItem(state: AlibabaState, task: DtsTask): Record<string, unknown> {
  const now = state.timeline.now();
  const seconds = task.status === 'Finished' ? 0 : lagAt(task.lag, now);
  const twin = twinOf(state, task);
  return {
    ...commonFields(task),
    Status: task.status,
    Checkpoint: String(checkpointAt(now, seconds)),
    ...checkFields(task),
    Delay: task.jobType === 'SYNC' ? Math.round(seconds) : Math.round(seconds * 1000),
    SourceEndpoint: { ...task.source },
    DestinationEndpoint: { ...task.destination },
    ...(twin !== undefined && task.direction === 'Forward'
      ? { ReverseJob: listItem(state, { ...twin, twinId: '' }) }
      : {}),
  };
}

/** A job as DescribeDtsJobDetail shows it: Delay in ms, Checkpoint as a number, on some tasks a lower-case status. */
export function detailFields(state: AlibabaState, task: DtsTask): Record<string, unknown> {
  const now = state.timeline.now();
  const seconds = task.status === 'Finished' ? 0 : lagAt(task.lag, now);
  return {
    ...commonFields(task),
    Status: task.lowerCaseDetail ? task.status.toLowerCase() : task.status,
    Checkpoint: checkpointAt(now, seconds),
    Delay: Math.round(seconds * 1000),
    SourceEndpoint: ownedEndpoint(state, task.source),
    DestinationEndpoint: ownedEndpoint(state, task.destination),
    SynchronizationDirection: task.direction,
    LastUpdateTime: cloudTime(now),
    TaskType: task.jobType === 'SYNC' ? 'ONLINE' : '',
    DemoJob: false,
    SubSyncJob: [],
    SubDistributedJob: [],
    ...(task.finished === null ? {} : { FinishTime: cloudTime(task.finished) }),
  };
}

/** Details tell whose account an endpoint is in; a database of this world is in its owner's. */
function ownedEndpoint(state: AlibabaState, endpoint: DtsEndpoint): Record<string, unknown> {
  const database = state.databases.find((each) => each.id === endpoint.InstanceID);
  const AliyunUid = database?.owner ?? OWN_ACCOUNT;
  const RoleName = AliyunUid === OWN_ACCOUNT ? '' : 'dts-cross-account';
  return { ...endpoint, AliyunUid, RoleName, CanModifyPassword: true };
}

function checkpointAt(now: number, lagSeconds: number): number {
  return Math.floor(now / 1000 - lagSeconds);
}

function commonFields(task: DtsTask): Record<string, unknown> {
  return {
    DtsJobId: task.id,
    DtsInstanceID: task.instanceId,
    DtsJobName: task.name,
    JobType: LIST_WORDS[task.jobType],
    PayType: task.payType,
    DtsJobClass: task.jobClass,
    ...(task.twinId === '' && task.direction === 'Forward' ? {} : { DtsJobDirection: task.direction }),
    CreateTime: cloudTime(task.created),
    ...(task.expires === null ? {} : { ExpireTime: cloudTime(task.expires) }),
    MigrationMode: {
      StructureInitialization: task.jobType !== 'SUBSCRIBE',
      DataInitialization: task.jobType !== 'SUBSCRIBE',
      DataSynchronization: true,
      StructureDataCheck: task.checks.structure !== undefined,
      FullDataCheck: task.checks.full !== undefined,
      IncDataCheck: task.checks.incremental !== undefined,
    },
    ...stepFields(task),
    Performance: { Rps: '100', Flow: '1' },
    TagList: Object.entries(task.tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
    ...troubleFields(task),
  };
}

function stepFields(task: DtsTask): Record<string, unknown> {
  const started = !['NotConfigured', 'NotStarted', 'Prechecking', 'PrecheckFailed'].includes(task.status);
  const loaded = started && task.fullLoadPercent >= 100;
  const incremental = task.lag.seconds === 0 && task.lag.growth === 0 ? 'Catched' : 'Migrating';
  return {
    PrecheckStatus: {
      Status: started ? 'Finished' : 'NotStarted',
      Percent: started ? '100' : '0',
      Detail: [],
    },
    DataInitializationStatus: {
      Status: loaded ? 'Finished' : started ? 'Migrating' : 'NotStarted',
      Percent: String(started ? task.fullLoadPercent : 0),
      Progress: '44755',
    },
    DataSynchronizationStatus: {
      Status: loaded ? incremental : 'NotStarted',
      Percent: loaded ? '95' : '0',
      Progress: '0/0',
      NeedUpgrade: false,
    },
  };
}

const CHECKS = {
  full: 'FullDataCheckStatus',
  incremental: 'IncDataCheckStatus',
  structure: 'StructureDataCheckStatus',
} as const satisfies Record<keyof DtsChecks, string>;

/** How the verification stands, which the list tells and the detail does not; nothing for what was not configured. */
function checkFields({ checks }: DtsTask): Record<string, unknown> {
  const parts = Object.entries(CHECKS) as [keyof DtsChecks, string][];
  return Object.fromEntries(
    parts.flatMap(([part, field]) => {
      const Status = checks[part];
      if (Status === undefined) return [];
      return [
        [field, { Status, Percent: Status === 'NotStarted' ? '0' : '100', Progress: '', ErrorMessage: '' }],
      ];
    }),
  );
}

function troubleFields(task: DtsTask): Record<string, unknown> {
  const { error, retry } = task;
  return {
    ...(error === null
      ? {}
      : {
          ErrorMessage: `${error.code}: ${error.message}`,
          ErrorDetails: [
            { ErrorCode: error.code, HelpUrl: 'https://help.aliyun.com/document_detail/462133.html' },
          ],
        }),
    ...(retry === null
      ? {}
      : {
          RetryState: {
            Retrying: true,
            RetryCount: retry.count,
            RetryTime: retry.sinceSeconds,
            MaxRetryTime: 604_800,
            RetryTarget: 'srcDB',
            Module: '01',
            JobId: task.id,
            ErrMessage: retry.message,
          },
        }),
  };
}
