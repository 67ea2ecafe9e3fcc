import type { RegionClient } from './region-client.ts';
import type { Origin } from './task-from-row.ts';

/** One project of an account in its region: its clients, and what every task that is read there has in common. */
export interface Region {
  readonly name: string;
  readonly project: string;
  /** DRS, API version 3. */
  readonly client: RegionClient;
  /** The same with the key for ending. */
  readonly ending: RegionClient;
  /** Security groups and their rules: VPC, API version 3. */
  readonly vpc: RegionClient;
  /** The same with the key for cleaning up. */
  readonly cleaning: RegionClient;
  /** Elastic IPs, API version 1. */
  readonly eip: RegionClient;
  /** The projects of the account. */
  readonly iam: RegionClient;
  /** Access keys: IAM's extension, API version 3.0. */
  readonly keys: RegionClient;
  /** The origin of rows that are read now. */
  origin(): Origin;
}
