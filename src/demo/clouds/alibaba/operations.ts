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
import { getCallerIdentity, getPolicy, listPoliciesForUser } from './identity.ts';
import { listGroups } from './list-whitelist.ts';
import { deleteGroup, modifyGroup } from './modify-whitelist.ts';
import { describeDtsIp, whiteIpList } from './server-addresses.ts';

export type Operation = (state: AlibabaState, parameters: Parameters) => Answer;

/** A product's API: its version, its names in RAM, and its operations by action. */
export interface ProductApi {
  services: readonly string[];
  operations: ReadonlyMap<string, Operation>;
  /** The actions that change something; the others only read. */
  changing: ReadonlySet<string>;
}

type Operations = Record<string, Operation>;

const DTS_READS: Operations = {
  DescribeDtsJobs: describeDtsJobs,
  DescribeDtsJobDetail: describeDtsJobDetail,
  WhiteIpList: whiteIpList,
  DescribeDTSIP: describeDtsIp,
};
const DTS_CHANGES: Operations = {
  StopDtsJob: stopDtsJob,
  SuspendDtsJob: suspendDtsJob,
  StartDtsJob: startDtsJob,
  DeleteDtsJob: deleteDtsJob,
};

const ECS_READS: Operations = {
  DescribeInstances: describeInstances,
  DescribeNetworkInterfaces: describeNetworkInterfaces,
  DescribeSecurityGroups: describeSecurityGroups,
  DescribeSecurityGroupAttribute: describeSecurityGroupAttribute,
  DescribeSecurityGroupReferences: describeSecurityGroupReferences,
};
const ECS_CHANGES: Operations = {
  JoinSecurityGroup: joinSecurityGroup,
  LeaveSecurityGroup: leaveSecurityGroup,
  DeleteSecurityGroup: deleteSecurityGroup,
};

const RAM_READS: Operations = { ListPoliciesForUser: listPoliciesForUser, GetPolicy: getPolicy };

function api(services: readonly string[], reads: Operations, changes: Operations): ProductApi {
  const operations = new Map(Object.entries({ ...reads, ...changes }));
  return { services, operations, changing: new Set(Object.keys(changes)) };
}

function databaseApi(product: DatabaseProduct): ProductApi {
  const reads: Operations = {
    [product.list]: (state, parameters) => listGroups(product, state, parameters),
  };
  for (const action of describingActions(product))
    reads[action] = (state, parameters) => describeDatabase(product, action, state, parameters);
  const changes: Operations = {
    [product.modify]: (state, parameters) => modifyGroup(product, state, parameters),
  };
  if (product.deleteGroup !== null)
    changes[product.deleteGroup] = (state, parameters) => deleteGroup(product, state, parameters);
  return api(product.services, reads, changes);
}

/** Every operation the simulated Alibaba Cloud knows, by API version: action names repeat among products. */
export const APIS: ReadonlyMap<string, ProductApi> = new Map<string, ProductApi>([
  ['2020-01-01', api(['dts'], DTS_READS, DTS_CHANGES)],
  ['2014-05-26', api(['ecs'], ECS_READS, ECS_CHANGES)],
  ['2015-04-01', api(['sts'], { GetCallerIdentity: getCallerIdentity }, {})],
  ['2015-05-01', api(['ram'], RAM_READS, {})],
  ...DATABASE_PRODUCTS.map((product): [string, ProductApi] => [product.version, databaseApi(product)]),
]);
