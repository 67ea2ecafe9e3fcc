import type { Answer } from '../exchange.ts';
import { pauseTasks, retryTasks, startTasks } from './change-jobs.ts';
import { compareResult } from './comparison.ts';
import type { DrsRequest, DrsState } from './drs-state.ts';
import { endJobs } from './end-jobs.ts';
import { batchDetail, batchProgress, batchStatus, listJobs } from './read-jobs.ts';
import { issueToken, listProjects } from './tokens.ts';
import {
  deleteRuleV1,
  deleteRuleV3,
  listGroupsV1,
  listGroupsV3,
  listPublicIps,
  listRulesV1,
  listRulesV3,
  showGroupV1,
} from './vpc.ts';

/** One route: `{project}` and `{id}` in the path stand for one segment each. `open` needs no credentials. */
export interface DrsRoute {
  method: string;
  path: string;
  /** What faults and recorded calls call it. */
  name: string;
  open?: true;
  answer: (state: DrsState, request: DrsRequest) => Answer;
}

/** Every call the simulated DRS, IAM and VPC services know. */
export const DRS_ROUTES: readonly DrsRoute[] = [
  { method: 'POST', path: '/v3/auth/tokens', name: 'auth-tokens', open: true, answer: issueToken },
  { method: 'GET', path: '/v3/projects', name: 'projects', answer: listProjects },
  { method: 'POST', path: '/v3/{project}/jobs', name: 'list-jobs', answer: listJobs },
  { method: 'POST', path: '/v3/{project}/jobs/batch-status', name: 'batch-status', answer: batchStatus },
  { method: 'POST', path: '/v3/{project}/jobs/batch-detail', name: 'batch-detail', answer: batchDetail },
  {
    method: 'POST',
    path: '/v3/{project}/jobs/batch-progress',
    name: 'batch-progress',
    answer: batchProgress,
  },
  { method: 'DELETE', path: '/v3/{project}/jobs/batch-jobs', name: 'batch-jobs', answer: endJobs },
  {
    method: 'POST',
    path: '/v3/{project}/jobs/batch-pause-task',
    name: 'batch-pause-task',
    answer: pauseTasks,
  },
  {
    method: 'POST',
    path: '/v3/{project}/jobs/batch-retry-task',
    name: 'batch-retry-task',
    answer: retryTasks,
  },
  { method: 'POST', path: '/v3/{project}/jobs/batch-starting', name: 'batch-starting', answer: startTasks },
  {
    method: 'POST',
    path: '/v3/{project}/jobs/query-compare-result',
    name: 'query-compare-result',
    answer: compareResult,
  },
  { method: 'GET', path: '/v1/{project}/security-groups', name: 'security-groups', answer: listGroupsV1 },
  { method: 'GET', path: '/v1/{project}/security-groups/{id}', name: 'security-group', answer: showGroupV1 },
  {
    method: 'GET',
    path: '/v1/{project}/security-group-rules',
    name: 'security-group-rules',
    answer: listRulesV1,
  },
  {
    method: 'DELETE',
    path: '/v1/{project}/security-group-rules/{id}',
    name: 'delete-rule',
    answer: deleteRuleV1,
  },
  { method: 'GET', path: '/v1/{project}/publicips', name: 'publicips', answer: listPublicIps },
  { method: 'GET', path: '/v3/{project}/vpc/security-groups', name: 'security-groups', answer: listGroupsV3 },
  {
    method: 'GET',
    path: '/v3/{project}/vpc/security-group-rules',
    name: 'security-group-rules',
    answer: listRulesV3,
  },
  {
    method: 'DELETE',
    path: '/v3/{project}/vpc/security-group-rules/{id}',
    name: 'delete-rule',
    answer: deleteRuleV3,
  },
];
