import type { Answer } from '../exchange.ts';
import type { AlibabaState, Parameters } from './alibaba-state.ts';
import type { DtsTask } from './dts-task.ts';
import { findJob, regionOf } from './find-job.ts';
import { invalidParameter, succeeded } from './gateway-answers.ts';
import { detailFields, listItem } from './job-json.ts';
import { isRegion } from './regions.ts';

const JOB_TYPES = ['MIGRATION', 'SYNC', 'SUBSCRIBE'];
const QUERY_KINDS = ['instance', 'name', 'srcRds', 'rds'];
const LARGEST_PAGE = 30;

/** DescribeDtsJobs: one region, one JobType (MIGRATION unless said), at most 30 jobs a page. */
export function describeDtsJobs(state: AlibabaState, parameters: Parameters): Answer {
  const region = regionOf(parameters, ['Region', 'RegionId']);
  if (!isRegion(region)) return invalidParameter('Region');
  const jobType = parameters.get('JobType') ?? 'MIGRATION';
  if (!JOB_TYPES.includes(jobType)) return invalidParameter('JobType');
  const queryKind = parameters.get('Type');
  if (queryKind !== undefined && !QUERY_KINDS.includes(queryKind)) return invalidParameter('Type');
  const page = positiveNumber(parameters, 'PageNumber', 1);
  const asked = positiveNumber(parameters, 'PageSize', 20);
  if (page === null) return invalidParameter('PageNumber');
  if (asked === null) return invalidParameter('PageSize');
  const size = Math.min(asked, LARGEST_PAGE);
  const found = state.tasks.filter(
    (task) =>
      task.region === region && task.jobType === jobType && isListed(task) && matches(task, parameters),
  );
  const rows = ordered(found, parameters).slice((page - 1) * size, page * size);
  return succeeded({
    PageNumber: page,
    PageRecordCount: rows.length,
    TotalRecordCount: found.length,
    EtlDemoList: [],
    DtsJobList: rows.map((task) => listItem(state, task)),
  });
}

/** DescribeDtsJobDetail: takes DtsInstanceID with a capital D, unlike the operations that change a job. */
export function describeDtsJobDetail(state: AlibabaState, parameters: Parameters): Answer {
  const found = findJob(state, parameters, 'DtsInstanceID');
  return 'refusal' in found ? found.refusal : succeeded(detailFields(state, found.task));
}

function isListed(task: DtsTask): boolean {
  return !task.released || task.afterRelease === 'finished';
}

function matches(task: DtsTask, parameters: Parameters): boolean {
  const jobIds = idList(parameters.get('DtsJobId'));
  const instanceIds = idList(parameters.get('DtsInstanceId'));
  if (jobIds.length > 0 && !jobIds.includes(task.id)) return false;
  if (instanceIds.length > 0 && !instanceIds.includes(task.instanceId)) return false;
  if (jobIds.length === 0 && task.direction === 'Reverse' && task.twinId !== '') return false;
  const status = parameters.get('Status') ?? '';
  if (status !== '' && status !== task.status) return false;
  const database = parameters.get('InstanceId') ?? '';
  if (database !== '' && task.source.InstanceID !== database && task.destination.InstanceID !== database)
    return false;
  return matchesQueryKind(task, parameters.get('Type'), parameters.get('Params') ?? '');
}

function matchesQueryKind(task: DtsTask, kind: string | undefined, value: string): boolean {
  if (kind === undefined || value === '') return true;
  if (kind === 'name') return task.name.toLowerCase().includes(value.toLowerCase());
  if (kind === 'instance') return task.instanceId === value || task.id === value;
  if (kind === 'srcRds') return task.source.InstanceID === value;
  return task.source.InstanceID === value || task.destination.InstanceID === value;
}

function ordered(tasks: DtsTask[], parameters: Parameters): DtsTask[] {
  if (parameters.get('OrderColumn') !== 'CreateTime') return tasks;
  const sign = parameters.get('OrderDirection') === 'DESC' ? -1 : 1;
  return tasks.toSorted((one, other) => sign * (one.created - other.created));
}

function idList(value: string | undefined): string[] {
  return (value ?? '').split(',').filter((id) => id !== '');
}

function positiveNumber(parameters: Parameters, name: string, fallback: number): number | null {
  const value = Number(parameters.get(name) ?? fallback);
  return Number.isInteger(value) && value > 0 ? value : null;
}
