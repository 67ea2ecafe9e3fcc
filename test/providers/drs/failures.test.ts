import { inspect } from 'node:util';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProviderError } from '../../../src/lifecycle/ports.ts';
import {
  account,
  detail,
  detailBody,
  expectCall,
  IAM,
  OTC,
  PASSWORD,
  passwordAccount,
  ref,
  SECRET_KEY,
  SHOP,
  task,
} from './world.ts';

const GOOD = { results: [detail({ status: 'CREATING' })] } as nock.Body;
const look = (overrides = {}) => account(overrides).look(ref(), 'interactive');

async function failureOf(work: Promise<unknown>): Promise<ProviderError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof ProviderError) return error;
  throw new Error('expected a ProviderError');
}

describe('a read', () => {
  it.each<[string, number, nock.Body]>([
    ['429', 429, { error_code: 'APIGW.0308' }],
    ['a code for too many', 400, { error_code: 'DRS.M01503' }],
    ['a server that failed', 500, { error_code: 'DRS.M00004' }],
    ['a gateway without a server', 502, '<html>'],
    ['a service that is abnormal', 422, { error_code: 'DRS.M00004' }],
  ])('is tried again after %s', async (_, status, body) => {
    expectCall('detail', detailBody(SHOP)).times(3).reply(status, body);
    expectCall('detail', detailBody(SHOP)).reply(200, GOOD);
    expect((await look()).kind).toBe('task');
  });

  it('is tried again after a connection that broke', async () => {
    const error = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    expectCall('detail', detailBody(SHOP)).replyWithError(error);
    expectCall('detail', detailBody(SHOP)).reply(200, GOOD);
    expect((await look()).kind).toBe('task');
  });

  it('is tried four times at most', async () => {
    expectCall('detail', detailBody(SHOP)).times(4).reply(503, '');
    expect(await failureOf(look())).toMatchObject({
      kind: 'unreachable',
      message: `looking at DRS task ${SHOP} in eu-de: HTTP 503`,
    });
  });

  it('is signed anew for each try', async () => {
    let now = Date.parse('2026-03-02T14:00:00Z');
    const dates: unknown[] = [];
    nock(OTC)
      .post(/batch-detail/)
      .twice()
      .reply(function () {
        dates.push(this.req.headers['x-sdk-date']);
        now += 1000;
        return dates.length === 1 ? [429, ''] : [200, GOOD];
      });
    await look({ now: () => now });
    expect(dates.map(String)).toEqual(['20260302T140000Z', '20260302T140001Z']);
  });

  it.each<[string, number, nock.Body, object]>([
    [
      'a missing right',
      403,
      { error_code: 'DRS.M00102', error_msg: 'You do not have permission' },
      { kind: 'unauthorized', code: 'DRS.M00102', permission: 'drs:migrationJob:get' },
    ],
    [
      'a wrong project',
      403,
      { error_code: 'DRS.M00261' },
      { kind: 'unauthorized', code: 'DRS.M00261', permission: null },
    ],
    [
      'a wrong signature',
      401,
      { error_code: 'APIGW.0301', error_msg: 'Incorrect IAM authentication information' },
      { kind: 'unauthorized', code: 'APIGW.0301', permission: null },
    ],
    ['a wrong status', 400, { error_code: 'DRS.M00304' }, { kind: 'rejected', code: 'DRS.M00304' }],
    [
      'a path that nobody serves',
      404,
      { error_code: 'APIGW.0101' },
      { kind: 'rejected', code: 'APIGW.0101' },
    ],
    ['a page of somebody else', 404, '<html>', { kind: 'unexpected-answer', code: null }],
    ['a page in place of the answer', 200, '<html>', { kind: 'unexpected-answer', code: null }],
  ])('fails at once after %s', async (_, status, body, failure) => {
    expectCall('detail', detailBody(SHOP)).reply(status, body, { 'x-request-id': 'request-1' });
    const error = await failureOf(look());
    expect(error).toMatchObject(failure);
    if (status >= 400) expect(error.requestId).toBe('request-1');
  });

  it('follows no redirect', async () => {
    expectCall('detail', detailBody(SHOP))
      .times(4)
      .reply(307, '', { location: 'https://elsewhere.example/' });
    expect((await failureOf(look())).kind).toBe('unreachable');
  });

  it('does not begin a try that would come too late', async () => {
    expectCall('detail', detailBody(SHOP)).reply(429, '', { 'retry-after': '3600' });
    expect((await failureOf(look())).kind).toBe('throttled');
  });
});

describe('Retry-After', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    ['seconds', () => '2'],
    ['a date', () => new Date(Date.now() + 2000).toUTCString()],
  ])('is waited for, written as %s', async (_, header) => {
    vi.setSystemTime('2026-03-02T14:00:00Z');
    const waits: number[] = [];
    const answers = [
      () => new Response('', { status: 429, headers: { 'retry-after': header() } }),
      () => new Response(JSON.stringify(GOOD)),
    ];
    const spy = vi.spyOn(globalThis, 'setTimeout');
    const fetch = async () => answers.shift()?.() ?? Response.error();
    const looking = look({ fetch });
    await vi.runAllTimersAsync();
    expect((await looking).kind).toBe('task');
    for (const [, wait] of spy.mock.calls) waits.push(wait ?? 0);
    expect(waits.filter((wait) => wait >= 2000 && wait < 2100)).toHaveLength(1);
  });
});

describe('secrets', () => {
  const SECRETS = [SECRET_KEY, PASSWORD, 'canary-token', 'canary-temporary'];

  function expectClean(value: unknown): void {
    const shown = `${inspect(value, { depth: 10, showHidden: true })} ${JSON.stringify(value)}`;
    for (const secret of SECRETS) expect(shown).not.toContain(secret);
    expect(shown).not.toMatch(/SDK-HMAC-SHA256 Access=|Signature=[0-9a-f]|x-auth-token['"]?:/i);
  }

  const temporary = {
    credentials: { accessKey: 'AK', secretKey: () => SECRET_KEY, securityToken: () => 'canary-temporary' },
  };

  it('are taken out of what a gateway echoes', async () => {
    const echo = `verify fail: x-security-token:canary-temporary ${SECRET_KEY} SDK-HMAC-SHA256 Access=AK, Signature=${'a1'.repeat(32)}`;
    nock(OTC)
      .post(/batch-detail/)
      .reply(401, { error_code: 'APIGW.0301', error_msg: echo });
    const error = await failureOf(look(temporary));
    expect(error.message).toContain('APIGW.0301 verify fail');
    for (const secret of SECRETS) expect(inspect(error)).not.toContain(secret);
    expect(error.message).not.toContain('a1a1');
    nock(OTC)
      .delete(/batch-jobs/)
      .reply(401, { error_code: 'APIGW.0301', error_msg: echo });
    const outcome = await account(temporary).send('terminate', task());
    for (const secret of SECRETS) expect(JSON.stringify(outcome)).not.toContain(secret);
  });

  it('are in no error of a connection, nor in its causes', async () => {
    const fetch = async (_: unknown, init?: RequestInit) => {
      const cause = Object.assign(new Error(`reset ${JSON.stringify(init?.headers)}`), {
        code: 'ECONNRESET',
        request: init,
      });
      throw new TypeError('fetch failed', { cause });
    };
    for (const cloud of [account({ ...temporary, fetch }), account({ fetch })]) {
      const error = await failureOf(cloud.look(ref(), 'interactive'));
      expect(error.kind).toBe('unreachable');
      expectClean(error);
    }
  });

  it('are in no error of a login, nor is the token in what comes after', async () => {
    const iam = () => nock(IAM).post('/v3/auth/tokens?nocatalog=true');
    iam().reply(401, { error: { code: 401, message: `no ${PASSWORD}` } });
    const cloud = passwordAccount();
    expectClean(await failureOf(cloud.look(ref(), 'interactive')));
    const headers = { 'x-subject-token': 'canary-token' };
    iam().reply(201, { token: { expires_at: '2026-03-03T06:52:13.855000Z' } }, headers);
    nock(OTC)
      .post(/batch-detail/)
      .reply(400, { error_code: 'DRS.M00001', error_msg: 'not with canary-token' });
    expectClean(await failureOf(cloud.look(ref(), 'interactive')));
  });

  it('are not in the account, however it is printed', () => {
    expectClean(account(temporary));
    expectClean(passwordAccount());
  });
});

describe('serverBlocks', () => {
  it('is empty: DRS has no servers of its own to let in', async () => {
    expect(await account().serverBlocks(task())).toEqual([]);
  });
});
