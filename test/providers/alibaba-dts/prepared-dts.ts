import { createHash, createHmac } from 'node:crypto';
import nock from 'nock';
import type { Task, TaskRef } from '../../../src/lifecycle/task.ts';
import { createAlibabaAccount } from '../../../src/providers/alibaba-dts/account.ts';
import type { AlibabaAccountConfig } from '../../../src/providers/alibaba-dts/config.ts';

export const KEY_ID = 'LTAI5tCanaryKeyId000';
export const SECRET = 'canary-secret-Zx81kQ';
export const NOW = Date.UTC(2026, 10, 20, 23, 30, 0);

export const CONFIG: AlibabaAccountConfig = {
  name: 'prod-cn',
  regions: ['cn-hangzhou'],
  credentials: { accessKeyId: KEY_ID, accessKeySecret: () => SECRET },
  now: () => NOW,
  pace: { now: () => NOW, wait: async () => undefined },
  wait: async () => undefined,
};

export function account(change: Partial<AlibabaAccountConfig> = {}) {
  return createAlibabaAccount({ ...CONFIG, ...change });
}

export interface SeenRequest {
  readonly operation: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Every request that reached a prepared answer; emptied by `forgetRequests`. */
export const seen: SeenRequest[] = [];

export function forgetRequests(): void {
  seen.length = 0;
}

type Body = string | Readonly<Record<string, unknown>>;

/** Prepares one answer of DTS; the whole query must be exactly this one. */
export function prepare(
  operation: string,
  query: Readonly<Record<string, string>>,
  body: Body,
  more: { status?: number; host?: string; headers?: Record<string, string> } = {},
): void {
  nock(`https://${more.host ?? 'dts.cn-hangzhou.aliyuncs.com'}`, {
    reqheaders: { 'x-acs-action': operation, 'x-acs-version': '2020-01-01' },
  })
    .post('/', '')
    .query({ ...query })
    .reply(function () {
      const headers = Object.fromEntries(
        Object.entries(this.req.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
      );
      seen.push({ operation, path: this.req.path, headers });
      return [more.status ?? 200, body, { 'content-type': 'application/json', ...more.headers }];
    });
}

export const OK = { RequestId: 'REQ-1', HttpStatusCode: 200, Success: true };

export function listQuery(
  jobType: string,
  more: Readonly<Record<string, string>> = {},
  region = 'cn-hangzhou',
) {
  const fixed = { WithoutDbList: 'true', PageSize: '30', PageNumber: '1' };
  return { Region: region, RegionId: region, JobType: jobType, ...fixed, ...more };
}

/** Prepares the lists of the three job types, which every search asks for. */
export function prepareLists(
  rows: { MIGRATION?: unknown[]; SYNC?: unknown[]; SUBSCRIBE?: unknown[] },
  more: Readonly<Record<string, string>> = {},
  region = 'cn-hangzhou',
): void {
  for (const type of ['MIGRATION', 'SYNC', 'SUBSCRIBE'] as const) {
    const list = rows[type] ?? [];
    prepare('DescribeDtsJobs', listQuery(type, more, region), jobPage(list), {
      host: `dts.${region}.aliyuncs.com`,
    });
  }
}

export function jobPage(rows: readonly unknown[], total = rows.length) {
  const counts = { PageNumber: 1, PageRecordCount: rows.length, TotalRecordCount: total };
  return { ...OK, ...counts, DtsJobList: rows, EtlDemoList: [] };
}

/** The row of the manual's sample: a synchronisation from RDS to PolarDB. */
export function row(change: Readonly<Record<string, unknown>> = {}) {
  return {
    DtsJobId: 'i03e3zty16i',
    DtsInstanceID: 'dtsi03e3zty16i',
    DtsJobName: 'orders-prod',
    JobType: 'sync',
    Status: 'Synchronizing',
    PayType: 'PostPaid',
    CreateTime: '2026-03-16T08:01:19Z',
    Checkpoint: '1773648079',
    Delay: 2,
    SourceEndpoint: {
      InstanceType: 'RDS',
      InstanceID: 'rm-bp1162',
      EngineName: 'MySQL',
      Region: 'cn-hangzhou',
      Port: '3306',
      Ip: '',
      UserName: 'dtstest',
    },
    DestinationEndpoint: {
      InstanceType: 'PolarDB',
      InstanceID: 'pc-bp1imr',
      EngineName: 'PolarDB',
      Region: 'cn-hangzhou',
      Port: '3306',
      UserName: 'dtstest',
    },
    MigrationMode: { StructureInitialization: true, DataInitialization: true, DataSynchronization: true },
    PrecheckStatus: { Status: 'Finished', Percent: '100', Detail: [] },
    DataInitializationStatus: { Status: 'Finished', Percent: '100', Progress: '44755' },
    DataSynchronizationStatus: { Status: 'Catched', Percent: '95', Progress: '0/0', NeedUpgrade: false },
    ...change,
  };
}

/** The same job as the detail call shows it: milliseconds, a numeric checkpoint, no full-load status. */
export function detail(change: Readonly<Record<string, unknown>> = {}) {
  const { DataInitializationStatus: _, PrecheckStatus: __, ...shown } = row();
  return { ...OK, ...shown, Code: 200, Checkpoint: 1773648079, Delay: 2000, ...change };
}

/** The two rows of a two-way synchronisation, the second inside the first. */
export function twoWayRow(reverse: Readonly<Record<string, unknown>> = {}) {
  const forward = row({ DtsJobDirection: 'Forward' });
  return {
    ...forward,
    ReverseJob: row({
      DtsJobId: 'k7reverse22',
      DtsJobDirection: 'Reverse',
      SourceEndpoint: forward.DestinationEndpoint,
      DestinationEndpoint: forward.SourceEndpoint,
      ...reverse,
    }),
  };
}

export const REF: TaskRef = {
  provider: 'alibaba-dts',
  account: 'prod-cn',
  region: 'cn-hangzhou',
  taskId: 'i03e3zty16i',
  instanceId: 'dtsi03e3zty16i',
  direction: 'forward',
};

export const DETAIL_QUERY = {
  DtsJobId: 'i03e3zty16i',
  DtsInstanceID: 'dtsi03e3zty16i',
  SynchronizationDirection: 'Forward',
  RegionId: 'cn-hangzhou',
};

const NOWHERE = {
  engine: 'MySQL',
  place: 'cloud-instance',
  product: 'RDS',
  instanceId: 'rm-bp1162',
  instanceName: null,
  address: null,
  port: '3306',
  region: 'cn-hangzhou',
  user: 'dtstest',
  foreignAccount: null,
} as const;

/** A running one-way synchronisation in our words. */
export function task(change: Partial<Task> = {}): Task {
  return {
    ...REF,
    name: 'orders-prod',
    kind: 'synchronisation',
    status: 'Synchronizing',
    stage: 'running',
    twoWay: false,
    other: null,
    load: 'full-and-incremental',
    fullLoad: 'complete',
    source: NOWHERE,
    destination: { ...NOWHERE, product: 'PolarDB', instanceId: 'pc-bp1imr' },
    createdAt: '2026-03-16T08:01:19.000Z',
    finishedAt: null,
    billing: 'pay-as-you-go',
    expiresAt: null,
    lag: { milliseconds: 2000 },
    trouble: null,
    drs: null,
    tags: null,
    readAt: NOW,
    ...change,
  };
}

/**
 * The ACS3-HMAC-SHA256 signature of a request, computed from the manual ("V3 request body & signature"), not
 * from the SDK.
 */
export function acs3Signature(request: SeenRequest, secret: string): string {
  const [path = '/', query = ''] = request.path.split('?');
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const pairs = [...new URLSearchParams(query)]
    .map(([key, value]) => `${encode(key)}=${encode(value)}`)
    .sort();
  const signed = /SignedHeaders=([^,]+)/.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
  const headers = signed.split(';').map((name) => `${name}:${(request.headers[name] ?? '').trim()}\n`);
  const emptyBody = createHash('sha256').update('').digest('hex');
  const canonical = ['POST', path, pairs.join('&'), headers.join(''), signed, emptyBody].join('\n');
  const digest = createHash('sha256').update(canonical).digest('hex');
  return createHmac('sha256', secret).update(`ACS3-HMAC-SHA256\n${digest}`).digest('hex');
}

/** Everything an error or an outcome carries, however deep, as one text. */
export function everythingIn(value: unknown, depth = 0): string {
  if (depth > 6 || value === null || typeof value !== 'object') return String(value);
  const own = Object.getOwnPropertyNames(value).map((key) => Reflect.get(value, key) as unknown);
  return own.map((part) => everythingIn(part, depth + 1)).join('\n');
}
