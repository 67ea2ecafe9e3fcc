import { type FoundTask, isOver } from '../clouds/find-task.ts';
import { lagAt } from '../clouds/lag.ts';
import { taskViews } from '../clouds/task-views.ts';
import type { World } from '../clouds/world.ts';
import type { TaskShown } from './shown.ts';

/** Every task of both clouds as it is now, with its lag, its error and what is planned for it. */
export function tasksShown(world: World): TaskShown[] {
  const views = taskViews(world);
  const now = world.timeline.now();
  const found: FoundTask[] = [
    ...world.alibaba.tasks.map((task) => ({ cloud: 'alibaba' as const, task })),
    ...world.drs.tasks.map((task) => ({ cloud: 'drs' as const, task })),
  ];
  const byId = new Map(found.map((each) => [each.task.id, each]));
  return views.flatMap((view) => {
    const each = byId.get(view.id);
    return each === undefined ? [] : [{ ...view, ...more(each, now) }];
  });
}

function more(found: FoundTask, now: number): Omit<TaskShown, keyof ReturnType<typeof taskViews>[number]> {
  const { lag, ending } = found.task;
  const over = isOver(found);
  return {
    lagSeconds: lag === null || over ? null : lagAt(lag, now),
    lagGrowth: lag === null || over ? 0 : lag.growth,
    error: errorOf(found),
    ending,
    isOver: over,
  };
}

function errorOf({ cloud, task }: FoundTask): string | null {
  if (task.error !== null) return `${task.error.code}: ${task.error.message}`;
  return cloud === 'alibaba' && task.retry !== null ? task.retry.message : null;
}
