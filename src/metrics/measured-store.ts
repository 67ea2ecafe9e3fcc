import { type Ending, type EndingState, isFinal } from '../lifecycle/ending.ts';
import type { Store, Write } from '../lifecycle/ports.ts';
import { ENDING } from '../lifecycle/rows.ts';
import { withCommit } from '../lifecycle/with-commit.ts';
import type { Metrics } from './metrics.ts';

/** The states to which these writes bring endings for good, if the writes are taken: their versions say from where. */
async function lastStates(store: Store, writes: readonly Write[]): Promise<EndingState[]> {
  const states: EndingState[] = [];
  for (const { kind, id, value } of writes) {
    if (kind !== ENDING || value === null) continue;
    const { state } = value as Ending;
    if (!isFinal(state)) continue;
    const before = await store.read<Ending>(ENDING, id);
    if (before === null || !isFinal(before.value.state)) states.push(state);
  }
  return states;
}

/** A store that counts the endings that are over, and measures its commits. */
export function withCommitsMeasured(store: Store, metrics: Pick<Metrics, 'committed' | 'over'>): Store {
  return withCommit(store, async (writes, audit) => {
    const states = await lastStates(store, writes);
    const started = performance.now();
    try {
      const isDone = await store.commit(writes, audit);
      if (isDone) for (const state of states) metrics.over(state);
      return isDone;
    } finally {
      metrics.committed((performance.now() - started) / 1000);
    }
  });
}
