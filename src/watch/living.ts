import type { Cloud, Found, Looked } from '../lifecycle/ports.ts';
import type { Task } from '../lifecycle/task.ts';

/** Who remembers tasks as they were last seen alive. Never throws. */
export interface Rememberer {
  /** `now` in milliseconds since 1970. */
  remember(tasks: readonly Task[], looked: readonly Looked[], now: number): Promise<void>;
}

export interface LivingPorts {
  readonly clouds: readonly Pick<Cloud, 'account' | 'list'>[];
  readonly snapshots: Rememberer;
  readonly now: () => number;
  /** Told of an account whose list broke; the others count all the same, and the next round comes. */
  readonly failed: (what: string, error: unknown) => void;
}

async function listed(ports: LivingPorts, cloud: LivingPorts['clouds'][number]): Promise<Found> {
  try {
    return await cloud.list('background');
  } catch (error) {
    ports.failed(`the tasks of ${cloud.account}`, error);
    return { tasks: [], looked: [] };
  }
}

/**
 * One round: every task of every account is listed, and remembered in one go. Reads clouds, never changes them. A
 * region that does not answer leaves what is remembered of it as it is.
 */
export async function watchLiving(ports: LivingPorts): Promise<void> {
  const found = await Promise.all(ports.clouds.map((cloud) => listed(ports, cloud)));
  const tasks = found.flatMap((one) => one.tasks);
  const looked = found.flatMap((one) => one.looked);
  await ports.snapshots.remember(tasks, looked, ports.now());
}
