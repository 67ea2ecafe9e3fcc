import { describe, expect, test } from 'vitest';
import { DRS } from '../../../../src/demo/clouds/drs/drs-seed.ts';
import { drsTask } from '../../../../src/demo/clouds/drs/drs-task.ts';
import { type SimulatedClouds, simulatedClouds } from '../simulated-clouds.ts';
import { drs, rowsOf } from './signed-drs.ts';

type Way = 'terminate' | 'force_terminate' | 'delete';

const end = (clouds: SimulatedClouds, job_id: string, delete_type: Way = 'terminate') =>
  drs(clouds, 'DELETE', '/v3/{p}/jobs/batch-jobs', { jobs: [{ job_id, delete_type }] });

const BUSY = [{ status: 'failed', error_code: 'DRS.M01504' }];

async function statusOf(clouds: SimulatedClouds, id: string): Promise<unknown> {
  const answer = await drs(clouds, 'POST', '/v3/{p}/jobs/batch-status', { jobs: [id] });
  return rowsOf(answer)[0]?.['status'];
}

async function inStatus(status: string): Promise<SimulatedClouds> {
  return simulatedClouds({ seed: { drs: { tasks: [drsTask({ id: 'one', name: 'one', status })] } } });
}

const triggersOf = (clouds: SimulatedClouds, id: string) =>
  clouds.world.drs.tasks.find((task) => task.id === id)?.triggers;

describe('terminate', () => {
  test('is a 202, then the resources are released and triggers and events copied', async () => {
    const clouds = await simulatedClouds();
    const answer = await end(clouds, DRS.shop);
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({ count: 1, results: [{ id: DRS.shop, status: 'success' }] });
    expect(await statusOf(clouds, DRS.shop)).toBe('RELEASE_RESOURCE_STARTED');
    clouds.pass(21);
    expect(await statusOf(clouds, DRS.shop)).toBe('RELEASE_RESOURCE_COMPLETE');
    expect(triggersOf(clouds, DRS.shop)).toBe('copied');
  });

  test('takes the addresses of the node and the read-only lock away', async () => {
    const clouds = await simulatedClouds();
    await end(clouds, DRS.shop);
    clouds.pass(21);
    const [row] = rowsOf(await drs(clouds, 'POST', '/v3/{p}/jobs/batch-detail', { jobs: [DRS.shop] }));
    expect(row).toMatchObject({
      is_target_readonly: false,
      inst_info: { ip: '', public_ip: '', status: 'deleted' },
    });
  });

  test.each([
    'CONFIGURATION',
    'WAITING_FOR_START',
    'FULL_TRANSFER_STARTED',
    'FULL_TRANSFER_COMPLETE',
    'PAUSING',
    'PAUSEING',
  ])('is taken for a task in %s', async (status) => {
    expect(rowsOf(await end(await inStatus(status), 'one'))).toMatchObject([{ status: 'success' }]);
  });

  test.each([
    'FULL_TRANSFER_FAILED',
    'INCRE_TRANSFER_FAILED',
    'REBUILD_NODE_STARTED',
    'RELEASE_RESOURCE_STARTED',
    'RELEASE_RESOURCE_FAILED',
    'RELEASE_RESOURCE_COMPLETE',
    'FROZEN',
  ])('is refused in the row of a 202 for a task in %s', async (status) => {
    const clouds = await inStatus(status);
    const answer = await end(clouds, 'one');
    expect(answer.status).toBe(202);
    expect(rowsOf(answer)).toMatchObject(BUSY);
    clouds.pass(3600);
    expect(await statusOf(clouds, 'one')).toBe(status);
  });

  test('is refused for a task whose configuration failed', async () => {
    expect(rowsOf(await end(await simulatedClouds(), DRS.misconfigured))).toMatchObject(BUSY);
  });

  test('fails in the end on a task that is unwell, and hangs on one that is told to', async () => {
    const clouds = await simulatedClouds();
    clouds.world.setEnding(DRS.shop, 'hangs');
    await end(clouds, DRS.unwell);
    await end(clouds, DRS.shop);
    clouds.pass(30 * 24 * 3600);
    expect(await statusOf(clouds, DRS.unwell)).toBe('RELEASE_RESOURCE_FAILED');
    expect(await statusOf(clouds, DRS.shop)).toBe('RELEASE_RESOURCE_STARTED');
  });
});

describe('force_terminate', () => {
  test.each([
    'INCRE_TRANSFER_FAILED',
    'RELEASE_RESOURCE_FAILED',
    'REBUILD_NODE_FAILED',
    'INCRE_TRANSFER_STARTED',
  ])('ends a task in %s and loses its triggers', async (status) => {
    const clouds = await inStatus(status);
    expect(rowsOf(await end(clouds, 'one', 'force_terminate'))).toMatchObject([{ status: 'success' }]);
    clouds.pass(11);
    expect(await statusOf(clouds, 'one')).toBe('RELEASE_RESOURCE_COMPLETE');
    expect(triggersOf(clouds, 'one')).toBe('lost');
  });

  test('is taken while an ordinary stop hangs, not while it goes on', async () => {
    const clouds = await simulatedClouds();
    await end(clouds, DRS.shop);
    expect(rowsOf(await end(clouds, DRS.shop, 'force_terminate'))).toMatchObject(BUSY);
    clouds.world.setEnding(DRS.postgres, 'hangs');
    await end(clouds, DRS.postgres);
    expect(rowsOf(await end(clouds, DRS.postgres, 'force_terminate'))).toMatchObject([{ status: 'success' }]);
  });

  test('is refused while a node is being repaired', async () => {
    expect(rowsOf(await end(await simulatedClouds(), DRS.rebuilding, 'force_terminate'))).toMatchObject(BUSY);
  });
});

describe('delete', () => {
  test('takes the record of an ended task, which is then gone', async () => {
    const clouds = await inStatus('RELEASE_RESOURCE_COMPLETE');
    expect(rowsOf(await end(clouds, 'one', 'delete'))).toMatchObject([{ status: 'success' }]);
    const again = await end(clouds, 'one', 'terminate');
    expect(again.status).toBe(400);
    expect(rowsOf(again)).toMatchObject([{ error_code: 'DRS.M05004' }]);
  });

  test('is refused while the task runs', async () => {
    expect(rowsOf(await end(await simulatedClouds(), DRS.shop, 'delete'))).toMatchObject(BUSY);
  });
});

test('an unknown job is a 400 with the code in the row', async () => {
  const answer = await end(await simulatedClouds(), 'nobody');
  expect(answer.status).toBe(400);
  expect(rowsOf(answer)).toMatchObject([{ error_code: 'DRS.M00289' }]);
});

test('each row of a batch is answered on its own', async () => {
  const clouds = await simulatedClouds();
  const jobs = [DRS.shop, DRS.crm, 'nobody'].map((job_id) => ({ job_id, delete_type: 'terminate' }));
  const answer = await drs(clouds, 'DELETE', '/v3/{p}/jobs/batch-jobs', { jobs });
  expect(answer.status).toBe(202);
  expect(rowsOf(answer).map((row) => row['error_code'] ?? row['status'])).toEqual([
    'success',
    'DRS.M01504',
    'DRS.M00289',
  ]);
});

test.each([
  ['a delete_type of its own making', [{ job_id: DRS.shop, delete_type: 'terminated' }], 'DRS.M00201'],
  ['the same job twice', [1, 2].map(() => ({ job_id: DRS.shop, delete_type: 'terminate' })), 'DRS.M00301'],
  ['no job', [], 'DRS.M00201'],
])('%s is refused as a whole', async (_, jobs, code) => {
  const clouds = await simulatedClouds();
  const answer = await drs(clouds, 'DELETE', '/v3/{p}/jobs/batch-jobs', { jobs });
  expect(answer).toMatchObject({ status: 400, body: { error_code: code } });
  expect(await statusOf(clouds, DRS.shop)).toBe('INCRE_TRANSFER_STARTED');
});
