import { expect, test } from 'vitest';
import { cloudsShown } from '../../../src/demo/backstage/clouds-shown.ts';
import { startClouds } from '../../../src/demo/clouds/clouds.ts';
import type { Call } from '../../../src/demo/clouds/shown.ts';

function call(action: string, changes: boolean): Call {
  const answer = { status: 200, code: '', fault: '' };
  return { at: 0, cloud: 'alibaba', product: 'dts', region: '', action, parameters: {}, changes, answer };
}

test('a change is still shown when many looks have come after it, older than all of them', async () => {
  const { world, close } = await startClouds();
  world.log.add(call('StopDtsJob', true));
  for (let look = 0; look < 100; look += 1) world.log.add(call('DescribeDtsJobs', false));
  const { calls } = cloudsShown(world);
  expect(calls).toHaveLength(61);
  expect(calls[0]).toMatchObject({ action: 'DescribeDtsJobs', serial: 101 });
  expect(calls[60]).toMatchObject({ action: 'StopDtsJob', serial: 1 });
  await close();
});

test('of the changes too, only the latest are shown', async () => {
  const { world, close } = await startClouds();
  for (let change = 0; change < 200; change += 1) world.log.add(call('StopDtsJob', true));
  const { calls } = cloudsShown(world);
  expect(calls.map(({ serial }) => serial)).toEqual(Array.from({ length: 120 }, (_, at) => 200 - at));
  await close();
});
