import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type nock from 'nock';
import { describe, expect, it } from 'vitest';
import type { CallOutcome } from '../../../src/lifecycle/ports.ts';
import type { Action } from '../../../src/lifecycle/task.ts';
import {
  account,
  CRM,
  expectCall,
  HUAWEI,
  HUAWEI_EUROPE,
  ifSigned,
  ON_HUAWEI,
  PROJECT,
  SHOP,
  task,
} from './world.ts';

const TERMINATE = { jobs: [{ job_id: SHOP, delete_type: 'terminate' }] };
const rows = (...results: object[]) => ({ count: results.length, results }) as nock.Body;
const BUSY = 'Another operation is being performed on the migration task or the migration task is abnormal.';

/** Runs a server of 127.0.0.1 and tells how often it was called. */
async function serving(listener: RequestListener, use: (url: string) => Promise<void>): Promise<number> {
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    request.resume();
    request.on('end', () => listener(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  return calls;
}

describe('DrsAccount.prepare', () => {
  it.each([
    ['terminate', 'DELETE', 'batch-jobs', { job_id: SHOP, delete_type: 'terminate' }],
    ['force-terminate', 'DELETE', 'batch-jobs', { job_id: SHOP, delete_type: 'force_terminate' }],
    ['pause', 'POST', 'batch-pause-task', { job_id: SHOP, pause_mode: 'target' }],
    ['resume', 'POST', 'batch-retry-task', { job_id: SHOP }],
  ] as const)('prepares %s as %s %s, for one task', (action, method, path, job) => {
    expect(account().prepare(action, task())).toEqual({
      operation: `${method} /v3/${PROJECT}/jobs/${path}`,
      parameters: { jobs: [job] },
    });
  });

  it('has no release', async () => {
    expect(account().prepare('release', task())).toBeNull();
    expect(await account().send('release', task())).toMatchObject({ kind: 'not-sent' });
  });
});

describe('DrsAccount.send', () => {
  it.each([
    ['terminate', 'end', { job_id: SHOP, delete_type: 'terminate' }, 202],
    ['force-terminate', 'end', { job_id: SHOP, delete_type: 'force_terminate' }, 202],
    ['pause', 'pause', { job_id: SHOP, pause_mode: 'target' }, 200],
    ['resume', 'retry', { job_id: SHOP }, 200],
  ] as const)('sends %s as it was prepared, signed', async (action, call, job, status) => {
    const answer = ifSigned(status, rows({ id: SHOP, status: 'success' }));
    expectCall(call, { jobs: [job] }).reply(answer);
    expect(await account().send(action, task())).toEqual({
      kind: 'accepted',
      requestId: null,
      answer: { status, body: JSON.stringify(rows({ id: SHOP, status: 'success' })) },
    });
  });

  it('sends to the host of each cloud and region', async () => {
    const places = [
      { region: 'cn-north-4', origin: HUAWEI },
      { region: 'eu-west-101', origin: HUAWEI_EUROPE },
    ];
    for (const { region, origin } of places) {
      const answer = ifSigned(202, rows({ id: SHOP, status: 'success' }), origin);
      expectCall('end', TERMINATE, { origin }).reply(answer);
      const cloud = account({ ...ON_HUAWEI, regions: [region] });
      expect((await cloud.send('terminate', task({ account: 'hw', region }))).kind).toBe('accepted');
    }
  });

  const OUTCOMES: [string, number, nock.Body, Partial<CallOutcome>][] = [
    ['a row "success"', 202, rows({ id: SHOP, status: 'success' }), { kind: 'accepted' }],
    ['the same with 200', 200, rows({ id: SHOP, status: 'success' }), { kind: 'accepted' }],
    [
      'a row "failed" in a 202',
      202,
      rows({ id: SHOP, status: 'failed', error_code: 'DRS.M01504', error_msg: BUSY }),
      { kind: 'refused', code: 'DRS.M01504', message: BUSY, permission: null },
    ],
    [
      'a row "failed" without a code',
      202,
      rows({ id: SHOP, status: 'failed' }),
      { kind: 'refused', code: 'failed' },
    ],
    [
      'a row that was too frequent',
      202,
      rows({ id: SHOP, status: 'failed', error_code: 'DRS.M01503' }),
      { kind: 'throttled', code: 'DRS.M01503' },
    ],
    [
      'a 400 with the code in its rows',
      400,
      rows({ id: SHOP, error_code: 'DRS.M05004', error_msg: 'Released' }),
      { kind: 'gone', code: 'DRS.M05004' },
    ],
    [
      'a 400 with the code at the top',
      400,
      { error_code: 'DRS.M00304', error_msg: 'Not in this status' },
      { kind: 'refused', code: 'DRS.M00304' },
    ],
    [
      'a missing right',
      403,
      { error_code: 'DRS.M00102', error_msg: 'No permission' },
      { kind: 'refused', code: 'DRS.M00102', permission: 'drs:migrationJob:terminate' },
    ],
    [
      'a signature that is refused',
      401,
      { error_code: 'APIGW.0301' },
      { kind: 'refused', code: 'APIGW.0301' },
    ],
    ['too many requests', 429, { error_code: 'APIGW.0308' }, { kind: 'throttled', code: 'APIGW.0308' }],
    ['too many requests in HTML', 429, '<html>', { kind: 'throttled', code: 'HTTP.429' }],
    [
      'too many requests as 400',
      400,
      { error_code: 'DRS.M01503' },
      { kind: 'throttled', code: 'DRS.M01503' },
    ],
    ['a 400 about another task', 400, rows({ id: CRM, error_code: 'DRS.M05004' }), { kind: 'unknown' }],
    ['a 400 in HTML', 400, '<html>Bad request</html>', { kind: 'unknown' }],
    ['a 403 of a proxy', 403, '<html>Forbidden</html>', { kind: 'unknown' }],
    ['a service that failed', 500, { error_code: 'DRS.M00004', error_msg: 'Abnormal' }, { kind: 'unknown' }],
    ['the same with 422', 422, { error_code: 'DRS.M00004', error_msg: 'Abnormal' }, { kind: 'unknown' }],
    ['a gateway that waited in vain', 504, '<html>Gateway Time-out</html>', { kind: 'unknown' }],
    ['a page in HTML', 200, '<html>Welcome</html>', { kind: 'unknown' }],
    ['nothing', 202, '', { kind: 'unknown' }],
    ['half of the answer', 202, '{"count":1,"results":[{"id":', { kind: 'unknown' }],
    ['no rows', 202, rows(), { kind: 'unknown' }],
    ['a row about another task', 202, rows({ id: CRM, status: 'success' }), { kind: 'unknown' }],
    [
      'a row about another task that was too frequent',
      202,
      rows({ id: CRM, status: 'failed', error_code: 'DRS.M01503' }),
      { kind: 'unknown' },
    ],
    ['a server that failed', 500, { error_code: 'DRS.M00305' }, { kind: 'unknown' }],
    [
      'rows about two tasks',
      202,
      rows({ id: SHOP, status: 'success' }, { id: CRM, status: 'success' }),
      { kind: 'unknown' },
    ],
    ['a row without a status', 202, rows({ id: SHOP }), { kind: 'unknown' }],
    ['a row with another status', 202, rows({ id: SHOP, status: 'pending' }), { kind: 'unknown' }],
    [
      'a row that contradicts itself',
      202,
      rows({ id: SHOP, status: 'success', error_code: 'DRS.M01504' }),
      { kind: 'unknown' },
    ],
    ['a success without rows', 204, '', { kind: 'unknown' }],
  ];

  it.each(OUTCOMES)('reads %s, and asks once', async (_, status, body, outcome) => {
    let calls = 0;
    expectCall('end', TERMINATE)
      .times(1)
      .reply(() => {
        calls += 1;
        return [status, body, { 'x-request-id': 'request-1' }];
      });
    const result = await account().send('terminate', task());
    expect(result).toMatchObject(outcome);
    if (result.kind !== 'throttled') expect(result).toMatchObject({ requestId: 'request-1' });
    expect(calls).toBe(1);
  });

  it('tells how long the cloud asks to wait', async () => {
    expectCall('end', TERMINATE).reply(429, { error_code: 'APIGW.0308' }, { 'retry-after': '7' });
    expect(await account().send('terminate', task())).toMatchObject({
      kind: 'throttled',
      code: 'APIGW.0308',
      retryAfterMs: 7000,
    });
  });

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])(
    'knows that nothing was sent after %s',
    async (code) => {
      expectCall('end', TERMINATE).replyWithError(Object.assign(new Error(`connect ${code}`), { code }));
      expect(await account().send('terminate', task())).toMatchObject({
        kind: 'not-sent',
        why: `no connection (${code})`,
      });
    },
  );

  it('knows that nothing was sent to a port where nobody listens', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    for (const host of ['127.0.0.1', 'localhost']) {
      const outcome = await account({ endpoint: `http://${host}:${port}` }).send('terminate', task());
      expect(outcome).toEqual({ kind: 'not-sent', why: 'no connection (ECONNREFUSED)' });
    }
  });

  it.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET'])('knows nothing after %s', async (code) => {
    expectCall('end', TERMINATE).replyWithError(Object.assign(new Error(code), { code }));
    expect((await account().send('terminate', task())).kind).toBe('unknown');
  });

  it.each<[string, RequestListener]>([
    ['the reply is lost', (_, response) => response.destroy()],
    [
      'the reply breaks off',
      (_, response) => {
        response.writeHead(202, { 'content-length': '500' });
        response.write('{"count":1,');
        setTimeout(() => response.destroy(), 5);
      },
    ],
    [
      'it is sent elsewhere',
      (request, response) => {
        response.writeHead(307, { location: `http://${request.headers.host}/elsewhere` }).end();
      },
    ],
  ])('knows nothing where %s, and asks once', async (_, listener) => {
    const calls = await serving(listener, async (endpoint) => {
      expect((await account({ endpoint }).send('terminate', task())).kind).toBe('unknown');
    });
    expect(calls).toBe(1);
  });

  it('knows nothing where no answer comes in time, and asks once', async () => {
    const calls = await serving(
      () => undefined,
      async (endpoint) => {
        const outcome = await account({ endpoint, timeoutMs: 60 }).send('terminate', task());
        expect(outcome).toEqual({ kind: 'unknown', why: 'no answer within 0.06 s', requestId: null });
      },
    );
    expect(calls).toBe(1);
  });

  it('sends nothing for a task of another account, region or provider', async () => {
    for (const foreign of [{ account: 'x' }, { region: 'eu-nl' }, { provider: 'alibaba-dts' } as const]) {
      expect((await account().send('terminate', task(foreign))).kind).toBe('not-sent');
    }
  });

  it.each<[Action, string | null]>([
    ['terminate', 'drs:migrationJobs:delete'],
    ['pause', null],
  ])('names the right that Huawei Cloud wants for %s, where the manual does', async (action, right) => {
    const call = action === 'pause' ? 'pause' : 'end';
    expectCall(call, /./, { origin: HUAWEI }).reply(403, { error_code: 'DRS.M00102' });
    const there = task({ account: 'hw', region: 'cn-north-4' });
    expect(await account(ON_HUAWEI).send(action, there)).toMatchObject({ permission: right });
  });
});
