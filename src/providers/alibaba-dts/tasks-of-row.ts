import type { DtsKind } from '../../lifecycle/stages/dts.ts';
import type { Task } from '../../lifecycle/task.ts';
import { DtsJob, ListedJob } from './schema.ts';
import { directionOf, kindOfJobType, oppositeOf, otherOf, taskOfJob } from './task-of-job.ts';

export interface Asked {
  readonly account: string;
  readonly region: string;
  readonly readAt: number;
  /** The job type that the list was asked for. */
  readonly kind: DtsKind;
}

export interface RowTasks {
  readonly tasks: readonly Task[];
  /** How many jobs in the row lack an id or a status. */
  readonly unreadable: number;
}

/** One-way tasks may carry a ReverseJob with nothing in it. */
function isThere(row: ListedJob['ReverseJob']): boolean {
  return row !== null && [row['DtsJobId'], row['Status']].some((value) => value != null && value !== '');
}

/**
 * The tasks of a row of DescribeDtsJobs: one, or one a direction for a two-way synchronisation. Directions
 * are told by DtsJobDirection where it is given, because the console can switch them, else by position. A
 * DtsJobDirection of Forward alone does not make a task two-way.
 */
export function tasksOfRow(raw: unknown, asked: Asked): RowTasks {
  const parsed = ListedJob.safeParse(raw).data;
  if (parsed === undefined) return { tasks: [], unreadable: 1 };
  const kind = kindOfJobType(parsed.JobType) ?? asked.kind;
  const direction = directionOf(parsed.DtsJobDirection) ?? 'forward';
  const sighting = { ...asked, kind, shownIn: 'list' } as const;
  const hasOther = kind === 'synchronisation' && isThere(parsed.ReverseJob);
  const otherJob = hasOther ? DtsJob.safeParse(parsed.ReverseJob).data : undefined;
  if (otherJob === undefined) {
    const twoWay = hasOther || direction === 'reverse';
    const task = taskOfJob(parsed, { ...sighting, direction, twoWay, other: null });
    return { tasks: [task], unreadable: hasOther ? 1 : 0 };
  }
  const twoWay = { ...sighting, twoWay: true } as const;
  return {
    tasks: [
      taskOfJob(parsed, { ...twoWay, direction, other: otherOf(kind, otherJob) }),
      taskOfJob(otherJob, { ...twoWay, direction: oppositeOf(direction), other: otherOf(kind, parsed) }),
    ],
    unreadable: 0,
  };
}
