import { describe, expect, test } from 'vitest';
import { DRS } from '../../../../src/demo/clouds/drs/drs-seed.ts';
import { drsTask } from '../../../../src/demo/clouds/drs/drs-task.ts';
import { type SimulatedClouds, simulatedClouds } from '../simulated-clouds.ts';
import { drs, type Row, rowsOf } from './signed-drs.ts';

const read = (clouds: SimulatedClouds, what: string, jobs: string[], page_req?: unknown) =>
  drs(clouds, 'POST', `/v3/{p}/jobs/${what}`, { jobs, ...(page_req === undefined ? {} : { page_req }) });

const ALL = { cur_page: 1, per_page: 100, db_use_type: 'migration', engine_type: '' };

async function list(clouds: SimulatedClouds, changes: Record<string, unknown> = {}): Promise<Row[]> {
  const { body } = await drs(clouds, 'POST', '/v3/{p}/jobs', { ...ALL, ...changes });
  return body['jobs'] as Row[];
}

describe('the list', () => {
  test('shows one use type at a time', async () => {
    const clouds = await simulatedClouds();
    expect((await list(clouds, { db_use_type: 'sync' })).map((job) => job['id'])).toEqual([
      DRS.postgres,
      DRS.noDelay,
    ]);
    expect((await list(clouds, { db_use_type: 'cloudDataGuard' })).map((job) => job['id'])).toEqual([
      DRS.recovery,
    ]);
  });

  test('shows only MySQL unless engine_type is sent, "" for all', async () => {
    const clouds = await simulatedClouds();
    const { engine_type: _, ...silent } = { ...ALL, db_use_type: 'sync' };
    const { body } = await drs(clouds, 'POST', '/v3/{p}/jobs', silent);
    expect((body['jobs'] as Row[]).map((job) => job['id'])).toEqual([DRS.noDelay]);
  });

  test.each(['cur_page', 'per_page', 'db_use_type'])('needs %s', async (name) => {
    const body = Object.fromEntries(Object.entries(ALL).filter(([key]) => key !== name));
    const answer = await drs(await simulatedClouds(), 'POST', '/v3/{p}/jobs', body);
    expect(answer).toMatchObject({ status: 400, body: { error_code: 'DRS.M00200' } });
  });

  test('has pages, and 0 is everything', async () => {
    const tasks = Array.from({ length: 12 }, (_, index) =>
      drsTask({ id: `job-${index}`, name: `job ${index}` }),
    );
    const clouds = await simulatedClouds({ seed: { drs: { tasks } } });
    expect((await list(clouds, { per_page: 5 })).length).toBe(5);
    expect((await list(clouds, { per_page: 5, cur_page: 3 })).length).toBe(2);
    expect((await list(clouds, { per_page: 5, cur_page: 0 })).length).toBe(12);
  });

  test('finds by name or id and filters by status', async () => {
    const clouds = await simulatedClouds();
    expect((await list(clouds, { name: 'shop' })).map((job) => job['id'])).toEqual([DRS.shop]);
    expect((await list(clouds, { name: DRS.crm })).map((job) => job['id'])).toEqual([DRS.crm]);
    expect((await list(clouds, { status: 'FROZEN' })).map((job) => job['id'])).toEqual([DRS.frozen]);
  });

  test('writes times as text and shows an error with its JDBC address', async () => {
    const [job] = await list(await simulatedClouds(), { name: 'DRS-crm' });
    expect(job).toMatchObject({
      create_time: '2026-03-01 17:40:55',
      error_msg: expect.stringContaining('jdbc:mysql://203.0.113.21') as string,
    });
  });
});

describe('status and detail in batches', () => {
  test.each(['batch-status', 'batch-detail'])(
    '%s shows five rows unless a page is asked for',
    async (what) => {
      const clouds = await simulatedClouds();
      const jobs = Object.values(DRS).slice(0, 7);
      expect(rowsOf(await read(clouds, what, jobs)).length).toBe(5);
      expect(rowsOf(await read(clouds, what, jobs, { cur_page: 2 })).length).toBe(2);
      expect(rowsOf(await read(clouds, what, jobs, { cur_page: 1, per_page: 100 })).length).toBe(7);
      expect(rowsOf(await read(clouds, what, jobs, { cur_page: 1, per_page: 0 })).length).toBe(7);
      const tooFar = await read(clouds, what, jobs, { cur_page: 3 });
      expect(tooFar).toMatchObject({ status: 400, body: { error_code: 'DRS.M00211' } });
    },
  );

  test('the detail holds the network, with times as text and an id that is not hexadecimal', async () => {
    const [row] = rowsOf(await read(await simulatedClouds(), 'batch-detail', [DRS.shop]));
    expect(row).toMatchObject({
      id: expect.stringMatching(/jb101$/) as string,
      create_time: '1772442847000',
      inst_info: { ip: '192.168.0.229', public_ip: '80.158.10.20', start_time: '0', status: 'ACTIVE' },
      source_endpoint: { ip: '203.0.113.20', db_port: 3306 },
      target_endpoint: { inst_name: 'rds-shop' },
      is_target_readonly: true,
    });
  });

  test('an unknown job is a 400 whose code sits in the row', async () => {
    const answer = await read(await simulatedClouds(), 'batch-detail', ['nobody']);
    expect(answer.status).toBe(400);
    expect(answer.body['error_code']).toBeUndefined();
    expect(rowsOf(answer)).toMatchObject([{ id: 'nobody', error_code: 'DRS.M00289' }]);
  });

  test('an unknown job among known ones is a row with an error', async () => {
    const answer = await read(await simulatedClouds(), 'batch-status', [DRS.shop, 'nobody']);
    expect(answer.status).toBe(200);
    expect(rowsOf(answer).map((row) => row['error_code'])).toEqual([undefined, 'DRS.M00289']);
  });

  test.each([
    ['M05004', 400, [{ error_code: 'DRS.M05004' }]],
    ['DELETED', 200, [{ status: 'DELETED' }]],
    ['empty', 200, []],
  ] as const)('a deleted job can look like %s', async (afterDelete, status, rows) => {
    const task = drsTask({ id: 'one', name: 'one', afterDelete });
    const clouds = await simulatedClouds({ seed: { drs: { tasks: [task] } } });
    clouds.world.deleteInConsole('one');
    const answer = await read(clouds, 'batch-status', ['one']);
    expect(answer.status).toBe(status);
    expect(rowsOf(answer)).toMatchObject(rows);
    expect(await list(clouds)).toEqual([]);
  });

  test('an unknown status comes as it is', async () => {
    const rows = rowsOf(await read(await simulatedClouds(), 'batch-status', [DRS.frozen]));
    expect(rows).toEqual([{ id: DRS.frozen, status: 'FROZEN' }]);
  });
});

describe('the progress', () => {
  test('is a 202 with the delay in seconds as text, "-1" without a value', async () => {
    const answer = await read(await simulatedClouds(), 'batch-progress', [
      DRS.shop,
      DRS.noDelay,
      DRS.fullLoad,
    ]);
    expect(answer.status).toBe(202);
    expect(rowsOf(answer)).toMatchObject([
      { job_id: DRS.shop, incre_trans_delay: '0', progress: '100' },
      { incre_trans_delay: '-1' },
      { incre_trans_delay: '-1', progress: '37', transfer_status: 'FULL_TRANSFER_STARTED' },
    ]);
  });

  test('shows all jobs without paging', async () => {
    const answer = await read(await simulatedClouds(), 'batch-progress', Object.values(DRS));
    expect(rowsOf(answer).length).toBe(Object.values(DRS).length);
  });

  test('can carry an error code although the status says it runs', async () => {
    const [row] = rowsOf(await read(await simulatedClouds(), 'batch-progress', [DRS.unwell]));
    expect(row).toMatchObject({ transfer_status: 'INCRE_TRANSFER_STARTED', error_code: 'DRS.M05017' });
  });
});

describe('the comparison', () => {
  const compare = (clouds: SimulatedClouds, job_id: string) =>
    drs(clouds, 'POST', '/v3/{p}/jobs/query-compare-result', { job_id, current_page: 1, per_page: 10 });

  test('shows triggers and events missing on the destination while the task runs', async () => {
    const { body } = await compare(await simulatedClouds(), DRS.shop);
    expect(body['object_level_compare_results']).toMatchObject({
      object_compare_overview: [
        { object_type: 'DB', object_compare_result: 'CONSISTENT' },
        { object_type: 'TABLE', object_compare_result: 'CONSISTENT' },
        { object_type: 'TRIGGER', object_compare_result: 'INCONSISTENT', source_count: 4, diff_count: 4 },
        { object_type: 'EVENT', object_compare_result: 'INCONSISTENT', source_count: 2, diff_count: 2 },
      ],
    });
    expect(body['compare_task_list_results']).toMatchObject({ compare_task_list_count: 2 });
  });

  test('is empty where nothing was compared, and needs its page', async () => {
    const clouds = await simulatedClouds();
    const { body } = await compare(clouds, DRS.fullLoad);
    expect(body['object_level_compare_results']).toMatchObject({ object_compare_overview: [] });
    const noPage = await drs(clouds, 'POST', '/v3/{p}/jobs/query-compare-result', { job_id: DRS.shop });
    expect(noPage.status).toBe(400);
  });
});
