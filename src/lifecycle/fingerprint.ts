import type { Action, Endpoint, Task } from './task.ts';

/** What a confirmation is bound to: field by field, so that a difference can be named. */
export type Fingerprint = Readonly<Record<string, string>>;

export interface Difference {
  readonly label: string;
  readonly shown: string;
  readonly now: string;
}

const NOT_SHOWN = 'not shown';

function endpoint(end: Endpoint): string {
  const parts = [end.product, end.engine, end.instanceId, end.address, end.port, end.region].filter(
    (part) => part !== null,
  );
  return parts.length === 0 ? NOT_SHOWN : parts.join(' ');
}

type Field = {
  readonly key: string;
  readonly label: string;
  readonly why: string;
  readonly of: (action: Action, task: Task) => string | null;
};

/**
 * The relevant facts of promise 3, each with its reason. Lag, progress and checkpoints are left out on
 * purpose: they move all the time and change nothing about what would be ended.
 */
export const FINGERPRINT_FIELDS: readonly Field[] = [
  {
    key: 'provider',
    label: 'Provider',
    why: 'the same id may exist at another cloud',
    of: (_, task) => task.provider,
  },
  { key: 'account', label: 'Account', why: 'keys decide whose task it is', of: (_, task) => task.account },
  { key: 'region', label: 'Region', why: 'ids are valid in one region', of: (_, task) => task.region },
  { key: 'taskId', label: 'Task id', why: 'it is what will be ended', of: (_, task) => task.taskId },
  {
    key: 'instanceId',
    label: 'Instance id',
    why: 'a re-created instance is another task',
    of: (_, task) => task.instanceId,
  },
  { key: 'name', label: 'Name', why: 'people recognise, and type, the name', of: (_, task) => task.name },
  { key: 'action', label: 'Action', why: 'a pause must never become an end', of: (action) => action },
  {
    key: 'from',
    label: 'Source',
    why: 'a two-way task can switch its direction in the console',
    of: (_, task) => endpoint(task.source),
  },
  {
    key: 'to',
    label: 'Destination',
    why: 'the same, at the other end',
    of: (_, task) => endpoint(task.destination),
  },
  {
    key: 'direction',
    label: 'Direction',
    why: 'the other direction goes on living',
    of: (_, task) => (task.twoWay ? task.direction : null),
  },
  {
    key: 'createdAt',
    label: 'Creation time',
    why: 'a new task may carry an old name',
    of: (_, task) => task.createdAt,
  },
  {
    key: 'stage',
    label: 'State',
    why: 'the rules, and the consequences, follow from it',
    of: (_, task) => task.stage,
  },
  { key: 'billing', label: 'Billing', why: 'it decides what release means', of: (_, task) => task.billing },
];

/** The fingerprint of an action on a task. A field that the cloud does not show binds as "not shown". */
export function fingerprintOf(action: Action, task: Task): Fingerprint {
  return Object.fromEntries(
    FINGERPRINT_FIELDS.map((field) => [field.key, field.of(action, task) ?? NOT_SHOWN]),
  );
}

/** Every field in which two fingerprints differ, in the order of the table; empty when they are the same. */
export function differences(shown: Fingerprint, now: Fingerprint): readonly Difference[] {
  return FINGERPRINT_FIELDS.filter((field) => shown[field.key] !== now[field.key]).map((field) => ({
    label: field.label,
    shown: shown[field.key] ?? NOT_SHOWN,
    now: now[field.key] ?? NOT_SHOWN,
  }));
}
