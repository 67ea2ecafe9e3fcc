import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Clouds, startClouds } from '../../../src/demo/clouds/clouds.ts';
import { DRS } from '../../../src/demo/clouds/drs/drs-seed.ts';
import type { Heard } from '../../../src/lifecycle/ports.ts';
import type { Task } from '../../../src/lifecycle/task.ts';
import { createDrsAccount, type DrsAccountConfig } from '../../../src/providers/drs/account.ts';
import { ref } from './world.ts';

let clouds: Clouds;

beforeEach(async () => {
  clouds = await startClouds({ speed: 1000 });
});
afterEach(() => clouds.close());

function simulated(overrides: Partial<DrsAccountConfig> = {}) {
  const { accessKey, secretKey, project } = clouds.drs;
  return createDrsAccount({
    name: 'otc',
    cloud: 'otc',
    regions: ['eu-de'],
    project,
    credentials: { accessKey, secretKey: () => secretKey },
    endpoint: clouds.url,
    progressPauseMs: 1,
    retryPauseMs: 1,
    ...overrides,
  });
}

function withPassword() {
  const { username, password, domain } = clouds.drs;
  return simulated({ credentials: { username, password: () => password, domain } });
}

async function taskOf(taskId: string): Promise<Task> {
  const look = await simulated().look(ref({ taskId }), 'interactive');
  if (look.kind !== 'task') throw new Error(`no task: ${look.code}`);
  return look.task;
}

const callsTo = (action: string) => clouds.calls.filter((call) => call.action === action).length;

describe('DRS as it is simulated', () => {
  it('tells of its tasks page by page, before their details are known, and then of the whole region', async () => {
    const heard: Heard[] = [];
    const { tasks } = await simulated().list('interactive', (piece) => void heard.push(piece));
    const pages = heard.filter(({ looked }) => looked === null);
    expect(pages).toHaveLength(callsTo('list-jobs'));
    const ids = pages.flatMap((page) => page.tasks.map(({ taskId }) => taskId));
    expect(ids.sort()).toEqual(Object.values(DRS).sort());
    const looked = { account: 'otc', region: 'eu-de', problem: null };
    expect(heard.at(-1)).toEqual({ account: 'otc', region: 'eu-de', tasks, looked });
  });

  it.each([
    ['an access key', simulated],
    ['a password', withPassword],
  ])('lists every task with %s', async (_, open) => {
    const { tasks, looked } = await open().list('background');
    expect(looked).toEqual([{ account: 'otc', region: 'eu-de', problem: null }]);
    expect(tasks.map(({ taskId }) => taskId).sort()).toEqual(Object.values(DRS).sort());
    const stages = Object.fromEntries(tasks.map(({ taskId, stage }) => [taskId, stage]));
    expect(stages).toEqual({
      [DRS.shop]: 'running',
      [DRS.crm]: 'failed',
      [DRS.paused]: 'paused',
      [DRS.postgres]: 'running',
      [DRS.recovery]: 'running',
      [DRS.misconfigured]: 'configuring',
      [DRS.rebuilding]: 'repairing',
      [DRS.releaseFailed]: 'end-failed',
      [DRS.frozen]: 'unknown',
      [DRS.fullLoad]: 'full-load',
      [DRS.completed]: 'ended',
      [DRS.unwell]: 'running',
      [DRS.noDelay]: 'running',
    });
    expect(tasks.every(({ destination }) => destination.instanceId !== null)).toBe(true);
  });

  it('finds a task by a name in other letters, and by its id', async () => {
    for (const words of ['drs-SHOP-prod', DRS.shop]) {
      const { tasks } = await simulated().find(words, 'interactive');
      expect(tasks.map(({ taskId }) => taskId)).toEqual([DRS.shop]);
    }
  });

  it('sees trouble where the progress shows it, and no lag where there is no figure', async () => {
    expect(await taskOf(DRS.unwell)).toMatchObject({
      stage: 'running',
      trouble: {
        code: 'DRS.M05017',
        text: 'service LOGMANAGER failed, cause by: Unable to connect to DBMS: url=jdbc:mysql://203.0.113.21:3306 user=***',
        reads: 2,
      },
    });
    expect((await taskOf(DRS.crm)).lag).toBeNull();
    expect((await taskOf(DRS.noDelay)).lag).toBeNull();
    expect((await taskOf(DRS.misconfigured)).drs?.configurationFailed).toBe(true);
  });

  it('ends a task once and follows it to its end', async () => {
    const task = await taskOf(DRS.shop);
    expect((await simulated().send('terminate', task)).kind).toBe('accepted');
    await vi.waitFor(async () => expect((await taskOf(DRS.shop)).stage).toBe('ended'), { timeout: 10_000 });
    expect(callsTo('batch-jobs')).toBe(1);
  });

  it('is refused a normal end of a failed task, and may force it', async () => {
    const task = await taskOf(DRS.crm);
    expect(await simulated().send('terminate', task)).toMatchObject({ kind: 'refused', code: 'DRS.M01504' });
    expect((await taskOf(DRS.crm)).stage).toBe('failed');
    expect((await simulated().send('force-terminate', task)).kind).toBe('accepted');
  });

  it('pauses and resumes', async () => {
    const task = await taskOf(DRS.shop);
    expect((await simulated().send('pause', task)).kind).toBe('accepted');
    await vi.waitFor(async () => expect((await taskOf(DRS.shop)).stage).toBe('paused'), { timeout: 10_000 });
    expect((await simulated().send('resume', task)).kind).toBe('accepted');
    await vi.waitFor(async () => expect((await taskOf(DRS.shop)).stage).toBe('running'), { timeout: 10_000 });
  });

  it.each([
    ['cut', 'unknown'],
    ['html', 'unknown'],
    ['truncated', 'unknown'],
    ['error-500', 'unknown'],
    ['throttle', 'throttled'],
    ['denied', 'refused'],
  ] as const)('takes %s for %s, and asks once', async (kind, outcome) => {
    const task = await taskOf(DRS.shop);
    clouds.world.fault({ cloud: 'drs', action: 'batch-jobs', kind, takesEffect: kind === 'cut' });
    expect((await simulated().send('terminate', task)).kind).toBe(outcome);
    expect(callsTo('batch-jobs')).toBe(1);
  });

  it('reads on through a busy cloud', async () => {
    clouds.world.fault({ cloud: 'drs', action: 'batch-detail', kind: 'throttle', retryAfterSeconds: 0 });
    clouds.world.fault({ cloud: 'drs', action: 'batch-detail', kind: 'error-500' });
    expect((await taskOf(DRS.shop)).stage).toBe('running');
    expect(callsTo('batch-detail')).toBe(3);
  });

  it('logs in again where its token has expired, also before an end', async () => {
    const account = withPassword();
    const look = await account.look(ref({ taskId: DRS.shop }), 'interactive');
    clouds.world.expireTokens();
    expect(look.kind).toBe('task');
    expect((await account.look(ref({ taskId: DRS.shop }), 'interactive')).kind).toBe('task');
    clouds.world.expireTokens();
    const task = await taskOf(DRS.shop);
    expect((await account.send('terminate', task)).kind).toBe('accepted');
    expect(callsTo('auth-tokens')).toBe(3);
  });

  it('no longer finds what was deleted', async () => {
    clouds.world.deleteInConsole(DRS.shop);
    clouds.world.deleteInConsole(DRS.completed);
    const codes = [];
    for (const taskId of [DRS.shop, DRS.completed, '00000000-0000-0000-0000-000000000000']) {
      codes.push(await simulated().look(ref({ taskId }), 'interactive'));
    }
    expect(codes).toMatchObject([
      { kind: 'not-found', code: 'DRS.M05004' },
      { kind: 'not-found', code: 'DELETED' },
      { kind: 'not-found', code: 'DRS.M00289' },
    ]);
  });

  it.each([
    ['an access key', simulated],
    ['a password', withPassword],
  ])('takes a rule away and puts it back with %s', async (_, open) => {
    const account = open();
    const { tasks, looked } = await account.everyTask('background');
    expect(looked.every(({ problem }) => problem === null)).toBe(true);
    const address = tasks.find(({ taskId }) => taskId === DRS.shop)?.drs?.replicationPrivateIp ?? '';
    const place = { kind: 'rules', region: 'eu-de', addresses: [address], ports: ['3306'] } as const;
    const rules = async () => {
      const seen = await account.see(place, 'interactive');
      return seen.kind === 'there' ? seen.found.map(({ leftover }) => leftover) : [];
    };
    const [rule, ...others] = await rules();
    if (rule === undefined) throw new Error('no rule to take away');
    expect(await account.readiness(rule)).toEqual({ kind: 'ready' });
    expect((await account.change('remove', rule)).kind).toBe('accepted');
    expect(await rules()).toEqual(others);
    expect((await account.change('remove', rule)).kind).toBe('gone');
    expect((await account.change('restore', rule)).kind).toBe('accepted');
    expect(await rules()).toHaveLength(others.length + 1);
    expect(await account.change('restore', rule)).toMatchObject({ kind: 'refused' });
  });

  it('is turned away with a wrong secret', async () => {
    const { accessKey } = clouds.drs;
    const account = simulated({ credentials: { accessKey, secretKey: () => 'not-the-secret' } });
    const { tasks, looked } = await account.list('background');
    expect(tasks).toEqual([]);
    expect(looked[0]?.problem?.kind).toBe('unauthorized');
  });
});
