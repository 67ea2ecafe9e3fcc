import { describe, expect, test } from 'vitest';
import { DTS } from '../../../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { dtsTask } from '../../../../src/demo/clouds/alibaba/dts-task.ts';
import { type SimulatedClouds, simulatedClouds } from '../simulated-clouds.ts';
import { jobsOf, type Parameters, rpc } from './signed-rpc.ts';

const HANGZHOU = { RegionId: 'cn-hangzhou' };

function change(clouds: SimulatedClouds, action: string, DtsJobId: string, more: Parameters = {}) {
  return rpc(clouds, action, { ...HANGZHOU, DtsJobId, ...more });
}

async function statusOf(clouds: SimulatedClouds, DtsJobId: string, more: Parameters = {}): Promise<unknown> {
  return (await rpc(clouds, 'DescribeDtsJobDetail', { ...HANGZHOU, DtsJobId, ...more })).body['Status'];
}

async function inStatus(status: string): Promise<SimulatedClouds> {
  return simulatedClouds({ seed: { alibaba: { tasks: [dtsTask({ id: 'one', name: 'one', status })] } } });
}

describe('StopDtsJob', () => {
  test('answers success at once, and the task goes on for a while before it is Finished', async () => {
    const clouds = await simulatedClouds();
    const answer = await change(clouds, 'StopDtsJob', DTS.orders);
    expect(answer.body).toEqual({
      RequestId: expect.any(String) as string,
      HttpStatusCode: 200,
      Success: true,
    });
    expect(await statusOf(clouds, DTS.orders)).toBe('Synchronizing');
    clouds.pass(6);
    const after = await rpc(clouds, 'DescribeDtsJobDetail', { ...HANGZHOU, DtsJobId: DTS.orders });
    expect(after.body).toMatchObject({ Status: 'Finished', FinishTime: '2026-03-20T12:00:05Z' });
  });

  test('works by the instance id alone, spelled DtsInstanceId', async () => {
    const clouds = await simulatedClouds();
    await rpc(clouds, 'StopDtsJob', { ...HANGZHOU, DtsInstanceID: `dts${DTS.orders}` });
    await rpc(clouds, 'StopDtsJob', { ...HANGZHOU, DtsInstanceId: `dts${DTS.paused}` });
    clouds.pass(6);
    expect(await statusOf(clouds, DTS.orders)).toBe('Synchronizing');
    expect(await statusOf(clouds, DTS.paused)).toBe('Finished');
  });

  test.each(['Failed', 'Suspending', 'Retrying', 'Initializing', 'InitializeFailed'])(
    'is taken for a task that is %s',
    async (status) => {
      const clouds = await inStatus(status);
      expect((await change(clouds, 'StopDtsJob', 'one')).body['Success']).toBe(true);
      clouds.pass(6);
      expect(await statusOf(clouds, 'one')).toBe('Finished');
    },
  );

  test.each([
    ['NotStarted', 'DTS.Msg.OperationDenied.JobStatus'],
    ['Modifying', 'DTS.Msg.OperationDenied.JobStatusModifying'],
    ['Locked', 'OperationDenied'],
    ['Finished', 'InvalidJobStatus'],
  ])('is refused with a 200 for a task that is %s', async (status, code) => {
    const clouds = await inStatus(status);
    const answer = await change(clouds, 'StopDtsJob', 'one');
    expect(answer).toMatchObject({ status: 200, body: { Success: false, ErrCode: code } });
    clouds.pass(60);
    expect(await statusOf(clouds, 'one')).toBe(status);
  });

  test('is refused for change tracking', async () => {
    const answer = await change(await simulatedClouds(), 'StopDtsJob', DTS.tracking);
    expect(answer.body).toMatchObject({ Success: false, ErrCode: 'DTS.Msg.OperationDenied.JobStatus' });
  });

  test('is refused a second time while the first goes on', async () => {
    const clouds = await simulatedClouds();
    await change(clouds, 'StopDtsJob', DTS.orders);
    const second = await change(clouds, 'StopDtsJob', DTS.orders);
    expect(second.body).toMatchObject({ ErrCode: 'DTS.Msg.OperationDenied.JobStatusModifying' });
  });

  test('ends one direction of a two-way synchronisation and leaves the other running', async () => {
    const clouds = await simulatedClouds();
    await change(clouds, 'StopDtsJob', DTS.twoWayForward);
    clouds.pass(6);
    const reverse = { SynchronizationDirection: 'Reverse' };
    expect(await statusOf(clouds, DTS.twoWayForward)).toBe('Finished');
    expect(await statusOf(clouds, DTS.twoWayForward, reverse)).toBe('Synchronizing');
    await change(clouds, 'StopDtsJob', DTS.twoWayForward, reverse);
    clouds.pass(6);
    expect(await statusOf(clouds, DTS.twoWayForward, reverse)).toBe('Finished');
  });

  test('can be taken and never finish, or finish in a failure', async () => {
    const clouds = await simulatedClouds();
    clouds.world.setEnding(DTS.orders, 'hangs');
    clouds.world.setEnding(DTS.paused, 'fails');
    await change(clouds, 'StopDtsJob', DTS.orders);
    await change(clouds, 'StopDtsJob', DTS.paused);
    clouds.pass(30 * 24 * 3600);
    expect(await statusOf(clouds, DTS.orders)).toBe('Synchronizing');
    expect(await statusOf(clouds, DTS.paused)).toBe('Failed');
  });
});

describe('SuspendDtsJob and StartDtsJob', () => {
  test('pause a task, which is then called Suspending, and resume it', async () => {
    const clouds = await simulatedClouds();
    await change(clouds, 'SuspendDtsJob', DTS.orders);
    clouds.pass(4);
    expect(await statusOf(clouds, DTS.orders)).toBe('Suspending');
    await change(clouds, 'StartDtsJob', DTS.orders);
    clouds.pass(4);
    expect(await statusOf(clouds, DTS.orders)).toBe('Synchronizing');
  });

  test('suspending change tracking answers success and does nothing', async () => {
    const clouds = await simulatedClouds();
    const answer = await change(clouds, 'SuspendDtsJob', DTS.tracking);
    clouds.pass(60);
    expect(answer.body['Success']).toBe(true);
    expect(await statusOf(clouds, DTS.tracking)).toBe('Normal');
  });

  test('suspending what does not run is refused', async () => {
    const answer = await change(await simulatedClouds(), 'SuspendDtsJob', DTS.failed);
    expect(answer.body).toMatchObject({ ErrCode: 'DTS.Msg.ModifyDenied.JobStatusNotRunning' });
  });

  test('starting a new task prechecks and loads before it synchronises', async () => {
    const clouds = await simulatedClouds();
    await change(clouds, 'StartDtsJob', DTS.notStarted);
    const seen = [await statusOf(clouds, DTS.notStarted)];
    for (const seconds of [6, 61]) {
      clouds.pass(seconds);
      seen.push(await statusOf(clouds, DTS.notStarted));
    }
    expect(seen).toEqual(['Prechecking', 'Initializing', 'Synchronizing']);
  });

  test('a finished task is not started again', async () => {
    const answer = await change(await simulatedClouds(), 'StartDtsJob', DTS.finished);
    expect(answer.body['Success']).toBe(false);
  });
});

describe('DeleteDtsJob', () => {
  test('releases change tracking, which is then not found', async () => {
    const clouds = await simulatedClouds();
    const answer = await change(clouds, 'DeleteDtsJob', DTS.tracking, { JobType: 'SUBSCRIBE' });
    expect(answer.body['Success']).toBe(true);
    expect(await statusOf(clouds, DTS.tracking)).toBe('Normal');
    clouds.pass(5);
    const after = await rpc(clouds, 'DescribeDtsJobDetail', { ...HANGZHOU, DtsJobId: DTS.tracking });
    const list = await rpc(clouds, 'DescribeDtsJobs', { ...HANGZHOU, JobType: 'SUBSCRIBE' });
    expect(after).toMatchObject({ status: 403, body: { Code: 'Forbidden.InstanceNotFound' } });
    expect(jobsOf(list).map((job) => job['DtsJobId'])).toEqual([DTS.trackingPrePaid]);
  });

  test('leaves some released tasks in the list as Finished', async () => {
    const clouds = await simulatedClouds();
    await change(clouds, 'DeleteDtsJob', DTS.paused);
    clouds.pass(5);
    const query = { ...HANGZHOU, JobType: 'SYNC', DtsJobId: DTS.paused };
    expect(jobsOf(await rpc(clouds, 'DescribeDtsJobs', query))).toMatchObject([{ Status: 'Finished' }]);
    expect(await statusOf(clouds, DTS.paused)).toBe('Finished');
  });

  test('refuses a PrePaid instance', async () => {
    const clouds = await simulatedClouds();
    const answer = await change(clouds, 'DeleteDtsJob', DTS.prePaid);
    clouds.pass(60);
    expect(answer.body).toMatchObject({ Success: false, ErrCode: 'DTS.Msg.OperationDenied' });
    expect(await statusOf(clouds, DTS.prePaid)).toBe('Synchronizing');
  });

  test('refuses a JobType that is not the task’s', async () => {
    const answer = await change(await simulatedClouds(), 'DeleteDtsJob', DTS.orders, {
      JobType: 'MIGRATION',
    });
    expect(answer.body).toMatchObject({ Success: false, DynamicMessage: 'JobType' });
  });
});

test('what is asked for in another region changes nothing', async () => {
  const clouds = await simulatedClouds();
  const answer = await rpc(clouds, 'StopDtsJob', { RegionId: 'ap-southeast-1', DtsJobId: DTS.orders });
  clouds.pass(60);
  expect(answer.body['Code']).toBe('Forbidden.InstanceNotFound');
  expect(await statusOf(clouds, DTS.orders)).toBe('Synchronizing');
});
