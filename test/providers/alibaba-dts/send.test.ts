import nock from 'nock';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CallOutcome } from '../../../src/lifecycle/ports.ts';
import type { Action, Task } from '../../../src/lifecycle/task.ts';
import {
  account,
  acs3Signature,
  everythingIn,
  forgetRequests,
  KEY_ID,
  OK,
  prepare,
  SECRET,
  seen,
  task,
} from './prepared-dts.ts';

const IDS = { RegionId: 'cn-hangzhou', DtsJobId: 'i03e3zty16i', DtsInstanceId: 'dtsi03e3zty16i' };
const HOST = 'https://dts.cn-hangzhou.aliyuncs.com';

beforeEach(forgetRequests);

function stopAnswers(body: string | Record<string, unknown>, status = 200, headers = {}) {
  prepare('StopDtsJob', IDS, body, { status, headers });
}

describe('prepare', () => {
  const migration = { kind: 'migration' } as const;
  const tracking = { kind: 'change-tracking' } as const;
  const reverse = { twoWay: true, direction: 'reverse', taskId: 'k7reverse22' } as const;
  it.each<[Action, Partial<Task>, unknown]>([
    ['terminate', {}, { operation: 'StopDtsJob', parameters: IDS }],
    ['pause', {}, { operation: 'SuspendDtsJob', parameters: IDS }],
    ['resume', {}, { operation: 'StartDtsJob', parameters: IDS }],
    ['release', {}, { operation: 'DeleteDtsJob', parameters: { ...IDS, JobType: 'SYNC' } }],
    ['release', migration, { operation: 'DeleteDtsJob', parameters: { ...IDS, JobType: 'MIGRATION' } }],
    ['release', tracking, { operation: 'DeleteDtsJob', parameters: { ...IDS, JobType: 'SUBSCRIBE' } }],
    ['resume', tracking, { operation: 'StartDtsJob', parameters: IDS }],
    ['terminate', tracking, null],
    ['pause', tracking, null],
    ['force-terminate', {}, null],
    ['force-terminate', migration, null],
    [
      'terminate',
      { twoWay: true },
      { operation: 'StopDtsJob', parameters: { ...IDS, SynchronizationDirection: 'Forward' } },
    ],
    [
      'terminate',
      reverse,
      {
        operation: 'StopDtsJob',
        parameters: { ...IDS, DtsJobId: 'k7reverse22', SynchronizationDirection: 'Reverse' },
      },
    ],
    [
      'terminate',
      { instanceId: null },
      { operation: 'StopDtsJob', parameters: { RegionId: 'cn-hangzhou', DtsJobId: 'i03e3zty16i' } },
    ],
  ])('%s of %j is the right call', (action, change, call) => {
    expect(account().prepare(action, task(change))).toEqual(call);
  });
});

describe('send', () => {
  it('sends exactly the prepared call, signed with the key', async () => {
    stopAnswers(OK);
    await expect(account().send('terminate', task())).resolves.toEqual({
      kind: 'accepted',
      requestId: 'REQ-1',
      answer: { status: 200, body: JSON.stringify(OK) },
    });
    expect(seen).toHaveLength(1);
    const [request] = seen;
    const authorization = request?.headers['authorization'] ?? '';
    expect(authorization).toMatch(
      /^ACS3-HMAC-SHA256 Credential=LTAI5tCanaryKeyId000,SignedHeaders=[a-z0-9;-]+,Signature=[0-9a-f]{64}$/,
    );
    for (const signed of [
      'host',
      'x-acs-action',
      'x-acs-content-sha256',
      'x-acs-date',
      'x-acs-signature-nonce',
    ]) {
      expect(authorization).toContain(signed);
    }
    if (request === undefined) throw new Error('unreachable');
    expect(authorization.split('Signature=')[1]).toBe(acs3Signature(request, SECRET));
    expect(authorization.split('Signature=')[1]).not.toBe(acs3Signature(request, `${SECRET}x`));
  });

  it('sends and signs a security token where there is one', async () => {
    stopAnswers(OK);
    const credentials = {
      accessKeyId: KEY_ID,
      accessKeySecret: () => SECRET,
      securityToken: () => 'canary-token-77',
    };
    await account({ credentials }).send('terminate', task());
    expect(seen[0]?.headers['x-acs-security-token']).toBe('canary-token-77');
    const authorization = seen[0]?.headers['authorization'] ?? '';
    expect(authorization).toContain('x-acs-security-token');
    if (seen[0] === undefined) throw new Error('unreachable');
    expect(authorization.split('Signature=')[1]).toBe(acs3Signature(seen[0], SECRET));
  });

  it.each<[string, Partial<Task>]>([
    ['terminate', { kind: 'change-tracking' }],
    ['force-terminate', {}],
    ['terminate', { account: 'somebody-else' }],
  ])('makes no call for %s of %j', async (action, change) => {
    const outcome = await account().send(action as Action, task(change));
    expect(outcome).toMatchObject({ kind: 'refused', code: 'NoSuchCall' });
    expect(seen).toEqual([]);
  });

  const answered: [string, number, Record<string, unknown> | string, Partial<CallOutcome>][] = [
    ['Success as a text', 200, { ...OK, Success: 'true' }, { kind: 'accepted', requestId: 'REQ-1' }],
    [
      'Success:false with its code',
      200,
      {
        RequestId: 'REQ-2',
        HttpStatusCode: 200,
        Success: false,
        ErrCode: 'DTS.Msg.OperationDenied.JobStatus',
        ErrMessage: 'The Value of Input Parameter %s is not valid',
        DynamicMessage: 'DtsJobId',
      },
      {
        kind: 'refused',
        code: 'OperationDenied.JobStatus',
        message: 'The Value of Input Parameter DtsJobId is not valid',
        requestId: 'REQ-2',
        permission: null,
      },
    ],
    [
      'Success:"false" as a text',
      200,
      { RequestId: 'REQ-2', Success: 'false', ErrCode: 'InvalidTaskStatus', ErrMessage: 'no' },
      { kind: 'refused', code: 'InvalidTaskStatus' },
    ],
    [
      'a task that it no longer knows',
      200,
      { RequestId: 'REQ-2', Success: false, ErrCode: 'DTS.Msg.InvalidJobId', ErrMessage: 'no' },
      { kind: 'gone', code: 'InvalidJobId', requestId: 'REQ-2' },
    ],
    [
      'Success:false that is an internal error',
      200,
      { RequestId: 'REQ-2', Success: false, ErrCode: 'InternalError', ErrMessage: 'no' },
      { kind: 'unknown', requestId: 'REQ-2' },
    ],
    [
      'Success:false with a 5xx inside',
      200,
      { RequestId: 'REQ-2', HttpStatusCode: 500, Success: false, ErrCode: 'X', ErrMessage: 'no' },
      { kind: 'unknown' },
    ],
    [
      'throttling inside an HTTP 200 that names a 4xx',
      200,
      { HttpStatusCode: 400, Success: false, ErrCode: 'Throttling.User', ErrMessage: 'slow down' },
      { kind: 'throttled', code: 'Throttling.User', retryAfterMs: null },
    ],
    ['a 200 that does not say', 200, { RequestId: 'REQ-3' }, { kind: 'unknown', requestId: 'REQ-3' }],
    ['a 200 that is a list', 200, '[]', { kind: 'unknown' }],
    ['a 200 that is null', 200, 'null', { kind: 'unknown' }],
    ['a 200 that is HTML', 200, '<html>maintenance</html>', { kind: 'unknown' }],
    ['a 200 with an empty body', 200, '', { kind: 'unknown' }],
    ['truncated JSON', 200, '{"RequestId":"R', { kind: 'unknown' }],
    [
      'a refusal by status',
      403,
      { Code: 'UpdateJob.OperationDenied.InitStatus', Message: 'Dts job status is init', RequestId: 'REQ-4' },
      {
        kind: 'refused',
        code: 'UpdateJob.OperationDenied.InitStatus',
        message: 'Dts job status is init',
        requestId: 'REQ-4',
        permission: null,
      },
    ],
    [
      'a missing right',
      403,
      { Code: 'DTS.Msg.RamPermissionDenied', Message: 'denied', RequestId: 'REQ-5' },
      { kind: 'refused', code: 'RamPermissionDenied', permission: 'dts:StopDtsJob' },
    ],
    [
      'a missing right that the cloud names',
      403,
      { Code: 'NoPermission', Message: 'denied', AccessDeniedDetail: { AuthAction: 'dts:StopJob' } },
      { kind: 'refused', code: 'NoPermission', permission: 'dts:StopJob' },
    ],
    ['Forbidden.RAM', 403, { Code: 'Forbidden.RAM', Message: 'denied' }, { permission: 'dts:StopDtsJob' }],
    ['arrears', 403, { Code: 'LXBuyError', Message: 'ARREARAGE' }, { kind: 'refused', code: 'LXBuyError' }],
    ['a bad key', 404, { Code: 'InvalidAccessKeyId.NotFound', Message: 'no' }, { kind: 'refused' }],
    [
      'throttling',
      400,
      { Code: 'Throttling.User', Message: 'no' },
      { kind: 'throttled', retryAfterMs: 1500 },
    ],
    ['throttling as 503', 503, { Code: 'Rejected.Throttling', Message: 'no' }, { kind: 'throttled' }],
    ['throttling as 500', 500, { Code: 'Throttling.Api', Message: 'no' }, { kind: 'unknown' }],
    ['a 4xx without a code', 404, { Message: 'no such page' }, { kind: 'unknown' }],
    ['a 4xx page', 404, '<html>not found</html>', { kind: 'unknown' }],
    ['a request time-out', 408, { Code: 'RequestTimeout', Message: 'no' }, { kind: 'unknown' }],
    ['a nonce seen before', 400, { Code: 'SignatureNonceUsed', Message: 'no' }, { kind: 'unknown' }],
    ['ServiceUnavailable', 503, { Code: 'ServiceUnavailable', Message: 'no' }, { kind: 'unknown' }],
    ['a 500', 500, { Code: 'InternalError', Message: 'no', RequestId: 'REQ-6' }, { requestId: 'REQ-6' }],
    ['a gateway page', 504, '<html>504</html>', { kind: 'unknown' }],
  ];
  it.each(answered)('takes %s (HTTP %i) for what it is, after one call', async (_, status, body, outcome) => {
    stopAnswers(body, status, { 'x-acs-retry-after': '1500' });
    await expect(account().send('terminate', task())).resolves.toMatchObject(outcome);
    expect(seen).toHaveLength(1);
  });

  const unanswered: [string, string | undefined, string][] = [
    ['ECONNREFUSED', 'connect', 'not-sent'],
    ['ENOTFOUND', 'getaddrinfo', 'not-sent'],
    ['EAI_AGAIN', 'getaddrinfo', 'not-sent'],
    ['ENETUNREACH', 'connect', 'not-sent'],
    ['EHOSTUNREACH', 'read', 'unknown'],
    ['ECONNRESET', 'read', 'unknown'],
    ['EPIPE', 'write', 'unknown'],
    ['ETIMEDOUT', 'read', 'unknown'],
  ];
  it.each(unanswered)('takes %s (%s) for %s, after one call', async (code, syscall, kind) => {
    nock(HOST)
      .post('/')
      .query(true)
      .replyWithError(Object.assign(new Error('socket'), { code, syscall }));
    await expect(account().send('terminate', task())).resolves.toMatchObject({ kind });
  });

  it('takes an answer that does not come in time for unknown', async () => {
    nock(HOST).post('/').query(true).delayConnection(2000).reply(200, OK);
    await expect(account({ timeoutMs: 40 }).send('terminate', task())).resolves.toMatchObject({
      kind: 'unknown',
    });
    nock.abortPendingRequests();
  });

  it('knows that nothing was sent where there is no key to sign with', async () => {
    const credentials = {
      accessKeyId: KEY_ID,
      accessKeySecret: () => {
        throw new Error(`the vault is closed: ${SECRET}`);
      },
    };
    const outcome = await account({ credentials }).send('terminate', task());
    expect(outcome).toMatchObject({
      kind: 'not-sent',
      why: 'No usable key: the configured secret could not be read',
    });
  });

  it('keeps keys and tokens out of what it returns, even where the cloud repeats them', async () => {
    const token = 'CAIS-canary-token/abc+def=';
    const canonical = `server CanonicalRequest is [POST\n/\nx-acs-security-token:${token}\n] ${SECRET} ${KEY_ID}`;
    stopAnswers({ Code: 'SignatureDoesNotMatch', Message: canonical, RequestId: 'REQ-7' }, 400);
    const credentials = { accessKeyId: KEY_ID, accessKeySecret: () => SECRET, securityToken: () => token };
    const outcome = await account({ credentials }).send('terminate', task());
    expect(outcome).toMatchObject({ kind: 'refused', code: 'SignatureDoesNotMatch' });
    const all = everythingIn(outcome);
    for (const secret of [token, SECRET, KEY_ID]) expect(all).not.toContain(secret);
  });
});
