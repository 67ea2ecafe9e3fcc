import { expect, test } from 'vitest';
import { DRS } from '../../../../src/demo/clouds/drs/drs-seed.ts';
import { drsTask } from '../../../../src/demo/clouds/drs/drs-task.ts';
import { type SimulatedClouds, simulatedClouds } from '../simulated-clouds.ts';
import { drs, rowsOf } from './signed-drs.ts';

const act = (clouds: SimulatedClouds, what: string, job_id: string, more: Record<string, unknown> = {}) =>
  drs(clouds, 'POST', `/v3/{p}/jobs/${what}`, { jobs: [{ job_id, ...more }] });

async function statusOf(clouds: SimulatedClouds, id: string): Promise<unknown> {
  return rowsOf(await drs(clouds, 'POST', '/v3/{p}/jobs/batch-status', { jobs: [id] }))[0]?.['status'];
}

test.each(['PAUSING', 'PAUSEING'] as const)(
  'a paused task is called %s and can be resumed',
  async (pausedWord) => {
    const task = drsTask({ id: 'one', name: 'one', pausedWord });
    const clouds = await simulatedClouds({ seed: { drs: { tasks: [task] } } });
    const answer = await act(clouds, 'batch-pause-task', 'one', { pause_mode: 'target' });
    expect([answer.status, rowsOf(answer)]).toEqual([200, [{ id: 'one', status: 'success' }]]);
    expect(await statusOf(clouds, 'one')).toBe('INCRE_TRANSFER_STARTED');
    clouds.pass(4);
    expect(await statusOf(clouds, 'one')).toBe(pausedWord);
    await act(clouds, 'batch-retry-task', 'one');
    clouds.pass(6);
    expect(await statusOf(clouds, 'one')).toBe('INCRE_TRANSFER_STARTED');
  },
);

test('a retry fails again while the cause is there, and holds once it is gone', async () => {
  const clouds = await simulatedClouds();
  const retry = async () => {
    await act(clouds, 'batch-retry-task', DRS.crm);
    clouds.pass(6);
    const soon = await statusOf(clouds, DRS.crm);
    clouds.pass(60);
    return [soon, await statusOf(clouds, DRS.crm)];
  };
  expect(await retry()).toEqual(['INCRE_TRANSFER_STARTED', 'INCRE_TRANSFER_FAILED']);
  clouds.world.recover(DRS.crm);
  clouds.world.setStatus(DRS.crm, 'INCRE_TRANSFER_FAILED');
  expect(await retry()).toEqual(['INCRE_TRANSFER_STARTED', 'INCRE_TRANSFER_STARTED']);
});

test.each([
  ['batch-pause-task', DRS.recovery, { pause_mode: 'target' }],
  ['batch-pause-task', DRS.completed, { pause_mode: 'all' }],
  ['batch-retry-task', DRS.shop, {}],
  ['batch-starting', DRS.shop, {}],
  ['batch-starting', DRS.misconfigured, {}],
])('%s is refused in the row where the status does not allow it', async (what, id, more) => {
  const answer = await act(await simulatedClouds(), what, id, more);
  expect([200, 202]).toContain(answer.status);
  expect(rowsOf(answer)).toMatchObject([{ id, status: 'failed', error_code: 'DRS.M00304' }]);
});

test('pausing twice finds the task busy', async () => {
  const clouds = await simulatedClouds();
  await act(clouds, 'batch-pause-task', DRS.shop, { pause_mode: 'target' });
  const second = await act(clouds, 'batch-pause-task', DRS.shop, { pause_mode: 'target' });
  expect(rowsOf(second)).toMatchObject([{ error_code: 'DRS.M01504' }]);
});

test('a pause without its mode is refused as a whole', async () => {
  const answer = await act(await simulatedClouds(), 'batch-pause-task', DRS.shop);
  expect(answer).toMatchObject({ status: 400, body: { error_code: 'DRS.M00201' } });
});

test('a start is a 202, then comes the full load and then the incremental phase', async () => {
  const task = drsTask({ id: 'one', name: 'one', status: 'WAITING_FOR_START', progressPercent: 0 });
  const clouds = await simulatedClouds({ seed: { drs: { tasks: [task] } } });
  expect((await act(clouds, 'batch-starting', 'one')).status).toBe(202);
  const seen = [await statusOf(clouds, 'one')];
  for (const seconds of [6, 121]) {
    clouds.pass(seconds);
    seen.push(await statusOf(clouds, 'one'));
  }
  expect(seen).toEqual(['STARTJOBING', 'FULL_TRANSFER_STARTED', 'INCRE_TRANSFER_STARTED']);
});

test('an unknown job is a 400 with the code in the row', async () => {
  const answer = await act(await simulatedClouds(), 'batch-retry-task', 'nobody');
  expect(answer.status).toBe(400);
  expect(rowsOf(answer)).toMatchObject([{ error_code: 'DRS.M00289' }]);
});
