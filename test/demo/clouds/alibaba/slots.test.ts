import { describe, expect, test } from 'vitest';
import { databasesOf } from '../../../../src/demo/clouds/alibaba/alibaba-network-seed.ts';
import { postgresTask } from '../../../../src/demo/clouds/alibaba/far-seed.ts';
import { type SimulatedClouds, simulatedClouds } from '../simulated-clouds.ts';
import { rpc } from './signed-rpc.ts';

const task = postgresTask();
const SOURCE = task.source.InstanceID;
const JOB = { RegionId: 'cn-hangzhou', DtsJobId: task.id };

async function world(): Promise<SimulatedClouds> {
  return await simulatedClouds({ seed: { alibaba: { tasks: [task], databases: databasesOf([task]) } } });
}

async function endAndRelease(clouds: SimulatedClouds): Promise<void> {
  await rpc(clouds, 'StopDtsJob', JOB);
  clouds.pass(10);
  await rpc(clouds, 'DeleteDtsJob', JOB);
  clouds.pass(10);
  clouds.tasks();
}

describe("DTS's replication slot on a PostgreSQL source", () => {
  test('is there while the task is not released, and stays when it ends', async () => {
    const clouds = await world();
    const slot = { name: `dts_sync_${task.id}`, taskId: task.id, databaseId: SOURCE, orphaned: false };
    expect(clouds.world.alibaba.slots).toEqual([slot]);
    await rpc(clouds, 'StopDtsJob', JOB);
    clouds.pass(10);
    expect(clouds.tasks()[0]?.status).toBe('Finished');
    expect(clouds.world.alibaba.slots).toEqual([slot]);
  });

  test('goes with the release while DTS can get in', async () => {
    const clouds = await world();
    await endAndRelease(clouds);
    expect(clouds.world.alibaba.slots).toEqual([]);
  });

  test.each([
    ['removed', (clouds: SimulatedClouds) => clouds.world.network.removeGroup(SOURCE, 'rdsdts')],
    [
      'neutralised',
      (clouds: SimulatedClouds) =>
        clouds.world.network.putGroup(SOURCE, { name: 'rdsdts', ips: ['127.0.0.1'] }),
    ],
  ])('stays for ever where the whitelist was %s before', async (_, close) => {
    const clouds = await world();
    close(clouds);
    await endAndRelease(clouds);
    expect(clouds.world.alibaba.slots).toMatchObject([{ databaseId: SOURCE, orphaned: true }]);
  });

  test('comes with a task that is added, and is shown', async () => {
    const clouds = await simulatedClouds();
    expect(clouds.world.alibaba.slots).toEqual([]);
    clouds.world.putDtsTask(task);
    expect(clouds.access()).toContainEqual(
      expect.objectContaining({ kind: 'slot', on: SOURCE, tasks: ['geo-postgres'] }),
    );
  });
});
