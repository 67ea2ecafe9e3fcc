import { ProviderError } from '../../../lifecycle/ports.ts';
import type { Endpoint, Task } from '../../../lifecycle/task.ts';
import type { ReadAsked } from '../../examination.ts';
import type { DtsClient } from '../client.ts';
import { saysNotThere } from '../network/refusals.ts';
import type { Instance } from '../network/whitelists/engine.ts';
import type { Rpc } from '../rpc.ts';

/** With what an account is asked. */
export interface Asking {
  readonly rpc: Rpc;
  readonly client: DtsClient;
  readonly regions: readonly string[];
}

/** Refuses a list without the one that was asked for: with rights to some things only, ECS shows the others as not there. */
export function shown<Row>(rows: readonly Row[]): readonly Row[] {
  if (rows.length > 0) return rows;
  throw new ProviderError('not-found', 'it is not shown');
}

/** Asks one thing; a missing right is known from the cloud's word for it, and from nothing else. */
export async function came(ask: () => Promise<unknown>): Promise<ReadAsked['came']> {
  try {
    await ask();
    return { kind: 'allowed' };
  } catch (thrown) {
    if (!(thrown instanceof ProviderError)) throw thrown;
    if (thrown.permission !== null) return { kind: 'missing', right: thrown.permission };
    // No manual says that the right is judged before the thing is looked for, so this tells nothing.
    const isGone = thrown.kind === 'not-found' || saysNotThere(thrown);
    if (isGone) return { kind: 'not-known', why: 'what was asked about is not there' };
    if (thrown.kind !== 'rejected') return { kind: 'failed', problem: thrown };
    return { kind: 'not-known', why: `the cloud refused the question (${thrown.code ?? 'without a code'})` };
  }
}

/** Everything at an end of these tasks that has an id and is in this account, with its region. */
export function endsOf(tasks: readonly Task[]): readonly (Endpoint & Instance)[] {
  return tasks
    .flatMap((task) => [task.source, task.destination].map((end) => ({ end, region: task.region })))
    .flatMap(({ end, region }) =>
      end.instanceId === null || end.foreignAccount !== null
        ? []
        : [{ ...end, instanceId: end.instanceId, region: end.region ?? region }],
    );
}
