import { describe, expect, test } from 'vitest';
import { DRS } from '../../../../src/demo/clouds/drs/drs-seed.ts';
import { sdkSignature } from '../../../../src/demo/clouds/drs/sdk-signature.ts';
import type { Exchange } from '../../../../src/demo/clouds/exchange.ts';
import { simulatedClouds } from '../simulated-clouds.ts';
import { drs, requestToken, rowsOf, sdkDate, sign } from './signed-drs.ts';

const PROJECT = '054ba152d480d55b2f5dc0069e7ddef0';
const HOUR = 60 * 60 * 1000;
const STATUS = { jobs: [DRS.shop] };

function exchange(method: string, address: string, body: string): Exchange {
  const url = new URL(address);
  return {
    method,
    path: url.pathname,
    query: url.searchParams,
    headers: {
      host: url.host,
      'content-type': 'application/json',
      'x-project-id': PROJECT,
      'x-sdk-date': '20260102T030405Z',
    },
    body: Buffer.from(body),
  };
}

describe('SDK-HMAC-SHA256', () => {
  test.each([
    [
      'DELETE',
      `https://drs.eu-de.otc.t-systems.com/v3/${PROJECT}/jobs/batch-jobs`,
      '{"jobs":[{"delete_type":"terminate","job_id":"4c6ac8c0-2f51-426a-97b2-cb2c668jb201"}]}',
      '64db0e80bab64f61794280a74b340d01e758b72966efb7a2d789de5e0ed8d2b9',
    ],
    [
      'GET',
      `https://vpc.eu-de.otc.t-systems.com/v1/${PROJECT}/security-group-rules?security_group_id=d90c971b-4b9d-402c-9c59-5c239389b8dd&limit=10`,
      '',
      'd1424d1b99d88cf2be51a73e1597a341d290b17300eb89bd9a69d4bf096d9ba9',
    ],
  ])("the signature of a %s is the vendor's own", (method, address, body, signature) => {
    const signedHeaders = 'content-type;host;x-project-id;x-sdk-date';
    expect(sdkSignature(exchange(method, address, body), signedHeaders, 'SKEXAMPLE')).toBe(signature);
  });

  test("the tests' own signer makes the vendor's signature too", () => {
    const { headers, path } = exchange(
      'GET',
      `https://vpc.eu-de.otc.t-systems.com/v1/${PROJECT}/security-group-rules`,
      '',
    );
    const query = 'limit=10&security_group_id=d90c971b-4b9d-402c-9c59-5c239389b8dd';
    const signature = sign('SKEXAMPLE', {
      method: 'GET',
      path,
      query,
      headers: headers as Record<string, string>,
      body: '',
    });
    expect(signature).toBe('d1424d1b99d88cf2be51a73e1597a341d290b17300eb89bd9a69d4bf096d9ba9');
  });

  test('a true signature is accepted', async () => {
    const answer = await drs(await simulatedClouds(), 'POST', '/v3/{p}/jobs/batch-status', STATUS);
    expect(answer).toMatchObject({ status: 200, body: { count: 1 } });
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9A-F-]{36}$/);
  });

  test.each([
    ['another secret', { secret: 'guessed' }, 'verify aksk signature fail'],
    ['an unknown key', { accessKey: 'NOBODY' }, 'access key does not exist'],
    ['an old date', { date: sdkDate(Date.now() - HOUR) }, 'Signature expired'],
    ['a body that was not signed', { sentBody: '{"jobs":["other"]}' }, 'verify aksk signature fail'],
  ])('%s is refused by the gateway', async (_, changes, why) => {
    const answer = await drs(await simulatedClouds(), 'POST', '/v3/{p}/jobs/batch-status', STATUS, changes);
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({
      error_code: 'APIGW.0301',
      error_msg: expect.stringContaining(why) as string,
    });
  });

  test('a refused stop does nothing', async () => {
    const clouds = await simulatedClouds();
    const body = { jobs: [{ job_id: DRS.shop, delete_type: 'terminate' }] };
    await drs(clouds, 'DELETE', '/v3/{p}/jobs/batch-jobs', body, { secret: 'guessed' });
    expect(clouds.tasks().find(({ id }) => id === DRS.shop)?.status).toBe('INCRE_TRANSFER_STARTED');
  });

  test('another project is refused', async () => {
    const changes = { project: '00000000000000000000000000000000' };
    const answer = await drs(await simulatedClouds(), 'POST', '/v3/{p}/jobs/batch-status', STATUS, changes);
    expect(answer).toMatchObject({ status: 403, body: { error_code: 'DRS.M00261' } });
  });

  test('a request without any credentials is refused', async () => {
    const clouds = await simulatedClouds();
    const response = await fetch(`${clouds.url}/v1/${PROJECT}/publicips`);
    expect(response.status).toBe(401);
  });
});

describe('Keystone tokens', () => {
  test('are given for the password, scoped by name or id, and open the API', async () => {
    const clouds = await simulatedClouds();
    const byName = await requestToken(clouds);
    const byId = await requestToken(clouds, { project: { id: PROJECT } });
    expect([byName.status, byId.status]).toEqual([201, 201]);
    expect(await byName.json()).toMatchObject({ token: { project: { id: PROJECT, name: 'eu-de' } } });
    const token = byName.headers.get('x-subject-token') ?? '';
    expect(token.length).toBeGreaterThan(2000);
    const answer = await drs(clouds, 'POST', '/v3/{p}/jobs/batch-status', STATUS, { token });
    expect(rowsOf(answer)).toEqual([{ id: DRS.shop, status: 'INCRE_TRANSFER_STARTED' }]);
  });

  test.each([{ password: 'guessed' }, { project: { name: 'eu-zz' } }])(
    'are refused for %o',
    async (changes) => {
      const response = await requestToken(await simulatedClouds(), changes);
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ error: { code: 401, title: 'Unauthorized' } });
    },
  );

  test('are refused when invented or expired', async () => {
    const clouds = await simulatedClouds();
    const token = (await requestToken(clouds)).headers.get('x-subject-token') ?? '';
    clouds.world.expireTokens();
    const expired = await drs(clouds, 'POST', '/v3/{p}/jobs/batch-status', STATUS, { token });
    const invented = await drs(clouds, 'POST', '/v3/{p}/jobs/batch-status', STATUS, { token: 'MIIE' });
    expect([expired.status, invented.status]).toEqual([401, 401]);
    expect(expired.body['error_msg']).toContain('The token must be updated');
  });

  test('the project is found by its name', async () => {
    const clouds = await simulatedClouds();
    const found = await drs(clouds, 'GET', '/v3/projects?name=eu-de');
    const none = await drs(clouds, 'GET', '/v3/projects?name=eu-zz');
    expect(found.body).toMatchObject({ projects: [{ id: PROJECT, name: 'eu-de' }] });
    expect(none.body).toMatchObject({ projects: [] });
    expect(none.body['projects']).toHaveLength(0);
  });

  test('the password is in no recorded call', async () => {
    const clouds = await simulatedClouds();
    await requestToken(clouds);
    expect(clouds.calls).toMatchObject([{ action: 'auth-tokens', answer: { status: 201 } }]);
    expect(JSON.stringify(clouds.calls)).not.toContain(clouds.drs.password);
  });
});
