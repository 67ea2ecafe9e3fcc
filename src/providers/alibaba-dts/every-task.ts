import type { Found, Looked, ProviderError, Urgency } from '../../lifecycle/ports.ts';
import { everyRegion, kindOfRegion } from './dts-regions.ts';
import { listTasks, type SearchSettings } from './search.ts';

/**
 * Does the answer say that this account has nothing to do with the region: no such host, no such region for it, or a
 * key that is not known there? A missing right, a busy cloud or a lost answer says no such thing.
 */
function saysShut(problem: ProviderError): boolean {
  if (problem.permission !== null) return false;
  if (problem.code === 'ENOTFOUND' || problem.code?.startsWith('InvalidAccessKeyId') === true) return true;
  return problem.kind === 'rejected';
}

/** Can nothing of the account be in this region, so that its silence leaves no doubt? */
function isShut({ region, problem }: Looked, configured: readonly string[]): boolean {
  if (problem === null) return false;
  switch (kindOfRegion(region, configured)) {
    case 'usual':
      return false;
    case 'restricted':
      return saysShut(problem);
    case 'closed':
      return saysShut(problem) || problem.kind === 'unreachable';
  }
}

/**
 * Every task of the account in every region where DTS exists, of the three types, paged to the end. Never throws: a
 * region that did not answer is in `looked` with its problem. A region that not every account can enter (finance,
 * government, partners), or that was closed, is left out where the cloud says that it is shut to this account, because
 * nothing of the account can be there; one that the account is configured for never is.
 */
export async function findEveryTask(search: SearchSettings, urgency: Urgency): Promise<Found> {
  const { regions } = search;
  const { tasks, looked } = await listTasks({ ...search, regions: everyRegion(regions) }, urgency);
  const inhabited = new Set(tasks.map(({ region }) => region));
  return { tasks, looked: looked.filter((one) => inhabited.has(one.region) || !isShut(one, regions)) };
}
