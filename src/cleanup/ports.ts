import type { Policy, Store } from '../lifecycle/ports.ts';
import type { Task } from '../lifecycle/task.ts';

/** The address blocks of the cloud's own servers that one side of a task let in, asked from the cloud now. */
export interface ServerBlocks {
  readonly side: 'source' | 'destination';
  /** `internet` for public addresses, `vpc` for leased lines, VPN, CEN and the like. */
  readonly network: 'internet' | 'vpc';
  /** The regions whose servers reached this side. */
  readonly regions: readonly string[];
  /** CIDR blocks or single addresses as the cloud writes them, each once, sorted. */
  readonly blocks: readonly string[];
}

/** What the clean-up asks of a cloud account. Reads throw `ProviderError`. */
export interface CleanupCloud {
  readonly account: string;
  /** The blocks for the sides of the task that a person let in by hand; empty where the cloud has none to tell. */
  serverBlocks(task: Task): Promise<readonly ServerBlocks[]>;
}

/** Everything the clean-up needs from others. */
export interface CleanupPorts {
  readonly clouds: readonly CleanupCloud[];
  readonly store: Store;
  readonly policy: Policy;
  readonly now: () => number;
  readonly newId: (prefix: string) => string;
}
