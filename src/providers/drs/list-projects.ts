import { z } from 'zod';
import { ProviderError, type Urgency } from '../../lifecycle/ports.ts';
import type { Region } from './region.ts';

export interface Project {
  readonly id: string;
  readonly name: string;
}

const ID = /^[0-9a-zA-Z-]+$/;

const ProjectsAnswer = z.object({
  projects: z.array(z.object({ id: z.string().regex(ID), name: z.string().min(1) })),
  links: z.object({ next: z.string().nullish() }).nullish().catch(null),
});

const DOING = 'listing the projects that these credentials reach';

/**
 * Every project that the credentials reach (IAM API reference, "Querying the List of Projects Accessible to Users", which
 * needs no right). The manual shows it with a token; where it refuses a key, the call is asked that both vendors'
 * SDKs make with one ("Querying Project Information"). Throws `ProviderError` where there is no whole list.
 */
export async function listProjects(
  region: Region,
  hasKey: boolean,
  urgency: Urgency,
): Promise<readonly Project[]> {
  try {
    return await read(region, '/auth/projects', urgency);
  } catch (error) {
    const isRefusal =
      error instanceof ProviderError && error.kind !== 'unreachable' && error.kind !== 'throttled';
    if (!hasKey || !isRefusal) throw error;
    return await read(region, '/projects', urgency);
  }
}

async function read(region: Region, path: string, urgency: Urgency): Promise<readonly Project[]> {
  const call = { method: 'GET', path, body: null, doing: DOING, permission: null } as const;
  const answer = ProjectsAnswer.safeParse(await region.iam.read(call, urgency));
  if (!answer.success)
    throw new ProviderError('unexpected-answer', `${DOING}: the answer has no list of projects`);
  if (answer.data.links?.next) throw new ProviderError('unexpected-answer', `${DOING}: the list goes on`);
  return answer.data.projects;
}
