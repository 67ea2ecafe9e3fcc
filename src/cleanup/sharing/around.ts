import type { Around, Neighbour } from '../../lifecycle/around.ts';
import type { Endpoint, Provider, Task } from '../../lifecycle/task.ts';
import { type AskLiving, type Living, searchedWords } from './living.ts';
import { isHidden, isNameOf, isUnconfigured, nameTask, same } from './needed-by.ts';

/** So many neighbours are kept with a plan; more are counted. */
const MOST_KEPT = 20;

/** Addresses that mean another machine in every network (RFC 1918, RFC 6598, RFC 3927, RFC 4193). */
const PRIVATE =
  /^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][0-9a-f]{2}:)/i;

/** Two addresses of one database? Where both show a port, it must be the same. */
function sameAddress(one: Endpoint, other: Endpoint): boolean {
  return (
    same(one.address, other.address) && (one.port === null || other.port === null || one.port === other.port)
  );
}

/** By instance: its id on both, or the id on one and the public name that begins with it on the other. */
function sameInstance(one: Endpoint, other: Endpoint): boolean {
  if (one.instanceId !== null && other.instanceId !== null) return same(one.instanceId, other.instanceId);
  return (
    (one.instanceId !== null && isNameOf(other.address, one.instanceId)) ||
    (other.instanceId !== null && isNameOf(one.address, other.instanceId))
  );
}

/** May both be the same database? An address alone is enough, for who is named too much does no harm. */
function maybeSame(one: Endpoint, other: Endpoint): boolean {
  return sameInstance(one, other) || sameAddress(one, other);
}

/** Are both surely the same database? A private address says so within one account and region only. */
function surelySame(one: Endpoint, other: Endpoint, sameNetwork: boolean): boolean {
  if (sameInstance(one, other)) return true;
  if (one.instanceId !== null && other.instanceId !== null) return false;
  return sameAddress(one, other) && (sameNetwork || !PRIVATE.test(one.address ?? ''));
}

/** The task itself, or its other direction. */
function isItself(task: Task, other: Task): boolean {
  if (task.provider !== other.provider) return false;
  const ids = [task.taskId, task.other?.taskId ?? null];
  return ids.includes(other.taskId) || same(other.instanceId, task.instanceId);
}

function nameOf(end: Endpoint): string {
  return end.instanceName ?? end.instanceId ?? end.address ?? 'its database';
}

/** Which databases of this task another one reads, and which it writes to. */
function usesOf(task: Task, other: Task): Pick<Neighbour, 'reads' | 'writes'> {
  const ends = [task.source, task.destination];
  const uses = (end: Endpoint) => ends.filter((mine) => maybeSame(mine, end)).map(nameOf);
  return {
    reads: uses(other.source),
    writes: other.kind === 'change-tracking' ? [] : uses(other.destination),
  };
}

/** A reverse task runs from the destination back to the source ("Create a reverse task", DTS user guide). */
function isWayBack(task: Task, other: Task): boolean {
  if (task.provider !== 'alibaba-dts' || other.provider !== 'alibaba-dts') return false;
  if (task.kind === 'change-tracking' || other.kind === 'change-tracking') return false;
  const near = task.account === other.account && task.region === other.region;
  return surelySame(task.destination, other.source, near) && surelySame(task.source, other.destination, near);
}

const AT_WORK: ReadonlySet<Task['stage']> = new Set(['running', 'full-load', 'retrying']);

/** Does it show too little to tell whether it uses one of these databases? */
function hides(other: Task): boolean {
  const ends = other.kind === 'change-tracking' ? [other.source] : [other.source, other.destination];
  return !isUnconfigured(other) && ends.some(isHidden);
}

/** The living tasks of one provider. */
export interface LivingOf {
  readonly provider: Provider;
  readonly living: Living;
}

function silentIn(living: readonly Living[]): number {
  return new Set(living.flatMap(({ unanswered }) => unanswered)).size;
}

/** What lives around a task, by what was told of every living task. Pure. */
export function aroundOf(task: Task, told: readonly LivingOf[]): Around {
  const living = told.map((one) => one.living);
  const others = living
    .flatMap(({ tasks }) => tasks)
    .filter((other) => other.stage !== 'sub-task' && !isItself(task, other));
  const back = others.filter((other) => isWayBack(task, other));
  const neighbours = others.flatMap((other): Neighbour[] => {
    const uses = usesOf(task, other);
    if (back.includes(other) || (uses.reads.length === 0 && uses.writes.length === 0)) return [];
    return [{ taskId: other.taskId, name: nameTask(other), ...uses, atWork: AT_WORK.has(other.stage) }];
  });
  const known = new Set(neighbours.map(({ taskId }) => taskId));
  const hidden = others.filter((other) => hides(other) && !known.has(other.taskId) && !back.includes(other));
  const isDts = ({ provider }: { provider: Provider }) => provider === 'alibaba-dts';
  return {
    neighbours: neighbours.slice(0, MOST_KEPT),
    more: Math.max(0, neighbours.length - MOST_KEPT),
    hidden: hidden.length,
    wayBack: {
      names: back.slice(0, MOST_KEPT).map(nameTask),
      silent: silentIn(told.filter(isDts).map((one) => one.living)),
      hidden: hidden.filter(isDts).length,
    },
    searched: searchedWords(living),
    silent: silentIn(living),
    askedAt: Math.min(...living.map(({ askedAt }) => askedAt)),
  };
}

/** Asks every account and region for what lives around a task; nothing begun before `since` counts. */
export async function lookAroundIn(
  living: AskLiving,
  providers: readonly Provider[],
  task: Task,
  since: number,
): Promise<Around> {
  const told = await Promise.all(
    providers.map(async (provider) => ({ provider, living: await living(provider, since) })),
  );
  return aroundOf(task, told);
}
