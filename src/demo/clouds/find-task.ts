import type { DtsTask } from './alibaba/dts-task.ts';
import type { DrsTask } from './drs/drs-task.ts';
import type { World } from './world.ts';

/** A task and the cloud that it is in. */
export type FoundTask = { cloud: 'alibaba'; task: DtsTask } | { cloud: 'drs'; task: DrsTask };

/** The task with this id, as it is now; throws where neither cloud has one. */
export function findTask(world: Pick<World, 'timeline' | 'alibaba' | 'drs'>, id: string): FoundTask {
  world.timeline.settle();
  const dts = world.alibaba.tasks.find((task) => task.id === id);
  if (dts !== undefined) return { cloud: 'alibaba', task: dts };
  const drs = world.drs.tasks.find((task) => task.id === id);
  if (drs !== undefined) return { cloud: 'drs', task: drs };
  throw new Error(`The simulated clouds have no task ${id}`);
}

/** Nothing more can happen to it: finished, released or deleted. */
export function isOver(found: FoundTask): boolean {
  if (found.cloud === 'alibaba') return found.task.released || found.task.status === 'Finished';
  const over = ['RELEASE_RESOURCE_COMPLETE', 'RELEASE_CHILD_TRANSFER_COMPLETE', 'DELETED'];
  return found.task.deleted || over.includes(found.task.status);
}
