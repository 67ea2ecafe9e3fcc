import { type Found, type Hear, type Looked, ProviderError, type Urgency } from '../../lifecycle/ports.ts';
import type { Task } from '../../lifecycle/task.ts';
import type { DtsClient, Parameters, Question } from './client.ts';
import type { Memory } from './memory.ts';
import { unexpectedAnswer } from './rpc.ts';
import { DTS_KINDS } from './task-of-job.ts';
import { type RowTasks, tasksOfRow } from './tasks-of-row.ts';

export interface SearchSettings {
  readonly account: string;
  readonly regions: readonly string[];
  readonly now: () => number;
  readonly client: DtsClient;
  readonly memory: Memory;
}

interface Part {
  readonly tasks: readonly Task[];
  readonly problem: ProviderError | null;
}

function asProviderError(thrown: unknown): ProviderError {
  if (thrown instanceof ProviderError) return thrown;
  return new ProviderError('unexpected-answer', 'Alibaba Cloud was not understood', { cause: thrown });
}

/** One question to one region. A row without id or status is a problem, and the others still count. */
async function ask(settings: SearchSettings, question: Question, hear: Hear | undefined): Promise<Part> {
  const { account, client, now } = settings;
  const { region, kind } = question;
  const read = new Map<unknown, RowTasks>();
  const readRow = (row: unknown): RowTasks => {
    const known = read.get(row) ?? tasksOfRow(row, { account, region, kind, readAt: now() });
    read.set(row, known);
    return known;
  };
  try {
    const rows = await client.rows(question, (page) => {
      const tasks = page.flatMap((row) => readRow(row).tasks);
      hear?.({ account, region, tasks, looked: null });
    });
    const tasks = rows.flatMap((row) => readRow(row).tasks);
    const unreadable = rows.reduce<number>((sum, row) => sum + readRow(row).unreadable, 0);
    if (unreadable === 0) return { tasks, problem: null };
    const what = `${unreadable} of ${rows.length} rows have no job id or no status`;
    return { tasks, problem: unexpectedAnswer(`list the ${kind} tasks of ${region}`, what) };
  } catch (thrown) {
    return { tasks: [], problem: asProviderError(thrown) };
  }
}

/** Each task and direction once; of two sightings, the one that shows the other direction. */
function withoutDoubles(tasks: readonly Task[]): readonly Task[] {
  const byKey = new Map<string, Task>();
  for (const task of tasks) {
    const key = `${task.taskId}/${task.direction}`;
    const earlier = byKey.get(key);
    if (earlier === undefined || (earlier.other === null && task.other !== null)) byKey.set(key, task);
  }
  return [...byKey.values()];
}

/** Every filter for every job type in every region: a call that names no type sees migrations only. */
async function askAll(
  settings: SearchSettings,
  filters: readonly Parameters[],
  urgency: Urgency,
  hear?: Hear,
): Promise<Found> {
  const { account, regions, memory } = settings;
  const perRegion = regions.map(async (region) => {
    const questions = DTS_KINDS.flatMap((kind) =>
      filters.map((filter) => ask(settings, { region, kind, filter, urgency }, hear)),
    );
    const parts = await Promise.all(questions);
    const problem = parts.find((part) => part.problem !== null)?.problem ?? null;
    const looked: Looked = { account, region, problem };
    const tasks = withoutDoubles(parts.flatMap((part) => part.tasks));
    hear?.({ account, region, tasks, looked });
    return { tasks, looked };
  });
  const answers = await Promise.all(perRegion);
  const tasks = answers.flatMap((answer) => answer.tasks);
  for (const task of tasks) memory.learn(task);
  return { tasks, looked: answers.map((answer) => answer.looked) };
}

/** Every task of the account. Never throws: what did not work is in `looked`. `hear` is told page by page. */
export function listTasks(settings: SearchSettings, urgency: Urgency, hear?: Hear): Promise<Found> {
  return askAll(settings, [{}], urgency, hear);
}

/**
 * The tasks that `words` name exactly, ignoring case. By id first, which DTS can look up, and an id that is
 * found is what was meant; then through everything, because DTS's own search by name is fuzzy and its id
 * filters are not said to know the id of a reverse direction. Never throws.
 */
export async function findTasks(settings: SearchSettings, words: string, urgency: Urgency): Promise<Found> {
  const wanted = words.trim();
  if (wanted === '') return { tasks: [], looked: [] };
  if (looksLikeAnId(wanted)) {
    const byId = await askAll(settings, idFilters(wanted), urgency);
    const hits = byId.tasks.filter((task) => hasId(task, wanted));
    if (hits.length > 0) return { tasks: hits, looked: byId.looked };
  }
  const all = await listTasks(settings, urgency);
  const meant = all.tasks.filter((task) => hasId(task, wanted) || isSame(task.name, wanted));
  return { tasks: meant, looked: all.looked };
}

function looksLikeAnId(words: string): boolean {
  return /^(?=.*\d)[a-z0-9]{8,64}$/i.test(words);
}

/** Instance ids begin with `dts`; job ids may as well. */
function idFilters(id: string): readonly Parameters[] {
  const byJob = { DtsJobId: id };
  return /^dts/i.test(id) ? [byJob, { DtsInstanceId: id }] : [byJob];
}

function isSame(one: string | null, wanted: string): boolean {
  return one !== null && one.trim().toLowerCase() === wanted.toLowerCase();
}

function hasId(task: Task, wanted: string): boolean {
  return isSame(task.taskId, wanted) || isSame(task.instanceId, wanted);
}
