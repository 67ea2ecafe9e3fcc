import nock from 'nock';
import { describe, expect, it } from 'vitest';
import type { Look } from '../../../src/lifecycle/ports.ts';
import type { Task } from '../../../src/lifecycle/task.ts';
import {
  account,
  CRM,
  detail,
  detailBody,
  expectCall,
  HUAWEI,
  HUAWEI_EUROPE,
  ifSigned,
  NOW,
  ON_HUAWEI,
  progress,
  type Row,
  ref,
  SHOP,
} from './world.ts';

const results = (...rows: Row[]) => ({ count: rows.length, results: rows }) as nock.Body;

function answerDetail(row: Row): void {
  expectCall('detail', detailBody(SHOP)).reply(200, results(row));
}

function answerProgress(...rows: Row[]): void {
  for (const row of rows) expectCall('progress', { jobs: [SHOP] }).reply(202, results(row));
}

function taskOf(look: Look): Task {
  if (look.kind !== 'task') throw new Error(`expected a task, got ${look.kind} ${look.code}`);
  return look.task;
}

async function lookAt(row: Row, ...progressRows: Row[]): Promise<Task> {
  answerDetail(detail(row));
  answerProgress(...progressRows);
  return taskOf(await account().look(ref(), 'interactive'));
}

describe('DrsAccount.look', () => {
  it('shows a task in our words, from one signed call for its details and one for its progress', async () => {
    expectCall('detail', detailBody(SHOP)).reply(ifSigned(200, results(detail())));
    expectCall('progress', { jobs: [SHOP] }).reply(ifSigned(202, results(progress())));
    expect(taskOf(await account().look(ref(), 'interactive'))).toEqual({
      ...ref(),
      name: 'DRS-shop-prod',
      tags: null,
      kind: 'migration',
      status: 'INCRE_TRANSFER_STARTED',
      stage: 'running',
      twoWay: false,
      other: null,
      load: 'full-and-incremental',
      fullLoad: 'complete',
      source: {
        engine: 'MySQL',
        place: 'public-address',
        product: null,
        instanceId: null,
        instanceName: null,
        address: '203.0.113.20',
        port: '3306',
        region: null,
        user: 'drs_src',
        foreignAccount: null,
      },
      destination: {
        engine: 'MySQL',
        place: 'cloud-instance',
        product: 'RDS',
        instanceId: 'e05a3679efe241d8b5dee80b17c1a863in01',
        instanceName: 'rds-shop',
        address: '192.168.0.131',
        port: '3306',
        region: 'eu-de',
        user: 'root',
        foreignAccount: null,
      },
      createdAt: '2026-03-02T09:14:07.000Z',
      finishedAt: null,
      billing: 'not-shown',
      expiresAt: null,
      lag: { milliseconds: 0 },
      trouble: null,
      drs: {
        replicationPrivateIp: '192.168.0.229',
        replicationPublicIp: '80.158.10.20',
        ownPublicIps: [],
        networkType: 'eip',
        securityGroupId: 'd90c971b-4b9d-402c-9c59-5c239389b8dd',
        vpcId: '65f0391c-0582-44a6-aa50-248f97ed82e1',
        destinationReadOnly: true,
        configurationFailed: false,
        engineType: 'mysql',
        jobDirection: 'up',
      },
      readAt: NOW,
    });
  });

  it('keeps no database password', async () => {
    const task = await lookAt({}, progress());
    expect(JSON.stringify(task)).not.toContain('canary');
  });

  it('asks on the host of each cloud and region', async () => {
    const places = [
      { region: 'cn-north-4', origin: HUAWEI },
      { region: 'eu-west-101', origin: HUAWEI_EUROPE },
    ];
    for (const { region, origin } of places) {
      expectCall('detail', detailBody(SHOP), { origin }).reply(ifSigned(200, results(detail()), origin));
      expectCall('progress', { jobs: [SHOP] }, { origin }).reply(ifSigned(200, results(progress()), origin));
      const cloud = account({ ...ON_HUAWEI, regions: [region] });
      const look = await cloud.look(ref({ account: 'hw', region }), 'interactive');
      expect(taskOf(look).stage).toBe('running');
    }
  });

  it.each([200, 202])('takes a progress that comes with %i', async (status) => {
    answerDetail(detail());
    expectCall('progress', { jobs: [SHOP] }).reply(status, results(progress({ incre_trans_delay: '7' })));
    expect(taskOf(await account().look(ref(), 'interactive')).lag).toEqual({ milliseconds: 7000 });
  });

  it.each([
    ['-1', {}, null],
    ['', {}, null],
    [undefined, {}, null],
    ['12', {}, 12_000],
    [12, {}, 12_000],
    ['0', { incre_trans_delay_millis: '480' }, 480],
    ['-1', { incre_trans_delay_millis: '480' }, null],
  ])('reads a delay of %j with %j as %j ms', async (delay, more, expected) => {
    const task = await lookAt({}, progress({ incre_trans_delay: delay, ...more }));
    expect(task.lag?.milliseconds ?? null).toBe(expected);
  });

  it('has no lag while existing rows are copied, nor on a task that only copies them', async () => {
    const loading = await lookAt({ status: 'FULL_TRANSFER_STARTED' }, progress());
    expect(loading).toMatchObject({ lag: null, fullLoad: 'running' });
    const fullOnly = await lookAt({ task_type: 'FULL_TRANS' }, progress());
    expect(fullOnly).toMatchObject({ lag: null, load: 'full-only' });
  });

  it('says that all rows are copied once the full phase is complete', async () => {
    const task = await lookAt(
      { status: 'FULL_TRANSFER_COMPLETE', full_transfer_complete_time: '' },
      progress(),
    );
    expect(task).toMatchObject({ stage: 'full-load', fullLoad: 'complete' });
  });

  it.each(['PAUSING', 'PAUSEING'])('takes %s for paused', async (status) => {
    expect((await lookAt({ status }, progress({ incre_trans_delay: '-1' }))).stage).toBe('paused');
  });

  it('shows a status that it does not know raw', async () => {
    const task = await lookAt({ status: 'FROZEN' }, progress());
    expect(task).toMatchObject({ stage: 'unknown', status: 'FROZEN' });
  });

  it('does not guess at a sort of task that it does not know', async () => {
    const task = await lookAt({ db_use_type: 'subscription' }, progress());
    expect(task).toMatchObject({ stage: 'unknown', status: 'INCRE_TRANSFER_STARTED' });
  });

  it.each([
    ['migration', 'migration'],
    ['sync', 'synchronisation'],
    ['cloudDataGuard', 'disaster-recovery'],
  ])('reads the scenario %s as %s', async (scenario, kind) => {
    expect((await lookAt({ db_use_type: scenario }, progress())).kind).toBe(kind);
  });

  it('calls a part of another task a sub-task', async () => {
    expect((await lookAt({ parent_id: CRM }, progress())).stage).toBe('sub-task');
    expect((await lookAt({ parent_id: SHOP }, progress())).stage).toBe('running');
    expect((await lookAt({ parent_id: '' }, progress())).stage).toBe('running');
  });

  it('reads no progress where nothing runs', async () => {
    for (const status of ['CREATING', 'CONFIGURATION', 'WAITING_FOR_START', 'RELEASE_RESOURCE_COMPLETE']) {
      expect((await lookAt({ status })).lag).toBeNull();
    }
  });

  it('shows a task whose progress cannot be had, without its lag', async () => {
    answerDetail(detail());
    expectCall('progress', { jobs: [SHOP] }).reply(400, { error_code: 'DRS.M00304', error_msg: 'No' });
    expect(taskOf(await account().look(ref(), 'interactive'))).toMatchObject({ stage: 'running', lag: null });
  });

  it('does not take the progress of another task', async () => {
    expect((await lookAt({}, progress({ job_id: CRM }))).lag).toBeNull();
  });

  it('takes an error of the progress that is still there later for trouble', async () => {
    const bad = progress({ error_code: 'DRS.M05001', error_msg: 'cannot connect to the source' });
    expect((await lookAt({}, bad, bad)).trouble).toEqual({
      code: 'DRS.M05001',
      text: 'cannot connect to the source',
      reads: 2,
    });
  });

  it('takes an error of the progress that is gone later for a warning, and the later lag', async () => {
    const bad = progress({ error_code: 'DRS.M05001', error_msg: 'lost', incre_trans_delay: '-1' });
    const task = await lookAt({}, bad, progress({ incre_trans_delay: '3' }));
    expect(task).toMatchObject({ trouble: { code: 'DRS.M05001', reads: 1 }, lag: { milliseconds: 3000 } });
  });

  it('shows why a task failed, without the connection string', async () => {
    const reason =
      'Unable to connect to DBMS: url=jdbc:mysql://203.0.113.20:3306?user=drs_src&password=canary-db-password x';
    const bad = progress({ transfer_status: 'INCRE_TRANSFER_FAILED', incre_trans_delay: '-1' });
    const task = await lookAt({ status: 'INCRE_TRANSFER_FAILED', failed_reason: reason }, bad, bad);
    expect(task).toMatchObject({ stage: 'failed', lag: null });
    expect(task.trouble).toEqual({
      code: null,
      text: 'Unable to connect to DBMS: url=jdbc:mysql://203.0.113.20:3306 x',
      reads: 2,
    });
  });

  it.each([
    ['an error code', { error_code: 'DRS.M00001' }, true],
    ['a reason', { failed_reason: 'precheck failed' }, true],
    ['a released instance', { inst_info: { status: 'deleted' } }, true],
    ['nothing of the kind', {}, false],
  ])('sees in %s whether the configuration failed', async (_, signs, expected) => {
    const task = await lookAt({ status: 'CONFIGURATION', ...signs });
    expect(task.drs?.configurationFailed).toBe(expected);
  });

  it('never speaks of money on Open Telekom Cloud', async () => {
    const task = await lookAt({ billing_tag: true, period_order: { order_id: 'CS1' } }, progress());
    expect(task.billing).toBe('not-shown');
  });

  it.each([
    [{ period_order: { order_id: 'CS1' }, billing_tag: true }, 'subscription'],
    [{ billing_tag: true }, 'pay-as-you-go'],
    [{ period_order: { order_id: '' } }, 'not-shown'],
  ])('reads on Huawei Cloud how %j is billed', async (row, billing) => {
    const origin = HUAWEI;
    expectCall('detail', detailBody(SHOP), { origin }).reply(200, results(detail(row)));
    expectCall('progress', { jobs: [SHOP] }, { origin }).reply(200, results(progress()));
    const there = ref({ account: 'hw', region: 'cn-north-4' });
    expect(taskOf(await account(ON_HUAWEI).look(there, 'interactive')).billing).toBe(billing);
  });

  it('tells the addresses that the user brought', async () => {
    const task = await lookAt({ public_ip_list: [{ id: 'x', public_ip: '80.158.9.9' }, {}] }, progress());
    expect(task.drs?.ownPublicIps).toEqual(['80.158.9.9']);
  });

  it.each([
    ['vpn', 'private-line', null],
    ['vpc', 'cloud-machine', 'ECS'],
    ['satellite', 'not-shown', null],
  ])('reads where a database behind %s lives', async (network, place, product) => {
    expect((await lookAt({ net_type: network }, progress())).source).toMatchObject({ place, product });
  });

  it.each(['DRS.M00289', 'DRS.M05003', 'DRS.M05004'])(
    'does not find a task that DRS answers with %s in the rows of a 400',
    async (code) => {
      const answer = results({ id: SHOP, error_code: code, error_message: 'The job does not exist' });
      expectCall('detail', detailBody(SHOP)).reply(400, answer);
      expect(await account().look(ref(), 'interactive')).toEqual({ kind: 'not-found', code, at: NOW });
    },
  );

  it.each([
    ['an empty answer', results(), null],
    ['the status DELETED', results(detail({ status: 'DELETED' })), 'DELETED'],
    ['a row with a code in a 200', results({ id: SHOP, error_code: 'DRS.M05004' }), 'DRS.M05004'],
  ])('does not find a task by %s', async (_, answer, code) => {
    expectCall('detail', detailBody(SHOP)).reply(200, answer);
    expect(await account().look(ref(), 'interactive')).toEqual({ kind: 'not-found', code, at: NOW });
  });

  it.each([
    ['another task', results(detail({ id: CRM }))],
    ['two tasks', results(detail(), detail({ id: CRM }))],
    ['a task without a status', results(detail({ status: undefined }))],
    ['a task with a strange id', results(detail({ id: '../jobs' }))],
    ['no rows', { count: 1 }],
    ['text', 'maintenance'],
    ['half of it', '{"count":1,"results":[{"id"'],
  ])('does not believe an answer that is %s', async (_, answer) => {
    expectCall('detail', detailBody(SHOP)).reply(200, answer as nock.Body);
    await expect(account().look(ref(), 'interactive')).rejects.toMatchObject({ kind: 'unexpected-answer' });
  });

  it('refuses to look for what is not its own', async () => {
    for (const foreign of [{ taskId: '../../x' }, { account: 'other' }, { region: 'eu-nl' }]) {
      await expect(account().look(ref(foreign), 'interactive')).rejects.toMatchObject({ kind: 'rejected' });
    }
    expect(nock.isDone()).toBe(true);
  });
});
