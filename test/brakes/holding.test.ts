import { describe, expect, it } from 'vitest';
import { createBrakes } from '../../src/brakes/brakes.ts';
import { HOLD } from '../../src/brakes/standing.ts';
import type { Task } from '../../src/lifecycle/task.ts';
import { watchOnce } from '../../src/watch/watch.ts';
import { drsTask, dtsTask, twoWayTask } from '../lifecycle/tasks.ts';
import { ALICE, BOB, brakesOn, HOUR, MALLORY, MINUTE, type World, world } from '../lifecycle/world.ts';

function until(night: World, hours: number) {
  return { at: night.now() + hours * HOUR, wall: '2026-11-21 04:43', zone: 'Europe/Berlin' };
}

function hold(
  night: World,
  more: { task?: Task; hours?: number; actor?: typeof BOB; because?: string } = {},
) {
  const { task = dtsTask(), hours, actor = BOB, because = 'month end' } = more;
  return night.brakes.hold({
    actor,
    task,
    until: hours === undefined ? null : until(night, hours),
    because,
  });
}

async function theHold(night: World) {
  const [only, ...others] = (await night.brakes.standing()).holds;
  if (only === undefined || others.length > 0) throw new Error('there is not one hold');
  return only;
}

async function news(night: World) {
  return (await night.outbox()).flatMap((letter) => (letter.what === 'brake' ? [letter] : []));
}

describe('a hold', () => {
  it('keeps who, when, why and until when, is on record, and is told in the channel of the account', async () => {
    const night = world();
    expect(await hold(night, { hours: 3 })).toMatchObject({ kind: 'held', before: null });
    expect(await theHold(night)).toMatchObject({
      task: { taskId: 'i03e3zty16i', name: 'orders-prod', account: 'prod-cn' },
      taskIds: ['i03e3zty16i'],
      by: 'UBOB',
      at: night.now(),
      because: 'month end',
      until: until(night, 3),
    });
    expect(night.store.audit).toMatchObject([
      {
        type: 'hold.set',
        actor: 'UBOB',
        task: 'alibaba-dts/prod-cn/cn-hangzhou/i03e3zty16i/forward',
        name: 'orders-prod',
        because: 'month end',
        until: '2026-11-21T03:43:00.000Z',
        before: null,
      },
    ]);
    expect(await news(night)).toEqual([
      {
        what: 'brake',
        id: 'C1',
        news: {
          kind: 'held',
          by: 'UBOB',
          task: {
            title: 'orders-prod',
            taskId: 'i03e3zty16i',
            provider: 'alibaba-dts',
            account: 'prod-cn',
          },
          until: night.now() + 3 * HOUR,
          because: 'month end',
        },
      },
    ]);
  });

  it('counts no more when its time is over, to the moment', async () => {
    const night = world();
    await hold(night, { hours: 1 });
    night.pass(HOUR - 1);
    expect(await night.brakes.against(dtsTask())).toContain('orders-prod is on hold until 2026-11-21 04:43');
    night.pass(1);
    expect(await night.brakes.against(dtsTask())).toBeNull();
    expect((await night.brakes.standing()).holds).toEqual([]);
  });

  it('that is over is taken away by the watch, told and recorded, once', async () => {
    const night = world();
    await hold(night, { hours: 1 });
    const round = async () =>
      watchOnce({
        store: night.store,
        lifecycle: night.lifecycle,
        brakes: night.brakes,
        cleanup: { openFor: () => Promise.reject(new Error('nothing has ended')) },
        owner: 'me',
        failed: (what, error) => {
          throw new Error(what, { cause: error });
        },
      });
    await round();
    expect(await night.store.list(HOLD, { limit: 10 })).toHaveLength(1);
    night.pass(HOUR);
    await round();
    await round();
    expect(await night.store.list(HOLD, { limit: 10 })).toEqual([]);
    expect(night.auditTypes()).toEqual(['hold.set', 'hold.over']);
    expect((await news(night)).map((letter) => letter.news.kind)).toEqual(['held', 'over']);
  });

  it('without an end is never over by itself', async () => {
    const night = world();
    await hold(night);
    night.pass(1000 * HOUR);
    expect(await night.brakes.against(dtsTask())).toContain('until somebody lifts it');
  });

  it('is still there after a restart, and so is the freeze', async () => {
    const night = world();
    await hold(night, { hours: 3 });
    await night.brakes.freeze({ actor: BOB, because: 'incident' });
    const { policy, windows, now, ports } = night;
    const again = brakesOn(night.store.reopen(), policy, windows, now, ports.newId);
    expect((await again.standing()).holds).toHaveLength(1);
    expect(await again.against(drsTask())).toContain('Everything is frozen');
  });

  it.each([
    ['by its other direction', twoWayTask('reverse'), true],
    ['by its own direction', twoWayTask('forward'), true],
    ['where its ids alone say so', twoWayTask('reverse', { instanceId: null }), true],
    ['not by another task', dtsTask(), false],
    ['not by its id in another region', twoWayTask('forward', { region: 'cn-shanghai' }), false],
    ['not by its id in another account', twoWayTask('forward', { account: 'test-cn' }), false],
  ])('of one direction is felt %s', async (_, task, felt) => {
    const night = world();
    await hold(night, { task: twoWayTask('forward') });
    expect((await night.brakes.against(task)) !== null).toBe(felt);
  });

  it('of a direction whose other is not shown yet is felt by the other that names it', async () => {
    const night = world();
    await hold(night, { task: twoWayTask('forward', { instanceId: null, other: null }) });
    expect(await night.brakes.against(twoWayTask('reverse', { instanceId: null }))).not.toBeNull();
  });

  it('leaves what is under way to be observed to its end', async () => {
    const night = world();
    const { id } = await night.end();
    await hold(night);
    night.dts.change(dtsTask(), { stage: 'ended', status: 'Finished' });
    await night.watchFor(2);
    expect(await night.read(id)).toMatchObject({ state: 'ended' });
    expect(await night.checklistsDue()).toEqual([id]);
  });

  it('of a task that was ended in the console lets an ending that waits be seen as over', async () => {
    const night = world();
    await hold(night);
    night.dts.change(dtsTask(), { stage: 'ended', status: 'Finished' });
    expect(await night.ask('terminate')).toMatchObject({ kind: 'refused', nothingToDo: true });
  });

  it('lets a waiting ending be withdrawn and rejected', async () => {
    for (const close of ['withdraw', 'reject'] as const) {
      const night = world();
      night.policy.approvals = 1;
      const { id } = await night.end();
      await hold(night);
      await night.brakes.freeze({ actor: BOB, because: 'incident' });
      const outcome = await (close === 'withdraw'
        ? night.lifecycle.withdraw({ id, actor: ALICE })
        : night.lifecycle.reject({ id, actor: BOB, reason: 'not tonight' }));
      expect(outcome).toMatchObject({ kind: 'recorded' });
    }
  });

  it('uses nothing up: the same press, and the same agreement, work when it is lifted', async () => {
    const night = world();
    night.policy.approvals = 1;
    const { id } = await night.plan();
    await hold(night);
    expect(await night.lifecycle.confirm({ id, actor: ALICE, typed: null })).toMatchObject({
      objection: { kind: 'braked' },
    });
    await night.brakes.unhold({ id: (await theHold(night)).id, actor: BOB });
    const ending = await night.press(id);
    await hold(night);
    expect(await night.lifecycle.approve({ id: ending.id, actor: BOB })).toMatchObject({ kind: 'refused' });
    expect(await night.read(ending.id)).toMatchObject({ state: 'awaiting-approval', approvals: [] });
    await night.brakes.unhold({ id: (await theHold(night)).id, actor: BOB });
    expect(await night.lifecycle.approve({ id: ending.id, actor: BOB })).toMatchObject({
      ending: { state: 'ending' },
    });
    expect(night.dts.sends).toHaveLength(1);
  });

  it('sends nothing at a restart for an ending that had been agreed to', async () => {
    const night = world();
    night.policy.approvals = 1;
    const { id } = await night.end();
    await night.brakes.freeze({ actor: BOB, because: 'incident' });
    await night.restart();
    await night.watchFor(10);
    expect(night.dts.sends).toEqual([]);
    expect(await night.read(id)).toMatchObject({ state: 'awaiting-approval' });
  });
});

describe('a second hold on the same task', () => {
  it.each([
    ['longer than the first is taken', 1, 2, true],
    ['without an end is taken over one that ends', 1, undefined, true],
    ['shorter than the first is refused', 2, 1, false],
    ['as long as the first is refused', 1, 1, false],
    ['that ends is refused over one without an end', undefined, 1, false],
    ['without an end is refused over another such', undefined, undefined, false],
  ])('%s', async (_, first, second, taken) => {
    const night = world();
    await hold(night, first === undefined ? {} : { hours: first });
    const outcome = await hold(night, { actor: ALICE, ...(second === undefined ? {} : { hours: second }) });
    expect(outcome.kind).toBe(taken ? 'held' : 'refused');
    expect((await theHold(night)).by).toBe(taken ? 'UALICE' : 'UBOB');
    if (!taken)
      expect(outcome).toMatchObject({ why: expect.stringMatching(/never made shorter.* Held by UBOB\.$/) });
  });

  it('takes the place of one that is over, whoever set that', async () => {
    const night = world();
    await hold(night);
    await night.brakes.unhold({ id: (await theHold(night)).id, actor: BOB });
    await hold(night, { hours: 2 });
    night.pass(2 * HOUR);
    expect(await hold(night, { actor: ALICE, hours: 1 })).toMatchObject({ kind: 'held', before: null });
  });

  it('of two people at once leaves one hold, and the other person is told of it', async () => {
    const night = world();
    const outcomes = await Promise.all([hold(night), hold(night, { actor: ALICE })]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['held', 'refused']);
    await theHold(night);
  });

  it('on the other direction of a task is on the same hold', async () => {
    const night = world();
    await hold(night, { task: twoWayTask('forward', { instanceId: null }), hours: 1 });
    await hold(night, { task: twoWayTask('reverse', { instanceId: null }) });
    expect(await theHold(night)).toMatchObject({ until: null });
  });
});

describe('who may not', () => {
  it.each([
    ['hold', (night: World) => hold(night, { actor: MALLORY })],
    ['freeze', (night: World) => night.brakes.freeze({ actor: MALLORY, because: 'because' })],
    ['unfreeze', (night: World) => night.brakes.unfreeze({ actor: MALLORY })],
  ])('is refused to %s, which leaves a line and changes nothing', async (deed, attempt) => {
    const night = world();
    expect(await attempt(night)).toEqual({ kind: 'refused', why: 'No rule lets you do that.' });
    expect(night.store.audit).toMatchObject([{ type: 'brake.refused', deed, actor: 'UMALLORY' }]);
    expect(await night.brakes.standing()).toMatchObject({ holds: [], freeze: null });
    expect(await news(night)).toEqual([]);
  });

  it('does not lift what others have set', async () => {
    const night = world();
    await hold(night);
    await night.brakes.freeze({ actor: BOB, because: 'incident' });
    const { id } = await theHold(night);
    expect((await night.brakes.unhold({ id, actor: MALLORY })).kind).toBe('refused');
    expect((await night.brakes.unfreeze({ actor: MALLORY })).kind).toBe('refused');
    expect(await night.brakes.standing()).toMatchObject({ holds: [{ id }], freeze: { by: 'UBOB' } });
  });
});

describe('setting and lifting', () => {
  it.each([
    ['an empty reason', '  ', /A reason is needed/],
    ['a reason without end', 'x'.repeat(501), /longer than 500 letters/],
  ])('takes no %s', async (_, because, why) => {
    const night = world();
    expect(await hold(night, { because })).toMatchObject({ why: expect.stringMatching(why) });
    expect(await night.brakes.freeze({ actor: BOB, because })).toMatchObject({
      why: expect.stringMatching(why),
    });
    expect(await news(night)).toEqual([]);
  });

  it('takes no hold whose time is past by then', async () => {
    const night = world();
    const late = until(night, 1);
    night.pass(2 * HOUR);
    const outcome = await night.brakes.hold({ actor: BOB, task: dtsTask(), until: late, because: 'x' });
    expect(outcome).toMatchObject({ kind: 'refused', why: '2026-11-21 04:43 is past.' });
  });

  it('tells who lifts a hold, and whose it was', async () => {
    const night = world();
    await hold(night);
    await night.brakes.unhold({ id: (await theHold(night)).id, actor: ALICE });
    expect(night.store.audit.at(-1)).toMatchObject({ type: 'hold.lifted', actor: 'UALICE', by: 'UBOB' });
    expect((await news(night)).at(-1)?.news).toMatchObject({ kind: 'lifted', by: 'UALICE' });
  });

  it('lifts a hold once', async () => {
    const night = world();
    await hold(night);
    const { id } = await theHold(night);
    const outcomes = await Promise.all([
      night.brakes.unhold({ id, actor: ALICE }),
      night.brakes.unhold({ id, actor: BOB }),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['lifted', 'refused']);
  });

  it('freezes once, tells every channel, and names the person to the next', async () => {
    const night = world();
    const outcomes = await Promise.all([
      night.brakes.freeze({ actor: BOB, because: 'incident' }),
      night.brakes.freeze({ actor: ALICE, because: 'me too' }),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['frozen', 'refused']);
    expect(outcomes.find(({ kind }) => kind === 'refused')).toMatchObject({
      why: expect.stringMatching(/^Everything is frozen .* Frozen by U(BOB|ALICE)\.$/),
    });
    expect((await news(night)).map(({ id, news: { kind } }) => [id, kind])).toEqual([
      ['C1', 'frozen'],
      ['C2', 'frozen'],
    ]);
    await night.brakes.unfreeze({ actor: ALICE });
    expect(night.auditTypes().filter((type) => type.startsWith('freeze'))).toEqual([
      'freeze.set',
      'freeze.lifted',
    ]);
    expect(await night.brakes.unfreeze({ actor: ALICE })).toMatchObject({
      why: 'Nothing is frozen by anybody now.',
    });
  });

  it('leaves no hold, and tells nobody, where the store does not take it', async () => {
    const night = world();
    night.store.beforeCommit = () => {
      throw new Error('disk full');
    };
    await expect(hold(night)).rejects.toThrow('disk full');
    night.store.beforeCommit = () => undefined;
    expect((await night.brakes.standing()).holds).toEqual([]);
    expect(await news(night)).toEqual([]);
  });
});

describe('a plan under a brake', () => {
  it('is refused with the facts, the way to lift it, and a line in the audit trail; who may not hears that first', async () => {
    const night = world();
    await hold(night);
    const refused = await night.ask('terminate', 'orders-prod', ALICE);
    expect(refused).toMatchObject({
      kind: 'refused',
      why: 'orders-prod is on hold until somebody lifts it: "month end". Lift it with: unhold orders-prod. Held by UBOB.',
      ways: [{ kind: 'advice', text: expect.stringContaining('Ask again') }],
    });
    expect(refused.kind === 'refused' && refused.lines.length).toBeGreaterThan(2);
    expect(night.store.audit.at(-1)).toMatchObject({
      type: 'request.refused',
      why: expect.stringContaining('on hold'),
    });
    expect(await night.ask('terminate', 'orders-prod', MALLORY)).toMatchObject({
      why: 'No rule lets you do that.',
    });
  });

  it('leaves a line for each press that a brake refused', async () => {
    const night = world();
    const { id } = await night.plan();
    await night.brakes.freeze({ actor: BOB, because: 'incident' });
    night.pass(MINUTE);
    await night.lifecycle.confirm({ id, actor: ALICE, typed: null });
    expect(night.store.audit.at(-1)).toMatchObject({
      type: 'confirm.refused',
      why: 'braked',
      because: expect.stringContaining('Everything is frozen'),
    });
  });

  it('is refused by the freeze before a hold, and by a hold before a window', async () => {
    const night = world();
    const open = { kind: 'dates', from: '2026-11-01T00:00', to: '2026-12-01T00:00' } as const;
    night.windows.push({ pace: open, zone: 'UTC', because: 'quiet', accounts: null });
    const said = () => night.brakes.against(dtsTask());
    expect(await said()).toMatch(/^A freeze window/);
    await hold(night);
    expect(await said()).toMatch(/^orders-prod is on hold/);
    await night.brakes.freeze({ actor: BOB, because: 'incident' });
    expect(await said()).toMatch(/^Everything is frozen/);
  });

  it('is refused while the windows are not known', async () => {
    const { store, policy, now, ports } = world();
    const at = Date.parse('2026-11-21T00:40:00Z');

    const brakes = createBrakes({
      store,
      rights: policy,
      windows: () => ({ why: 'freeze[0].zone is missing', at }),
      channelOf: () => 'C1',
      channels: ['C1'],
      now,
      newId: ports.newId,
    });
    expect(await brakes.against(dtsTask())).toBe(
      'Whether a freeze window is open is not known: the configuration could not be read when it was loaded again at 2026-11-21 00:40 UTC (freeze[0].zone is missing). Mend the file and load it again with SIGHUP.',
    );
  });
});
