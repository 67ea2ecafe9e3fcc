import { expect, test } from 'vitest';
import { Nonces } from '../../../src/demo/clouds/alibaba/credentials.ts';
import { Rates } from '../../../src/demo/clouds/rates.ts';
import { rpc } from './alibaba/signed-rpc.ts';
import { requestToken } from './drs/signed-drs.ts';
import { simulatedClouds } from './simulated-clouds.ts';

test('nonces are forgotten when no date is good any more that they were signed with', () => {
  let now = 0;
  const nonces = new Nonces(() => now);
  for (; now < 3 * 3_600_000; now += 1_000) expect(nonces.objection(`nonce-${now}`)).toBeNull();
  expect(nonces.size).toBeLessThan(2_000);
  for (const before of [1, 60, 29 * 60]) {
    expect(nonces.objection(`nonce-${now - before * 1_000}`)?.body).toContain('SignatureNonceUsed');
  }
});

test('a nonce is refused once it was used', async () => {
  const clouds = await simulatedClouds();
  const changes = { nonce: 'the-same' };
  expect((await rpc(clouds, 'DescribeDtsJobs', {}, changes)).status).toBe(200);
  expect((await rpc(clouds, 'DescribeDtsJobs', {}, changes)).body['Code']).toBe('SignatureNonceUsed');
});

test('a thousand living tokens are kept, the youngest', async () => {
  const clouds = await simulatedClouds();
  for (let one = 0; one < 1_050; one += 1) await requestToken(clouds);
  expect(clouds.world.drs.tokens.size).toBe(1_000);
});

test('expired tokens go when another one is asked for', async () => {
  const clouds = await simulatedClouds();
  await requestToken(clouds);
  await requestToken(clouds);
  clouds.world.expireTokens();
  await requestToken(clouds);
  expect(clouds.world.drs.tokens.size).toBe(1);
});

test('a thousand operations are counted, however many names are called', () => {
  const rates = new Rates();
  for (let one = 0; one < 1_500; one += 1)
    rates.take({ cloud: 'drs', action: `GET /${one}`, region: '' }, one);
  expect(rates.all()).toHaveLength(1_000);
  expect([rates.peakOf('GET /0'), rates.peakOf('GET /1499')]).toEqual([0, 1]);
});

test('operations are counted each by itself, with their peaks', () => {
  const rates = new Rates();
  const call = { cloud: 'drs' as const, action: 'list-jobs', region: 'eu-de' };
  for (let one = 0; one < 3; one += 1) rates.take(call, 0);
  rates.take({ ...call, action: 'batch-status' }, 5_000);
  expect(rates.all().map(({ action, calls, peak }) => [action, calls, peak])).toEqual([
    ['list-jobs', 3, 3],
    ['batch-status', 1, 1],
  ]);
});
