import { accessViews } from '../clouds/access-views.ts';
import { cloudOfRight } from '../clouds/calm.ts';
import type { CloudName } from '../clouds/shown.ts';
import type { World } from '../clouds/world.ts';
import type { CloudShown, CloudsShown } from './shown.ts';
import { tasksShown } from './tasks-shown.ts';

const MOST_CALLS = 60;

/** Both clouds as they are now: their troubles, tasks, who is let in, and the latest calls. */
export function cloudsShown(world: World): CloudsShown {
  return {
    now: world.timeline.now(),
    speed: world.timeline.speed,
    clouds: troublesShown(world),
    tasks: tasksShown(world),
    access: accessViews(world),
    calls: latestCalls(world),
  };
}

/** How each cloud treats the calls that reach it. */
export function troublesShown(world: World): CloudShown[] {
  return [cloudShown(world, 'alibaba'), cloudShown(world, 'drs')];
}

function cloudShown(world: World, cloud: CloudName): CloudShown {
  const { faults } = world;
  return {
    cloud,
    cutOff: faults.isCutOff(cloud),
    waiting: faults.waitingFor(cloud),
    regions: cloud === 'alibaba' ? alibabaRegions(world) : drsRegions(world),
    silentRegions: faults.silentRegions(cloud),
    denied: world.denied().filter((right) => cloudOfRight(right) === cloud),
  };
}

/** The regions in which there is something. */
function alibabaRegions({ alibaba }: World): string[] {
  const things = [...alibaba.tasks, ...alibaba.databases, ...alibaba.instances];
  return [...new Set(things.map(({ region }) => region))].toSorted();
}

function drsRegions({ drs }: World): string[] {
  return [...new Set(drs.projects.map(({ region }) => region))].toSorted();
}

/** Those that change something are few, and a look of the clean-up at every region would drive them out. */
function latestCalls({ calls, log }: World): CloudsShown['calls'] {
  const newest = [...calls.toReversed().entries()];
  const changes = newest.slice(MOST_CALLS).filter(([, call]) => call.changes);
  const shown = [...newest.slice(0, MOST_CALLS), ...changes.slice(0, MOST_CALLS)];
  return shown.map(([at, call]) => ({ ...call, serial: log.total - at }));
}
