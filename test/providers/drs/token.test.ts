import nock from 'nock';
import { describe, expect, it } from 'vitest';
import {
  detail,
  detailBody,
  IAM,
  NOW,
  OTC,
  PASSWORD,
  PROJECT,
  passwordAccount,
  ref,
  SHOP,
  task,
} from './world.ts';

const LOGIN = {
  auth: {
    identity: {
      methods: ['password'],
      password: {
        user: { name: 'cutover', password: PASSWORD, domain: { name: 'OTC00000000001000000001' } },
      },
    },
    scope: { project: { id: PROJECT } },
  },
};
const HOUR = 3_600_000;

function expectLogin(): nock.Interceptor {
  return nock(IAM).post('/v3/auth/tokens?nocatalog=true', LOGIN);
}

function grant(token: string, lastsMs = 24 * HOUR): void {
  const expires = new Date(NOW + lastsMs).toISOString().replace('Z', '000Z');
  expectLogin().reply(201, { token: { expires_at: expires } }, { 'x-subject-token': token });
}

function expectRead(token: string): nock.Interceptor {
  return nock(OTC, {
    reqheaders: { 'x-auth-token': token, 'x-language': 'en-us' },
    badheaders: ['authorization'],
  }).post(`/v3/${PROJECT}/jobs/batch-detail`, detailBody(SHOP));
}

function expectEnd(token: string): nock.Interceptor {
  return nock(OTC, { reqheaders: { 'x-auth-token': token } }).delete(`/v3/${PROJECT}/jobs/batch-jobs`, {
    jobs: [{ job_id: SHOP, delete_type: 'terminate' }],
  });
}

const CREATING = { results: [detail({ status: 'CREATING' })] } as nock.Body;
const ACCEPTED = { results: [{ id: SHOP, status: 'success' }] };
const EXPIRED = { error_code: 'DRS.M00100', error_msg: 'The token must be updated' };

describe('an account with a password', () => {
  it('logs in once, for its project, however many ask at the same time', async () => {
    grant('token-1');
    expectRead('token-1').times(5).reply(200, CREATING);
    const cloud = passwordAccount();
    const looks = await Promise.all([1, 2, 3, 4, 5].map(() => cloud.look(ref(), 'interactive')));
    expect(looks.every(({ kind }) => kind === 'task')).toBe(true);
  });

  it('logs in again shortly before the token ends', async () => {
    let now = NOW;
    grant('token-1', HOUR);
    expectRead('token-1').twice().reply(200, CREATING);
    const cloud = passwordAccount({ now: () => now });
    await cloud.look(ref(), 'interactive');
    now = NOW + HOUR - 6 * 60_000;
    await cloud.look(ref(), 'interactive');
    now = NOW + HOUR - 4 * 60_000;
    grant('token-2');
    expectRead('token-2').reply(200, CREATING);
    expect((await cloud.look(ref(), 'interactive')).kind).toBe('task');
  });

  it.each([401, 403])('renews a token that is refused with %i, once', async (status) => {
    grant('token-1');
    expectRead('token-1').reply(status, EXPIRED);
    grant('token-2');
    expectRead('token-2').reply(200, CREATING);
    expect((await passwordAccount().look(ref(), 'interactive')).kind).toBe('task');
  });

  it('renews once for all whose token was refused at the same time', async () => {
    grant('token-1');
    expectRead('token-1').times(3).reply(401, EXPIRED);
    grant('token-2');
    expectRead('token-2').times(3).reply(200, CREATING);
    const cloud = passwordAccount();
    await Promise.all([1, 2, 3].map(() => cloud.look(ref(), 'interactive')));
  });

  it('keeps a new token when the refusal of the old one comes late', async () => {
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    grant('token-1');
    expectRead('token-1').reply(async () => {
      await gate;
      return [401, EXPIRED];
    });
    expectRead('token-1').reply(401, EXPIRED);
    grant('token-2');
    expectRead('token-2').twice().reply(200, CREATING);
    const cloud = passwordAccount();
    const late = cloud.look(ref(), 'interactive');
    await cloud.look(ref(), 'interactive');
    open();
    expect((await late).kind).toBe('task');
  });

  it('gives up where the new token is refused, too', async () => {
    grant('token-1');
    expectRead('token-1').reply(401, EXPIRED);
    grant('token-2');
    expectRead('token-2').reply(401, EXPIRED);
    await expect(passwordAccount().look(ref(), 'interactive')).rejects.toMatchObject({
      kind: 'unauthorized',
      code: 'DRS.M00100',
    });
  });

  it('sends a call once more with a new token, because the gateway turned the first away', async () => {
    grant('token-1');
    expectEnd('token-1').reply(401, EXPIRED);
    grant('token-2');
    expectEnd('token-2').reply(202, ACCEPTED);
    expect((await passwordAccount().send('terminate', task())).kind).toBe('accepted');
  });

  it('does not send a call a third time', async () => {
    grant('token-1');
    expectEnd('token-1').reply(401, EXPIRED);
    grant('token-2');
    expectEnd('token-2').reply(401, EXPIRED);
    const outcome = await passwordAccount().send('terminate', task());
    expect(outcome).toMatchObject({ kind: 'refused', code: 'DRS.M00100' });
  });

  it('does not lock the user out by trying a wrong password again', async () => {
    const wrong = {
      error: { code: 401, message: 'The username or password is wrong.', title: 'Unauthorized' },
    };
    expectLogin().twice().reply(401, wrong);
    const cloud = passwordAccount();
    await expect(cloud.look(ref(), 'interactive')).rejects.toMatchObject({
      kind: 'unauthorized',
      message: 'logging in as cutover: 401 The username or password is wrong.',
    });
    expect(await cloud.send('terminate', task())).toMatchObject({ kind: 'refused', code: '401' });
  });

  it('knows that nothing was sent where the login got no answer', async () => {
    const error = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    expectLogin().times(4).replyWithError(error);
    expect((await passwordAccount().send('terminate', task())).kind).toBe('not-sent');
  });

  it('knows that nothing was sent where the login is an answer without a token', async () => {
    expectLogin().reply(201, { token: { expires_at: '2026-03-03T06:52:13.855000Z' } });
    expect((await passwordAccount().send('terminate', task())).kind).toBe('not-sent');
  });

  it('is throttled where the login is', async () => {
    expectLogin().times(4).reply(429, { error_code: 'APIGW.0308' });
    const outcome = await passwordAccount().send('terminate', task());
    expect(outcome).toEqual({ kind: 'throttled', code: 'APIGW.0308', retryAfterMs: null });
  });

  it('logs in at the one address that it is given, or at that of IAM', async () => {
    const one = 'https://cloud.example';
    const iam = 'https://iam.example/base/';
    const granted = { token: { expires_at: '2026-03-03T06:52:13.855000Z' } };
    const headers = { 'x-subject-token': 'token-1' };
    nock(one).post('/v3/auth/tokens?nocatalog=true', LOGIN).reply(201, granted, headers);
    nock(one).post(`/v3/${PROJECT}/jobs/batch-detail`).twice().reply(200, CREATING);
    nock('https://iam.example').post('/base/v3/auth/tokens?nocatalog=true').reply(201, granted, headers);
    await passwordAccount({ endpoint: one }).look(ref(), 'interactive');
    await passwordAccount({ endpoint: one, endpoints: { iam } }).look(ref(), 'interactive');
    expect(nock.isDone()).toBe(true);
  });
});
