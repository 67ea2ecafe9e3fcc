import type { DatabaseInstance, WhitelistGroup } from './database.ts';

type Row = Record<string, unknown>;

/** How one database product names the reading and changing of its IP whitelists, and what it answers. */
export interface DatabaseProduct {
  /** The word of `DatabaseInstance.product`. */
  name: string;
  version: string;
  /** What its actions are called in RAM, before the colon. */
  services: readonly string[];
  /** The parameter that names the instance. */
  id: string;
  /** Required by reads and changes alike, beside the instance. */
  required: readonly string[];
  good: string;
  busy: string;
  codes: { notFound: string; busy: string; busyStatus: number };
  list: string;
  modify: string;
  /** An operation that deletes a whole group, where there is one. */
  deleteGroup: string | null;
  parameters: { name: string; attribute: string | null; ips: string };
  modes: Readonly<Record<string, 'Cover' | 'Append' | 'Delete'>>;
  /** May a deletion leave the addresses out, meaning the whole group? */
  deletesWhole: boolean;
  row: (group: WhitelistGroup) => Row;
  body: (rows: readonly Row[], instance: DatabaseInstance) => Row;
  changed: (instance: DatabaseInstance, taskId: number) => Row;
}
