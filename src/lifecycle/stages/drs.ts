import type { Kind, Stage } from '../task.ts';

type ConsoleName = string | null;

/**
 * Every status of a DRS task: its stage, then what the console calls it on a migration, a synchronisation and
 * a disaster recovery (DRS API reference, "Task statuses"; user guide, "Task Statuses" of each kind). `null`
 * where the console shows none. Huawei Cloud knows the ones that Open Telekom Cloud does not list.
 */
const STATUSES = {
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
  // The full phase is over, not the task: the changes have not begun to follow yet.
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
  // Paused, although the English table says "is being paused": it is the end state of a pause.
  PAUSING: ['paused', 'Paused', 'Paused', 'Paused'],
  // How the page "Querying Task Statuses in Batches" spells it.
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
  // The node is new, but the task has not said yet that it copies again.
  NODE_UPGRADE_COMPLETE: ['changing', null, null, null],
  NODE_UPGRADE_FAILED: ['change-failed', null, null, null],
  DELETED: ['gone', null, null, null],
} as const satisfies Record<string, readonly [Stage, ConsoleName, ConsoleName, ConsoleName]>;

/** A status that the table has a row for. */
export type DrsStatus = keyof typeof STATUSES;

/** Every status of the table, in the order in which a task goes through them. */
export const DRS_STATUSES = Object.keys(STATUSES) as readonly DrsStatus[];

const COLUMNS = {
  migration: 1,
  synchronisation: 2,
  'disaster-recovery': 3,
  'change-tracking': null,
} as const satisfies Record<Kind, 1 | 2 | 3 | null>;

function isDrsStatus(status: string): status is DrsStatus {
  return Object.hasOwn(STATUSES, status);
}

/**
 * The stage that a raw status stands for, matched letter by letter. A status without a row, and a kind of task
 * that DRS does not have, are `unknown`.
 */
export function stageOfDrsStatus(kind: Kind, status: string): Stage {
  if (COLUMNS[kind] === null || !isDrsStatus(status)) return 'unknown';
  return STATUSES[status][0];
}

/** What the console shows for a status, e.g. "Disaster recovery failed"; `null` where it shows no name. */
export function consoleNameOfDrsStatus(kind: Kind, status: string): string | null {
  const column = COLUMNS[kind];
  return column === null || !isDrsStatus(status) ? null : STATUSES[status][column];
}
