import type { TaskView } from './shown.ts';
import type { World } from './world.ts';

/** Every task of both clouds as it is now, released and deleted ones with the status `(released)` or `(deleted)`. */
export function taskViews(world: World): TaskView[] {
  world.timeline.settle();
  const account = world.alibaba.key.accessKeyId;
  const dts = world.alibaba.tasks.map((task) => ({
    cloud: 'alibaba' as const,
    account,
    region: task.region,
    id: task.id,
    name: task.name,
    kind: task.jobType,
    status: task.released ? '(released)' : task.status,
  }));
  const regions = new Map(world.drs.projects.map((project) => [project.id, project.region]));
  const drs = world.drs.tasks.map((task) => ({
    cloud: 'drs' as const,
    account: task.project,
    region: regions.get(task.project) ?? '',
    id: task.id,
    name: task.name,
    kind: task.dbUseType,
    status: task.deleted ? '(deleted)' : task.status,
  }));
  return [...dts, ...drs];
}
