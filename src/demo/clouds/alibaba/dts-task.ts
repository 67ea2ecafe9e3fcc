import { type Lag, startingLag } from '../lag.ts';

/** An endpoint with the field names of the DTS answers. `InstanceID` is empty for a public address (`OTHER`). */
export interface DtsEndpoint {
  InstanceType: string;
  InstanceID: string;
  EngineName: string;
  Region: string;
  Ip: string;
  Port: string;
  DatabaseName: string;
  UserName: string;
  OracleSID: string;
  SslSolutionEnum: string;
}

/** What a verification can stand at ("DescribeDtsJobs"); a part that was not configured is left out. */
export type DtsCheckStatus = 'NotStarted' | 'Checking' | 'Failed' | 'Finished' | 'Inconsistency';
export interface DtsChecks {
  full?: DtsCheckStatus;
  incremental?: DtsCheckStatus;
  structure?: DtsCheckStatus;
}

/** One DTS job. Times are epoch milliseconds. `twinId` joins the two directions of a two-way synchronisation. */
export interface DtsTask {
  id: string;
  instanceId: string;
  name: string;
  region: string;
  jobType: 'MIGRATION' | 'SYNC' | 'SUBSCRIBE';
  status: string;
  direction: 'Forward' | 'Reverse';
  twinId: string;
  payType: 'PostPaid' | 'PrePaid';
  jobClass: string;
  created: number;
  expires: number | null;
  finished: number | null;
  source: DtsEndpoint;
  destination: DtsEndpoint;
  lag: Lag;
  fullLoadPercent: number;
  error: { code: string; message: string } | null;
  retry: { count: number; sinceSeconds: number; message: string } | null;
  tags: Record<string, string>;
  /** The data verification that was configured for it: how each part stands, in DTS's words. */
  checks: DtsChecks;
  /** The detail of some tasks spells its status in lower case. */
  lowerCaseDetail: boolean;
  /** How a stop goes on after it was taken. */
  ending: 'normal' | 'hangs' | 'fails';
  /** What a released task looks like: not found, or still listed as Finished. */
  afterRelease: 'gone' | 'finished';
  released: boolean;
}

export type DtsTaskInput = Pick<DtsTask, 'id' | 'name'> & Partial<DtsTask>;

/** A one-way PostPaid synchronisation RDS MySQL → PolarDB of its own in cn-hangzhou without lag, where nothing else is said. */
export function dtsTask(input: DtsTaskInput): DtsTask {
  const region = input.region ?? 'cn-hangzhou';
  const created = input.created ?? Date.parse('2026-03-16T08:01:19Z');
  return {
    instanceId: `dts${input.id}`,
    region,
    jobType: 'SYNC',
    status: 'Synchronizing',
    direction: 'Forward',
    twinId: '',
    payType: 'PostPaid',
    jobClass: 'large',
    created,
    expires: null,
    finished: null,
    source: rdsEndpoint(`rm-${input.id}`, region),
    destination: polarEndpoint(`pc-${input.id}`, region),
    lag: startingLag(0),
    fullLoadPercent: 100,
    error: null,
    retry: null,
    tags: {},
    checks: {},
    lowerCaseDetail: false,
    ending: 'normal',
    afterRelease: 'gone',
    released: false,
    ...input,
  };
}

export function dtsEndpoint(input: Pick<DtsEndpoint, 'InstanceType'> & Partial<DtsEndpoint>): DtsEndpoint {
  return {
    InstanceID: '',
    EngineName: 'MySQL',
    Region: 'cn-hangzhou',
    Ip: '',
    Port: '3306',
    DatabaseName: '',
    UserName: 'dts_user',
    OracleSID: '',
    SslSolutionEnum: 'DISABLE',
    ...input,
  };
}

export function rdsEndpoint(InstanceID: string, Region: string): DtsEndpoint {
  return dtsEndpoint({ InstanceType: 'RDS', InstanceID, Region });
}

export function polarEndpoint(InstanceID: string, Region: string): DtsEndpoint {
  return dtsEndpoint({ InstanceType: 'PolarDB', InstanceID, Region, EngineName: 'PolarDB' });
}

export function ecsEndpoint(InstanceID: string, Region: string): DtsEndpoint {
  return dtsEndpoint({ InstanceType: 'ECS', InstanceID, Region });
}

export function publicEndpoint(Ip: string, Region: string): DtsEndpoint {
  return dtsEndpoint({ InstanceType: 'OTHER', Ip, Region });
}
