import { describe, expect, test } from 'vitest';
import { DTS, HOSTILE_NAME } from '../../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { dtsTask } from '../../../src/demo/clouds/alibaba/dts-task.ts';
import { DRS } from '../../../src/demo/clouds/drs/drs-seed.ts';
import { drsTask } from '../../../src/demo/clouds/drs/drs-task.ts';
import { startingLag } from '../../../src/demo/clouds/lag.ts';
import { jobsOf, rpc } from './alibaba/signed-rpc.ts';
import { drs, rowsOf } from './drs/signed-drs.ts';
import { type SimulatedClouds, simulatedClouds } from './simulated-clouds.ts';

const view = (clouds: SimulatedClouds, id: string) => clouds.tasks().find((task) => task.id === id);
const PAIR = [
  [DTS.orders, 'Synchronizing', 'Finished', '(released)'],
  [DRS.shop, 'INCRE_TRANSFER_STARTED', 'RELEASE_RESOURCE_COMPLETE', '(deleted)'],
] as const;

async function orders(clouds: SimulatedClouds): Promise<Record<string, unknown> | undefined> {
  const query = { RegionId: 'cn-hangzhou', JobType: 'SYNC', DtsJobId: DTS.orders };
  return jobsOf(await rpc(clouds, 'DescribeDtsJobs', query))[0];
}

async function shop(clouds: SimulatedClouds): Promise<Record<string, unknown> | undefined> {
  return rowsOf(await drs(clouds, 'POST', '/v3/{p}/jobs/batch-progress', { jobs: [DRS.shop] }))[0];
}

describe('what people do in a console', () => {
  test.each(PAIR)('%s can be renamed, ended and deleted there', async (id, _, over, gone) => {
    const clouds = await simulatedClouds();
    clouds.world.rename(id, 'another name');
    expect(view(clouds, id)?.name).toBe('another name');
    clouds.world.endInConsole(id);
    expect(view(clouds, id)?.status).toBe(over);
    clouds.world.deleteInConsole(id);
    expect(view(clouds, id)?.status).toBe(gone);
    expect(clouds.calls).toEqual([]);
  });

  test.each(PAIR)('%s can be put into any status, known or not', async (id) => {
    const clouds = await simulatedClouds();
    clouds.world.setStatus(id, 'SomethingNew');
    expect(view(clouds, id)?.status).toBe('SomethingNew');
  });

  test.each(PAIR)('%s recovers from an error and a delay', async (id, running) => {
    const clouds = await simulatedClouds();
    clouds.world.setStatus(id, 'Failed');
    clouds.world.addError(id, 'DTS-1', 'no connection');
    clouds.world.setDelay(id, 900);
    expect(await orders(clouds)).toMatchObject(
      id === DTS.orders ? { Delay: 900, ErrorMessage: 'DTS-1: no connection' } : { Delay: 0 },
    );
    expect(await shop(clouds)).toMatchObject(
      id === DRS.shop ? { incre_trans_delay: '900', error_code: 'DTS-1' } : {},
    );
    clouds.world.recover(id);
    expect(view(clouds, id)?.status).toBe(running);
    expect(await orders(clouds)).not.toHaveProperty('ErrorMessage');
    expect(await shop(clouds)).toMatchObject({ incre_trans_delay: '0' });
  });

  test('a change in the console overtakes what was under way', async () => {
    const clouds = await simulatedClouds();
    await rpc(clouds, 'SuspendDtsJob', { RegionId: 'cn-hangzhou', DtsJobId: DTS.orders });
    clouds.world.setStatus(DTS.orders, 'Locked');
    clouds.pass(60);
    expect(view(clouds, DTS.orders)?.status).toBe('Locked');
  });

  test('an id that no task has is an error', async () => {
    const { world } = await simulatedClouds();
    expect(() => world.rename('nobody', 'x')).toThrow('no task nobody');
  });
});

describe('time', () => {
  test('a growing delay grows with simulated time', async () => {
    const clouds = await simulatedClouds();
    clouds.world.growDelay(DTS.orders, 0.5);
    clouds.world.growDelay(DRS.shop, 2);
    clouds.pass(60);
    expect(await orders(clouds)).toMatchObject({ Delay: 30 });
    expect(await shop(clouds)).toMatchObject({ incre_trans_delay: '120' });
    clouds.world.growDelay(DTS.orders, 0);
    clouds.pass(60);
    expect(await orders(clouds)).toMatchObject({ Delay: 30 });
  });

  test('speed makes the changes of state come sooner, from the moment it is set', async () => {
    const clouds = await simulatedClouds();
    await rpc(clouds, 'StopDtsJob', { RegionId: 'cn-hangzhou', DtsJobId: DTS.orders });
    clouds.pass(2);
    expect(view(clouds, DTS.orders)?.status).toBe('Synchronizing');
    clouds.world.setSpeed(10);
    clouds.pass(1);
    expect(view(clouds, DTS.orders)?.status).toBe('Finished');
  });

  test('steps that follow one another happen in order even when nobody looked in between', async () => {
    const clouds = await simulatedClouds({ speed: 100 });
    await rpc(clouds, 'StartDtsJob', { RegionId: 'cn-hangzhou', DtsJobId: DTS.notStarted });
    clouds.pass(10);
    expect(view(clouds, DTS.notStarted)?.status).toBe('Synchronizing');
  });
});

describe('the start', () => {
  test('reset brings back tasks, faults, calls, speed and tokens', async () => {
    const clouds = await simulatedClouds();
    const before = clouds.tasks();
    clouds.world.endInConsole(DTS.orders);
    clouds.world.deleteInConsole(DRS.shop);
    clouds.world.setCutOff('drs', true);
    clouds.world.fault({ action: '*', kind: 'denied', times: 99 });
    clouds.world.setSpeed(1000);
    await rpc(clouds, 'DescribeDtsJobs');
    clouds.world.reset();
    expect(clouds.tasks()).toEqual(before);
    expect(clouds.calls).toEqual([]);
    expect((await shop(clouds))?.['transfer_status']).toBe('INCRE_TRANSFER_STARTED');
  });

  test('two simulated worlds share nothing', async () => {
    const [one, other] = [await simulatedClouds(), await simulatedClouds()];
    one.world.endInConsole(DTS.orders);
    expect(view(other, DTS.orders)?.status).toBe('Synchronizing');
  });

  test('a test can bring its own tasks and add more later', async () => {
    const clouds = await simulatedClouds({
      seed: { alibaba: { tasks: [dtsTask({ id: 'a', name: 'mine' })] }, drs: { tasks: [] } },
    });
    clouds.world.putDrsTask(drsTask({ id: 'b', name: 'later' }));
    clouds.world.putDtsTask(dtsTask({ id: 'a', name: 'replaced', region: 'ap-southeast-1' }));
    expect(clouds.tasks().map(({ cloud, region, id, name }) => [cloud, region, id, name])).toEqual([
      ['alibaba', 'ap-southeast-1', 'a', 'replaced'],
      ['drs', 'eu-de', 'b', 'later'],
    ]);
  });

  test('the believable tasks cover what is hard: names, directions, sharing, failures, unknown statuses', async () => {
    const tasks = (await simulatedClouds()).tasks();
    const names = tasks.map((task) => task.name);
    expect(new Set(tasks.map((task) => task.id)).size).toBe(tasks.length);
    expect(tasks.map((task) => task.id)).toEqual(
      expect.arrayContaining([...Object.values(DTS), ...Object.values(DRS)]) as string[],
    );
    expect(names).toContain(HOSTILE_NAME);
    expect(names).toContain('');
    expect(names.filter((name) => name === 'reports').length).toBe(2);
    expect(new Set(tasks.map((task) => task.region))).toEqual(
      new Set(['cn-hangzhou', 'ap-southeast-1', 'cn-shanghai', 'eu-de', 'eu-nl']),
    );
    expect(tasks.map((task) => task.status)).toEqual(
      expect.arrayContaining([
        'Failed',
        'Retrying',
        'Suspending',
        'Locked',
        'NotStarted',
        'FROZEN',
        'PAUSING',
      ]) as string[],
    );
  });

  test('a delay of the seed counts from the start, and a finished task has none', async () => {
    const lag = startingLag(10, 1);
    const tasks = [dtsTask({ id: DTS.orders, name: 'one', lag })];
    const clouds = await simulatedClouds({ seed: { alibaba: { tasks } } });
    clouds.pass(5);
    expect(await orders(clouds)).toMatchObject({ Delay: 15 });
    clouds.world.reset();
    expect(await orders(clouds)).toMatchObject({ Delay: 10 });
    clouds.world.endInConsole(DTS.orders);
    clouds.pass(5);
    expect(await orders(clouds)).toMatchObject({ Delay: 0 });
  });

  test('DRS-crm writes to the same destination as DRS-shop-prod, and nobody else does', async () => {
    const { world } = await simulatedClouds();
    const target = world.drs.tasks.find((task) => task.id === DRS.shop)?.target.inst_id;
    const sharing = world.drs.tasks.filter((task) => task.target.inst_id === target).map((task) => task.id);
    expect(sharing).toEqual([DRS.shop, DRS.crm]);
  });
});
