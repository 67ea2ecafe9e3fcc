import { describe, expect, it } from 'vitest';
import type { Found, Looked } from '../../src/lifecycle/ports.ts';
import { ProviderError } from '../../src/lifecycle/ports.ts';
import type { Task } from '../../src/lifecycle/task.ts';
import { openSnapshots } from '../../src/store/snapshots.ts';
import { watchLiving } from '../../src/watch/living.ts';
import { drsTask, dtsTask, READ_AT } from '../lifecycle/tasks.ts';
import { world } from '../lifecycle/world.ts';
import { makeFolder } from '../store/folders.ts';

function listing(account: string, answer: () => Promise<Found>) {
  const urgencies: string[] = [];
  return {
    account,
    urgencies,
    list: (urgency: string) => {
      urgencies.push(urgency);
      return answer();
    },
  };
}

function found(...tasks: readonly Task[]): Found {
  return { tasks, looked: tasks.map(({ account, region }) => ({ account, region, problem: null })) };
}

function desk() {
  const remembered: { tasks: readonly Task[]; looked: readonly Looked[]; now: number }[] = [];
  const broken: string[] = [];
  const snapshots = {
    remember: async (tasks: readonly Task[], looked: readonly Looked[], now: number) => {
      remembered.push({ tasks, looked, now });
      await Promise.resolve();
    },
  };
  const failed = (what: string, error: unknown) => void broken.push(`${what}: ${String(error)}`);
  return { remembered, broken, ports: { snapshots, now: () => 1234, failed } };
}

describe('a round of the living', () => {
  it('lists every account once, in the background, and remembers all in one go', async () => {
    const { remembered, broken, ports } = desk();
    const dts = listing('prod-cn', () => Promise.resolve(found(dtsTask())));
    const drs = listing('otc', () => Promise.resolve(found(drsTask())));
    await watchLiving({ ...ports, clouds: [dts, drs] });
    expect(remembered).toEqual([{ ...found(dtsTask(), drsTask()), now: 1234 }]);
    expect([...dts.urgencies, ...drs.urgencies]).toEqual(['background', 'background']);
    expect(broken).toEqual([]);
  });

  it('tells of an account that breaks, and remembers the others', async () => {
    const { remembered, broken, ports } = desk();
    const dts = listing('prod-cn', () => Promise.reject(new TypeError('oops')));
    const drs = listing('otc', () => Promise.resolve(found(drsTask())));
    await watchLiving({ ...ports, clouds: [dts, drs] });
    expect(remembered.map(({ tasks }) => tasks)).toEqual([[drsTask()]]);
    expect(broken).toEqual(['the tasks of prod-cn: TypeError: oops']);
  });

  it('passes on which regions did not answer', async () => {
    const { remembered, ports } = desk();
    const problem = new ProviderError('unreachable', 'listing the tasks of cn-hangzhou');
    const looked = [{ account: 'prod-cn', region: 'cn-hangzhou', problem }];
    const dts = listing('prod-cn', () => Promise.resolve({ tasks: [], looked }));
    await watchLiving({ ...ports, clouds: [dts] });
    expect(remembered).toEqual([{ tasks: [], looked, now: 1234 }]);
  });

  it('keeps what is known of a task when it has ended, and when no cloud lists it any more', async () => {
    const night = world();
    const snapshots = await openSnapshots(await makeFolder(), { trouble: () => undefined });
    const { clouds, now } = night.ports;
    const round = () => watchLiving({ clouds, snapshots, now, failed: () => undefined });
    await round();
    night.pass(60_000);
    night.drs.change(drsTask(), { stage: 'ended', status: 'RELEASE_RESOURCE_COMPLETE', drs: null });
    await round();
    night.pass(60_000);
    night.drs.list = () => Promise.resolve(found());
    await round();
    const [kept] = await snapshots.find('rds-shop');
    expect(kept).toMatchObject({ stage: 'running', drs: { replicationPrivateIp: '192.168.0.229' } });
    expect(night.drs.sends).toEqual([]);
    await snapshots.close();
  });

  it('harms nothing when rounds overlap and an older answer comes last', async () => {
    const snapshots = await openSnapshots(await makeFolder(), { trouble: () => undefined });
    let answerOld: (value: Found) => void = () => undefined;
    const old = new Promise<Found>((resolve) => {
      answerOld = resolve;
    });
    const ports = { ...desk().ports, now: () => READ_AT + 1000 };
    const slow = watchLiving({ ...ports, snapshots, clouds: [listing('prod-cn', () => old)] });
    const newer = dtsTask({ name: 'new name', readAt: dtsTask().readAt + 1 });
    const quick = listing('prod-cn', () => Promise.resolve(found(newer)));
    await watchLiving({ ...ports, snapshots, clouds: [quick] });
    answerOld(found(dtsTask()));
    await slow;
    expect((await snapshots.find('i03e3zty16i')).map((task) => task.name)).toEqual(['new name']);
    await snapshots.close();
  });
});
