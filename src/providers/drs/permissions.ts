import type { Action } from '../../lifecycle/task.ts';
import type { DrsCloudName } from './hosts.ts';

export type DrsReading = 'list' | 'detail' | 'progress' | 'compare';

/** Open Telekom Cloud user guide, "Permissions Management"; Huawei Cloud API reference, "Permissions and Actions". */
const READING = {
  list: 'drs:migrationJob:list',
  detail: 'drs:migrationJob:get',
  progress: 'drs:migrationJobs:getProgress',
  compare: 'drs:compareJob:*',
} as const satisfies Record<DrsReading, string>;

const CHANGING = {
  terminate: 'drs:migrationJob:terminate',
  'force-terminate': 'drs:migrationJob:terminate',
  release: null,
  pause: 'drs:migrationJob:action',
  resume: 'drs:migrationJob:action',
} as const satisfies Record<Action, string | null>;

/** Rights of the network side (VPC and EIP API references, "Permissions and Supported Actions"; both clouds). */
export const NETWORK_RIGHTS = {
  listRules: 'vpc:securityGroupRules:get',
  listGroups: 'vpc:securityGroups:get',
  listAddresses: 'vpc:publicIps:list',
  remove: 'vpc:securityGroupRules:delete',
  restore: 'vpc:securityGroupRules:create',
} as const;

/** The right that a read needs; Huawei Cloud's manual is only known for ending. */
export function rightToRead(cloud: DrsCloudName, reading: DrsReading): string | null {
  return cloud === 'otc' ? READING[reading] : null;
}

/** The right that an action needs. Huawei Cloud has one right for ending and for deleting the record. */
export function rightToChange(cloud: DrsCloudName, action: Action): string | null {
  if (cloud === 'otc') return CHANGING[action];
  return action === 'terminate' || action === 'force-terminate' ? 'drs:migrationJobs:delete' : null;
}
