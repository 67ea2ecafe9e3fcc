import type { Timeline } from '../timeline.ts';
import type { AccessKey, Nonces } from './credentials.ts';
import type { DatabaseInput, DatabaseInstance } from './database.ts';
import type { DtsTask } from './dts-task.ts';
import type { Caller } from './identity.ts';
import type {
  EcsInstance,
  EcsInstanceInput,
  EcsInterface,
  EcsInterfaceInput,
  EcsSecurityGroup,
  EcsSecurityGroupInput,
} from './machine.ts';
import type { ReplicationSlot } from './slots.ts';

/** What the simulated Alibaba Cloud starts with; fields that are left out get believable values. */
export interface AlibabaSeed {
  tasks: DtsTask[];
  databases: DatabaseInput[];
  instances: EcsInstanceInput[];
  interfaces?: EcsInterfaceInput[];
  securityGroups: EcsSecurityGroupInput[];
}

/** Everything the simulated Alibaba Cloud knows. */
export interface AlibabaState {
  tasks: DtsTask[];
  databases: DatabaseInstance[];
  instances: EcsInstance[];
  interfaces: EcsInterface[];
  securityGroups: EcsSecurityGroup[];
  /** The logical replication slots of DTS on PostgreSQL sources. */
  slots: ReplicationSlot[];
  /** Actions that the key has no right to, as "rds:ModifySecurityIps" or "rds:*". */
  denied: Set<string>;
  key: AccessKey;
  /** Whose the key is. */
  caller: Caller;
  nonces: Nonces;
  timeline: Timeline;
}

export type Parameters = ReadonlyMap<string, string>;

/** The job's other direction, or undefined for a one-way job. */
export function twinOf(state: AlibabaState, task: DtsTask): DtsTask | undefined {
  return task.twinId === '' ? undefined : state.tasks.find((each) => each.id === task.twinId);
}
