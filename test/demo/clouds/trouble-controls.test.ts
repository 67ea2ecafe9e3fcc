import { describe, expect, test } from 'vitest';
import { DTS } from '../../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { runControl } from '../../../src/demo/clouds/control.ts';
import { DRS } from '../../../src/demo/clouds/drs/drs-seed.ts';
import { rpc } from './alibaba/signed-rpc.ts';
import { drs } from './drs/signed-drs.ts';
import { type SimulatedClouds, simulatedClouds } from './simulated-clouds.ts';

const JOB = { RegionId: 'cn-hangzhou', DtsJobId: DTS.orders };
const none = { throttle: 0, delay: 0, lost: 0 };

function statusOf(clouds: SimulatedClouds, id: string): string | undefined {
  return clouds.tasks().find((task) => task.id === id)?.status;
}

describe('troubles by their everyday names', () => {
  test('throttle lasts as many calls as was said, of one cloud', async () => {
    const clouds = await simulatedClouds();
    runControl(clouds.world, 'throttle', { cloud: 'alibaba', times: 2 });
    expect(clouds.world.faults.waitingFor('alibaba')).toEqual({ ...none, throttle: 2 });
    expect(clouds.world.faults.waitingFor('drs')).toEqual(none);
    const codes: unknown[] = [];
    for (let call = 0; call < 3; call += 1) codes.push((await rpc(clouds, 'DescribeDtsJobs')).status);
    expect(codes).toEqual([429, 429, 200]);
    expect(clouds.world.faults.waitingFor('alibaba')).toEqual(none);
  });

  test('slow delays the answer, not the deed', async () => {
    const clouds = await simulatedClouds();
    runControl(clouds.world, 'slow', { cloud: 'drs', milliseconds: 20, times: 3 });
    expect(clouds.world.faults.waitingFor('drs')).toEqual({ ...none, delay: 3 });
    expect((await drs(clouds, 'POST', '/v3/{p}/jobs/batch-status', { jobs: [DRS.shop] })).status).toBe(200);
    expect(clouds.calls[0]?.answer).toMatchObject({ status: 200, fault: 'delay' });
  });

  test('a lost answer is that of the next change: reads before it pass', async () => {
    const clouds = await simulatedClouds();
    runControl(clouds.world, 'lose-answer', { cloud: 'alibaba' });
    expect((await rpc(clouds, 'DescribeDtsJobs')).status).toBe(200);
    expect(clouds.world.faults.waitingFor('alibaba')).toEqual({ ...none, lost: 1 });
    await expect(rpc(clouds, 'StopDtsJob', JOB)).rejects.toThrow('fetch failed');
    clouds.pass(10);
    expect(statusOf(clouds, DTS.orders)).toBe('Finished');
    expect(clouds.calls.at(-1)).toMatchObject({ changes: true, answer: { status: 0, fault: 'cut' } });
  });

  test('a lost answer of a named action waits for that one', async () => {
    const clouds = await simulatedClouds();
    runControl(clouds.world, 'lose-answer', { cloud: 'alibaba', action: 'DescribeDtsJobs' });
    await expect(rpc(clouds, 'DescribeDtsJobs')).rejects.toThrow('fetch failed');
  });

  test('calm ends every trouble of one cloud and none of the other', async () => {
    const clouds = await simulatedClouds();
    const { world } = clouds;
    for (const cloud of ['alibaba', 'drs'] as const) {
      runControl(world, 'cut-off', { cloud, off: true });
      runControl(world, 'throttle', { cloud, times: 9 });
    }
    runControl(world, 'fault', { action: '*', kind: 'error-500', times: 9 });
    runControl(world, 'region', { cloud: 'alibaba', region: 'cn-hangzhou', how: 'cut' });
    runControl(world, 'region', { cloud: 'drs', region: 'eu-de', how: 'cut' });
    runControl(world, 'deny', { action: 'dts:DescribeDtsJobs' });
    runControl(world, 'deny', { action: 'vpc:delete-rule' });
    runControl(world, 'calm', { cloud: 'alibaba' });

    expect((await rpc(clouds, 'DescribeDtsJobs')).status).toBe(200);
    expect(world.faults.waitingFor('alibaba')).toEqual(none);
    expect(world.faults.silentRegions('alibaba')).toEqual([]);
    expect(world.faults.isCutOff('drs')).toBe(true);
    expect(world.faults.waitingFor('drs')).toEqual({ ...none, throttle: 9 });
    expect(world.faults.silentRegions('drs')).toEqual(['eu-de']);
    expect(world.denied()).toEqual(['vpc:delete-rule']);
    world.setCutOff('drs', false);
    world.setRegion('drs', 'eu-de', null);
    for (let call = 0; call < 9; call += 1) await drs(clouds, 'POST', '/v3/{p}/jobs/batch-status', {});
    expect((await drs(clouds, 'POST', '/v3/{p}/jobs/batch-status', {})).status).toBe(500);
  });

  test('what no control is, or takes, is refused in a sentence', async () => {
    const { world } = await simulatedClouds();
    expect(() => runControl(world, 'explode', {})).toThrow('The clouds have no control "explode"');
    expect(() => runControl(world, 'throttle', { cloud: 'azure' })).toThrow(/"throttle" cannot be done so/);
  });
});

describe('tasks by everyday names', () => {
  test.each([
    [DTS.orders, 'Failed', 'Synchronizing'],
    [DTS.publicMigration, 'MigrationFailed', 'Migrating'],
    [DTS.tracking, 'Abnormal', 'Normal'],
    [DRS.shop, 'INCRE_TRANSFER_FAILED', 'INCRE_TRANSFER_STARTED'],
    [DRS.fullLoad, 'FULL_TRANSFER_FAILED', 'INCRE_TRANSFER_STARTED'],
  ])('%s fails as %s and recovers to %s', async (id, failed, running) => {
    const clouds = await simulatedClouds();
    runControl(clouds.world, 'fail', { id });
    expect(statusOf(clouds, id)).toBe(failed);
    runControl(clouds.world, 'recover', { id });
    expect(statusOf(clouds, id)).toBe(running);
  });

  test('a task that was failed stays so however often it is retried', async () => {
    const clouds = await simulatedClouds();
    runControl(clouds.world, 'fail', { id: DRS.shop });
    await drs(clouds, 'POST', '/v3/{p}/jobs/batch-retry-task', { jobs: [{ job_id: DRS.shop }] });
    clouds.pass(60);
    expect(statusOf(clouds, DRS.shop)).toBe('INCRE_TRANSFER_FAILED');
  });

  test.each([DTS.finished, DRS.completed])('%s is over and cannot fail', async (id) => {
    const { world } = await simulatedClouds();
    expect(() => runControl(world, 'fail', { id })).toThrow('is over: it cannot fail any more');
  });

  test('a lag grows from where it was put', async () => {
    const clouds = await simulatedClouds();
    runControl(clouds.world, 'lag', { id: DRS.shop, seconds: 90, growth: 2 });
    clouds.pass(5);
    const answer = await drs(clouds, 'POST', '/v3/{p}/jobs/batch-progress', { jobs: [DRS.shop] });
    expect(JSON.stringify(answer.body)).toContain('"incre_trans_delay":"100"');
  });
});
