import type { DtsTask } from './alibaba/dts-task.ts';
import { slotsOf } from './alibaba/slots.ts';
import type { DrsTask } from './drs/drs-task.ts';
import type { World } from './world.ts';

/** Adds a DTS task, or replaces the one with its id; its lag counts from now. */
export function putDtsTask({ timeline, alibaba }: World, task: DtsTask): void {
  timeline.cancel(task.id);
  const entering = { ...task, lag: { ...task.lag, since: timeline.now() } };
  alibaba.tasks = [...alibaba.tasks.filter((each) => each.id !== task.id), entering];
  const others = alibaba.slots.filter((slot) => slot.taskId !== task.id);
  alibaba.slots = [...others, ...slotsOf(task)];
}

/** Adds a DRS task, or replaces the one with its id; where it says no project, it is in that of the credentials. */
export function putDrsTask({ timeline, drs }: World, task: DrsTask): void {
  timeline.cancel(task.id);
  const lag = task.lag === null ? null : { ...task.lag, since: timeline.now() };
  const project = task.project || drs.credentials.project;
  drs.tasks = [...drs.tasks.filter((each) => each.id !== task.id), { ...task, project, lag }];
}
