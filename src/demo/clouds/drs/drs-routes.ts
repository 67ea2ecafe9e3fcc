import type { Answer } from '../exchange.ts';
import { pauseTasks, retryTasks, startTasks } from './change-jobs.ts';
import { compareResult } from './comparison.ts';
import type { DrsRequest, DrsState } from './drs-state.ts';
import { changePublicIp, listPublicIps, releasePublicIp, showPublicIp } from './elastic-ips.ts';
import { endJobs } from './end-jobs.ts';
import { batchDetail, batchProgress, batchStatus, listJobs } from './read-jobs.ts';
import { issueToken, listProjects } from './tokens.ts';
import { listGroupsOfUser, showCredential } from './user.ts';
import { createRule, deleteGroup, deleteRule, listGroups, listRules, showGroup } from './vpc.ts';

type Handler = (state: DrsState, request: DrsRequest) => Answer;

/** One route: `{project}` and `{id}` in the path stand for one segment each. `open` needs no credentials. */
export interface DrsRoute {
  service: 'drs' | 'iam' | 'vpc' | 'eip';
  method: string;
  path: string;
  /** What faults, denied rights and recorded calls call it. */
  name: string;
  /** The right that the manual names for it, where it does. */
  right?: string;
  open?: true;
  /** It changes something; the others only read. */
  changes?: true;
  answer: Handler;
}

function job(name: string, answer: Handler, method = 'POST'): DrsRoute {
  return { service: 'drs', method, path: `/v3/{project}/jobs/${name}`, name, answer };
}

/** The same thing in both versions of the VPC API. */
function vpc(method: string, path: string, name: string, right: string, answer: Handler): DrsRoute[] {
  const route = { service: 'vpc', method, name, right: `vpc:${right}`, answer } as const;
  return [
    { ...route, path: `/v1/{project}/${path}` },
    { ...route, path: `/v3/{project}/vpc/${path}` },
  ];
}

function eip(method: string, path: string, name: string, right: string, answer: Handler): DrsRoute {
  return { service: 'eip', method, path: `/v1/{project}/${path}`, name, right: `vpc:${right}`, answer };
}

function changing(...routes: readonly DrsRoute[]): DrsRoute[] {
  return routes.map((route) => ({ ...route, changes: true }));
}

const RULES = 'security-group-rules';
const GROUPS = 'security-groups';

/** Every call the simulated DRS, IAM, VPC and EIP services know. */
export const DRS_ROUTES: readonly DrsRoute[] = [
  {
    service: 'iam',
    method: 'POST',
    path: '/v3/auth/tokens',
    name: 'auth-tokens',
    open: true,
    answer: issueToken,
  },
  { service: 'iam', method: 'GET', path: '/v3/projects', name: 'projects', answer: listProjects },
  { service: 'iam', method: 'GET', path: '/v3/auth/projects', name: 'auth-projects', answer: listProjects },
  {
    service: 'iam',
    method: 'GET',
    path: '/v3.0/OS-CREDENTIAL/credentials/{id}',
    name: 'credential',
    answer: showCredential,
  },
  {
    service: 'iam',
    method: 'GET',
    path: '/v3/users/{id}/groups',
    name: 'user-groups',
    answer: listGroupsOfUser,
  },
  { service: 'drs', method: 'POST', path: '/v3/{project}/jobs', name: 'list-jobs', answer: listJobs },
  job('batch-status', batchStatus),
  job('batch-detail', batchDetail),
  job('batch-progress', batchProgress),
  ...changing(
    job('batch-jobs', endJobs, 'DELETE'),
    job('batch-pause-task', pauseTasks),
    job('batch-retry-task', retryTasks),
    job('batch-starting', startTasks),
  ),
  job('query-compare-result', compareResult),
  ...vpc('GET', GROUPS, 'security-groups', 'securityGroups:get', listGroups),
  ...vpc('GET', `${GROUPS}/{id}`, 'security-group', 'securityGroups:get', showGroup),
  ...changing(...vpc('DELETE', `${GROUPS}/{id}`, 'delete-group', 'securityGroups:delete', deleteGroup)),
  ...vpc('GET', RULES, 'security-group-rules', 'securityGroupRules:get', listRules),
  ...changing(
    ...vpc('POST', RULES, 'create-rule', 'securityGroupRules:create', createRule),
    ...vpc('DELETE', `${RULES}/{id}`, 'delete-rule', 'securityGroupRules:delete', deleteRule),
  ),
  eip('GET', 'publicips', 'publicips', 'publicIps:list', listPublicIps),
  eip('GET', 'publicips/{id}', 'publicip', 'publicIps:get', showPublicIp),
  ...changing(
    eip('PUT', 'publicips/{id}', 'change-publicip', 'publicIps:update', changePublicIp),
    eip('DELETE', 'publicips/{id}', 'release-publicip', 'publicIps:delete', releasePublicIp),
  ),
];
