import type nock from 'nock';
import { describe, expect, it } from 'vitest';
import type { Task } from '../../../src/lifecycle/task.ts';
import { drsTask } from '../../lifecycle/tasks.ts';
import { account, expectCall, HUAWEI, ifSigned, NOW, ON_HUAWEI, type Row, SHOP } from './world.ts';

const BODY = { job_id: SHOP, current_page: 1, per_page: 100 };
const FINISHED = Date.parse('2026-03-02T14:02:07Z');

/** The manual's sample, with four triggers that are still to come. */
function answer(overrides: Row = {}): nock.Body {
  return {
    job_id: SHOP,
    object_level_compare_results: {
      compare_task_id: 'objects-1',
      object_compare_overview: [
        {
          object_type: 'TRIGGER',
          object_compare_result: 'INCONSISTENT',
          source_count: 4,
          target_count: 0,
          diff_count: 4,
        },
        { object_type: 'TABLE', object_compare_result: 'CONSISTENT', diff_count: 0 },
      ],
      object_compare_details: {},
    },
    line_compare_results: {
      compare_task_id: 'lines-1',
      line_compare_overview: [
        { source_db_name: 'shop', target_db_name: 'shop', line_compare_result: 'CONSISTENT' },
      ],
      line_compare_overview_count: 1,
      line_compare_details: [],
    },
    content_compare_results: { content_compare_overview: [], content_compare_details: [] },
    compare_task_list_results: {
      compare_task_list_count: 2,
      compare_task_list: [
        {
          compare_task_id: 'lines-1',
          compare_type: 'lines',
          compare_task_status: 'SUCCESSFUL',
          create_time: '1772460000000',
          end_time: String(FINISHED),
        },
        { compare_task_id: 'objects-1', compare_type: 'object_comparison', end_time: '1772450000000' },
      ],
    },
    ...overrides,
  } as nock.Body;
}

function evidence(task: Partial<Task> = {}) {
  return account().evidence(drsTask({ taskId: SHOP, ...task }), 'interactive');
}

async function compared(overrides: Row) {
  expectCall('compare', BODY).reply(200, answer(overrides));
  return (await evidence()).comparisons;
}

const lines = (...overview: Row[]) => ({
  line_compare_results: { line_compare_overview: overview, line_compare_overview_count: overview.length },
});

describe('DrsAccount.evidence', () => {
  it('shows the newest comparisons with their times, from one signed call', async () => {
    expectCall('compare', BODY).reply(ifSigned(200, answer()));
    expect(await evidence()).toEqual({
      comparisons: [
        {
          of: 'objects',
          comparesRows: false,
          result: 'different',
          status: 'INCONSISTENT',
          different: [{ what: 'TRIGGER', count: 4 }],
          tables: [],
          finishedAt: 1772450000000,
        },
        {
          of: 'row counts',
          comparesRows: true,
          result: 'same',
          status: 'CONSISTENT',
          different: [],
          tables: [],
          finishedAt: FINISHED,
        },
      ],
      position: null,
      source: 'query-compare-result',
      readAt: NOW,
    });
  });

  it('names the tables whose rows differ', async () => {
    const found = await compared({
      line_compare_results: {
        line_compare_overview: [{ source_db_name: 'shop', line_compare_result: 'INCONSISTENT' }],
        line_compare_details: [
          {
            source_db_name: 'shop',
            line_compare_detail: [
              { source_table_name: 'orders', diff_row_num: 3, line_compare_result: 'INCONSISTENT' },
              { source_table_name: 'items', diff_row_num: 0, line_compare_result: 'CONSISTENT' },
            ],
          },
        ],
      },
    });
    expect(found[1]).toMatchObject({ of: 'row counts', result: 'different', tables: ['shop.orders'] });
  });

  it.each([
    ['CONSISTENT', 'same'],
    ['INCONSISTENT', 'different'],
    ['TARGET_DB_NOT_EXIT', 'different'],
    ['COMPARING', 'unfinished'],
    ['WAITING_FOR_COMPARISON', 'unfinished'],
    ['FAILED_TO_COMPARE', 'failed'],
    ['CAN_NOT_COMPARE', 'failed'],
    ['SOMETHING_NEW', 'not-known'],
  ])('reads %s as %s, beside a database that agrees', async (word, result) => {
    const agreeing = { source_db_name: 'a', line_compare_result: 'CONSISTENT' };
    const found = await compared(lines(agreeing, { source_db_name: 'b', line_compare_result: word }));
    expect(found.find(({ of }) => of === 'row counts')).toMatchObject({ result, status: word });
  });

  it('lets no difference hide what could not be compared', async () => {
    const found = await compared({
      object_level_compare_results: {
        object_compare_overview: [
          { object_type: 'EVENT', object_compare_result: 'INCONSISTENT', diff_count: '2' },
          { object_type: 'VIEW', object_compare_result: 'FAILED_TO_COMPARE' },
        ],
      },
    });
    expect(found.slice(0, 2)).toMatchObject([
      { of: 'objects', result: 'different', different: [{ what: 'EVENT', count: 2 }] },
      { of: 'objects (VIEW)', result: 'failed', status: 'FAILED_TO_COMPARE' },
    ]);
  });

  it('does not take the databases of a first page for all of them', async () => {
    const found = await compared({
      line_compare_results: {
        line_compare_overview: [{ source_db_name: 'shop', line_compare_result: 'CONSISTENT' }],
        line_compare_overview_count: 130,
      },
    });
    expect(found[1]).toMatchObject({ result: 'not-known', status: expect.stringContaining('1 of 130') });
  });

  it('reads a comparison of values, which the manual shows beside that of rows', async () => {
    const found = await compared({
      content_compare_results: {
        content_compare_overview: [{ source_db_name: 'shop', content_compare_result: 'CONSISTENT' }],
      },
    });
    expect(found[2]).toMatchObject({ of: 'values', comparesRows: true, result: 'same', finishedAt: null });
  });

  it('has nothing to show where nothing was compared', async () => {
    const empty = { object_level_compare_results: null, line_compare_results: null };
    expect(await compared({ ...empty, compare_task_list_results: {} })).toEqual([]);
  });

  it('throws where the comparisons cannot be had', async () => {
    const refused = { error_code: 'DRS.M00102', error_msg: 'You do not have permission' };
    expectCall('compare', BODY).reply(403, refused);
    await expect(evidence()).rejects.toMatchObject({ kind: 'unauthorized', permission: 'drs:compareJob:*' });
    expectCall('compare', BODY).reply(200, '[]');
    await expect(evidence()).rejects.toMatchObject({ kind: 'unexpected-answer' });
    await expect(evidence({ region: 'eu-nl' })).rejects.toMatchObject({ kind: 'rejected' });
  });

  it.each([
    ['mysql-bin.000514:197', 'mysql-bin.000514:197'],
    ['NA', null],
  ])('shows the log position %s of disaster recovery on Huawei Cloud', async (check_point, position) => {
    const at = { origin: HUAWEI };
    expectCall('compare', BODY, at).reply(200, answer());
    const row = { job_id: SHOP, rpo_info: { delay: '0', check_point } };
    expectCall('rpo', { jobs: [SHOP] }, at).reply(202, { count: 1, results: [row] } as nock.Body);
    const { account: name, region } = { account: 'hw', region: 'cn-north-4' };
    const task = drsTask({ taskId: SHOP, account: name, region, kind: 'disaster-recovery' });
    expect(await account(ON_HUAWEI).evidence(task, 'interactive')).toMatchObject({ position });
  });

  it('shows the comparisons where the log position cannot be had', async () => {
    const at = { origin: HUAWEI };
    expectCall('compare', BODY, at).reply(200, answer());
    expectCall('rpo', { jobs: [SHOP] }, at).reply(400, { error_code: 'DRS.M00201', error_msg: 'no' });
    const place = { account: 'hw', region: 'cn-north-4', kind: 'disaster-recovery' } as const;
    const found = await account(ON_HUAWEI).evidence(drsTask({ taskId: SHOP, ...place }), 'interactive');
    expect(found.position).toBeNull();
    expect(found.comparisons).toHaveLength(2);
  });
});
