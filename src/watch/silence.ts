import type { Looked } from '../lifecycle/ports.ts';
import type { Rememberer } from './living.ts';

/**
 * Hands every list of all tasks on to `next`, and says of each region of an account when it falls silent (`problem` is
 * set) and when it answers again, once each; nothing of one that has answered from the start.
 */
export function tellingSilence(next: Rememberer, tell: (change: Looked) => void): Rememberer {
  const silent = new Set<string>();
  return {
    async remember(tasks, looked, now) {
      for (const one of looked) {
        const place = `${one.account} ${one.region}`;
        const was = silent.has(place);
        if (one.problem === null) silent.delete(place);
        else silent.add(place);
        if (was !== silent.has(place)) tell(one);
      }
      await next.remember(tasks, looked, now);
    },
  };
}
