import type { Task, TaskRef } from '../lifecycle/task.ts';
import type { HeldTask } from './ports.ts';

/** Until when, as the person meant it: the moment in ms since 1970, and what the clocks of their zone show then. */
export interface Until {
  readonly at: number;
  readonly wall: string;
  readonly zone: string;
}

/** A task on hold, both of its directions. */
export interface Hold {
  readonly id: string;
  /** As it was when the hold was set. */
  readonly task: HeldTask;
  /** The ids of both directions, as far as the cloud showed them. */
  readonly taskIds: readonly string[];
  readonly by: string;
  readonly at: number;
  readonly because: string;
  /** `null`: until somebody lifts it. */
  readonly until: Until | null;
}

/** The red switch: nothing is changed in any cloud. */
export interface Freeze {
  readonly by: string;
  readonly at: number;
  readonly because: string;
}

export type TaskOrRef = TaskRef & Partial<Pick<Task, 'other'>>;

/** The ids of a task and of its other direction, where that is shown. */
export function idsOf(task: TaskOrRef): readonly string[] {
  const other = task.other?.taskId ?? null;
  return other === null ? [task.taskId] : [task.taskId, other];
}

function isSamePlace(one: Place, other: Place): boolean {
  return one.provider === other.provider && one.account === other.account && one.region === other.region;
}

type Place = Pick<TaskRef, 'provider' | 'account' | 'region'>;

/** Are these one task, or the two directions of one? */
export function isSameTask(one: TaskOrRef, other: TaskOrRef): boolean {
  if (!isSamePlace(one, other)) return false;
  if (one.instanceId !== null && one.instanceId === other.instanceId) return true;
  return idsOf(one).some((id) => idsOf(other).includes(id));
}

/** Is this the task that was put on hold, or its other direction? */
export function covers(hold: Hold, task: TaskOrRef): boolean {
  if (!isSamePlace(hold.task, task)) return false;
  const { instanceId } = hold.task;
  if (instanceId !== null && instanceId === task.instanceId) return true;
  return idsOf(task).some((id) => hold.taskIds.includes(id));
}

/** A hold that is over counts no more. */
export function stands({ until }: Pick<Hold, 'until'>, now: number): boolean {
  return until === null || now < until.at;
}

/** Does the one last longer than the other? "Until somebody lifts it" lasts longest. */
export function outlasts(one: Until | null, other: Until | null): boolean {
  if (other === null) return false;
  return one === null || one.at > other.at;
}

/** One row for a task and its other direction, so that two people cannot hold it at once. */
export function holdId(task: TaskOrRef): string {
  const which = task.instanceId ?? [...idsOf(task)].sort()[0] ?? task.taskId;
  return `${task.provider}/${task.account}/${task.region}/${which}`;
}
