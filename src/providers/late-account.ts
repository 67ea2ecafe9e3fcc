import type { CleanupCloud } from '../cleanup/ports.ts';
import type { Cloud } from '../lifecycle/ports.ts';
import type { Provider } from '../lifecycle/task.ts';
import { once } from '../once.ts';

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
  let loaded: Account | null = null;
  const open = once(async () => {
    loaded = await load();
    return loaded;
  });
  const opened = () => {
    if (loaded === null) throw new Error(`nobody has looked at account ${account} yet`);
    return loaded;
  };
  return {
    provider,
    account,
    regions,
    list: async (...asked) => (await open()).list(...asked),
    find: async (...asked) => (await open()).find(...asked),
    look: async (...asked) => (await open()).look(...asked),
    evidence: async (...asked) => (await open()).evidence(...asked),
    prepare: (...asked) => opened().prepare(...asked),
    send: async (...asked) => (await open()).send(...asked),
    serverBlocks: async (...asked) => (await open()).serverBlocks(...asked),
    everyTask: async (...asked) => (await open()).everyTask(...asked),
    see: async (...asked) => (await open()).see(...asked),
    readiness: async (...asked) => (await open()).readiness(...asked),
    prepareChange: (...asked) => opened().prepareChange(...asked),
    change: async (...asked) => (await open()).change(...asked),
    cannotDelete: (...asked) => opened().cannotDelete(...asked),
  };
}
