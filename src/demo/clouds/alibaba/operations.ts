import type { Answer } from '../exchange.ts';
import type { AlibabaState, Parameters } from './alibaba-state.ts';
import { deleteDtsJob, startDtsJob, stopDtsJob, suspendDtsJob } from './change-jobs.ts';
import { describeDtsJobDetail, describeDtsJobs } from './describe-jobs.ts';
import { describeInstances, describeSecurityGroups, leaveSecurityGroup } from './ecs.ts';
import { describeDtsIp, whiteIpList } from './server-addresses.ts';
import { WHITELIST_OPERATIONS } from './whitelists.ts';

export type Operation = (state: AlibabaState, parameters: Parameters) => Answer;

const DTS: Record<string, Operation> = {
  DescribeDtsJobs: describeDtsJobs,
  DescribeDtsJobDetail: describeDtsJobDetail,
  StopDtsJob: stopDtsJob,
  SuspendDtsJob: suspendDtsJob,
  StartDtsJob: startDtsJob,
  DeleteDtsJob: deleteDtsJob,
  WhiteIpList: whiteIpList,
  DescribeDTSIP: describeDtsIp,
};

const ECS: Record<string, Operation> = {
  DescribeInstances: describeInstances,
  DescribeSecurityGroups: describeSecurityGroups,
  LeaveSecurityGroup: leaveSecurityGroup,
};

/** Every operation the simulated Alibaba Cloud knows, by API version and action. */
export const OPERATIONS: ReadonlyMap<string, ReadonlyMap<string, Operation>> = new Map([
  ['2020-01-01', new Map(Object.entries(DTS))],
  ['2014-05-26', new Map(Object.entries(ECS))],
  ...WHITELIST_OPERATIONS,
]);
