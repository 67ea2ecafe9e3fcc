import type { Confirmation, RequestOutcome } from './outcome.ts';
import type { Actor, Found, Looked } from './ports.ts';
import { CONFIRMATION } from './rows.ts';
import type { Schedule } from './schedule/schedule.ts';
import { cloudOf, findTasks, lookAt, readTaskKey } from './search.ts';
import type { LifecyclePorts } from './settings.ts';
import type { Action, Provider, Task, TaskRef } from './task.ts';

/** Which task is meant: by words typed, by the key on a button, or by an earlier plan of the same person. */
export type Target =
  | { readonly kind: 'words'; readonly words: string; readonly scope: Provider | null }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'again'; readonly confirmationId: string };

export interface RequestInput {
  readonly action: Action;
  readonly target: Target;
  readonly actor: Actor;
  readonly reason: string | null;
  /** When it is to happen; left out: at once. */
  readonly schedule?: Schedule | null;
}

/** The tasks that a request means, as they are now, and where it was looked for them. */
export type Resolved = {
  readonly tasks: readonly Task[];
  readonly looked: readonly Looked[];
  readonly reason: string | null;
  readonly action: Action;
  readonly schedule: Schedule | null;
};

/** Both directions of one two-way synchronisation, or several different tasks? */
function isOneTwoWay(tasks: readonly Task[]): boolean {
  const [first, second] = tasks;
  if (first === undefined || second === undefined || tasks.length > 2) return false;
  if (!first.twoWay || !second.twoWay || first.direction === second.direction) return false;
  if (first.account !== second.account || first.region !== second.region) return false;
  return first.instanceId === null
    ? first.other?.taskId === second.taskId
    : first.instanceId === second.instanceId;
}

async function lookAll(ports: LifecyclePorts, refs: readonly TaskRef[]): Promise<Task[]> {
  const tasks = await Promise.all(refs.map((ref) => lookAt(ports.clouds, ref)));
  return tasks.filter((task) => task !== null);
}

async function byWords(
  ports: LifecyclePorts,
  input: RequestInput,
  words: string,
  scope: Provider | null,
): Promise<RequestOutcome | Resolved> {
  const { action, reason, schedule = null } = input;
  const found: Found = await findTasks(ports.clouds, scope, words);
  if (found.tasks.length === 0) return { kind: 'nothing-found', words, looked: found.looked };
  if (isOneTwoWay(found.tasks)) {
    const tasks = await lookAll(ports, found.tasks);
    if (action === 'release' || tasks.length < 2)
      return { tasks, looked: found.looked, reason, action, schedule };
    return { kind: 'choose-direction', action, tasks, reason, looked: found.looked };
  }
  if (found.tasks.length > 1)
    return { kind: 'choose-task', action, tasks: found.tasks, reason, looked: found.looked };
  return { tasks: await lookAll(ports, found.tasks), looked: found.looked, reason, action, schedule };
}

async function byKey(
  ports: LifecyclePorts,
  input: RequestInput,
  key: string,
): Promise<RequestOutcome | Resolved> {
  const { action, reason, schedule = null } = input;
  const read = readTaskKey(key);
  if (read === null || cloudOf(ports.clouds, read.ref) === null)
    return { kind: 'nothing-found', words: key, looked: [] };
  const task = await lookAt(ports.clouds, read.ref);
  if (task === null) return { kind: 'nothing-found', words: read.ref.taskId, looked: [] };
  const wantsBoth = read.both || (action === 'release' && task.twoWay);
  const found = { looked: [], reason, action, schedule };
  if (!wantsBoth || task.other?.taskId == null) return { tasks: [task], ...found };
  const direction = task.direction === 'forward' ? 'reverse' : 'forward';
  const other = await lookAt(ports.clouds, {
    ...read.ref,
    instanceId: task.instanceId,
    taskId: task.other.taskId,
    direction,
  });
  return { tasks: other === null ? [task] : [task, other], ...found };
}

/** The tasks that are meant, freshly looked at; or the answer, where that is not one task (or both directions of one). */
export async function resolveTarget(
  ports: LifecyclePorts,
  input: RequestInput,
): Promise<RequestOutcome | Resolved> {
  const { target } = input;
  if (target.kind === 'words') return byWords(ports, input, target.words, target.scope);
  if (target.kind === 'key') return byKey(ports, input, target.key);
  const old = await ports.store.read<Confirmation>(CONFIRMATION, target.confirmationId);
  if (old === null) return { kind: 'nothing-found', words: 'that plan, which I no longer hold', looked: [] };
  const { action, reason, tasks } = old.value;
  const mine = old.value.requester.userId === input.actor.userId;
  return {
    tasks: await lookAll(ports, tasks),
    looked: [],
    reason: input.reason ?? (mine ? reason : null),
    action,
    schedule: input.schedule ?? old.value.schedule ?? null,
  };
}
