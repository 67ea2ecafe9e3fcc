import { describe, expect, it } from 'vitest';
import {
  consoleNameOfDrsStatus,
  DRS_STATUSES,
  type DrsStatus,
  stageOfDrsStatus,
} from '../../src/lifecycle/stages/drs.ts';
import type { Stage } from '../../src/lifecycle/task.ts';

const KINDS = ['migration', 'synchronisation', 'disaster-recovery'] as const;

/** The vendor's manual, row by row: stage, and the console's names in the order of `KINDS`. */
const MANUAL: Record<DrsStatus, [Stage, string | null, string | null, string | null]> = {
  CREATING: ['creating', 'Creating', 'Creating', 'Creating'],
  CREATE_FAILED: ['create-failed', 'Task creation failed', 'Task creation failed', 'Task creation failed'],
  CONFIGURATION: ['configuring', 'Configuration', 'Configuration', 'Configuration'],
  WAITING_FOR_START: ['waiting', 'Pending start', 'Pending start', 'Pending start'],
  STARTJOBING: ['starting', 'Starting', 'Starting', 'Starting'],
  START_JOB_FAILED: ['start-failed', 'Start failed', 'Start failed', 'Start failed'],
  FULL_TRANSFER_STARTED: ['full-load', 'Full migration', 'Full synchronization', 'Initialization'],
  FULL_TRANSFER_FAILED: [
    'failed',
    'Full migration failed',
    'Full synchronization failed',
    'Initialization failed',
  ],
  FULL_TRANSFER_COMPLETE: ['full-load', 'Full migration', 'Full synchronization', 'Initialization completed'],
  INCRE_TRANSFER_STARTED: [
    'running',
    'Incremental migration',
    'Incremental synchronization',
    'Disaster recovery in progress',
  ],
  INCRE_TRANSFER_FAILED: [
    'failed',
    'Incremental migration failed',
    'Incremental synchronization failed',
    'Disaster recovery failed',
  ],
  PAUSING: ['paused', 'Paused', 'Paused', 'Paused'],
  PAUSEING: ['paused', 'Paused', 'Paused', 'Paused'],
  REBUILD_NODE_STARTED: ['repairing', 'Fault rectification', 'Fault rectification', 'Fault rectification'],
  REBUILD_NODE_FAILED: ['repair-failed', 'Fault rectification', 'Fault rectification', 'Fault rectification'],
  RELEASE_RESOURCE_STARTED: ['ending', 'Stopping', 'Task stopping', 'Task stopping'],
  RELEASE_RESOURCE_FAILED: [
    'end-failed',
    'Stopping task failed',
    'Stopping task failed',
    'Stopping task failed',
  ],
  RELEASE_RESOURCE_COMPLETE: ['ended', 'Completed', 'Completed', 'Completed'],
  CHANGE_JOB_STARTED: ['changing', null, 'Modifying task', null],
  CHANGE_JOB_FAILED: ['change-failed', null, 'Modifying task failed', null],
  CHILD_TRANSFER_STARTING: ['sub-task', null, null, null],
  CHILD_TRANSFER_STARTED: ['sub-task', null, null, null],
  CHILD_TRANSFER_COMPLETE: ['sub-task', null, null, null],
  CHILD_TRANSFER_FAILED: ['sub-task', null, null, null],
  RELEASE_CHILD_TRANSFER_STARTED: ['sub-task', null, null, null],
  RELEASE_CHILD_TRANSFER_COMPLETE: ['sub-task', null, null, null],
  NODE_UPGRADE_START: ['changing', null, null, null],
  NODE_UPGRADE_COMPLETE: ['changing', null, null, null],
  NODE_UPGRADE_FAILED: ['change-failed', null, null, null],
  DELETED: ['gone', null, null, null],
};

describe('stageOfDrsStatus', () => {
  it.each(Object.entries(MANUAL))('reads %s as the manual does, for every kind', (status, [stage]) => {
    expect(KINDS.map((kind) => stageOfDrsStatus(kind, status))).toEqual([stage, stage, stage]);
  });

  it('knows every status of the manual', () => {
    expect([...DRS_STATUSES].sort()).toEqual(Object.keys(MANUAL).sort());
  });

  it.each([
    '',
    'Frozen',
    'incre_transfer_started',
    ' PAUSING',
    'PAUSED',
    'toString',
    '__proto__',
    'RELEASED',
  ])('does not guess what "%s" means', (status) => {
    expect(stageOfDrsStatus('migration', status)).toBe('unknown');
    expect(consoleNameOfDrsStatus('migration', status)).toBeNull();
  });

  it('knows no stage of a kind that DRS does not have', () => {
    expect(stageOfDrsStatus('change-tracking', 'INCRE_TRANSFER_STARTED')).toBe('unknown');
    expect(consoleNameOfDrsStatus('change-tracking', 'INCRE_TRANSFER_STARTED')).toBeNull();
  });
});

describe('consoleNameOfDrsStatus', () => {
  it.each(Object.entries(MANUAL))('calls %s what the console calls it', (status, [, ...names]) => {
    expect(KINDS.map((kind) => consoleNameOfDrsStatus(kind, status))).toEqual(names);
  });
});
