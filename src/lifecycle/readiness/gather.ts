import type { Confirmation } from '../outcome.ts';
import { ProviderError, type Urgency } from '../ports.ts';
import { cloudOf } from '../search.ts';
import type { LifecyclePorts } from '../settings.ts';
import type { Task } from '../task.ts';
import { firstRead, type Reads } from './book.ts';
import { type Evidence, isEvidence, type NoEvidence } from './evidence.ts';
import { isGated, judgeReadiness, type Read } from './judge.ts';
import type { ReadinessLine } from './line.ts';
import type { Declared } from './writes.ts';

/** A plan is answered at once: evidence that takes longer is not known in it. */
const PATIENCE_MS = 2_000;
/** Comparisons change slowly; a position in a log is read each time. */
const EVIDENCE_EVERY_MS = 60_000;

/** What the cloud shows beside the task; a cloud that does not answer, or too late, leaves it not known. */
export async function evidenceOf(
  ports: LifecyclePorts,
  task: Task,
  urgency: Urgency,
): Promise<Evidence | NoEvidence> {
  const cloud = cloudOf(ports.clouds, task);
  if (cloud === null)
    return { problem: `no account named ${task.account} is configured`, readAt: ports.now() };
  try {
    const found = await ports.within(PATIENCE_MS, cloud.evidence(task, urgency));
    return found ?? { problem: 'the cloud did not answer in time', readAt: ports.now() };
  } catch (error) {
    const problem = error instanceof ProviderError ? error.message : 'it could not be read';
    return { problem, readAt: ports.now() };
  }
}

/** Nothing has been asked of the cloud where readiness is not judged. */
const NOT_ASKED = 'not asked';

/** The first reading of each task of a plan, made while the plan is prepared. */
export async function firstReads(
  ports: LifecyclePorts,
  action: Parameters<typeof isGated>[0],
  tasks: readonly Task[],
): Promise<readonly Read[]> {
  return Promise.all(
    tasks.map(async (task) => {
      const evidence = isGated(action, task)
        ? await evidenceOf(ports, task, 'interactive')
        : { problem: NOT_ASKED, readAt: task.readAt };
      return firstRead(task, evidence);
    }),
  );
}

/** What the readings say of each task of a plan, and who said that writes are stopped. */
export function judgeReads(
  ports: Pick<LifecyclePorts, 'settings'>,
  action: Parameters<typeof isGated>[0],
  reads: readonly Read[],
  declared: Declared | null = null,
): readonly (readonly ReadinessLine[])[] {
  return reads.map((read) => judgeReadiness(action, read, ports.settings.readiness, declared));
}

/** What is judged of a plan by now; as it was shown where nothing was read since, as after a restart. */
export function readinessNow(
  ports: Pick<LifecyclePorts, 'settings' | 'readings'>,
  shown: Pick<Confirmation, 'id' | 'action' | 'readiness' | 'writesStopped'>,
): Confirmation['readiness'] {
  const reads = ports.readings.of(shown.id);
  if (reads === null) return shown.readiness ?? [];
  return judgeReads(ports, shown.action, reads.reads, shown.writesStopped ?? null);
}

/** How long after a reading the next one is due: as many as are needed fit into their time. */
function pauseBetween({ settings }: LifecyclePorts): number {
  const { readings, spanMs } = settings.readiness;
  return spanMs / Math.max(1, readings - 1);
}

function isStale({ evidence }: Read, now: number): boolean {
  if (!isEvidence(evidence) || evidence.position !== null) return true;
  return now - evidence.readAt >= EVIDENCE_EVERY_MS;
}

async function readOnce(ports: LifecyclePorts, { id, read, at }: Due, urgency: Urgency): Promise<void> {
  const cloud = cloudOf(ports.clouds, read.task);
  if (cloud === null) return;
  const look = await cloud.look(read.task, urgency).catch(() => null);
  if (look === null || look.kind !== 'task') return; // the age of the newest reading says it
  const stale = isStale(read, ports.now());
  const evidence = stale ? await evidenceOf(ports, look.task, urgency) : null;
  ports.readings.add(id, at, look.task, evidence);
}

/** A reading that is to be made: for which plan, of which of its tasks. */
interface Due {
  readonly id: string;
  readonly read: Read;
  readonly at: number;
}

/** The readings of a plan whose newest is at least this old, in milliseconds. */
function dueOf(ports: LifecyclePorts, { id, reads }: Reads, age: number): readonly Due[] {
  return reads.flatMap((read, at) => (isDue(ports, read, age) ? [{ id, read, at }] : []));
}

function isDue(ports: LifecyclePorts, read: Read, age: number): boolean {
  if (!isGated('terminate', read.task)) return false; // it has ended, or is past readiness
  const newest = read.lags.at(-1)?.at ?? 0;
  return ports.now() - newest >= age;
}

/**
 * Reads again for every plan that is open and due, each task once; a plan that is too old is forgotten. A read that
 * fails adds nothing.
 */
export async function readAgain(ports: LifecyclePorts): Promise<void> {
  const now = ports.now();
  const open = ports.readings.all();
  for (const { id, until } of open) if (now >= until) ports.readings.close(id);
  const pause = pauseBetween(ports);
  const due = open.filter(({ until }) => now < until).flatMap((reads) => dueOf(ports, reads, pause));
  await Promise.all(due.map((one) => readOnce(ports, one, 'background')));
}

/** Tasks of which no reading is remembered, but which are read from now on. */
export function nothingRead(
  { now }: Pick<LifecyclePorts, 'now'>,
  id: string,
  tasks: readonly Task[],
  until: number,
): Reads {
  const evidence = { problem: FORGOTTEN, readAt: now() };
  return { id, reads: tasks.map((task): Read => ({ task, lags: [], evidence, positions: [] })), until };
}

/** A reading as fresh as this, in milliseconds, is of this moment. */
const FRESH_MS = 250;
const FORGOTTEN = 'not read since I was started again';

/**
 * Reads once more for a plan that is being confirmed or looked at, so that it is judged as the task is now. A reading
 * younger than `age`, in milliseconds, is not made again.
 */
export async function readNow(
  ports: LifecyclePorts,
  confirmation: Confirmation,
  age = FRESH_MS,
): Promise<void> {
  const { id, action, tasks, expiresAt } = confirmation;
  if (!tasks.some((task) => isGated(action, task))) return;
  const reads = ports.readings.of(id) ?? nothingRead(ports, id, tasks, expiresAt);
  ports.readings.open(reads);
  await Promise.all(dueOf(ports, reads, age).map((one) => readOnce(ports, one, 'interactive')));
}
