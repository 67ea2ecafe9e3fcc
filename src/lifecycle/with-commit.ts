import type { Store } from './ports.ts';

/** The same store, whose commits go this way. */
export function withCommit(store: Store, commit: Store['commit']): Store {
  return {
    commit,
    read: (kind, id) => store.read(kind, id),
    list: (kind, page) => store.list(kind, page),
    claimDue: (kind, owner, leaseMs, limit) => store.claimDue(kind, owner, leaseMs, limit),
    close: () => store.close(),
  };
}
