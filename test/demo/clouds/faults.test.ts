import { describe, expect, test } from 'vitest';
import { DTS } from '../../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { DRS } from '../../../src/demo/clouds/drs/drs-seed.ts';
import { rpc } from './alibaba/signed-rpc.ts';
import { drs } from './drs/signed-drs.ts';
import { type SimulatedClouds, simulatedClouds } from './simulated-clouds.ts';

const clouds = {
  alibaba: {
    action: 'StopDtsJob',
    task: DTS.orders,
    running: 'Synchronizing',
    over: 'Finished',
    stop: (at: SimulatedClouds) => rpc(at, 'StopDtsJob', { RegionId: 'cn-hangzhou', DtsJobId: DTS.orders }),
    read: (at: SimulatedClouds) => rpc(at, 'DescribeDtsJobs', { RegionId: 'cn-hangzhou' }),
    throttled: { status: 429, body: { Code: 'Throttling.User' } },
    denied: { status: 403, body: { Code: 'Forbidden.RAM' } },
    broken: { status: 500, body: { Code: 'InternalError' } },
  },
  drs: {
    action: 'batch-jobs',
    task: DRS.shop,
    running: 'INCRE_TRANSFER_STARTED',
    over: 'RELEASE_RESOURCE_COMPLETE',
    stop: (at: SimulatedClouds) =>
      drs(at, 'DELETE', '/v3/{p}/jobs/batch-jobs', {
        jobs: [{ job_id: DRS.shop, delete_type: 'terminate' }],
      }),
    read: (at: SimulatedClouds) => drs(at, 'POST', '/v3/{p}/jobs/batch-status', { jobs: [DRS.shop] }),
    throttled: { status: 429, body: { error_code: 'APIGW.0308' } },
    denied: { status: 403, body: { error_code: 'DRS.M00102' } },
    broken: { status: 500, body: { error_code: 'DRS.M00004' } },
  },
} as const;

const statusOf = (at: SimulatedClouds, id: string) => at.tasks().find((task) => task.id === id)?.status;

describe.each(['alibaba', 'drs'] as const)('%s', (name) => {
  const cloud = clouds[name];
  const { action, task } = cloud;

  test.each([
    ['throttle', cloud.throttled],
    ['denied', cloud.denied],
    ['error-500', cloud.broken],
  ] as const)(
    '%s is answered in the cloud’s own words, as often as asked for, and does nothing',
    async (kind, answer) => {
      const at = await simulatedClouds();
      at.world.fault({ action, kind, times: 2 });
      expect(await cloud.stop(at)).toMatchObject(answer);
      expect(await cloud.stop(at)).toMatchObject(answer);
      expect(statusOf(at, task)).toBe(cloud.running);
      expect((await cloud.stop(at)).status).toBeLessThan(300);
      expect(at.calls.map((call) => call.answer.fault)).toEqual([kind, kind, '']);
    },
  );

  test('throttling says how long to wait', async () => {
    const at = await simulatedClouds();
    at.world.fault({ action, kind: 'throttle', retryAfterSeconds: 3 });
    expect((await cloud.stop(at)).headers.get('retry-after')).toBe('3');
  });

  test('a lost answer: the connection is cut after the stop took effect', async () => {
    const at = await simulatedClouds();
    at.world.loseAnswer(action);
    await expect(cloud.stop(at)).rejects.toThrow('fetch failed');
    at.pass(60);
    expect(statusOf(at, task)).toBe(cloud.over);
    expect(at.calls).toMatchObject([{ action, answer: { status: 0, fault: 'cut' } }]);
  });

  test('a connection cut before it took effect leaves the task running', async () => {
    const at = await simulatedClouds();
    at.world.fault({ action, kind: 'cut' });
    await expect(cloud.stop(at)).rejects.toThrow('fetch failed');
    at.pass(60);
    expect(statusOf(at, task)).toBe(cloud.running);
  });

  test.each([true, false])('half an answer and an HTML page, with takesEffect %s', async (takesEffect) => {
    for (const kind of ['truncated', 'html'] as const) {
      const at = await simulatedClouds();
      at.world.fault({ action, kind, takesEffect });
      await expect(cloud.stop(at)).rejects.toThrow('JSON');
      at.pass(60);
      expect(statusOf(at, task)).toBe(takesEffect ? cloud.over : cloud.running);
    }
  });

  test('an answer that is delayed comes, and nothing comes from one that hangs', async () => {
    const at = await simulatedClouds();
    at.world.fault({ action, kind: 'delay', milliseconds: 30 });
    const before = Date.now();
    expect((await cloud.stop(at)).status).toBeLessThan(300);
    expect(Date.now() - before).toBeGreaterThanOrEqual(29);
    at.world.fault({ action, kind: 'hang' });
    const hanging = cloud.stop(at).then(
      () => 'answered',
      () => 'dropped',
    );
    await expect.poll(() => at.calls.length).toBe(2);
    await at.close();
    expect(await hanging).toBe('dropped');
  });

  test('any answer at all can be prepared', async () => {
    const at = await simulatedClouds();
    at.world.fault({ action, kind: 'answer', status: 202, body: { odd: true } });
    expect(await cloud.stop(at)).toMatchObject({ status: 202, body: { odd: true } });
  });

  test('a fault waits for its action and its cloud', async () => {
    const at = await simulatedClouds();
    at.world.fault({ action: '*', kind: 'denied', cloud: name === 'drs' ? 'alibaba' : 'drs' });
    at.world.fault({ action, kind: 'denied' });
    expect((await cloud.read(at)).status).toBe(200);
    expect((await cloud.stop(at)).status).toBe(403);
  });

  test('a cloud that is cut off drops every connection until it is back', async () => {
    const at = await simulatedClouds();
    at.world.setCutOff(name, true);
    await expect(cloud.read(at)).rejects.toThrow('fetch failed');
    await expect(cloud.stop(at)).rejects.toThrow('fetch failed');
    expect((await clouds[name === 'drs' ? 'alibaba' : 'drs'].read(at)).status).toBe(200);
    at.world.setCutOff(name, false);
    expect((await cloud.read(at)).status).toBe(200);
    expect(statusOf(at, task)).toBe(cloud.running);
  });
});
