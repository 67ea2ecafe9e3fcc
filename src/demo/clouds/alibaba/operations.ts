import type { Answer } from '../exchange.ts';
import type { AlibabaState, Parameters } from './alibaba-state.ts';
import { deleteDtsJob, startDtsJob, stopDtsJob, suspendDtsJob } from './change-jobs.ts';
import type { DatabaseProduct } from './database-product.ts';
import { DATABASE_PRODUCTS } from './database-products.ts';
import { describeDatabase, describingActions } from './describe-database.ts';
import { describeDtsJobDetail, describeDtsJobs } from './describe-jobs.ts';
import { describeInstances, describeNetworkInterfaces, describeSecurityGroups } from './ecs.ts';
import {
  deleteSecurityGroup,
  describeSecurityGroupAttribute,
  describeSecurityGroupReferences,
} from './ecs-groups.ts';
import { joinSecurityGroup, leaveSecurityGroup } from './ecs-members.ts';
import { listGroups } from './list-whitelist.ts';
import { deleteGroup, modifyGroup } from './modify-whitelist.ts';
import { describeDtsIp, whiteIpList } from './server-addresses.ts';

export type Operation = (state: AlibabaState, parameters: Parameters) => Answer;

/** A product's API: its version, its names in RAM, and its operations by action. */
export interface ProductApi {
  services: readonly string[];
  operations: ReadonlyMap<string, Operation>;
}

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
  DescribeNetworkInterfaces: describeNetworkInterfaces,
  DescribeSecurityGroups: describeSecurityGroups,
  DescribeSecurityGroupAttribute: describeSecurityGroupAttribute,
  DescribeSecurityGroupReferences: describeSecurityGroupReferences,
  JoinSecurityGroup: joinSecurityGroup,
  LeaveSecurityGroup: leaveSecurityGroup,
  DeleteSecurityGroup: deleteSecurityGroup,
};

function databaseOperations(product: DatabaseProduct): Map<string, Operation> {
  const operations = new Map<string, Operation>([
    [product.list, (state, parameters) => listGroups(product, state, parameters)],
    [product.modify, (state, parameters) => modifyGroup(product, state, parameters)],
  ]);
  for (const action of describingActions(product))
    operations.set(action, (state, parameters) => describeDatabase(product, action, state, parameters));
  if (product.deleteGroup !== null)
    operations.set(product.deleteGroup, (state, parameters) => deleteGroup(product, state, parameters));
  return operations;
}

/** Every operation the simulated Alibaba Cloud knows, by API version: action names repeat among products. */
export const APIS: ReadonlyMap<string, ProductApi> = new Map<string, ProductApi>([
  ['2020-01-01', { services: ['dts'], operations: new Map(Object.entries(DTS)) }],
  ['2014-05-26', { services: ['ecs'], operations: new Map(Object.entries(ECS)) }],
  ...DATABASE_PRODUCTS.map((product): [string, ProductApi] => [
    product.version,
    { services: product.services, operations: databaseOperations(product) },
  ]),
]);
