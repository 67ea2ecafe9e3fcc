import { ProviderError } from '../../lifecycle/ports.ts';
import type { DtsKind } from '../../lifecycle/stages/dts.ts';
import type { Task, TaskRef } from '../../lifecycle/task.ts';
import { directionWord } from './calls.ts';
import type { Parameters } from './client.ts';
import type { Eyes } from './kind-of-job.ts';
import { DtsJob } from './schema.ts';
import { oppositeOf, otherOf, shownDirection } from './task-of-job.ts';

type Other = Pick<Task, 'twoWay' | 'other'>;

const ONE_WAY: Other = { twoWay: false, other: null };

/** Names the other direction: by its own id where the list showed one, else through the instance they share. */
function nameOther(ref: TaskRef, job: DtsJob, otherId: string | null): Parameters {
  const instanceId = job.DtsInstanceID ?? ref.instanceId;
  const named = {
    ...(otherId === null ? {} : { DtsJobId: otherId }),
    ...(instanceId === null ? {} : { DtsInstanceID: instanceId }),
  };
  const which = Object.keys(named).length > 0 ? named : { DtsJobId: ref.taskId };
  return { ...which, SynchronizationDirection: directionWord(oppositeOf(ref.direction)) };
}

/**
 * The other direction of a job that the detail call showed; that call shows one direction at a time. A failed
 * second read leaves `other` open and never fails the look.
 */
export async function otherDirection(eyes: Eyes, ref: TaskRef, kind: DtsKind, job: DtsJob): Promise<Other> {
  const remembered = eyes.memory.recall(ref);
  const otherId = remembered?.otherId ?? null;
  const surelyTwoWay = ref.direction === 'reverse' || otherId !== null;
  // DtsJobDirection is shown for two-way tasks only, SynchronizationDirection perhaps for all.
  const perhapsTwoWay = job.DtsJobDirection !== null || (remembered === null && shownDirection(job) !== null);
  if (kind !== 'synchronisation' || !(surelyTwoWay || perhapsTwoWay)) return ONE_WAY;
  try {
    const answer = await eyes.client.detail(ref.region, nameOther(ref, job, otherId), eyes.urgency);
    const seen = DtsJob.safeParse(answer).data;
    if (seen !== undefined && shownDirection(seen) === oppositeOf(ref.direction)) {
      return { twoWay: true, other: otherOf(kind, seen) };
    }
    return { twoWay: surelyTwoWay, other: null };
  } catch (thrown) {
    if (!(thrown instanceof ProviderError)) throw thrown;
    // A one-way task has no other direction to show; any other failure leaves that open.
    const none = thrown.kind === 'not-found' || thrown.kind === 'rejected';
    return { twoWay: surelyTwoWay || !none, other: null };
  }
}
