import type { CleanupCloud } from '../cleanup/ports.ts';
import type { Cloud } from '../lifecycle/ports.ts';
import type { Provider } from '../lifecycle/task.ts';

type Account = Cloud & CleanupCloud;

/**
 * An account whose provider is loaded with the first look at it, and not with the program. What only prepares a call
 * throws before that look: nothing is prepared for a task that nobody has looked at.
 */
export function lateAccount(
  provider: Provider,
  account: string,
  regions: readonly string[],
  load: () => Promise<Account>,
): Account {
  let loading: Promise<Account> | null = null;
  let loaded: Account | null = null;
  const open = () => {
    loading ??= load().then((opened) => {
      loaded = opened;
      return opened;
    });
    return loading;
  };
  const opened = () => {
    if (loaded === null) throw new Error(`nobody has looked at account ${account} yet`);
    return loaded;
  };
  return {
    provider,
    account,
    regions,
    list: async (urgency) => (await open()).list(urgency),
    find: async (words, urgency) => (await open()).find(words, urgency),
    look: async (ref, urgency) => (await open()).look(ref, urgency),
    evidence: async (task, urgency) => (await open()).evidence(task, urgency),
    prepare: (action, task) => opened().prepare(action, task),
    send: async (action, task) => (await open()).send(action, task),
    serverBlocks: async (task) => (await open()).serverBlocks(task),
    everyTask: async (urgency) => (await open()).everyTask(urgency),
    see: async (place, urgency) => (await open()).see(place, urgency),
    readiness: async (leftover) => (await open()).readiness(leftover),
    prepareChange: (step, leftover) => opened().prepareChange(step, leftover),
    change: async (step, leftover) => (await open()).change(step, leftover),
    cannotDelete: (leftover, code) => opened().cannotDelete(leftover, code),
  };
}
