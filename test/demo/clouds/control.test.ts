import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { DTS } from '../../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { CONTROLS } from '../../../src/demo/clouds/control.ts';
import { DRS, PROJECTS, SHOP_GROUP } from '../../../src/demo/clouds/drs/drs-seed.ts';
import { rpc } from './alibaba/signed-rpc.ts';
import { requestToken } from './drs/signed-drs.ts';
import { type SimulatedClouds, simulatedClouds } from './simulated-clouds.ts';

const RDS = 'rm-bp1162kryivb8q2k3';
const ECS = 'i-bp1c4xq7m2k9s0d3e';

async function ask(
  clouds: SimulatedClouds,
  name: string,
  body?: unknown,
): Promise<[number, Record<string, unknown>]> {
  const response = await fetch(`${clouds.url}/_demo/${name}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  return [response.status, (await response.json()) as Record<string, unknown>];
}

function rawStatus(url: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/_demo/state`, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end();
  });
}

const BODIES: Record<string, unknown> = {
  'set-status': { id: DTS.orders, status: 'Failed' },
  'add-error': { id: DTS.orders, code: 'DTS-1', message: 'broken' },
  fail: { id: DTS.orders },
  lag: { id: DTS.orders, seconds: 90, growth: 1 },
  'set-delay': { id: DRS.shop, seconds: null },
  'grow-delay': { id: DTS.orders, growth: 1 },
  rename: { id: DTS.orders, name: 'new' },
  'set-ending': { id: DTS.orders, ending: 'hangs' },
  'end-in-console': { id: DTS.orders },
  'delete-in-console': { id: DTS.orders },
  recover: { id: DTS.failed },
  fault: { action: 'StopDtsJob', kind: 'cut', takesEffect: true },
  throttle: { cloud: 'alibaba', times: 5 },
  slow: { cloud: 'drs', milliseconds: 3000, times: 2 },
  'lose-answer': { cloud: 'alibaba' },
  calm: { cloud: 'alibaba' },
  'cut-off': { cloud: 'drs', off: true },
  'expire-tokens': {},
  speed: { speed: 60 },
  reset: {},
  'put-database': {
    product: 'REDIS',
    id: 'r-1',
    region: 'cn-hangzhou',
    groups: [{ name: 'dts', ips: ['10.0.0.1'] }],
  },
  'delete-database': { id: RDS },
  'set-database': { id: RDS, status: 'Restarting', lockMode: 'ManualLock', cannotDeleteGroups: true },
  'put-group': { database: RDS, group: { name: 'dts_back', ips: ['10.0.0.1'], attribute: 'hidden' } },
  'remove-group': { database: RDS, name: 'rdsdts_orders' },
  'put-dts-task': {
    id: 't1',
    name: 'late',
    region: 'eu-central-1',
    source: { InstanceType: 'RDS', InstanceID: RDS },
  },
  'put-drs-task': { id: 't2', name: 'late', project: PROJECTS.netherlands.id },
  region: { cloud: 'alibaba', region: 'cn-shanghai', how: 'unavailable' },
  deny: { action: 'rds:ModifySecurityIps' },
  allow: { action: 'rds:ModifySecurityIps' },
  'put-machine': { id: 'i-1', name: 'm', region: 'cn-hangzhou', vpcId: 'vpc-1', securityGroupIds: ['sg-1'] },
  'set-machine-status': { id: ECS, status: 'Starting' },
  'delete-machine': { id: ECS },
  'put-interface': {
    id: 'eni-1',
    region: 'cn-hangzhou',
    vpcId: 'vpc-1',
    instanceId: ECS,
    securityGroupIds: [],
  },
  'put-security-group': {
    id: 'sg-1',
    name: 'DTS-1',
    region: 'cn-hangzhou',
    vpcId: 'vpc-1',
    rules: [{ id: 'sgr-1' }],
  },
  'set-membership': { id: ECS, securityGroupIds: ['sg-bp1app0servers0001'] },
  'put-rule': { id: 'rule-1', securityGroupId: SHOP_GROUP, ports: '1-30', remoteIpPrefix: '80.158.10.20/32' },
  'remove-rule': { id: '0a1b2c3d-0001-4a00-8000-000000000001' },
  'put-public-ip': { id: 'ip-1', address: '80.158.10.99', automatic: false },
  'remove-public-ip': { id: 'b1f0a2c3-0002-4b00-8000-000000000001' },
};

test('the state shows tasks and calls of both clouds', async () => {
  const clouds = await simulatedClouds();
  await rpc(clouds, 'DescribeDtsJobs', { RegionId: 'cn-hangzhou' });
  const [status, state] = await ask(clouds, 'state');
  expect(status).toBe(200);
  expect(state['tasks']).toContainEqual({
    cloud: 'alibaba',
    account: clouds.alibaba.accessKeyId,
    region: 'cn-hangzhou',
    id: DTS.orders,
    name: 'orders-prod',
    kind: 'SYNC',
    status: 'Synchronizing',
  });
  expect(state['calls']).toMatchObject([
    {
      cloud: 'alibaba',
      action: 'DescribeDtsJobs',
      parameters: { RegionId: 'cn-hangzhou' },
      answer: { status: 200 },
    },
  ]);
});

test('the state can be asked for the calls after a moment only', async () => {
  const clouds = await simulatedClouds();
  await rpc(clouds, 'DescribeDtsJobs', { RegionId: 'cn-hangzhou' });
  const at = clouds.calls[0]?.at ?? 0;
  clouds.pass(1);
  await rpc(clouds, 'DescribeDTSIP', { SourceEndpointRegion: 'cn-hangzhou' });
  const [, state] = await ask(clouds, `state?since=${at}`);
  expect(state['calls']).toMatchObject([{ action: 'DescribeDTSIP' }]);
});

test('no secret is in the state', async () => {
  const clouds = await simulatedClouds();
  await requestToken(clouds);
  const text = JSON.stringify(await ask(clouds, 'state'));
  for (const secret of [clouds.alibaba.accessKeySecret, clouds.drs.secretKey, clouds.drs.password]) {
    expect(text).not.toContain(secret);
  }
});

test('every control has its place here', () => {
  expect(CONTROLS.map(({ name }) => name).toSorted()).toEqual(Object.keys(BODIES).toSorted());
});

test.each(Object.keys(BODIES))(
  '%s is taken over HTTP, and refused with a field it does not know',
  async (name) => {
    const clouds = await simulatedClouds();
    expect(await ask(clouds, name, BODIES[name])).toEqual([200, { ok: true }]);
    const [status, body] = await ask(clouds, name, { ...(BODIES[name] as object), more: 1 });
    expect(status).toBe(400);
    expect(body['error']).toContain('more');
  },
);

test('what is asked for over HTTP happens', async () => {
  const clouds = await simulatedClouds();
  await ask(clouds, 'rename', { id: DTS.orders, name: 'orders-2' });
  await ask(clouds, 'end-in-console', { id: DRS.shop });
  await ask(clouds, 'fault', { action: 'DescribeDtsJobs', kind: 'throttle' });
  const tasks = clouds.tasks();
  expect(tasks.find(({ id }) => id === DTS.orders)?.name).toBe('orders-2');
  expect(tasks.find(({ id }) => id === DRS.shop)?.status).toBe('RELEASE_RESOURCE_COMPLETE');
  expect((await rpc(clouds, 'DescribeDtsJobs')).body['Code']).toBe('Throttling.User');
});

test('nonsense is refused with a reason', async () => {
  const clouds = await simulatedClouds();
  expect(await ask(clouds, 'rename', { id: 'nobody', name: 'x' })).toMatchObject([400, {}]);
  expect(await ask(clouds, 'nothing', {})).toMatchObject([404, {}]);
  const response = await fetch(`${clouds.url}/_demo/rename`, { method: 'POST', body: '{' });
  expect(response.status).toBe(400);
});

describe('who may ask', () => {
  test.each([
    ['a foreign host name', { host: 'evil.example' }, 403],
    ['a host name that begins like ours', { host: '127.0.0.1.evil.example' }, 403],
    ['a foreign page', { origin: 'https://evil.example' }, 403],
    ['a page without an origin of its own', { origin: 'null' }, 403],
    ['a page that begins like ours', { origin: 'http://localhost.evil.example' }, 403],
    ['a page of this machine', { origin: 'http://localhost:5173' }, 403],
    ['a page of this very address', { origin: 'http://127.0.0.1' }, 403],
    ['a page without a word of its origin', { 'sec-fetch-site': 'same-site' }, 403],
    ['a page on another port', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a person who types the address', { 'sec-fetch-site': 'none' }, 200],
    ['a program', {}, 200],
  ])('%s: %o is answered %i', async (_, headers, status) => {
    const clouds = await simulatedClouds();
    expect(await rawStatus(clouds.url, headers as Record<string, string>)).toBe(status);
  });

  test('no page is given leave to read or to ask first', async () => {
    const clouds = await simulatedClouds();
    const headers = { origin: 'http://127.0.0.1:5173' };
    const preflight = await fetch(`${clouds.url}/_demo/reset`, { method: 'OPTIONS', headers });
    expect(preflight.status).toBe(403);
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    const deed = await fetch(`${clouds.url}/_demo/rename`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'text/plain' },
      body: JSON.stringify({ id: DTS.orders, name: 'forged' }),
    });
    expect(deed.status).toBe(403);
    expect(clouds.tasks().some(({ name }) => name === 'forged')).toBe(false);
  });

  test('the clouds themselves give no foreign page leave to read', async () => {
    const clouds = await simulatedClouds();
    const answer = await fetch(clouds.url, { headers: { origin: 'https://evil.example' } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

test('the server listens on 127.0.0.1 only and is gone after close', async () => {
  const clouds = await simulatedClouds();
  expect(clouds.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await clouds.close();
  await expect(fetch(`${clouds.url}/_demo/state`)).rejects.toThrow('fetch failed');
});
