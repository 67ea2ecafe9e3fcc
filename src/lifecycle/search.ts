import type { Listing } from './listing.ts';
import { type Cloud, type Found, type Looked, ProviderError, type Urgency } from './ports.ts';
import type { Provider, Task, TaskRef } from './task.ts';

/** The accounts that a command sees: those of one provider, or all. */
export function cloudsFor(clouds: readonly Cloud[], scope: Provider | null): readonly Cloud[] {
  return scope === null ? clouds : clouds.filter((cloud) => cloud.provider === scope);
}

export function cloudOf(clouds: readonly Cloud[], ref: Pick<TaskRef, 'account' | 'provider'>): Cloud | null {
  return clouds.find((cloud) => cloud.account === ref.account && cloud.provider === ref.provider) ?? null;
}

async function gather(clouds: readonly Cloud[], ask: (cloud: Cloud) => Promise<Found>): Promise<Found> {
  const answers = await Promise.all(clouds.map(ask));
  const tasks: Task[] = answers.flatMap((answer) => [...answer.tasks]);
  const looked: Looked[] = answers.flatMap((answer) => [...answer.looked]);
  return { tasks, looked };
}

/**
 * Every task of the accounts in scope, and where it was looked. Never throws: what did not answer is named. `listing`
 * is told where it will be looked, and then what is found, piece by piece.
 */
export function listTasks(
  clouds: readonly Cloud[],
  scope: Provider | null,
  urgency: Urgency = 'interactive',
  listing?: Listing,
): Promise<Found> {
  const inScope = cloudsFor(clouds, scope);
  listing?.begin(inScope);
  return gather(inScope, (cloud) => cloud.list(urgency, listing?.hear));
}

/** The tasks that words name, by job id, instance id or name. */
export function findTasks(clouds: readonly Cloud[], scope: Provider | null, words: string): Promise<Found> {
  return gather(cloudsFor(clouds, scope), (cloud) => cloud.find(words, 'interactive'));
}

/** A task key as it comes back from a button, or `null` where it is none. `both` names both directions. */
export function readTaskKey(key: string): { ref: TaskRef; both: boolean } | null {
  const parts = key.split('/');
  const [direction, taskId, region] = [parts.pop(), parts.pop(), parts.pop()];
  const [provider, ...account] = parts;
  if (provider !== 'alibaba-dts' && provider !== 'drs') return null;
  if (direction !== 'forward' && direction !== 'reverse' && direction !== 'both') return null;
  if (taskId === undefined || taskId === '' || region === undefined || account.length === 0) return null;
  const ref: TaskRef = {
    provider,
    account: account.join('/'),
    region,
    taskId,
    instanceId: null,
    direction: direction === 'both' ? 'forward' : direction,
  };
  return { ref, both: direction === 'both' };
}

/** Looks at one task freshly. `null` where no account of that name is configured, or the cloud has no such task. */
export async function lookAt(clouds: readonly Cloud[], ref: TaskRef): Promise<Task | null> {
  const cloud = cloudOf(clouds, ref);
  if (cloud === null) throw new ProviderError('not-found', `no account named ${ref.account} is configured`);
  const look = await cloud.look(ref, 'interactive');
  return look.kind === 'task' ? look.task : null;
}
