import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FailureKind, ProviderError } from '../../../src/lifecycle/ports.ts';
import {
  account,
  DETAIL_QUERY,
  detail,
  everythingIn,
  forgetRequests,
  KEY_ID,
  prepare,
  REF,
  SECRET,
  seen,
} from './prepared-dts.ts';

const HOST = 'https://dts.cn-hangzhou.aliyuncs.com';

beforeEach(forgetRequests);
afterEach(() => vi.unstubAllEnvs());

async function failedLook(cloud = account()): Promise<ProviderError> {
  const failure = await cloud.look(REF, 'interactive').catch((thrown: unknown) => thrown);
  if (failure instanceof ProviderError) return failure;
  throw new Error(`not a ProviderError: ${String(failure)}`);
}

describe('a read that fails', () => {
  const denied = { AccessDeniedDetail: { AuthAction: 'dts:DescribeDtsJobDetail' } };
  const table: [string, number, string | Record<string, unknown>, FailureKind, Partial<ProviderError>][] = [
    [
      'a missing right',
      403,
      { Code: 'DTS.Msg.RamPermissionDenied', Message: 'x', RequestId: 'R1' },
      'unauthorized',
      { code: 'RamPermissionDenied', permission: 'dts:DescribeDtsJobDetail', requestId: 'R1' },
    ],
    ['NoPermission', 403, { Code: 'NoPermission', Message: 'x', ...denied }, 'unauthorized', {}],
    [
      'a right that the cloud names',
      403,
      { Code: 'Forbidden', Message: 'x', AccessDeniedDetail: { AuthAction: 'dts:Detail' } },
      'unauthorized',
      { permission: 'dts:Detail' },
    ],
    [
      'an unknown key',
      404,
      { Code: 'InvalidAccessKeyId.NotFound', Message: 'x' },
      'unauthorized',
      { permission: null },
    ],
    ['a wrong secret', 400, { Code: 'SignatureDoesNotMatch', Message: 'x' }, 'unauthorized', {}],
    ['an old token', 400, { Code: 'InvalidSecurityToken.Expired', Message: 'x' }, 'unauthorized', {}],
    [
      'a missing service role',
      403,
      { Code: 'DTS.Msg.Abnormal.RamCheckUserRole', Message: 'x' },
      'unauthorized',
      {},
    ],
    [
      'a bad parameter',
      400,
      { Code: 'InvalidParameter', Message: 'x' },
      'rejected',
      { code: 'InvalidParameter' },
    ],
    ['arrears', 403, { Code: 'LXBuyError', Message: 'Buy instance error.ARREARAGE' }, 'rejected', {}],
    [
      'Success:false',
      200,
      { Success: false, ErrCode: 'DTS.Msg.InvalidParameter', ErrMessage: 'Value of %s', DynamicMessage: 'X' },
      'rejected',
      {
        code: 'InvalidParameter',
        message: 'Alibaba Cloud did not show task i03e3zty16i of cn-hangzhou: Value of X',
      },
    ],
    ['Success:"False"', 200, { Success: 'False', ErrCode: 'Whatever', ErrMessage: 'x' }, 'rejected', {}],
    ['a code of no known meaning', 418, { Code: 'Teapot', Message: 'x' }, 'rejected', { code: 'Teapot' }],
    ['a 4xx without a code', 404, { nothing: 'here' }, 'unexpected-answer', {}],
    ['another shape', 200, '[]', 'unexpected-answer', {}],
  ];
  it.each(table)('for %s (HTTP %i) is told at once', async (_, status, body, kind, more) => {
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, body, { status });
    const failure = await failedLook();
    expect(failure).toMatchObject({ kind, ...more });
    expect(seen).toHaveLength(1);
  });

  const again: [string, number, string | Record<string, unknown>, FailureKind][] = [
    ['throttling', 400, { Code: 'Throttling.User', Message: 'x' }, 'throttled'],
    ['throttling as 503', 503, { Code: 'Rejected.Throttling', Message: 'x' }, 'throttled'],
    [
      'throttling in a 200',
      200,
      { Success: false, ErrCode: 'DTS.Msg.Throttling', ErrMessage: 'x' },
      'throttled',
    ],
    ['a 500', 500, { Code: 'InternalError', Message: 'x' }, 'unreachable'],
    ['a 503', 503, { Code: 'ServiceUnavailable', Message: 'x' }, 'unreachable'],
    [
      'an internal error in a 200',
      200,
      { Success: false, ErrCode: 'InternalError', ErrMessage: 'x' },
      'unreachable',
    ],
    ['a gateway page', 502, '<html>502</html>', 'unexpected-answer'],
    ['truncated JSON', 200, '{"Req', 'unexpected-answer'],
  ];
  it.each(again)('for %s (HTTP %i) is tried four times', async (_, status, body, kind) => {
    for (let at = 0; at < 4; at += 1) prepare('DescribeDtsJobDetail', DETAIL_QUERY, body, { status });
    await expect(failedLook()).resolves.toMatchObject({ kind });
    expect(seen).toHaveLength(4);
  });

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET'])('for %s is tried four times', async (code) => {
    let tries = 0;
    nock(HOST)
      .post('/')
      .query(() => {
        tries += 1;
        return true;
      })
      .times(4)
      .replyWithError(Object.assign(new Error('x'), { code }));
    await expect(failedLook()).resolves.toMatchObject({ kind: 'unreachable', code });
    expect(tries).toBeGreaterThanOrEqual(4);
  });

  it('is tried again, and then works', async () => {
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, { Code: 'Throttling', Message: 'x' }, { status: 400 });
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, { Code: 'InternalError', Message: 'x' }, { status: 500 });
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, detail());
    await expect(account().look(REF, 'interactive')).resolves.toMatchObject({ kind: 'task' });
  });

  it('waits as long as the cloud asks for, and longer each time where it does not ask', async () => {
    const throttled = { Code: 'Throttling.User', Message: 'x' };
    const asks = { status: 400, headers: { 'x-acs-retry-after': '2300' } };
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, throttled, asks);
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, throttled, { status: 400 });
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, throttled, { status: 400 });
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, detail());
    const waits: number[] = [];
    const wait = async (milliseconds: number) => void waits.push(milliseconds);
    await account({ wait }).look(REF, 'interactive');
    const [first = 0, second = 0, third = 0] = waits;
    expect(first).toBe(2300);
    expect(second).toBeGreaterThanOrEqual(400);
    expect(second).toBeLessThanOrEqual(800);
    expect(third).toBeGreaterThanOrEqual(800);
    expect(third).toBeLessThanOrEqual(1600);
  });

  it('is not tried again where the cloud asks for a long wait', async () => {
    const asks = { status: 400, headers: { 'x-acs-retry-after': '60000' } };
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, { Code: 'Throttling.User', Message: 'x' }, asks);
    await expect(failedLook()).resolves.toMatchObject({ kind: 'throttled' });
  });

  it('is not tried again once a whole time-out has passed', async () => {
    nock(HOST).post('/').query(true).delayConnection(2000).reply(200, detail());
    const failure = await failedLook(account({ timeoutMs: 40, now: Date.now }));
    expect(failure).toMatchObject({ kind: 'unreachable', code: null });
    nock.abortPendingRequests();
  });

  it('carries no key and no token, even where the cloud repeats them', async () => {
    const token = 'CAIS-canary-token/abc+def=';
    const Message = `server CanonicalRequest is [POST\nx-acs-security-token:${token}\n] ${SECRET} ${KEY_ID}`;
    const body = { Code: 'SignatureDoesNotMatch', Message, RequestId: 'R' };
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, body, { status: 400 });
    const credentials = { accessKeyId: KEY_ID, accessKeySecret: () => SECRET, securityToken: () => token };
    const all = everythingIn(await failedLook(account({ credentials })));
    expect(all).toContain('SignatureDoesNotMatch');
    for (const secret of [token, SECRET, KEY_ID]) expect(all).not.toContain(secret);
  });

  it('carries no key where nothing answers', async () => {
    nock(HOST)
      .post('/')
      .query(true)
      .times(4)
      .replyWithError(Object.assign(new Error(SECRET), { code: 'ECONNRESET' }));
    expect(everythingIn(await failedLook())).not.toContain(SECRET);
  });

  it('does not show its keys when the account is written out', () => {
    expect(JSON.stringify(account())).not.toContain(SECRET);
  });
});

describe('the default chain of credentials', () => {
  const nothingElse = {
    ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true',
    ALIBABA_CLOUD_CLI_PROFILE_DISABLED: 'true',
    ALIBABA_CLOUD_CREDENTIALS_FILE: '/nonexistent/credentials',
    ALIBABA_CLOUD_CREDENTIALS_URI: 'http://127.0.0.1:1/', // nothing listens there
    ALIBABA_CLOUD_ROLE_ARN: undefined,
    ALIBABA_CLOUD_SECURITY_TOKEN: undefined,
  };

  function stub(env: Readonly<Record<string, string | undefined>>) {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  }

  it('never quotes what a source of keys answered', async () => {
    const answer = { AccessKeyId: 'STS.canary', AccessKeySecret: SECRET, Expiration: 'never' };
    nock('http://keys.test').get('/').reply(200, answer);
    const noKey = { ALIBABA_CLOUD_ACCESS_KEY_ID: undefined, ALIBABA_CLOUD_ACCESS_KEY_SECRET: undefined };
    stub({ ...nothingElse, ...noKey, ALIBABA_CLOUD_CREDENTIALS_URI: 'http://keys.test/' });
    const failure = await failedLook(account({ credentials: 'default-chain' }));
    expect(failure).toMatchObject({ kind: 'unauthorized' });
    expect(everythingIn(failure)).not.toContain(SECRET);
  });

  it('is made anew after it found nothing', async () => {
    stub({
      ...nothingElse,
      ALIBABA_CLOUD_ACCESS_KEY_ID: undefined,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: undefined,
    });
    const cloud = account({ credentials: 'default-chain' });
    await expect(failedLook(cloud)).resolves.toMatchObject({ kind: 'unauthorized' });
    expect(seen).toEqual([]);
    stub({ ALIBABA_CLOUD_ACCESS_KEY_ID: KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET: SECRET });
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, detail());
    await expect(cloud.look(REF, 'interactive')).resolves.toMatchObject({ kind: 'task' });
    expect(seen[0]?.headers['authorization']).toContain(`Credential=${KEY_ID},`);
  });
});

describe('the endpoint', () => {
  it.each([
    ['endpoint', { endpoint: 'http://example.test:4010' }],
    [
      'endpoints.dts over endpoint',
      { endpoint: 'http://other.test', endpoints: { dts: 'http://example.test:4010' } },
    ],
    [
      'endpoints of another product do not count',
      { endpoint: 'http://example.test:4010', endpoints: { rds: 'http://other.test' } },
    ],
  ])('is taken from the configuration: %s', async (_, change) => {
    nock('http://example.test:4010').post('/').query(DETAIL_QUERY).reply(200, detail());
    await expect(account(change).look(REF, 'interactive')).resolves.toMatchObject({ kind: 'task' });
  });

  it('must be a URL', () => {
    expect(() => account({ endpoints: { dts: 'nonsense' } })).toThrow('nonsense is not a URL');
  });
});
