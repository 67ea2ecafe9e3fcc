import { describe, expect, it } from 'vitest';
import { aroundOf as aroundTold, lookAroundIn } from '../../../src/cleanup/sharing/around.ts';
import { type AskLiving, type Living, livingOf } from '../../../src/cleanup/sharing/living.ts';
import type { Looked } from '../../../src/lifecycle/ports.ts';
import type { Endpoint, Task } from '../../../src/lifecycle/task.ts';
import { drsTask, dtsTask, endpoint, twoWayTask } from '../../lifecycle/tasks.ts';
import { noRight } from '../desk.ts';

const RM = endpoint();
const PC = endpoint({ instanceId: 'pc-bp1imr', product: 'PolarDB' });
const OTHER = endpoint({ instanceId: 'rm-other' });
const at = (address: string, more: Partial<Endpoint> = {}) =>
  endpoint({ instanceId: null, product: null, place: 'public-address', address, ...more });

function living(tasks: readonly Task[], silent: readonly string[] = []) {
  const looked: Looked[] = [
    { account: 'prod-cn', region: 'cn-hangzhou', problem: null },
    ...silent.map((region) => ({ account: 'prod-cn', region, problem: noRight('dts:DescribeDtsJobs') })),
  ];
  return livingOf([{ tasks, looked }], 1_000);
}

/** What DTS told, and behind it what DRS did. */
function aroundOf(task: Task, [dts, drs]: readonly Living[]) {
  return aroundTold(task, [
    ...(dts === undefined ? [] : [{ provider: 'alibaba-dts' as const, living: dts }]),
    ...(drs === undefined ? [] : [{ provider: 'drs' as const, living: drs }]),
  ]);
}

function crm(overrides: Partial<Task> = {}): Task {
  return dtsTask({
    taskId: 'crm',
    instanceId: 'dtscrm',
    name: 'crm-feed',
    region: 'cn-shanghai',
    source: OTHER,
    destination: OTHER,
    ...overrides,
  });
}

/** What one other task does with the databases of the one that is to be ended. */
function does(other: Partial<Task>, task = dtsTask()): string | null {
  const [found] = aroundOf(task, [living([crm(other)])]).neighbours;
  if (found === undefined) return null;
  const { reads, writes } = found;
  return [...reads.map((name) => `reads ${name}`), ...writes.map((name) => `writes to ${name}`)].join(
    ' and ',
  );
}

describe('a neighbour', () => {
  it.each<[string, Partial<Task>, string | null]>([
    ['reads the source', { source: RM }, 'reads rm-bp1162'],
    ['writes to the source', { destination: RM }, 'writes to rm-bp1162'],
    ['reads the destination', { source: PC }, 'reads pc-bp1imr'],
    ['writes to the destination', { destination: PC }, 'writes to pc-bp1imr'],
    ['does both', { source: RM, destination: PC }, 'reads rm-bp1162 and writes to pc-bp1imr'],
    ['is in another account', { source: RM, account: 'dev-cn' }, 'reads rm-bp1162'],
    ['is paused', { source: RM, stage: 'paused' }, 'reads rm-bp1162'],
    ['has an id in other letters', { source: endpoint({ instanceId: 'RM-BP1162' }) }, 'reads rm-bp1162'],
    [
      'names the instance by its address',
      { source: at('rm-bp1162.mysql.rds.aliyuncs.com') },
      'reads rm-bp1162',
    ],
    ['names another one so', { source: at('rm-bp9999.mysql.rds.aliyuncs.com') }, null],
    ['uses other databases', {}, null],
    ['tracks changes, and writes nowhere', { kind: 'change-tracking', destination: RM }, null],
    ['is over', { source: RM, stage: 'ended' }, null],
    ['is a part of another task', { source: RM, stage: 'sub-task', status: 'Synchronizing' }, null],
    ['is the task itself', { source: RM, taskId: 'i03e3zty16i' }, null],
    ['is its other direction', { source: PC, instanceId: 'dtsi03e3zty16i' }, null],
  ])('%s', (_, other, expected) => {
    expect(does(other)).toBe(expected);
  });

  it('is known by the address of a task that has no instance, with its port', () => {
    const shop = drsTask({ source: at('203.0.113.20', { port: '3306' }) });
    const same = (port: string | null, address = '203.0.113.20') =>
      aroundOf(shop, [living([crm({ source: at(address, { port }) })])]).neighbours.length;
    expect(same('3306')).toBe(1);
    expect(same(null)).toBe(1);
    expect(same('3307')).toBe(0);
    expect(same('3306', '203.0.113.21')).toBe(0);
  });

  it('is found at another provider, too', () => {
    const dts = dtsTask({ source: at('203.0.113.20') });
    const other = drsTask({ source: at('203.0.113.20') });
    const around = aroundOf(dts, [living([]), living([other])]);
    expect(around.neighbours).toMatchObject([{ name: 'DRS-shop-prod (eu-de, running)', atWork: true }]);
    expect(around.searched).toBe('1 region, 1 account, 1 task; all answered');
  });

  it('is named with what it is now, and counted beyond twenty', () => {
    const many = Array.from({ length: 25 }, (_, n) =>
      crm({ taskId: `crm${n}`, instanceId: null, name: `crm-${n}`, source: RM, stage: 'failed' }),
    );
    const { neighbours, more } = aroundOf(dtsTask(), [living(many)]);
    expect(neighbours[0]).toEqual({
      taskId: 'crm0',
      name: 'crm-0 (cn-shanghai, failed)',
      reads: ['rm-bp1162'],
      writes: [],
      atWork: false,
    });
    expect([neighbours.length, more]).toEqual([20, 5]);
  });

  it('is none of the two directions of a two-way synchronisation', () => {
    const there = twoWayTask('forward');
    expect(aroundOf(there, [living([there, twoWayTask('reverse')])])).toMatchObject({
      neighbours: [],
      wayBack: { names: [] },
    });
  });
});

describe('a way back', () => {
  const ways = (other: Partial<Task>, task = dtsTask()) =>
    aroundOf(task, [living([crm({ name: 'orders-back', ...other })])]).wayBack.names;

  it('is a living task from the destination to the source, and no neighbour', () => {
    const around = aroundOf(dtsTask(), [living([crm({ name: 'orders-back', source: PC, destination: RM })])]);
    expect(around.wayBack.names).toEqual(['orders-back (cn-shanghai, running)']);
    expect(around.neighbours).toEqual([]);
  });

  it.each<[string, Partial<Task>, number]>([
    [
      'whose ends are seen by address',
      { source: at('pc-bp1imr.rwlb.polardb.aliyuncs.com'), destination: RM },
      1,
    ],
    ['that is paused', { source: PC, destination: RM, stage: 'paused' }, 1],
    ['that is over', { source: PC, destination: RM, stage: 'ended' }, 0],
    ['that runs the same way', { source: RM, destination: PC }, 0],
    ['that ends elsewhere', { source: PC, destination: OTHER }, 0],
    ['that comes from elsewhere', { source: OTHER, destination: RM }, 0],
    ['that tracks changes', { source: PC, destination: RM, kind: 'change-tracking' }, 0],
  ])('%s', (_, other, count) => {
    expect(ways(other)).toHaveLength(count);
  });

  it('is not taken for one by a private address of another network', () => {
    const task = dtsTask({ destination: at('10.0.0.7', { port: '3306' }) });
    const back = { source: at('10.0.0.7', { port: '3306' }), destination: RM };
    expect(ways(back, task)).toHaveLength(0);
    expect(ways({ ...back, region: 'cn-hangzhou' }, task)).toHaveLength(1);
    expect(ways({ ...back, region: 'cn-hangzhou', account: 'dev-cn' }, task)).toHaveLength(0);
    const open = { source: at('203.0.113.9'), destination: RM };
    expect(ways(open, dtsTask({ destination: at('203.0.113.9') }))).toHaveLength(1);
  });

  it('exists for DTS only', () => {
    const task = drsTask();
    const back = drsTask({ taskId: 'other', source: task.destination, destination: task.source });
    const around = aroundOf(task, [living([back])]);
    expect(around.wayBack.names).toEqual([]);
    expect(around.neighbours).toHaveLength(1);
  });
});

describe('what nobody can be sure of', () => {
  it('is a region that did not answer', () => {
    const around = aroundOf(dtsTask(), [living([], ['cn-beijing', 'cn-chengdu']), living([])]);
    expect(around.silent).toBe(2);
    expect(around.wayBack.silent).toBe(2);
    expect(around.searched).toBe(
      '3 regions, 1 account, 0 tasks; no answer from cn-beijing (prod-cn), cn-chengdu (prod-cn)',
    );
  });

  it('is no matter of the way back where it is another provider’s', () => {
    const hidden = drsTask({ source: endpoint({ instanceId: null, address: null }) });
    const around = aroundOf(dtsTask(), [living([]), living([hidden], ['eu-de'])]);
    expect(around).toMatchObject({ silent: 1, hidden: 1, wayBack: { silent: 0, hidden: 0 } });
  });

  it('is a living task that shows no database, unless nobody has configured it', () => {
    const nothing = endpoint({ instanceId: null, address: null });
    const hidden = (other: Partial<Task>) => aroundOf(dtsTask(), [living([crm(other)])]).hidden;
    expect(hidden({ destination: nothing })).toBe(1);
    expect(hidden({ source: RM, destination: nothing })).toBe(0); // named already
    expect(hidden({ source: nothing, destination: nothing, stage: 'configuring' })).toBe(0);
    expect(hidden({ source: OTHER, destination: nothing, kind: 'change-tracking' })).toBe(0);
  });

  it('has the age of the oldest of its answers', async () => {
    const asked: [string, number][] = [];
    const ask: AskLiving = async (provider, notBefore) => {
      asked.push([provider, notBefore]);
      return { ...living([]), askedAt: provider === 'drs' ? 500 : 700 };
    };
    const around = await lookAroundIn(ask, ['alibaba-dts', 'drs'], dtsTask(), 400);
    expect(around.askedAt).toBe(500);
    expect(asked).toEqual([
      ['alibaba-dts', 400],
      ['drs', 400],
    ]);
  });
});
