import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { DTS } from '../../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { cloudDate } from './alibaba/signed-rpc.ts';
import { type SimulatedClouds, simulatedClouds } from './simulated-clouds.ts';

/** The path of a call that ends a task, with a true signature of the older kind: a picture could have it as its address. */
function endingPath({ alibaba }: SimulatedClouds): string {
  const query = new URLSearchParams({
    AccessKeyId: alibaba.accessKeyId,
    Action: 'StopDtsJob',
    DtsJobId: DTS.orders,
    RegionId: 'cn-hangzhou',
    SignatureNonce: randomUUID(),
    Timestamp: cloudDate(),
    Version: '2020-01-01',
  });
  query.sort();
  const signed = `GET&%2F&${encodeURIComponent(query.toString())}`;
  query.set('Signature', createHmac('sha1', `${alibaba.accessKeySecret}&`).update(signed).digest('base64'));
  return `/?${query}`;
}

async function statusOf(clouds: SimulatedClouds, path: string, headers: object): Promise<number> {
  const sent = request(clouds.url + path, { headers: { ...headers } }).end();
  const [response] = await once(sent, 'response');
  response.resume();
  return response.statusCode as number;
}

describe('a signed call that ends a task', () => {
  test.each([
    ['a picture of a foreign page', { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' }],
    ['a picture of a page on another port', { 'sec-fetch-site': 'same-site' }],
    ['a script of a foreign page', { origin: 'https://evil.example' }],
    ['a page in a sandbox', { origin: 'null' }],
    ['a page whose name was made to point here', { host: 'evil.example' }],
  ])('has no effect when it comes from %s', async (_, headers) => {
    const clouds = await simulatedClouds();
    expect(await statusOf(clouds, endingPath(clouds), headers)).toBe(403);
    expect(clouds.calls).toEqual([]);
  });

  test('has one when it comes from a program', async () => {
    const clouds = await simulatedClouds();
    expect(await statusOf(clouds, endingPath(clouds), {})).toBe(200);
    expect(clouds.calls).toMatchObject([{ action: 'StopDtsJob', answer: { status: 200, code: '' } }]);
  });
});

test('no page gets a token of DRS', async () => {
  const clouds = await simulatedClouds();
  const headers = { origin: 'http://127.0.0.1:5173', 'content-type': 'text/plain' };
  const { username: name, password, domain, project } = clouds.drs;
  const user = { name, password, domain: { name: domain } };
  const auth = {
    identity: { methods: ['password'], password: { user } },
    scope: { project: { id: project } },
  };
  const body = JSON.stringify({ auth });
  const ask = (more: object) => fetch(`${clouds.url}/v3/auth/tokens`, { method: 'POST', body, ...more });
  expect((await ask({ headers })).status).toBe(403);
  expect((await ask({})).status).toBe(201);
});
