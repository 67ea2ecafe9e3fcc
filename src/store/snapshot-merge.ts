import type { Endpoint, Task } from '../lifecycle/task.ts';

function isShown(value: unknown): boolean {
  if (value === null || value === '' || value === 'not-shown') return false;
  return !Array.isArray(value) || value.length > 0;
}

/** Every field of `newer`, and that of `earlier` where `newer` does not show it. */
function filled<Facts extends object>(earlier: Facts, newer: Facts): Facts {
  const shown = Object.entries(newer).filter(([, value]) => isShown(value));
  return { ...newer, ...earlier, ...Object.fromEntries(shown) };
}

/** Whether two sightings of one end of a task are of the same database, as far as both show it. */
function isSameDatabase(earlier: Endpoint, newer: Endpoint): boolean {
  for (const field of ['instanceId', 'address', 'place'] as const)
    if (isShown(earlier[field]) && isShown(newer[field])) return earlier[field] === newer[field];
  return true;
}

/** Two databases are never mixed: an end that was configured anew replaces the former one whole. */
function mergedEndpoint(earlier: Endpoint, newer: Endpoint): Endpoint {
  return isSameDatabase(earlier, newer) ? filled(earlier, newer) : newer;
}

/** A task without what is true for a moment only: its lag and its error. */
export function withoutMoment(task: Task): Task {
  return { ...task, lag: null, trouble: null };
}

/**
 * A task as it is now, with what was known of it before and is not shown any more: clouds forget details of a
 * task at its end, and the clean-up needs them after it.
 */
export function mergeSightings(earlier: Task, newer: Task): Task {
  return {
    ...filled(earlier, withoutMoment(newer)),
    finishedAt: newer.finishedAt,
    source: mergedEndpoint(earlier.source, newer.source),
    destination: mergedEndpoint(earlier.destination, newer.destination),
    drs:
      earlier.drs === null || newer.drs === null
        ? (newer.drs ?? earlier.drs)
        : filled(earlier.drs, newer.drs),
  };
}
