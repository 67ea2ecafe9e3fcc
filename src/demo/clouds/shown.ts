/** What the simulated clouds show to a page or a test: plain data, no behaviour. */

export type CloudName = 'alibaba' | 'drs';

/** One task as it is now; `kind` is MIGRATION, SYNC, SUBSCRIBE or DRS's db_use_type. */
export interface TaskView {
  cloud: CloudName;
  account: string;
  region: string;
  id: string;
  name: string;
  kind: string;
  status: string;
}

/** One thing that lets somebody in, or is left behind. */
export interface AccessView {
  cloud: CloudName;
  region: string;
  kind: 'whitelist' | 'security-group' | 'rule' | 'public-ip' | 'slot';
  /** What it belongs to: a database, a machine, a group, a port. */
  on: string;
  name: string;
  value: string;
  /** What is special about it: hidden, busy, locked, left over. */
  note: string;
  /** Names of the tasks that use it and are not over. */
  tasks: string[];
}

/** One request that reached a cloud. `at` is simulated time; `answer.status` 0 means that none was sent. */
export interface Call {
  at: number;
  cloud: CloudName;
  /** Whose operation it is, because names repeat: rds, polardb, dds, r-kvstore, dts, ecs …; drs, vpc, eip, iam. */
  product: string;
  /** The region whose host it would have gone to; '' where it belongs to none. */
  region: string;
  action: string;
  parameters: Record<string, unknown>;
  /** It asks for a change, as opposed to reading; whether it came about is in the answer. */
  changes: boolean;
  answer: { status: number; code: string; fault: string };
}
