import type { RegionClient } from './region-client.ts';
import type { Origin } from './task-from-row.ts';

/** One region of an account: its client, and what every task that is read there has in common. */
export interface Region {
  readonly name: string;
  readonly client: RegionClient;
  /** The origin of rows that are read now. */
  origin(): Origin;
}
