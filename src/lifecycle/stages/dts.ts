import type { Kind, Stage } from '../task.ts';

/*
 * Every status that DTS gives a task, a table per job type (API reference of DTS, DescribeDtsJobs: Status).
 * The spelling is the manual's, the capital C of PreCheckPass included; DescribeDtsJobDetail writes some in
 * lower case, so nothing here is compared by case.
 */

const MIGRATION = {
  NotConfigured: 'configuring', // bought, nothing configured yet
  NotStarted: 'waiting',
  Prechecking: 'waiting',
  PrecheckFailed: 'start-failed',
  PreCheckPass: 'waiting',
  Migrating: 'full-load', // full load or incremental; `running` only where the answer shows the full load is over
  Suspending: 'paused', // a stable state in spite of its name
  MigrationFailed: 'failed',
  Retrying: 'retrying',
  Upgrade: 'changing',
  Downgrade: 'changing',
  Locked: 'locked', // expired or overdue
  Finished: 'ended', // completed or terminated; the console says "Completed"
} as const satisfies Record<string, Stage>;

const SYNCHRONISATION = {
  NotConfigured: 'configuring',
  NotStarted: 'waiting',
  Prechecking: 'waiting',
  PrecheckFailed: 'start-failed',
  PreCheckPass: 'waiting',
  Initializing: 'full-load', // schema and full load
  InitializeFailed: 'failed',
  Synchronizing: 'running',
  Suspending: 'paused',
  Failed: 'failed',
  Modifying: 'changing', // its objects are being changed
  ModifyFailed: 'change-failed',
  Retrying: 'retrying',
  Upgrade: 'changing',
  Downgrade: 'changing',
  Locked: 'locked',
  Finished: 'ended',
} as const satisfies Record<string, Stage>;

const CHANGE_TRACKING = {
  NotConfigured: 'configuring',
  NotStarted: 'waiting',
  Prechecking: 'waiting',
  PrecheckFailed: 'start-failed',
  PreCheckPass: 'waiting',
  Starting: 'starting',
  Normal: 'running',
  Abnormal: 'failed',
  Retrying: 'retrying',
  Upgrade: 'changing',
  Downgrade: 'changing',
  Locked: 'locked',
  Finished: 'ended', // change tracking cannot be terminated; this is what a released one is listed as
} as const satisfies Record<string, Stage>;

/** The kinds of task that DTS has: its job types MIGRATION, SYNC and SUBSCRIBE. */
export type DtsKind = Exclude<Kind, 'disaster-recovery'>;

/** Every known status with its stage, by kind. */
export const DTS_STAGES = {
  migration: MIGRATION,
  synchronisation: SYNCHRONISATION,
  'change-tracking': CHANGE_TRACKING,
} as const satisfies Record<DtsKind, Readonly<Record<string, Stage>>>;

function ignoringCase(table: Readonly<Record<string, Stage>>): ReadonlyMap<string, Stage> {
  return new Map(Object.entries(table).map(([status, stage]) => [status.toLowerCase(), stage]));
}

const LOOKUP: Readonly<Record<DtsKind, ReadonlyMap<string, Stage>>> = {
  migration: ignoringCase(MIGRATION),
  synchronisation: ignoringCase(SYNCHRONISATION),
  'change-tracking': ignoringCase(CHANGE_TRACKING),
};

/**
 * What a raw DTS status means for a task of this kind, ignoring case. A status that this kind does not have is
 * `unknown`, whatever it means for another kind.
 */
export function stageOfDtsStatus(kind: Kind, status: string): Stage {
  if (kind === 'disaster-recovery') return 'unknown';
  return LOOKUP[kind].get(status.toLowerCase()) ?? 'unknown';
}
