import * as core from '@alicloud/openapi-core';
import * as dara from '@darabonba/typescript';
import { expect, test } from 'vitest';
import { DTS } from '../../../../src/demo/clouds/alibaba/alibaba-seed.ts';
import type { Clouds } from '../../../../src/demo/clouds/clouds.ts';
import { type SimulatedClouds, simulatedClouds } from '../simulated-clouds.ts';

const { $OpenApiUtil, OpenApiUtil } = core;
// Node gives the CommonJS namespace as the default export, vitest unwraps it to the class.
type Client = typeof core.default.default;
const OpenApi = (core.default as { default?: Client }).default ?? (core.default as unknown as Client);

interface Reply {
  statusCode: number;
  body: Record<string, unknown>;
}

async function callWithRealClient(
  clouds: Clouds,
  action: string,
  query: Record<string, unknown>,
  how: { version?: string; secret?: string; signatureAlgorithm?: string; readTimeout?: number } = {},
): Promise<Reply> {
  const client = new OpenApi(
    new $OpenApiUtil.Config({
      accessKeyId: clouds.alibaba.accessKeyId,
      accessKeySecret: how.secret ?? clouds.alibaba.accessKeySecret,
      endpoint: new URL(clouds.url).host,
      protocol: 'http',
      regionId: 'cn-hangzhou',
      ...(how.signatureAlgorithm === undefined ? {} : { signatureAlgorithm: how.signatureAlgorithm }),
    }),
  );
  const params = new $OpenApiUtil.Params({
    action,
    version: how.version ?? '2020-01-01',
    protocol: 'HTTPS',
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  });
  const timeout = how.readTimeout ?? 10_000;
  const runtime = new dara.RuntimeOptions({ connectTimeout: timeout, readTimeout: timeout });
  const request = new $OpenApiUtil.OpenApiRequest({ query: OpenApiUtil.query(query) });
  return (await client.callApi(params, request, runtime)) as Reply;
}

function refusalOf(call: Promise<unknown>): Promise<Record<string, unknown>> {
  return call.then(
    () => ({}),
    (error: unknown) => error as Record<string, unknown>,
  );
}

const ORDERS = { DtsJobId: DTS.orders, RegionId: 'cn-hangzhou', SynchronizationDirection: 'Forward' };

test.each(['ACS3-HMAC-SHA256', 'v2'])(
  "the vendor's client is understood with signatures of the kind %s",
  async (signatureAlgorithm) => {
    const clouds = await simulatedClouds();
    const query = { RegionId: 'cn-hangzhou', Region: 'cn-hangzhou', JobType: 'SYNC', WithoutDbList: true };
    const reply = await callWithRealClient(clouds, 'DescribeDtsJobs', query, { signatureAlgorithm });
    expect(reply).toMatchObject({ statusCode: 200, body: { Success: true, PageNumber: 1 } });
    expect(clouds.calls.map(({ action }) => action)).toEqual(['DescribeDtsJobs']);
  },
);

test("the vendor's client ends a task and sees it finish", async () => {
  const clouds = await simulatedClouds();
  const stopped = await callWithRealClient(clouds, 'StopDtsJob', ORDERS);
  const during = await callWithRealClient(clouds, 'DescribeDtsJobDetail', ORDERS);
  clouds.pass(10);
  const after = await callWithRealClient(clouds, 'DescribeDtsJobDetail', ORDERS);
  expect([stopped.body['Success'], during.body['Status'], after.body['Status']]).toEqual([
    true,
    'Synchronizing',
    'Finished',
  ]);
});

test("the vendor's client with a wrong secret is refused", async () => {
  const clouds = await simulatedClouds();
  const error = await refusalOf(callWithRealClient(clouds, 'StopDtsJob', ORDERS, { secret: 'guessed' }));
  expect(error).toMatchObject({ code: 'SignatureDoesNotMatch', statusCode: 400 });
});

test("a refusal of DTS itself is an ordinary reply for the vendor's client", async () => {
  const clouds = await simulatedClouds();
  const reply = await callWithRealClient(clouds, 'StopDtsJob', { ...ORDERS, DtsJobId: DTS.finished });
  expect(reply).toMatchObject({ statusCode: 200, body: { Success: false, ErrCode: 'InvalidJobStatus' } });
});

test("throttling reaches the vendor's client with the time to wait", async () => {
  const clouds = await simulatedClouds();
  clouds.world.fault({ action: 'StopDtsJob', kind: 'throttle', retryAfterSeconds: 2 });
  const error = await refusalOf(callWithRealClient(clouds, 'StopDtsJob', ORDERS));
  expect(error).toMatchObject({ code: 'Throttling.User', retryAfter: 2000 });
});

test.each([
  ['a hang', 'hang', 'RequestTimeoutError'],
  ['an HTML page', 'html', 'SyntaxError'],
  ['half an answer', 'truncated', 'SyntaxError'],
  ['a 500', 'error-500', 'ServerError'],
] as const)("%s reaches the vendor's client as it really does", async (_, kind, name) => {
  const clouds: SimulatedClouds = await simulatedClouds();
  clouds.world.fault({ action: 'StopDtsJob', kind, takesEffect: true });
  const error = await refusalOf(callWithRealClient(clouds, 'StopDtsJob', ORDERS, { readTimeout: 500 }));
  clouds.pass(10);
  expect(error['name']).toBe(name);
  expect(clouds.tasks().find(({ id }) => id === DTS.orders)?.status).toBe('Finished');
});

test("array parameters of the vendor's client arrive", async () => {
  const clouds = await simulatedClouds();
  const query = { RegionId: 'cn-hangzhou', InstanceIds: '["i-bp1c4xq7m2k9s0d3e"]', Tag: [{ Key: 'a' }] };
  const reply = await callWithRealClient(clouds, 'DescribeInstances', query, { version: '2014-05-26' });
  expect(reply.body).toMatchObject({ Instances: { Instance: [{ InstanceId: 'i-bp1c4xq7m2k9s0d3e' }] } });
});
