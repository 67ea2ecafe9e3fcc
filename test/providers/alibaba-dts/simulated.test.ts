import { describe, expect, it } from 'vitest';
import { DTS } from '../../../src/demo/clouds/alibaba/alibaba-seed.ts';
import type { Cloud } from '../../../src/lifecycle/ports.ts';
import type { Task } from '../../../src/lifecycle/task.ts';
import { createAlibabaAccount } from '../../../src/providers/alibaba-dts/account.ts';
import { simulatedClouds } from '../../demo/clouds/simulated-clouds.ts';

async function world(change: { secret?: string } = {}) {
  const clouds = await simulatedClouds();
  const { accessKeyId, accessKeySecret } = clouds.alibaba;
  const cloud = createAlibabaAccount({
    name: 'demo',
    regions: ['cn-hangzhou', 'ap-southeast-1'],
    credentials: { accessKeyId, accessKeySecret: () => change.secret ?? accessKeySecret },
    endpoint: clouds.url,
    timeoutMs: 5000,
    wait: async () => undefined,
  });
  return { clouds, cloud };
}

async function find(cloud: Cloud, words: string): Promise<Task> {
  const { tasks, looked } = await cloud.find(words, 'interactive');
  expect(looked.filter(({ problem }) => problem !== null)).toEqual([]);
  const [found, ...more] = tasks;
  if (found === undefined || more.length > 0) throw new Error(`${tasks.length} tasks are called ${words}`);
  return found;
}

async function lookAt(cloud: Cloud, task: Task): Promise<Task> {
  const look = await cloud.look(task, 'interactive');
  if (look.kind !== 'task') throw new Error(`unexpected ${look.kind}`);
  return look.task;
}

describe('against the simulated cloud, over HTTP', () => {
  it('lists every task of both regions, knowing each status', async () => {
    const { clouds, cloud } = await world();
    const { tasks, looked } = await cloud.list('background');
    expect(looked.map(({ problem }) => problem)).toEqual([null, null]);
    const there = clouds.tasks().filter((task) => task.cloud === 'alibaba');
    const configured = there.filter(({ region }) => cloud.regions.includes(region));
    expect(tasks.map(({ taskId }) => taskId).sort()).toEqual(configured.map(({ id }) => id).sort());
    expect(tasks.filter(({ stage }) => stage === 'unknown')).toEqual([]);
  });

  it('shows each task in detail as the kind, stage and direction that the list shows', async () => {
    const { cloud } = await world();
    const { tasks } = await cloud.list('background');
    const fresh = createAlibabaAccount({
      name: 'demo',
      regions: cloud.regions,
      credentials: {
        accessKeyId: 'LTAI5tDemoAccessKey000001',
        accessKeySecret: () => 'demo-secret-of-the-simulated-cloud',
      },
      endpoint: (await world()).clouds.url,
    });
    const essence = ({
      taskId,
      kind,
      stage,
      direction,
      twoWay,
      other,
      load,
      fullLoad,
      billing,
      createdAt,
    }: Task) => ({
      ...{
        taskId,
        kind,
        stage,
        direction,
        twoWay,
        other: other?.taskId ?? null,
        load,
        fullLoad,
        billing,
        createdAt,
      },
    });
    for (const task of tasks) expect(essence(await lookAt(fresh, task))).toEqual(essence(task));
  });

  it('terminates a task and sees it end', async () => {
    const { clouds, cloud } = await world();
    const task = await find(cloud, 'orders-prod');
    await expect(cloud.send('terminate', task)).resolves.toMatchObject({ kind: 'accepted' });
    clouds.pass(3600);
    await expect(lookAt(cloud, task)).resolves.toMatchObject({ stage: 'ended' });
    expect(clouds.calls.filter(({ action }) => action === 'StopDtsJob')).toHaveLength(1);
  });

  it('pauses, resumes and releases a task', async () => {
    const { clouds, cloud } = await world();
    const task = await find(cloud, DTS.ecsSync);
    await expect(cloud.send('pause', task)).resolves.toMatchObject({ kind: 'accepted' });
    clouds.pass(600);
    await expect(lookAt(cloud, task)).resolves.toMatchObject({ stage: 'paused' });
    await expect(cloud.send('resume', task)).resolves.toMatchObject({ kind: 'accepted' });
    clouds.pass(600);
    await expect(lookAt(cloud, task)).resolves.toMatchObject({ stage: 'running' });
    await expect(cloud.send('release', task)).resolves.toMatchObject({ kind: 'accepted' });
    clouds.pass(600);
    const after = await cloud.look(task, 'interactive');
    expect(after.kind === 'task' ? after.task.stage : after.kind).toMatch(/^(ended|not-found)$/);
  });

  it('terminates the reverse direction only', async () => {
    const { clouds, cloud } = await world();
    const task = await lookAt(cloud, await find(cloud, DTS.twoWayReverse));
    expect(task).toMatchObject({ direction: 'reverse', twoWay: true, other: { taskId: DTS.twoWayForward } });
    await expect(cloud.send('terminate', task)).resolves.toMatchObject({ kind: 'accepted' });
    clouds.pass(3600);
    const after = await lookAt(cloud, task);
    expect(after).toMatchObject({ stage: 'ended', other: { taskId: DTS.twoWayForward, stage: 'running' } });
  });

  it('is told the truth when an answer is lost, and does not ask twice', async () => {
    const { clouds, cloud } = await world();
    const task = await find(cloud, 'orders-prod');
    clouds.world.loseAnswer('StopDtsJob');
    await expect(cloud.send('terminate', task)).resolves.toMatchObject({ kind: 'unknown' });
    expect(clouds.calls.filter(({ action }) => action === 'StopDtsJob')).toHaveLength(1);
  });

  it.each([
    ['throttle', 'throttled'],
    ['error-500', 'unknown'],
    ['html', 'unknown'],
    ['truncated', 'unknown'],
    ['denied', 'refused'],
  ] as const)('takes the fault %s for %s when it sends', async (kind, outcome) => {
    const { clouds, cloud } = await world();
    const task = await find(cloud, 'orders-prod');
    clouds.world.fault({ action: 'StopDtsJob', kind });
    await expect(cloud.send('terminate', task)).resolves.toMatchObject({ kind: outcome });
  });

  it('reads through a busy moment of the cloud', async () => {
    const { clouds, cloud } = await world();
    const task = await find(cloud, 'orders-prod');
    clouds.world.fault({ action: 'DescribeDtsJobDetail', kind: 'throttle', times: 2 });
    clouds.world.fault({ action: 'DescribeDtsJobDetail', kind: 'cut' });
    await expect(lookAt(cloud, task)).resolves.toMatchObject({ stage: 'running' });
  });

  it('says that the key is wrong when it is', async () => {
    const { cloud } = await world({ secret: 'not-the-secret' });
    const { looked } = await cloud.list('interactive');
    expect(looked.map(({ problem }) => problem?.kind)).toEqual(['unauthorized', 'unauthorized']);
  });

  it('names the server blocks that a public address let in', async () => {
    const { cloud } = await world();
    const task = await lookAt(cloud, await find(cloud, DTS.publicMigration));
    const sides = await cloud.serverBlocks(task);
    expect(sides).toMatchObject([{ side: 'source', network: 'internet' }]);
    expect(sides[0]?.blocks.length).toBeGreaterThan(0);
  });
});
