import type { Found, Looked } from '../../lifecycle/ports.ts';
import { isOver, namesTask, type Provider, type Task, taskKey } from '../../lifecycle/task.ts';
import type { Meant } from '../messages/cleanup-answer.ts';
import type { Room } from '../room.ts';

/** What words may mean, and where it was looked; nowhere, where a checklist was enough. */
export interface Meanings {
  readonly meant: readonly Meant[];
  readonly looked: readonly Looked[];
}

function inScope(scope: Provider | null, task: Task): boolean {
  return scope === null || task.provider === scope;
}

/**
 * A task as it was last seen alive, with how it stands now. Alive where it is still listed so; over where it is
 * listed as over, or where its place answered and does not list it. A silent place proves nothing.
 */
export function judgeRemembered(remembered: Task, { tasks, looked }: Found): Meant {
  const key = taskKey(remembered);
  const listed = tasks.find((task) => taskKey(task) === key);
  if (listed !== undefined) {
    if (!isOver(listed.stage)) return { kind: 'alive', task: listed };
    const { stage, status, finishedAt, readAt } = listed;
    return { kind: 'over', task: { ...remembered, stage, status, finishedAt, readAt } };
  }
  const places = looked.filter(
    ({ account, region }) => account === remembered.account && region === remembered.region,
  );
  const answered = places.length > 0 && places.every(({ problem }) => problem === null);
  return answered
    ? { kind: 'over', task: { ...remembered, stage: 'gone', status: 'no longer listed' } }
    : { kind: 'not-known', task: remembered, looked: places };
}

/** Every checklist and task that the words may mean: held, listed by a cloud, or remembered as last seen alive. */
export async function meaningsOf(room: Room, scope: Provider | null, words: string): Promise<Meanings> {
  const held = (await room.cleanup.search(words)).filter(({ task }) => inScope(scope, task));
  const checklists = held.map((checklist): Meant => ({ kind: 'held', task: checklist.task, checklist }));
  const [only] = held;
  if (held.length === 1 && only !== undefined && namesTask(only.task, words))
    return { meant: checklists, looked: [] };
  const [found, known] = await Promise.all([
    room.lifecycle.find(scope, words),
    room.cleanup.remembered(words),
  ]);
  const hasList = new Set(held.map(({ task }) => taskKey(task)));
  const remembered = known.filter((task) => inScope(scope, task) && !hasList.has(taskKey(task)));
  const inMemory = new Map(remembered.map((task) => [taskKey(task), task]));
  const listed = found.tasks
    .filter((task) => !hasList.has(taskKey(task)))
    .map((task): Meant => {
      const before = inMemory.get(taskKey(task));
      if (before !== undefined) return judgeRemembered(before, found);
      return { kind: isOver(task.stage) ? 'over' : 'alive', task };
    });
  const isListed = new Set(found.tasks.map(taskKey));
  const others = await judgeAll(
    room,
    scope,
    remembered.filter((task) => !isListed.has(taskKey(task))),
  );
  return { meant: nearest([...checklists, ...listed, ...others], words), looked: found.looked };
}

/**
 * Who is named by id or name comes before whoever uses a database of that id; of those who use one, the living are
 * left aside as soon as anything that may be over is meant too.
 */
function nearest(meant: readonly Meant[], words: string): readonly Meant[] {
  const named = meant.filter(({ task }) => namesTask(task, words));
  if (named.length > 0) return named;
  const over = meant.filter(({ kind }) => kind !== 'alive');
  return over.length > 0 ? over : meant;
}

/** One is looked for by its id; several at once in one list. */
async function judgeAll(
  room: Room,
  scope: Provider | null,
  tasks: readonly Task[],
): Promise<readonly Meant[]> {
  const [first, ...rest] = tasks;
  if (first === undefined) return [];
  const found =
    rest.length === 0 ? await room.lifecycle.find(scope, first.taskId) : await room.lifecycle.list(scope);
  return tasks.map((task) => judgeRemembered(task, found));
}
