import { describe, expect, it } from 'vitest';
import { DTS_STAGES, type DtsKind, stageOfDtsStatus } from '../../src/lifecycle/stages/dts.ts';
import type { Stage } from '../../src/lifecycle/task.ts';

/** The manual's table, a row a status: what it is for a migration, a synchronisation, change tracking. */
const MANUAL: Readonly<Record<string, readonly [Stage, Stage, Stage]>> = {
  NotConfigured: ['configuring', 'configuring', 'configuring'],
  NotStarted: ['waiting', 'waiting', 'waiting'],
  Prechecking: ['waiting', 'waiting', 'waiting'],
  PrecheckFailed: ['start-failed', 'start-failed', 'start-failed'],
  PreCheckPass: ['waiting', 'waiting', 'waiting'],
  Initializing: ['unknown', 'full-load', 'unknown'],
  InitializeFailed: ['unknown', 'failed', 'unknown'],
  Starting: ['unknown', 'unknown', 'starting'],
  Migrating: ['full-load', 'unknown', 'unknown'],
  Synchronizing: ['unknown', 'running', 'unknown'],
  Normal: ['unknown', 'unknown', 'running'],
  Suspending: ['paused', 'paused', 'unknown'],
  MigrationFailed: ['failed', 'unknown', 'unknown'],
  Failed: ['unknown', 'failed', 'unknown'],
  Abnormal: ['unknown', 'unknown', 'failed'],
  Modifying: ['unknown', 'changing', 'unknown'],
  ModifyFailed: ['unknown', 'change-failed', 'unknown'],
  Retrying: ['retrying', 'retrying', 'retrying'],
  Upgrade: ['changing', 'changing', 'changing'],
  Downgrade: ['changing', 'changing', 'changing'],
  Locked: ['locked', 'locked', 'locked'],
  Finished: ['ended', 'ended', 'ended'],
};
const KINDS = ['migration', 'synchronisation', 'change-tracking'] as const satisfies DtsKind[];
const CELLS = Object.entries(MANUAL).flatMap(([status, stages]) =>
  KINDS.map((kind, at) => [status, kind, stages[at] ?? 'unknown'] as const),
);

describe('stageOfDtsStatus', () => {
  it.each(CELLS)('takes %s of a %s for %s, however it is written', (status, kind, stage) => {
    expect(stageOfDtsStatus(kind, status)).toBe(stage);
    expect(stageOfDtsStatus(kind, status.toLowerCase())).toBe(stage);
    expect(stageOfDtsStatus(kind, status.toUpperCase())).toBe(stage);
  });

  it('has no row that the manual does not have', () => {
    for (const table of Object.values(DTS_STAGES)) {
      expect(Object.keys(MANUAL)).toEqual(expect.arrayContaining(Object.keys(table)));
    }
  });

  it.each([
    '',
    'Suspended',
    'Error',
    'InitializingDataLoad',
    'constructor',
    '__proto__',
    'toString',
    ' Finished',
  ])('knows nothing of %j', (status) => {
    for (const kind of KINDS) expect(stageOfDtsStatus(kind, status)).toBe('unknown');
  });

  it('knows no status of a kind that DTS does not have', () => {
    expect(stageOfDtsStatus('disaster-recovery', 'Finished')).toBe('unknown');
  });
});
