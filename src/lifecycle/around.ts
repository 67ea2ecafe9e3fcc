import type { LifecyclePorts } from './settings.ts';
import { type Action, isOver, type Task } from './task.ts';
import { endsForGood } from './words.ts';

/** A living task that uses a database of the one that is to be ended. */
export interface Neighbour {
  readonly taskId: string;
  /** "crm-feed (cn-shanghai, running)". */
  readonly name: string;
  /** The databases of the other that it reads, and those that it writes to, by name. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Does it copy now, or is it paused, failed and the like? */
  readonly atWork: boolean;
}

/** Living DTS tasks from its destination back to its source, as people know them, and why there may be more. */
export interface WayBack {
  readonly names: readonly string[];
  /** How many regions of DTS did not answer, and how many of its living tasks hide their databases. */
  readonly silent: number;
  readonly hidden: number;
}

/** What lives around a task: plain data, as it is kept with a plan and in the audit log. */
export interface Around {
  /** At most the first twenty; `more` counts the rest. */
  readonly neighbours: readonly Neighbour[];
  readonly more: number;
  /** Living tasks that do not show which databases they use: each may be one of them. */
  readonly hidden: number;
  readonly wayBack: WayBack;
  /** "34 regions, 2 accounts, 214 tasks; all answered", or which did not. */
  readonly searched: string;
  /** How many regions did not answer. */
  readonly silent: number;
  /** When the search began, in milliseconds since 1970. */
  readonly askedAt: number;
}

/** What is known of the surroundings by now: found, still sought, or not to be had. */
export type Surroundings =
  | { readonly kind: 'known'; readonly around: Around }
  | { readonly kind: 'looking' }
  | { readonly kind: 'failed' };

/** A plan is answered at once; the search goes on behind it. */
const PATIENCE_MS = 1_000;
/** A search as young as this need not be made again for another plan. */
const YOUNG_MS = 60_000;

/**
 * What lives around the tasks of a plan (both directions of one have the same databases); `undefined` where nothing is
 * ended. Never fails, and waits a second at most: what was `before` stays until more is known.
 */
export async function lookAround(
  ports: Pick<LifecyclePorts, 'around' | 'within' | 'now'>,
  { action, tasks, shownAt }: { action: Action; tasks: readonly Task[]; shownAt: number },
  before?: Surroundings,
): Promise<Surroundings | undefined> {
  const [first] = tasks;
  if (first === undefined || !endsForGood(action) || tasks.every(({ stage }) => isOver(stage)))
    return undefined;
  const known = before?.kind === 'known';
  // A search that was begun for this plan may take longer than it would be young.
  const notBefore = (known ? ports.now() : shownAt) - YOUNG_MS;
  try {
    const around = await ports.within(PATIENCE_MS, ports.around(first, notBefore));
    if (around !== null) return { kind: 'known', around };
    return known ? before : { kind: 'looking' };
  } catch {
    return known ? before : { kind: 'failed' };
  }
}
