import type nock from 'nock';
import { describe, expect, it } from 'vitest';
import {
  account,
  answerLists,
  CRM,
  detail,
  detailBody,
  expectCall,
  listBody,
  listed,
  OTC,
  type Row,
  SHOP,
} from './world.ts';

const results = (...rows: Row[]) => ({ count: rows.length, results: rows }) as nock.Body;

function idOf(number: number): string {
  return `5b0c1d2e-77aa-4c10-9f3e-${String(number).padStart(7, '0')}jb101`;
}

function answerDetails(...rows: Row[]): void {
  expectCall('detail', detailBody(...rows.map((row) => String(row.id)))).reply(200, results(...rows));
}

describe('DrsAccount.list', () => {
  it('lists every sort of task, with the endpoints that only the details show', async () => {
    const dr = { id: CRM, name: 'DRS-crm', db_use_type: 'cloudDataGuard', status: 'INCRE_TRANSFER_FAILED' };
    answerLists({ migration: [listed()], cloudDataGuard: [listed({ ...dr, error_msg: 'source is away' })] });
    answerDetails(detail(), detail({ ...dr, target_endpoint: { inst_name: 'rds-crm', inst_id: 'a' } }));
    const { tasks, looked } = await account().list('background');
    expect(tasks).toMatchObject([
      { taskId: SHOP, kind: 'migration', stage: 'running', destination: { instanceName: 'rds-shop' } },
      {
        taskId: CRM,
        kind: 'disaster-recovery',
        stage: 'failed',
        destination: { instanceName: 'rds-crm' },
        trouble: { text: 'source is away', reads: 1 },
      },
    ]);
    expect(looked).toEqual([{ account: 'otc', region: 'eu-de', problem: null }]);
  });

  it('lists the tasks without endpoints where the details cannot be had', async () => {
    answerLists({ migration: [listed()] });
    expectCall('detail', detailBody(SHOP)).reply(403, { error_code: 'DRS.M00102', error_msg: 'No right' });
    const { tasks } = await account().list('background');
    expect(tasks).toMatchObject([
      {
        taskId: SHOP,
        stage: 'running',
        createdAt: '2026-03-02T09:14:07.000Z',
        source: { place: 'not-shown' },
        drs: { engineType: 'mysql', replicationPrivateIp: null },
      },
    ]);
  });

  it('reads a list again where a task goes from it, because the next page then leaves one out', async () => {
    const rows = Array.from({ length: 102 }, (_, at) =>
      listed({ id: idOf(at), status: 'RELEASE_RESOURCE_COMPLETE' }),
    );
    const left = rows.slice(1);
    const page = (total: number, jobs: Row[]) => ({ total_record: total, jobs }) as nock.Body;
    expectCall('list', listBody('migration')).reply(200, page(102, rows.slice(0, 100)));
    expectCall('list', listBody('migration', '', 2)).reply(200, page(101, left.slice(100)));
    expectCall('list', listBody('migration')).reply(200, page(101, left.slice(0, 100)));
    expectCall('list', listBody('migration', '', 2)).reply(200, page(101, left.slice(100)));
    for (const scenario of ['sync', 'cloudDataGuard'])
      expectCall('list', listBody(scenario)).reply(200, page(0, []));
    for (const [from, to] of [
      [0, 50],
      [50, 100],
      [100, 101],
    ] as const)
      answerDetails(...left.slice(from, to).map((row) => detail({ id: row.id, status: row.status })));
    const { tasks, looked } = await account().list('background');
    expect(tasks.map(({ taskId }) => taskId)).toEqual(left.map(({ id }) => id));
    expect(looked[0]?.problem).toBeNull();
  });

  it('pages to the end, and asks for the details of fifty at once, on pages that hold them all', async () => {
    const rows = Array.from({ length: 120 }, (_, at) => listed({ id: idOf(at) }));
    const page = (from: number, to: number) => ({ total_record: 120, jobs: rows.slice(from, to) });
    expectCall('list', listBody('migration')).reply(200, page(0, 100) as nock.Body);
    expectCall('list', listBody('migration', '', 2)).reply(200, page(100, 120) as nock.Body);
    for (const scenario of ['sync', 'cloudDataGuard']) {
      expectCall('list', listBody(scenario)).reply(200, { total_record: 0, jobs: [] });
    }
    for (const [from, to] of [
      [0, 50],
      [50, 100],
      [100, 120],
    ] as const) {
      answerDetails(...rows.slice(from, to).map((row) => detail({ id: row.id })));
    }
    const { tasks, looked } = await account().list('background');
    expect(tasks.map(({ taskId }) => taskId)).toEqual(rows.map(({ id }) => id));
    expect(tasks.every(({ destination }) => destination.instanceName === 'rds-shop')).toBe(true);
    expect(looked[0]?.problem).toBeNull();
  });

  it('ends at an empty page, whatever the total says', async () => {
    expectCall('list', listBody('migration')).reply(200, { total_record: 9, jobs: [listed()] } as nock.Body);
    expectCall('list', listBody('migration', '', 2)).reply(200, { total_record: 9, jobs: [] });
    for (const scenario of ['sync', 'cloudDataGuard']) {
      expectCall('list', listBody(scenario)).reply(200, { jobs: [] });
    }
    answerDetails(detail());
    expect((await account().list('background')).tasks).toHaveLength(1);
  });

  it('keeps the endpoints of the living where one of the batch is gone', async () => {
    answerLists({ migration: [listed(), listed({ id: CRM })] });
    const gone = results({ id: CRM, error_code: 'DRS.M05004' });
    expectCall('detail', detailBody(SHOP, CRM)).reply(400, gone);
    answerDetails(detail());
    expectCall('detail', detailBody(CRM)).reply(400, gone);
    const { tasks } = await account().list('background');
    expect(tasks.map(({ destination }) => destination.instanceName)).toEqual(['rds-shop', null]);
  });

  it('asks for the details of tasks that are over apart', async () => {
    answerLists({ migration: [listed(), listed({ id: CRM, status: 'RELEASE_RESOURCE_COMPLETE' })] });
    answerDetails(detail());
    expectCall('detail', detailBody(CRM)).reply(400, results({ id: CRM, error_code: 'DRS.M05004' }));
    const { tasks } = await account().list('background');
    expect(tasks).toMatchObject([{ stage: 'running' }, { stage: 'ended' }]);
  });

  it('shows the parts of a task as sub-tasks', async () => {
    const part = listed({ id: CRM, name: 'DRS-shop-prod-1', db_use_type: undefined });
    answerLists({ sync: [listed({ db_use_type: 'sync', children: [part] })] });
    answerDetails(detail({ db_use_type: 'sync' }), detail({ id: CRM, db_use_type: 'sync' }));
    const { tasks } = await account().list('background');
    expect(tasks.map(({ stage, kind }) => [stage, kind])).toEqual([
      ['running', 'synchronisation'],
      ['sub-task', 'synchronisation'],
    ]);
  });

  it('lists what can be read and tells of the rows that cannot', async () => {
    answerLists({ migration: [listed(), listed({ id: CRM, status: null })] });
    answerDetails(detail());
    const { tasks, looked } = await account().list('background');
    expect(tasks.map(({ taskId }) => taskId)).toEqual([SHOP]);
    expect(looked[0]?.problem).toMatchObject({
      kind: 'unexpected-answer',
      message: 'listing DRS tasks (migration): 1 rows have no id or no status',
    });
  });

  it('goes on with the other regions and sorts where one does not answer', async () => {
    const nl = 'https://drs.eu-nl.otc.t-systems.com';
    const denied = { error_code: 'DRS.M00102', error_msg: 'You do not have permission' };
    for (const scenario of ['migration', 'sync', 'cloudDataGuard']) {
      expectCall('list', listBody(scenario), { origin: nl }).reply(403, denied);
    }
    answerLists({ migration: [listed()] }, '', OTC);
    answerDetails(detail());
    const { tasks, looked } = await account({ regions: ['eu-nl', 'eu-de'] }).list('background');
    expect(tasks.map(({ region }) => region)).toEqual(['eu-de']);
    expect(looked.map(({ region, problem }) => [region, problem?.kind ?? null])).toEqual([
      ['eu-nl', 'unauthorized'],
      ['eu-de', null],
    ]);
    expect(looked[0]?.problem?.permission).toBe('drs:migrationJob:list');
  });
});

describe('DrsAccount.find', () => {
  it('finds a task by its id', async () => {
    answerLists({ migration: [listed()] }, SHOP);
    answerDetails(detail());
    const { tasks } = await account().find(` ${SHOP.toUpperCase()} `, 'interactive');
    expect(tasks.map(({ taskId }) => taskId)).toEqual([SHOP]);
  });

  it('finds tasks by their whole name only', async () => {
    const namesakes = [listed(), listed({ id: CRM, name: 'DRS-shop-prod-2' })];
    answerLists({ migration: namesakes }, 'drs-SHOP-prod');
    answerDetails(detail());
    const { tasks } = await account().find('drs-SHOP-prod', 'interactive');
    expect(tasks.map(({ name }) => name)).toEqual(['DRS-shop-prod']);
  });

  it('compares all names where the filter of DRS minds the case', async () => {
    answerLists({}, 'drs-shop-prod');
    answerLists({ migration: [listed()] });
    answerDetails(detail());
    expect((await account().find('drs-shop-prod', 'interactive')).tasks).toHaveLength(1);
  });

  it('finds nothing by words that are no name, and asks nothing for none', async () => {
    answerLists({}, 'shop');
    answerLists({ migration: [listed()] });
    expect((await account().find('shop', 'interactive')).tasks).toEqual([]);
    expect((await account().find('  ', 'interactive')).tasks).toEqual([]);
  });
});
