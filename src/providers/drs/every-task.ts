import { type Found, type Looked, ProviderError, type Urgency } from '../../lifecycle/ports.ts';
import { createLimiter, type Limiter } from '../limiter.ts';
import { asProviderError, listRegion, type RegionFound } from './find-tasks.ts';
import { listProjects } from './list-projects.ts';
import type { DrsAccountConfig, OpenRegion } from './open-region.ts';
import type { Region } from './region.ts';
import { regionOfProject } from './regions-with-drs.ts';

/** This many projects are listed at once, each with its three sorts of task. */
const PROJECTS_AT_ONCE = 6;

interface Place {
  /** In the word that people are told: the region, with the project where it is not the configured one. */
  readonly name: string;
  readonly region: Region;
}

type Answered = Pick<Found, 'tasks'> & { readonly looked: Looked };

/**
 * Tells every task that the credentials can see: in the configured regions, and in all other projects, each of which
 * belongs to the one region that its name begins with. Never throws. A project whose tasks did not all show their
 * details has a problem, because nobody can say which addresses those tasks use.
 */
export function createEveryTask(
  config: DrsAccountConfig,
  open: OpenRegion,
): (urgency: Urgency) => Promise<Found> {
  const limiter = createLimiter(PROJECTS_AT_ONCE);
  const [home] = config.regions;
  return async (urgency) => {
    const configured = config.regions.map((name) => ({ name, region: open(name, config.project) }));
    const look = (places: readonly Place[]) =>
      Promise.all(places.map((place) => lookInto(config.name, place, limiter, urgency)));
    const others = home === undefined ? [] : lookElsewhere(config, open, home, urgency, look);
    const answers = (await Promise.all([look(configured), others])).flat();
    return {
      tasks: answers.flatMap(({ tasks }) => tasks),
      looked: answers.map(({ looked }) => looked),
    };
  };
}

async function lookElsewhere(
  config: DrsAccountConfig,
  open: OpenRegion,
  home: string,
  urgency: Urgency,
  look: (places: readonly Place[]) => Promise<readonly Answered[]>,
): Promise<readonly Answered[]> {
  try {
    const hasKey = 'accessKey' in config.credentials;
    const projects = await listProjects(open(home, config.project), hasKey, urgency);
    const places = projects.flatMap(({ id, name }): Place[] => {
      const region = regionOfProject(config.cloud, name, config.regions);
      const isConfigured = id === config.project && region !== null && config.regions.includes(region);
      if (region === null || isConfigured) return [];
      return [{ name: `${region}/${name}`, region: open(region, id) }];
    });
    return await look(places);
  } catch (error) {
    const problem = asProviderError(error);
    return [{ tasks: [], looked: { account: config.name, region: 'other projects', problem } }];
  }
}

async function lookInto(
  account: string,
  { name, region }: Place,
  limiter: Limiter,
  urgency: Urgency,
): Promise<Answered> {
  const found = await limiter
    .run(urgency, () => listRegion(region, urgency))
    .catch((error): RegionFound => ({ tasks: [], problem: asProviderError(error), withoutDetails: 0 }));
  const problem = found.problem ?? detailsProblem(name, found.withoutDetails);
  return { tasks: found.tasks, looked: { account, region: name, problem } };
}

function detailsProblem(place: string, withoutDetails: number): ProviderError | null {
  if (withoutDetails === 0) return null;
  const whose = withoutDetails === 1 ? 'one task that lives' : `${withoutDetails} tasks that live`;
  return new ProviderError(
    'unexpected-answer',
    `reading DRS tasks in ${place}: the details of ${whose} were not shown`,
  );
}
