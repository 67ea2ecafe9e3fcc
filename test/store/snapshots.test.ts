import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Snapshots } from '../../src/cleanup/ports.ts';
import { type Looked, ProviderError } from '../../src/lifecycle/ports.ts';
import type { Task } from '../../src/lifecycle/task.ts';
import { openFileStore } from '../../src/store/file-store.ts';
import { type KeptSnapshots, openSnapshots, type SnapshotOptions } from '../../src/store/snapshots.ts';
import { drsFacts, drsTask, dtsTask, endpoint, READ_AT, twoWayTask } from '../lifecycle/tasks.ts';
import { makeFolder } from './folders.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const NOW = READ_AT;

const NO_ENDPOINT = endpoint({
  engine: null,
  place: 'not-shown',
  product: null,
  instanceId: null,
  region: null,
  user: null,
});

interface Shelf {
  readonly snapshots: KeptSnapshots;
  readonly troubles: string[];
}

async function open(folder: string, more: Partial<SnapshotOptions> = {}): Promise<Shelf> {
  const troubles: string[] = [];
  const trouble = (what: string, error: unknown) =>
    void troubles.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  const snapshots = await openSnapshots(folder, { trouble, ...more });
  onTestFinished(() => snapshots.close());
  return { snapshots, troubles };
}

const answered = (task: Task): Looked => ({ account: task.account, region: task.region, problem: null });

/** A round in which these tasks were seen `days` after the first one. */
async function see(snapshots: KeptSnapshots, tasks: readonly Task[], days = 0): Promise<void> {
  const now = NOW + days * DAY;
  const seen = tasks.map((task) => ({ ...task, readAt: now }));
  await snapshots.remember(seen, tasks.map(answered), now);
}

const ids = (tasks: readonly Task[]) => tasks.map((task) => task.taskId);
const path = (folder: string) => join(folder, 'snapshots.json');

describe('finding a snapshot', () => {
  it('goes by job id, instance id, name, and both databases, ignoring case and blanks', async () => {
    const { snapshots } = await open(await makeFolder());
    const port: Snapshots = snapshots;
    await see(snapshots, [dtsTask({ name: 'Orders Prod' }), drsTask()]);
    for (const words of ['i03e3zty16i', ' DTSI03E3ZTY16I ', 'orders prod', 'ORDERS  PROD', 'rm-BP1162'])
      expect(ids(await port.find(words)), words).toEqual(['i03e3zty16i']);
    for (const words of [
      '203.0.113.20',
      ' 203.0.113.20:3306',
      'RDS-shop',
      drsTask().destination.instanceId ?? '',
    ])
      expect(ids(await port.find(words)), words).toEqual([drsTask().taskId]);
    await see(snapshots, [dtsTask({ taskId: 'nameless', name: '  ', source: NO_ENDPOINT })]);
    for (const words of ['', '  ', 'null', 'MySQL', 'rm-bp11', 'orders', '203.0.113.2', '203.0.113.20:3307'])
      expect(await port.find(words), words).toEqual([]);
  });

  it('knows every address of a database that has several', async () => {
    const { snapshots } = await open(await makeFolder());
    const source = endpoint({ instanceId: null, address: '10.0.0.1:27017,10.0.0.2:27018', port: null });
    await see(snapshots, [drsTask({ source }), dtsTask({ source: endpoint({ address: '2001:db8::7' }) })]);
    for (const words of ['10.0.0.1', '10.0.0.2', '10.0.0.2:27018'])
      expect(ids(await snapshots.find(words)), words).toEqual([drsTask().taskId]);
    expect(ids(await snapshots.find('2001:DB8::7'))).toEqual(['i03e3zty16i']);
  });

  it('offers every task of a database, last seen first, and both directions of a two-way one', async () => {
    const { snapshots } = await open(await makeFolder());
    await see(snapshots, [dtsTask({ taskId: 'old', source: endpoint({ instanceId: 'rm-a' }) })]);
    await see(snapshots, [twoWayTask('forward'), twoWayTask('reverse')], 1);
    expect(ids(await snapshots.find('rm-a'))).toEqual(['twoway0for1', 'twoway0rev1', 'old']);
  });
});

describe('a snapshot', () => {
  it('shows the task as it was last seen alive, without lag and error', async () => {
    const { snapshots } = await open(await makeFolder());
    const trouble = { code: 'X', text: 'cannot connect', reads: 1 } as const;
    await see(snapshots, [dtsTask()]);
    await see(snapshots, [dtsTask({ stage: 'failed', status: 'Failed', name: 'renamed', trouble })], 1);
    expect(await snapshots.find('i03e3zty16i')).toEqual([
      dtsTask({ stage: 'failed', status: 'Failed', name: 'renamed', lag: null, readAt: NOW + DAY }),
    ]);
  });

  it.each(['ended', 'gone'] as const)('stays the last living one when the task is %s', async (stage) => {
    const { snapshots } = await open(await makeFolder());
    await see(snapshots, [drsTask()]);
    const before = await snapshots.find('DRS-shop-prod');
    const over = drsTask({ stage, status: 'RELEASE_RESOURCE_COMPLETE', source: NO_ENDPOINT, drs: null });
    await see(snapshots, [over], 1);
    await see(snapshots, [], 2);
    expect(await snapshots.find('DRS-shop-prod')).toEqual(before);
    expect(before[0]?.drs?.replicationPublicIp).toBe('80.158.10.20');
  });

  it('is not made of a task that was never seen alive', async () => {
    const folder = await makeFolder();
    const { snapshots } = await open(folder);
    await see(snapshots, [dtsTask({ stage: 'ended' })]);
    expect(await snapshots.find('orders-prod')).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps what a newer living row does not show any more', async () => {
    const { snapshots } = await open(await makeFolder());
    await see(snapshots, [drsTask({ drs: drsFacts({ ownPublicIps: ['80.158.10.20'], vpcId: 'vpc-1' }) })]);
    const bare = drsFacts({
      replicationPrivateIp: null,
      replicationPublicIp: null,
      ownPublicIps: [],
      securityGroupId: null,
      destinationReadOnly: false,
    });
    const ending = { stage: 'ending', status: 'RELEASE_RESOURCE_STARTED' } as const;
    await see(snapshots, [drsTask({ ...ending, name: null, source: NO_ENDPOINT, drs: bare })], 1);
    await see(snapshots, [drsTask({ ...ending, destination: NO_ENDPOINT, drs: null })], 2);
    const [kept] = await snapshots.find(drsTask().taskId);
    expect(kept).toEqual(
      drsTask({
        ...ending,
        lag: null,
        drs: drsFacts({ ownPublicIps: ['80.158.10.20'], vpcId: 'vpc-1', destinationReadOnly: false }),
        readAt: NOW + 2 * DAY,
      }),
    );
  });

  it('never mixes two databases when an end was configured anew', async () => {
    const { snapshots } = await open(await makeFolder());
    const cloud = endpoint({ instanceId: 'rm-old', instanceName: 'old', address: '10.1.1.1', port: '3306' });
    const outside = endpoint({
      place: 'public-address',
      instanceId: null,
      address: '203.0.113.9',
      user: null,
    });
    await see(snapshots, [dtsTask({ source: cloud })]);
    await see(snapshots, [dtsTask({ source: outside })], 1);
    expect((await snapshots.find('orders-prod'))[0]?.source).toEqual(outside);
    const other = endpoint({ instanceId: 'rm-new', user: null });
    await see(snapshots, [dtsTask({ source: other })], 2);
    expect((await snapshots.find('orders-prod'))[0]?.source).toEqual(other);
    await see(snapshots, [dtsTask({ source: { ...other, instanceName: 'new', instanceId: null } })], 3);
    expect((await snapshots.find('orders-prod'))[0]?.source).toEqual({ ...other, instanceName: 'new' });
  });

  it('is not replaced by an older look that answers late', async () => {
    const { snapshots } = await open(await makeFolder());
    const old = { ...dtsTask({ name: 'old' }), readAt: NOW };
    const now = NOW + HOUR;
    await snapshots.remember([{ ...old, name: 'new', readAt: now }], [answered(old)], now);
    await snapshots.remember([old], [answered(old)], now + 1);
    expect((await snapshots.find('i03e3zty16i')).map((task) => task.name)).toEqual(['new']);
  });

  it('is replaced after all where it came from a clock that was years ahead', async () => {
    const { snapshots } = await open(await makeFolder());
    await see(snapshots, [dtsTask({ name: 'wrong' }), drsTask()], 900);
    await see(snapshots, [dtsTask({ name: 'right' })], 1);
    expect((await snapshots.find('pc-bp1imr')).map((task) => task.name)).toEqual(['right']);
  });
});

describe('what is forgotten', () => {
  it('is a task that was not seen alive for 90 days, and no other', async () => {
    const { snapshots } = await open(await makeFolder());
    await see(snapshots, [dtsTask(), drsTask()]);
    await see(snapshots, [drsTask(), dtsTask({ stage: 'ended' })], 90);
    expect(await snapshots.find('orders-prod')).toHaveLength(1);
    await see(snapshots, [drsTask(), dtsTask({ stage: 'ended' })], 91);
    expect(await snapshots.find('orders-prod')).toEqual([]);
    expect(await snapshots.find('DRS-shop-prod')).toHaveLength(1);
  });

  it('is no task of a region that does not answer', async () => {
    const { snapshots } = await open(await makeFolder());
    await see(snapshots, [dtsTask()]);
    const problem = new ProviderError('unreachable', 'listing the tasks of cn-hangzhou');
    const silent = { account: 'prod-cn', region: 'cn-hangzhou', problem };
    await snapshots.remember([], [silent], NOW + 200 * DAY);
    expect(await snapshots.find('orders-prod')).toHaveLength(1);
    await snapshots.remember([], [{ ...silent, region: 'elsewhere' }], NOW + 201 * DAY);
    expect(await snapshots.find('orders-prod')).toEqual([]);
  });

  it('are those longest not seen alive, where there are too many', async () => {
    const limits = { ageMs: 90 * DAY, count: 3, bytes: 1e6 };
    const { snapshots } = await open(await makeFolder(), { limits });
    const task = (n: number) => dtsTask({ taskId: `t${n}`, name: null });
    for (const n of [1, 2, 3, 4]) await see(snapshots, [task(n)], n);
    await see(snapshots, [task(2)], 5);
    await see(snapshots, [task(5)], 6);
    expect(ids(await snapshots.find('rm-bp1162'))).toEqual(['t5', 't2', 't4']);
  });

  it('are those longest not seen alive, where the file would grow too big', async () => {
    const folder = await makeFolder();
    const limits = { ageMs: 90 * DAY, count: 1000, bytes: 20_000 };
    const { snapshots } = await open(folder, { limits });
    for (let n = 1; n <= 30; n += 1) await see(snapshots, [dtsTask({ taskId: `t${n}` })], n / 24);
    const kept = ids(await snapshots.find('rm-bp1162'));
    expect(kept.length).toBeGreaterThan(5);
    expect(kept).toEqual(Array.from(kept, (_, at) => `t${30 - at}`));
    expect((await stat(path(folder))).size).toBeLessThanOrEqual(20_100);
  });
});

describe('the file of the snapshots', () => {
  it('is there after a restart, for this user alone, and beside the document', async () => {
    const folder = await makeFolder();
    const store = await openFileStore(folder);
    const first = await open(folder);
    await see(first.snapshots, [dtsTask(), drsTask(), twoWayTask('reverse')]);
    await first.snapshots.close();
    const second = await open(folder);
    for (const task of [dtsTask(), drsTask(), twoWayTask('reverse')])
      expect(await second.snapshots.find(task.taskId)).toEqual([{ ...task, lag: null }]);
    expect((await stat(path(folder))).mode & 0o777).toBe(0o600);
    expect(second.troubles).toEqual([]);
    await store.close();
    await (await openFileStore(folder)).close();
  });

  it('holds no secret and no text of a cloud’s error', async () => {
    const folder = await makeFolder();
    const { snapshots } = await open(folder);
    const trouble = { code: null, text: 'password=hunter2', reads: 2 } as const;
    await see(snapshots, [dtsTask({ trouble }), drsTask({ trouble })]);
    const text = await readFile(path(folder), 'utf8');
    expect(text).toContain('dtstest');
    expect(text).not.toMatch(/hunter2|password|secret|token|accessKey|authorization/i);
  });

  it('is written when something was learned, else at most once an hour, and never for nothing', async () => {
    const folder = await makeFolder();
    let writes = 0;
    const reached = (point: string) => {
      if (point === 'on-disk') writes += 1;
    };
    const { snapshots } = await open(folder, { reached });
    await see(snapshots, []);
    expect(writes).toBe(0);
    await see(snapshots, [dtsTask(), drsTask()]);
    expect(writes).toBe(1);
    const lag = { milliseconds: 900 };
    const passing = dtsTask({ lag, stage: 'retrying', status: 'Retrying', fullLoad: 'running' });
    for (let minute = 1; minute < 60; minute += 1) await see(snapshots, [passing, drsTask()], minute / 1440);
    expect(writes).toBe(1);
    await see(snapshots, [passing, drsTask()], 1 / 24);
    expect(writes).toBe(2);
    await see(snapshots, [dtsTask({ source: endpoint({ address: '10.0.0.9' }) }), drsTask()], 1.02 / 24);
    expect(writes).toBe(3);
    await Promise.all([1, 2, 3].map((n) => see(snapshots, [dtsTask({ taskId: `t${n}` })], 1.03 / 24)));
    expect(writes).toBeLessThanOrEqual(5);
    await snapshots.close();
    expect(ids(await (await open(folder)).snapshots.find('pc-bp1imr')).toSorted()).toEqual([
      'i03e3zty16i',
      't1',
      't2',
      't3',
    ]);
  });

  it.each([
    ['half', (text: string) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['null', () => 'null'],
    ['of zeros', (text: string) => '\0'.repeat(text.length)],
    ['of another kind', () => '[]'],
    ['of a newer schema', (text: string) => text.replace('"schema":1', '"schema":2')],
  ])('is set aside when it is %s, with a word in the log, and begun anew', async (_what, damage) => {
    const folder = await makeFolder();
    const first = await open(folder);
    await see(first.snapshots, [dtsTask()]);
    await first.snapshots.close();
    const bad = damage(await readFile(path(folder), 'utf8'));
    await writeFile(path(folder), bad);
    const { snapshots, troubles } = await open(folder);
    expect(troubles).toHaveLength(1);
    expect(troubles[0]).toMatch(/begin anew.*snapshots\.json\.damaged.*is damaged/);
    expect(troubles[0]).not.toContain('orders');
    expect(await readFile(`${path(folder)}.damaged`, 'utf8')).toBe(bad);
    expect(await snapshots.find('orders-prod')).toEqual([]);
    await see(snapshots, [drsTask()]);
    await snapshots.close();
    expect(await (await open(folder)).snapshots.find('DRS-shop-prod')).toHaveLength(1);
  });

  it('loses only the rows that are wrong', async () => {
    const folder = await makeFolder();
    const first = await open(folder);
    await see(first.snapshots, [dtsTask(), drsTask(), twoWayTask('forward', { stage: 'paused' })]);
    await first.snapshots.close();
    const text = await readFile(path(folder), 'utf8');
    const spoiled = text
      .replace('"provider":"drs"', '"provider":"elsewhere"')
      .replace('"stage":"paused"', '"stage":"a-word-of-later"');
    await writeFile(path(folder), spoiled);
    const { snapshots, troubles } = await open(folder);
    expect(troubles).toEqual([expect.stringContaining('1 of the tasks')]);
    expect(await snapshots.find('orders-prod')).toHaveLength(1);
    expect(await snapshots.find('DRS-shop-prod')).toEqual([]);
    expect((await snapshots.find('ledger-both'))[0]?.stage).toBe('unknown');
  });

  it('is swept of what a killed process left half-written, and of nothing else', async () => {
    const folder = await makeFolder();
    const names = [
      'snapshots.json.12.ab.tmp',
      'snapshots.json.bak.12.ab.tmp',
      'cutover.json.12.ab.tmp',
      'x.tmp',
    ];
    for (const name of names) await writeFile(join(folder, name), '{"half');
    await open(folder);
    expect((await readdir(folder)).toSorted()).toEqual(['cutover.json.12.ab.tmp', 'x.tmp']);
  });
});

describe('a disk that fails', () => {
  it.each(['written', 'synced', 'kept', 'renamed', 'on-disk'])(
    'stops nothing at "%s": it is said once, all is remembered, and written when it can be',
    async (point) => {
      const folder = await makeFolder();
      const disk = { broken: false };
      const reached = (now: string) => {
        if (disk.broken && now === point) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
      };
      const { snapshots, troubles } = await open(folder, { reached });
      await see(snapshots, [dtsTask()]);
      disk.broken = true;
      await see(snapshots, [drsTask()], 0.001);
      await see(snapshots, [drsTask()], 0.002);
      expect(troubles).toEqual([expect.stringMatching(/could not be written.*no space left/)]);
      expect(await snapshots.find('DRS-shop-prod')).toHaveLength(1);
      disk.broken = false;
      await see(snapshots, [drsTask()], 0.003);
      const again = await open(folder);
      expect(await again.snapshots.find('DRS-shop-prod')).toHaveLength(1);
      expect(await again.snapshots.find('orders-prod')).toHaveLength(1);
      expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    },
  );

  it('is overcome where somebody has removed or replaced the file', async () => {
    const folder = await makeFolder();
    const { snapshots, troubles } = await open(folder);
    await see(snapshots, [dtsTask()]);
    await rm(path(folder));
    await see(snapshots, [dtsTask(), drsTask()], 0.001);
    expect(troubles).toHaveLength(1);
    await see(snapshots, [dtsTask(), drsTask()], 0.002);
    expect(await (await open(folder)).snapshots.find('DRS-shop-prod')).toHaveLength(1);
    await writeFile(path(folder), 'theirs');
    await see(snapshots, [dtsTask({ taskId: 'third' })], 0.003);
    await see(snapshots, [dtsTask({ taskId: 'third' })], 0.004);
    expect(await (await open(folder)).snapshots.find('third')).toHaveLength(1);
    expect(await readFile(`${path(folder)}.damaged`, 'utf8')).toBe('theirs');
  });

  it('is no reason not to start where there can be no file at all', async () => {
    const nowhere = join(await makeFolder(), 'a-file', 'data');
    await writeFile(dirname(nowhere), '');
    const { snapshots, troubles } = await open(nowhere);
    await see(snapshots, [dtsTask()]);
    await see(snapshots, [dtsTask()], 0.001);
    expect(troubles.filter((trouble) => trouble.includes('begin anew'))).not.toEqual([]);
    expect(troubles.filter((trouble) => trouble.includes('could not be written'))).toHaveLength(1);
    expect(await snapshots.find('orders-prod')).toHaveLength(1);
  });
});

describe('closing', () => {
  it('writes what could not be written before, and remembers nothing afterwards', async () => {
    const folder = await makeFolder();
    const disk = { broken: true };
    const reached = () => {
      if (disk.broken) throw new Error('no space left');
    };
    const { snapshots } = await open(folder, { reached });
    await see(snapshots, [dtsTask()]);
    disk.broken = false;
    await snapshots.close();
    await see(snapshots, [drsTask()], 1);
    const again = await open(folder);
    expect(await again.snapshots.find('orders-prod')).toHaveLength(1);
    expect(await again.snapshots.find('DRS-shop-prod')).toEqual([]);
  });

  it('waits for the write that is under way', async () => {
    const folder = await makeFolder();
    const { snapshots } = await open(folder);
    const writing = see(snapshots, [dtsTask()]);
    await snapshots.close();
    expect(await (await open(folder)).snapshots.find('orders-prod')).toHaveLength(1);
    await writing;
  });
});

describe('a world of 2,000 tasks', () => {
  it('fits, is found again, and is a file of a few megabytes', async () => {
    const folder = await makeFolder();
    const { snapshots, troubles } = await open(folder);
    const tasks = Array.from({ length: 2000 }, (_, n) =>
      n % 2 === 0 ? dtsTask({ taskId: `dts${n}` }) : drsTask({ taskId: `drs${n}` }),
    );
    await see(snapshots, tasks);
    await snapshots.close();
    const again = await open(folder);
    expect(await again.snapshots.find('rm-bp1162')).toHaveLength(1000);
    expect(ids(await again.snapshots.find('drs1999'))).toEqual(['drs1999']);
    expect((await stat(path(folder))).size).toBeLessThan(4 * 1024 * 1024);
    expect(troubles).toEqual([]);
  });
});
