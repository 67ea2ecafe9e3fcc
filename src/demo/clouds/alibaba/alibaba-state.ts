import type { Timeline } from '../timeline.ts';
import type { AccessKey, Nonces } from './credentials.ts';
import type { DtsTask } from './dts-task.ts';

/** One IP white-list group of a database instance. */
export interface WhitelistGroup {
  name: string;
  attribute: string;
  networkType: string;
  ips: string[];
}

export interface DatabaseInstance {
  product: string;
  id: string;
  region: string;
  groups: WhitelistGroup[];
}

export interface EcsInstance {
  id: string;
  name: string;
  region: string;
  vpcId: string;
  securityGroupIds: string[];
}

export interface EcsSecurityGroup {
  id: string;
  name: string;
  region: string;
  vpcId: string;
  description: string;
}

export interface AlibabaSeed {
  tasks: DtsTask[];
  databases: DatabaseInstance[];
  instances: EcsInstance[];
  securityGroups: EcsSecurityGroup[];
}

/** Everything the simulated Alibaba Cloud knows. */
export interface AlibabaState extends AlibabaSeed {
  key: AccessKey;
  nonces: Nonces;
  timeline: Timeline;
}

export type Parameters = ReadonlyMap<string, string>;

/** The job's other direction, or undefined for a one-way job. */
export function twinOf(state: AlibabaState, task: DtsTask): DtsTask | undefined {
  return task.twinId === '' ? undefined : state.tasks.find((each) => each.id === task.twinId);
}
