import { type DtsKind, stageOfDtsStatus } from '../../lifecycle/stages/dts.ts';
import type { Lag, Stage, Task } from '../../lifecycle/task.ts';
import type { DtsJob } from './schema.ts';

function is(step: { readonly Status: string | null } | null, ...words: readonly string[]): boolean {
  const status = step?.Status?.toLowerCase() ?? null;
  return status !== null && words.includes(status);
}

/** What the task was configured to copy. Schema alone counts as full-only: it ends by itself, too. */
export function loadOf(kind: DtsKind, job: DtsJob): Task['load'] {
  if (kind === 'change-tracking') return 'incremental';
  const full = job.MigrationMode?.DataInitialization ?? null;
  const incremental = job.MigrationMode?.DataSynchronization ?? null;
  if (full === null || incremental === null) return 'not-shown';
  if (!incremental) return 'full-only';
  return full ? 'full-and-incremental' : 'incremental';
}

/**
 * Whether the existing rows are all there. The list says it of the full load; the detail call shows the
 * incremental part only, which begins when the full load is over.
 */
export function fullLoadOf(kind: DtsKind, job: DtsJob): Task['fullLoad'] {
  if (kind === 'change-tracking') return 'not-shown';
  const { DataInitializationStatus: full, DataSynchronizationStatus: incremental } = job;
  const status = job.Status.toLowerCase();
  if (status === 'initializing' || status === 'initializefailed') return 'running';
  if (is(full, 'finished')) return 'complete';
  if (full?.Status != null && job.MigrationMode?.DataInitialization !== false) return 'running';
  if (is(incremental, 'migrating', 'catched', 'finished')) return 'complete';
  if (status === 'synchronizing') return 'complete';
  return is(incremental, 'notstarted') ? 'running' : 'not-shown';
}

/** The stage of a job; Migrating covers the full load and what follows it, and is told apart here. */
export function stageOfJob(kind: DtsKind, job: DtsJob): Stage {
  if (job.DemoJob === true || job.JobType?.toLowerCase() === 'subsync') return 'sub-task';
  const stage = stageOfDtsStatus(kind, job.Status);
  if (job.Status.toLowerCase() !== 'migrating' || stage === 'unknown') return stage;
  const load = loadOf(kind, job);
  if (load === 'incremental') return 'running';
  return load !== 'full-only' && fullLoadOf(kind, job) === 'complete' ? 'running' : 'full-load';
}

const NO_LAG_YET: ReadonlySet<Stage> = new Set(['configuring', 'waiting', 'start-failed', 'full-load']);

/**
 * How far behind the destination is. DTS's Delay is in milliseconds, except in the list, where that of a
 * synchronisation is in seconds ("DescribeDtsJobs") and that of change tracking has no documented unit. A
 * negative figure means "no value", and before changes flow a zero says nothing.
 */
export function lagOf(kind: DtsKind, job: DtsJob, shownIn: 'list' | 'detail'): Lag | null {
  const delay = job.Delay;
  if (delay === null || delay < 0 || loadOf(kind, job) === 'full-only') return null;
  if (NO_LAG_YET.has(stageOfJob(kind, job))) return null;
  if (shownIn === 'detail' || kind === 'migration') return { milliseconds: delay };
  return kind === 'synchronisation' ? { milliseconds: delay * 1000 } : null;
}
