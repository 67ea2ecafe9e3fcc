import nock from 'nock';
import type { Task, TaskRef } from '../../../src/lifecycle/task.ts';
import { createDrsAccount, type DrsAccountConfig } from '../../../src/providers/drs/account.ts';
import { isSignedWith } from './verify-signature.ts';

export const PROJECT = '054ba152d480d55b2f5dc0069e7ddef0';
export const OTC = 'https://drs.eu-de.otc.t-systems.com';
export const HUAWEI = 'https://drs.cn-north-4.myhuaweicloud.com';
export const HUAWEI_EUROPE = 'https://drs.eu-west-101.myhuaweicloud.eu';
export const IAM = 'https://iam.eu-de.otc.t-systems.com';
export const SHOP = '5b0c1d2e-77aa-4c10-9f3e-0a1b2c3jb101';
export const CRM = '9e8d7c6b-1122-4aa0-8bcd-1234567jb101';
export const NOW = Date.parse('2026-03-02T14:00:00Z');

export const ACCESS_KEY = 'AKEXAMPLE';
export const SECRET_KEY = 'canary-secret-key';
export const PASSWORD = 'canary-password';

const base = {
  name: 'otc',
  cloud: 'otc',
  regions: ['eu-de'],
  project: PROJECT,
  now: () => NOW,
  progressPauseMs: 1,
  retryPauseMs: 1,
} as const;

/** An account with an access key on Open Telekom Cloud, quick in its pauses. */
export function account(overrides: Partial<DrsAccountConfig> = {}) {
  const credentials = { accessKey: ACCESS_KEY, secretKey: () => SECRET_KEY };
  return createDrsAccount({ ...base, credentials, ...overrides });
}

/** An account that logs in by password. */
export function passwordAccount(overrides: Partial<DrsAccountConfig> = {}) {
  const credentials = { username: 'cutover', password: () => PASSWORD, domain: 'OTC00000000001000000001' };
  return createDrsAccount({ ...base, credentials, ...overrides });
}

/** A place on Huawei Cloud for `account`. */
export const ON_HUAWEI = { name: 'hw', cloud: 'huaweicloud', regions: ['cn-north-4'] } as const;

export function ref(overrides: Partial<TaskRef> = {}): TaskRef {
  return {
    provider: 'drs',
    account: 'otc',
    region: 'eu-de',
    taskId: SHOP,
    instanceId: null,
    direction: 'forward',
    ...overrides,
  };
}

/** What `send` needs of a task. */
export function task(overrides: Partial<TaskRef> = {}): Task {
  return ref(overrides) as Task;
}

export type Row = Record<string, unknown>;

/** A row of the detail call as the manual shows it. */
export function detail(overrides: Row = {}): Row {
  return {
    id: SHOP,
    name: 'DRS-shop-prod',
    status: 'INCRE_TRANSFER_STARTED',
    create_time: '1772442847000',
    task_type: 'FULL_INCR_TRANS',
    net_type: 'eip',
    job_direction: 'up',
    db_use_type: 'migration',
    source_endpoint: {
      ip: '203.0.113.20',
      db_type: 'mysql',
      db_port: 3306,
      ssl_link: true,
      db_user: 'drs_src',
      db_password: 'canary-db-password',
    },
    target_endpoint: {
      ip: '192.168.0.131',
      region: 'eu-de',
      db_type: 'mysql',
      db_port: 3306,
      inst_id: 'e05a3679efe241d8b5dee80b17c1a863in01',
      inst_name: 'rds-shop',
      db_user: 'root',
      db_password: 'canary-db-password',
    },
    inst_info: {
      engine_type: 'mysql',
      inst_type: 'high',
      ip: '192.168.0.229',
      public_ip: '80.158.10.20',
      status: 'ACTIVE',
      volume_size: 100,
      start_time: '0',
    },
    full_transfer_complete_time: '1772450000000',
    is_target_readonly: true,
    vpc_id: '65f0391c-0582-44a6-aa50-248f97ed82e1',
    security_group_id: 'd90c971b-4b9d-402c-9c59-5c239389b8dd',
    ...overrides,
  };
}

/** A row of the progress call. */
export function progress(overrides: Row = {}): Row {
  return {
    job_id: SHOP,
    progress: '100',
    incre_trans_delay: '0',
    transfer_status: 'INCRE_TRANSFER_STARTED',
    ...overrides,
  };
}

/** A row of the list call. */
export function listed(overrides: Row = {}): Row {
  return {
    id: SHOP,
    name: 'DRS-shop-prod',
    status: 'INCRE_TRANSFER_STARTED',
    create_time: '2026-03-02 09:14:07',
    engine_type: 'mysql',
    net_type: 'eip',
    billing_tag: true,
    job_direction: 'up',
    db_use_type: 'migration',
    task_type: 'FULL_INCR_TRANS',
    ...overrides,
  };
}

const PATHS = {
  list: '/jobs',
  detail: '/jobs/batch-detail',
  progress: '/jobs/batch-progress',
  compare: '/jobs/query-compare-result',
  rpo: '/jobs/batch-rpo-and-rto',
  end: '/jobs/batch-jobs',
  pause: '/jobs/batch-pause-task',
  retry: '/jobs/batch-retry-task',
} as const;

/** Expects one signed call with exactly this body; the signature is checked by code of the test's own. */
export function expectCall(
  call: keyof typeof PATHS,
  body: unknown,
  at: { origin?: string; project?: string } = {},
): nock.Interceptor {
  const origin = at.origin ?? OTC;
  return nock(origin, {
    reqheaders: {
      'content-type': 'application/json',
      'x-language': 'en-us',
      authorization: (value) => String(value).startsWith(`SDK-HMAC-SHA256 Access=${ACCESS_KEY}, `),
    },
  })
    .matchHeader('x-sdk-date', '20260302T140000Z')
    .intercept(
      `/v3/${at.project ?? PROJECT}${PATHS[call]}`,
      call === 'end' ? 'DELETE' : 'POST',
      body as nock.DataMatcherMap,
    );
}

/** Answers only where the signature is right; otherwise as the gateway does. */
export function ifSigned(status: number, answer: unknown, origin = OTC) {
  return function (this: nock.ReplyFnContext, path: string, _body: unknown): nock.ReplyFnResult {
    const { headers, method, requestBodyBuffers } = this.req as unknown as {
      headers: Record<string, string>;
      method: string;
      requestBodyBuffers: Buffer[];
    };
    const body = Buffer.concat(requestBodyBuffers).toString('utf8');
    const isGood = isSignedWith(SECRET_KEY, { method, url: new URL(path, origin), headers, body });
    if (isGood) return [status, answer as nock.Body];
    return [401, { error_code: 'APIGW.0301', error_msg: 'Incorrect IAM authentication information' }];
  };
}

export const detailBody = (...jobs: string[]) => ({ jobs, page_req: { cur_page: 1, per_page: 100 } });

export const listBody = (scenario: string, name = '', page = 1) => ({
  cur_page: page,
  per_page: 100,
  db_use_type: scenario,
  engine_type: '',
  name,
  net_type: '',
  status: '',
});

/** Answers the three list calls; scenarios that are left out have no tasks. */
export function answerLists(rows: Readonly<Record<string, Row[]>>, name = '', origin = OTC): void {
  for (const scenario of ['migration', 'sync', 'cloudDataGuard']) {
    const jobs = rows[scenario] ?? [];
    expectCall('list', listBody(scenario, name), { origin }).reply(200, {
      total_record: jobs.length,
      jobs,
    } as nock.Body);
  }
}
