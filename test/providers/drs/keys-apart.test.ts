import nock from 'nock';
import { beforeEach, describe, expect, it } from 'vitest';
import { leftover, RULE, VPC } from './network/world.ts';
import { isSignedWith } from './verify-signature.ts';
import { account, detail, IAM, NOW, OTC, PROJECT, ref, SHOP, task } from './world.ts';

const SECRETS: Readonly<Record<string, string>> = {
  AKREADS: 'canary-reads',
  AKENDS: 'canary-ends',
  AKCLEANS: 'canary-cleans',
};
const key = (accessKey: string) => ({ accessKey, secretKey: () => SECRETS[accessKey] ?? '' });
const APART = {
  credentials: key('AKREADS'),
  ownCredentials: { end: key('AKENDS'), cleanup: key('AKCLEANS') },
};
const signed: string[] = [];

beforeEach(() => {
  signed.length = 0;
});

/** Who proved a request: the access key, after its signature was checked; or the token. */
function proverOf(request: unknown, origin: string, path: string): string {
  const { headers, method, requestBodyBuffers } = request as {
    headers: Record<string, string>;
    method: string;
    requestBodyBuffers?: Buffer[];
  };
  const token = headers['x-auth-token'];
  if (token !== undefined) return token;
  const id = /Access=([^,]+),/.exec(headers['authorization'] ?? '')?.[1] ?? '';
  const body = Buffer.concat(requestBodyBuffers ?? []).toString('utf8');
  const isGood = isSignedWith(SECRETS[id] ?? '', { method, url: new URL(path, origin), headers, body });
  return isGood ? id : `${id}, wrongly signed`;
}

/** Expects one call, and notes what it was and who proved it. */
function expectFrom(origin: string, method: string, path: string, status: number, answer: unknown): void {
  nock(origin)
    .intercept(path, method)
    .reply(function (this: nock.ReplyFnContext, uri: string): nock.ReplyFnResult {
      signed.push(`${method} ${path.split('/').at(-1)} by ${proverOf(this.req, origin, uri)}`);
      return [status, answer as nock.Body];
    });
}

const DONE = { results: [{ id: SHOP, status: 'success' }] };
const jobs = (path: string) => `/v3/${PROJECT}/jobs/${path}`;
const RULES = `/v3/${PROJECT}/vpc/security-group-rules`;

describe('a DRS account with a key for each use', () => {
  it('looks with the one, ends with the other, and changes rules with the third', async () => {
    const cloud = account(APART);
    expectFrom(OTC, 'POST', jobs('batch-detail'), 200, { results: [detail({ status: 'CREATING' })] });
    await cloud.look(ref(), 'interactive');
    expectFrom(OTC, 'DELETE', jobs('batch-jobs'), 202, DONE);
    expectFrom(OTC, 'POST', jobs('batch-pause-task'), 200, DONE);
    expectFrom(OTC, 'POST', jobs('batch-retry-task'), 200, DONE);
    for (const action of ['terminate', 'pause', 'resume'] as const)
      await expect(cloud.send(action, task())).resolves.toMatchObject({ kind: 'accepted' });
    expectFrom(VPC, 'DELETE', `${RULES}/${RULE}`, 204, '');
    await expect(cloud.change('remove', leftover())).resolves.toMatchObject({ kind: 'accepted' });
    expectFrom(VPC, 'POST', RULES, 201, { security_group_rule: { id: 'r2' } });
    await expect(cloud.change('restore', leftover())).resolves.toMatchObject({ kind: 'accepted' });
    expect(signed).toEqual([
      'POST batch-detail by AKREADS',
      'DELETE batch-jobs by AKENDS',
      'POST batch-pause-task by AKENDS',
      'POST batch-retry-task by AKENDS',
      `DELETE ${RULE} by AKCLEANS`,
      'POST security-group-rules by AKCLEANS',
    ]);
  });

  it('does with the key that reads what has no key of its own', async () => {
    expectFrom(OTC, 'DELETE', jobs('batch-jobs'), 202, DONE);
    await account({ ...APART, ownCredentials: { end: null, cleanup: key('AKCLEANS') } }).send(
      'terminate',
      task(),
    );
    expect(signed).toEqual(['DELETE batch-jobs by AKREADS']);
  });

  it('may read with a key and end with a user of its own, whose token it keeps apart', async () => {
    const end = { username: 'ender', password: () => 'canary-password', domain: 'd' };
    const expires = new Date(NOW + 86_400_000).toISOString();
    nock(IAM)
      .post('/v3/auth/tokens?nocatalog=true', (body) => JSON.stringify(body).includes('"ender"'))
      .reply(201, { token: { expires_at: expires } }, { 'x-subject-token': 'token-of-ender' });
    const cloud = account({ ...APART, ownCredentials: { end, cleanup: null } });
    expectFrom(OTC, 'POST', jobs('batch-pause-task'), 200, DONE);
    await cloud.send('pause', task());
    expectFrom(OTC, 'DELETE', jobs('batch-jobs'), 202, DONE);
    await cloud.send('terminate', task());
    expectFrom(OTC, 'POST', jobs('batch-detail'), 200, { results: [detail({ status: 'CREATING' })] });
    await cloud.look(ref(), 'interactive');
    expect(signed).toEqual([
      'POST batch-pause-task by token-of-ender',
      'DELETE batch-jobs by token-of-ender',
      'POST batch-detail by AKREADS',
    ]);
  });

  it('names the key that lacks a right: of an end, of a change, and of a look', async () => {
    const cloud = account(APART);
    const denied = { error_code: 'DRS.M00102', error_msg: 'no permission' };
    expectFrom(OTC, 'DELETE', jobs('batch-jobs'), 403, denied);
    await expect(cloud.send('terminate', task())).resolves.toMatchObject({
      kind: 'refused',
      permission: 'drs:migrationJob:terminate (key for ending)',
    });
    expectFrom(VPC, 'DELETE', `${RULES}/${RULE}`, 403, { code: 'VPC.2201', message: 'no' });
    await expect(cloud.change('remove', leftover())).resolves.toMatchObject({
      permission: 'vpc:securityGroupRules:delete (key for cleaning up)',
    });
    expectFrom(OTC, 'POST', jobs('batch-detail'), 403, denied);
    await expect(cloud.look(ref(), 'interactive')).rejects.toMatchObject({
      kind: 'unauthorized',
      permission: 'drs:migrationJob:get (key for reading)',
    });
  });

  it('keeps the secrets of all its keys out of what it returns, whichever of them a cloud repeats', async () => {
    const echo = { error_code: 'APIGW.0301', error_msg: Object.values(SECRETS).join(' ') };
    expectFrom(OTC, 'DELETE', jobs('batch-jobs'), 401, echo);
    const outcome = JSON.stringify(await account(APART).send('terminate', task()));
    for (const secret of Object.values(SECRETS)) expect(outcome).not.toContain(secret);
  });
});
