import { type Found, type Looked, ProviderError, type Urgency } from '../../lifecycle/ports.ts';
import type { DtsKind } from '../../lifecycle/stages/dts.ts';
import type { Task } from '../../lifecycle/task.ts';
import type { DtsClient, Parameters } from './client.ts';
import type { Memory } from './memory.ts';
import { unexpectedAnswer } from './rpc.ts';
import { DTS_KINDS } from './task-of-job.ts';
import { tasksOfRow } from './tasks-of-row.ts';

export interface SearchSettings {
  readonly account: string;
  readonly regions: readonly string[];
  readonly now: () => number;
  readonly client: DtsClient;
  readonly memory: Memory;
}

interface Question {
  readonly region: string;
  readonly kind: DtsKind;
  readonly filter: Parameters;
  readonly urgency: Urgency;
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
async function ask(settings: SearchSettings, question: Question): Promise<Part> {
  const { account, client, now } = settings;
  const { region, kind, filter, urgency } = question;
  try {
    const rows = await client.rows(region, kind, filter, urgency);
    const read = rows.map((row) => tasksOfRow(row, { account, region, kind, readAt: now() }));
    const tasks = read.flatMap((row) => row.tasks);
    const unreadable = read.reduce((sum, row) => sum + row.unreadable, 0);
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
): Promise<Found> {
  const { account, regions, memory } = settings;
  const perRegion = regions.map(async (region) => {
    const questions = DTS_KINDS.flatMap((kind) =>
      filters.map((filter) => ask(settings, { region, kind, filter, urgency })),
    );
    const parts = await Promise.all(questions);
    const problem = parts.find((part) => part.problem !== null)?.problem ?? null;
    const looked: Looked = { account, region, problem };
    return { tasks: withoutDoubles(parts.flatMap((part) => part.tasks)), looked };
  });
  const answers = await Promise.all(perRegion);
  const tasks = answers.flatMap((answer) => answer.tasks);
  for (const task of tasks) memory.learn(task);
  return { tasks, looked: answers.map((answer) => answer.looked) };
}

/** Every task of the account. Never throws: what did not work is in `looked`. */
export function listTasks(settings: SearchSettings, urgency: Urgency): Promise<Found> {
  return askAll(settings, [{}], urgency);
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
