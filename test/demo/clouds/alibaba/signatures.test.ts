import { describe, expect, test } from 'vitest';
import { simulatedClouds } from '../simulated-clouds.ts';
import { cloudDate, oldRpc, rpc } from './signed-rpc.ts';

const REGION = { RegionId: 'cn-hangzhou' };
const HOUR = 60 * 60 * 1000;

describe('ACS3-HMAC-SHA256', () => {
  test('a true signature is accepted, with reserved and foreign signs in the query', async () => {
    const clouds = await simulatedClouds();
    const answer = await rpc(clouds, 'DescribeDtsJobs', {
      ...REGION,
      Type: 'name',
      Params: "a b+*~(ü)'!&=%",
    });
    expect(answer).toMatchObject({ status: 200, body: { Success: true, TotalRecordCount: 0 } });
    expect(clouds.calls[0]?.parameters).toEqual({ ...REGION, Type: 'name', Params: "a b+*~(ü)'!&=%" });
  });

  test('a signature with another secret is refused', async () => {
    const answer = await rpc(await simulatedClouds(), 'DescribeDtsJobs', REGION, { secret: 'guessed' });
    expect(answer).toMatchObject({ status: 400, body: { Code: 'SignatureDoesNotMatch' } });
  });

  test('a parameter added after signing is refused and does nothing', async () => {
    const clouds = await simulatedClouds();
    const before = clouds.tasks();
    const answer = await rpc(clouds, 'StopDtsJob', REGION, { smuggled: '&DtsJobId=i03e3zty16i8q2k' });
    clouds.pass(60);
    expect(answer.body['Code']).toBe('SignatureDoesNotMatch');
    expect(clouds.tasks()).toEqual(before);
  });

  test('a body that is not the hashed one is refused', async () => {
    const clouds = await simulatedClouds();
    const answer = await rpc(clouds, 'DescribeDtsJobs', REGION, { body: 'more', bodyHash: '0'.repeat(64) });
    expect(answer.body['Code']).toBe('SignatureDoesNotMatch');
  });

  test('the action has to be among the signed headers', async () => {
    const signedHeaders = ['host', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-version'];
    const answer = await rpc(await simulatedClouds(), 'DescribeDtsJobs', REGION, { signedHeaders });
    expect(answer.body['Code']).toBe('SignatureDoesNotMatch');
  });

  test('an unknown access key is refused before its signature is looked at', async () => {
    const answer = await rpc(await simulatedClouds(), 'DescribeDtsJobs', REGION, {
      accessKeyId: 'LTAIunknown',
    });
    expect(answer).toMatchObject({ status: 404, body: { Code: 'InvalidAccessKeyId.NotFound' } });
  });

  test.each([-HOUR, HOUR])('a date %i ms off the real time is refused', async (off) => {
    const clouds = await simulatedClouds();
    const answer = await rpc(clouds, 'DescribeDtsJobs', REGION, { date: cloudDate(Date.now() + off) });
    expect(answer).toMatchObject({ status: 400, body: { Code: 'InvalidTimeStamp.Expired' } });
  });

  test('a nonce is good for one request', async () => {
    const clouds = await simulatedClouds();
    const first = await rpc(clouds, 'DescribeDtsJobs', REGION, { nonce: 'same' });
    const second = await rpc(clouds, 'DescribeDtsJobs', REGION, { nonce: 'same' });
    expect(first.status).toBe(200);
    expect(second).toMatchObject({ status: 400, body: { Code: 'SignatureNonceUsed' } });
  });
});

describe('HMAC-SHA1, the older signature', () => {
  test.each(['GET', 'POST'] as const)('is accepted by %s', async (method) => {
    const clouds = await simulatedClouds();
    const answer = await oldRpc(clouds, method, { Action: 'DescribeDtsJobs', Params: 'a b*', ...REGION });
    expect(answer).toMatchObject({ status: 200, body: { Success: true } });
  });

  test('is refused with another secret', async () => {
    const answer = await oldRpc(await simulatedClouds(), 'POST', { Action: 'DescribeDtsJobs' }, 'guessed');
    expect(answer).toMatchObject({ status: 400, body: { Code: 'SignatureDoesNotMatch' } });
  });

  test('is refused with an old time stamp', async () => {
    const parameters = { Action: 'DescribeDtsJobs', Timestamp: '2020-01-01T00:00:00Z' };
    const answer = await oldRpc(await simulatedClouds(), 'POST', parameters);
    expect(answer.body['Code']).toBe('InvalidTimeStamp.Expired');
  });
});

test('a request without any credentials is refused', async () => {
  const clouds = await simulatedClouds();
  const response = await fetch(`${clouds.url}/?Action=StopDtsJob&Version=2020-01-01`, { method: 'POST' });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ Code: 'MissingAccessKeyId' });
});

test('recorded calls hold the parameters of the operation, not key, nonce or signature', async () => {
  const clouds = await simulatedClouds();
  await oldRpc(clouds, 'POST', { Action: 'DescribeDtsJobs', ...REGION });
  expect(clouds.calls).toEqual([
    {
      at: expect.any(Number) as number,
      cloud: 'alibaba',
      product: 'dts',
      region: 'cn-hangzhou',
      action: 'DescribeDtsJobs',
      parameters: REGION,
      changes: false,
      answer: { status: 200, code: '', fault: '' },
    },
  ]);
});
