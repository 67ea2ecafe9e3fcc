import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/lifecycle/ports.ts';
import { drsTask, dtsTask, twoWayTask } from './tasks.ts';
import { ALICE, BOB, MALLORY, MINUTE, world } from './world.ts';

const ORDERS = dtsTask();

describe('it asks first', () => {
  it('sends nothing for a plan, however often it is asked', async () => {
    const night = world();
    await night.plan();
    await night.plan('pause');
    await night.plan('terminate', 'orders-prod', BOB);
    expect(night.dts.sends).toEqual([]);
    expect(await night.endings()).toEqual([]);
    expect(night.auditTypes()).toEqual(['plan.shown', 'plan.shown', 'plan.shown']);
  });

  it('records what was shown', async () => {
    const night = world();
    const confirmation = await night.plan();
    expect(night.store.audit[0]).toMatchObject({
      type: 'plan.shown',
      confirmation: confirmation.id,
      actor: 'UALICE',
      tasks: ['alibaba-dts/prod-cn/cn-hangzhou/i03e3zty16i/forward'],
      lines: expect.arrayContaining([
        expect.objectContaining({ label: 'No undo', text: expect.any(String) }),
        expect.objectContaining({ label: 'Lag', at: expect.stringMatching(/^2026-.*Z$/), age: 0 }),
      ]),
      fingerprints: [expect.objectContaining({ taskId: 'i03e3zty16i', stage: 'running' })],
    });
  });

  it('shows nothing to a person who may not read, and says why', async () => {
    const night = world();
    night.policy.readers = new Set();
    expect(await night.ask('terminate')).toMatchObject({ kind: 'refused', task: null, why: /Guests/ });
    expect(night.auditTypes()).toEqual(['request.refused']);
  });

  it('shows the facts, but gives no confirmation, to a person without the right', async () => {
    const night = world();
    const outcome = await night.ask('terminate', 'orders-prod', MALLORY);
    expect(outcome).toMatchObject({ kind: 'refused', why: 'No rule lets you do that.', ways: [] });
    expect(outcome.kind === 'refused' && outcome.lines.length).toBeGreaterThan(0);
    expect(outcome).not.toHaveProperty('confirmation');
  });

  it('finds a task by its id, its instance id and its name in any case', async () => {
    const night = world();
    for (const words of ['i03e3zty16i', 'dtsi03e3zty16i', 'orders-prod', 'ORDERS-Prod'])
      expect((await night.plan('terminate', words)).tasks[0]?.taskId).toBe('i03e3zty16i');
  });

  it('says where it looked when it finds nothing', async () => {
    const outcome = await world().ask('terminate', 'nobody');
    expect(outcome).toMatchObject({
      kind: 'nothing-found',
      words: 'nobody',
      looked: [{ account: 'prod-cn' }, { account: 'otc' }],
    });
  });

  it('offers a choice when a name fits several tasks, and plans the one that is chosen', async () => {
    const night = world();
    const other = dtsTask({ taskId: 'zz9other001', instanceId: 'dtszz9' });
    night.dts.show(other);
    expect(await night.ask('terminate')).toMatchObject({ kind: 'choose-task', tasks: [{}, {}] });
    const key = 'alibaba-dts/prod-cn/cn-hangzhou/zz9other001/forward';
    const plan = await night.lifecycle.request({
      action: 'terminate',
      target: { kind: 'key', key },
      actor: ALICE,
      reason: 'INC-1',
    });
    expect(plan).toMatchObject({ kind: 'plan', confirmation: { sharedName: true, reason: 'INC-1' } });
  });

  it('keeps the reason when the same person asks again, and not for another', async () => {
    const night = world();
    const first = await night.lifecycle.request({
      action: 'pause',
      target: { kind: 'words', words: 'orders-prod', scope: null },
      actor: ALICE,
      reason: 'INC-1',
    });
    if (first.kind !== 'plan') throw new Error('no plan');
    const target = { kind: 'again', confirmationId: first.confirmation.id } as const;
    const again = (actor: typeof ALICE) =>
      night.lifecycle.request({ action: 'terminate', target, actor, reason: null });
    expect(await again(ALICE)).toMatchObject({ confirmation: { reason: 'INC-1', action: 'pause' } });
    expect(await again(BOB)).toMatchObject({ confirmation: { reason: null, action: 'pause' } });
  });

  it('sees only the accounts of the command', async () => {
    const night = world();
    const target = { kind: 'words', words: 'orders-prod', scope: 'drs' } as const;
    expect(
      await night.lifecycle.request({ action: 'terminate', target, actor: ALICE, reason: null }),
    ).toMatchObject({
      kind: 'nothing-found',
      looked: [{ account: 'otc' }],
    });
  });
});

describe('it acts once', () => {
  it('sends one call when twenty confirm the same plan at once', async () => {
    const night = world();
    const { id } = await night.plan();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => night.lifecycle.confirm({ id, actor: ALICE, typed: null })),
    );
    expect(night.dts.sends).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'taken')).toHaveLength(1);
    expect(
      outcomes.filter((one) => one.kind === 'objection' && one.objection.kind === 'already'),
    ).toHaveLength(19);
  });

  it('sends one call when two people confirm two plans of one task at once', async () => {
    const night = world();
    const [mine, yours] = [await night.plan(), await night.plan('terminate', 'orders-prod', BOB)];
    const outcomes = await Promise.all([
      night.lifecycle.confirm({ id: mine.id, actor: ALICE, typed: null }),
      night.lifecycle.confirm({ id: yours.id, actor: BOB, typed: null }),
    ]);
    expect(night.dts.sends).toHaveLength(1);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['objection', 'taken']);
    const lost = outcomes.find(({ kind }) => kind === 'objection');
    expect(lost).toMatchObject({ objection: { kind: 'busy', ending: (await night.endings())[0]?.id } });
  });

  it('tells who presses again what became of it', async () => {
    const night = world();
    const { id } = await night.plan();
    const ending = await night.press(id);
    expect(await night.lifecycle.confirm({ id, actor: ALICE, typed: null })).toEqual({
      kind: 'objection',
      objection: { kind: 'already', endings: [ending] },
    });
  });

  it('refuses a second plan while one is live, and names it', async () => {
    const night = world();
    const ending = await night.end();
    expect(await night.ask('terminate')).toMatchObject({
      kind: 'refused',
      ending: ending.id,
      why: /already at it/,
      ways: [{ kind: 'advice' }],
    });
    expect(await night.ask('pause')).toMatchObject({ kind: 'refused', ending: ending.id });
  });

  it('commits the intent before the call and the answer after it', async () => {
    const night = world();
    const { id } = await night.plan();
    night.journal.length = 0;
    await night.press(id);
    expect(night.journal).toEqual([
      'commit ending.confirmed',
      'look',
      'commit ending.executing',
      'send terminate',
      'commit ending.answered',
    ]);
  });

  it('records what it sends, and sends that', async () => {
    const night = world();
    const ending = await night.end();
    expect(ending).toMatchObject({
      state: 'ending',
      requestId: '01B6F25',
      call: { operation: 'Call:terminate', parameters: { id: 'i03e3zty16i' } },
      tries: [{ outcome: { kind: 'accepted' } }],
    });
    expect(night.store.audit.find(({ type }) => type === 'ending.executing')).toMatchObject({
      call: { operation: 'Call:terminate' },
    });
    expect(night.dts.sends).toMatchObject([{ action: 'terminate', task: { taskId: 'i03e3zty16i' } }]);
  });
});

describe('what does not use a confirmation up', () => {
  it('an unknown id', async () => {
    expect(await world().lifecycle.confirm({ id: 'c9', actor: ALICE, typed: null })).toEqual({
      kind: 'objection',
      objection: { kind: 'unknown' },
    });
  });

  it('another person, even one who may do the same', async () => {
    const night = world();
    const { id } = await night.plan();
    expect(await night.lifecycle.confirm({ id, actor: BOB, typed: null })).toMatchObject({
      objection: { kind: 'not-yours', requester: 'UALICE', action: 'terminate' },
    });
    expect(await night.lifecycle.precheck({ id, actor: BOB, typed: null })).toMatchObject({
      kind: 'not-yours',
    });
    expect(night.dts.sends).toEqual([]);
    expect((await night.press(id)).state).toBe('ending');
  });

  it('a right that was lost after the plan was shown', async () => {
    const night = world();
    const { id } = await night.plan();
    night.policy.may.delete('UALICE');
    expect(await night.lifecycle.confirm({ id, actor: ALICE, typed: null })).toMatchObject({
      objection: { kind: 'not-allowed', why: 'No rule lets you do that.' },
    });
    expect(night.dts.looks).toBe(1);
    night.policy.may.add('UALICE');
    expect((await night.press(id)).state).toBe('ending');
  });

  it('a wrong name', async () => {
    const night = world();
    night.policy.confirm = 'type-name';
    const { id } = await night.plan();
    const typed = (name: string) => ({ id, actor: ALICE, typed: { name, reason: null } });
    for (const name of ['', ' ', 'orders', 'orders-prod2', 'DRS-shop-prod', '3zty16']) {
      expect(await night.lifecycle.precheck(typed(name))).toEqual({
        kind: 'wrong-name',
        title: 'orders-prod',
      });
      expect(await night.lifecycle.confirm(typed(name))).toEqual({
        kind: 'objection',
        objection: { kind: 'wrong-name', title: 'orders-prod' },
      });
    }
    expect(night.dts.sends).toEqual([]);
    expect(await night.lifecycle.precheck(typed(' Orders–PROD '))).toBeNull();
    const outcome = await night.lifecycle.confirm({
      id,
      actor: ALICE,
      typed: { name: 'zty16i', reason: 'INC-2' },
    });
    expect(outcome).toMatchObject({ kind: 'taken', endings: [{ state: 'ending', reason: 'INC-2' }] });
  });

  it('the button alone, where the name must be typed', async () => {
    const night = world();
    night.policy.confirm = 'type-name';
    const { id } = await night.plan();
    expect(await night.lifecycle.confirm({ id, actor: ALICE, typed: null })).toMatchObject({
      objection: { kind: 'name-needed' },
    });
    night.policy.confirm = 'button';
    expect(
      await night.lifecycle.confirm({ id, actor: ALICE, typed: null }),
      'the plan asked for it',
    ).toMatchObject({
      objection: { kind: 'name-needed' },
    });
  });

  it('the button alone, where the rule has become stricter since the plan', async () => {
    const night = world();
    const { id } = await night.plan();
    night.policy.confirm = 'type-name';
    expect(await night.lifecycle.confirm({ id, actor: ALICE, typed: null })).toMatchObject({
      objection: { kind: 'name-needed' },
    });
  });
});

describe('a confirmation that has expired', () => {
  it('is good until its time and not at it', async () => {
    const night = world();
    const [one, other] = [await night.plan(), await night.plan()];
    night.pass(15 * MINUTE - 1);
    expect((await night.press(one.id)).state).toBe('ending');
    night.pass(1);
    expect(await night.lifecycle.confirm({ id: other.id, actor: ALICE, typed: null })).toMatchObject({
      objection: { kind: 'expired' },
    });
    expect(night.dts.sends).toHaveLength(1);
  });

  it('survives a restart, as one that has not expired does', async () => {
    const night = world();
    const { id } = await night.plan();
    await night.restart();
    expect((await night.press(id)).state).toBe('ending');
  });
});

describe('the look before the call', () => {
  it('voids the ending when the task has changed, and says which fact', async () => {
    const night = world();
    const { id } = await night.plan();
    night.dts.change(ORDERS, { name: 'orders-new', stage: 'paused', status: 'Suspending' });
    const ending = await night.press(id);
    expect(ending.state).toBe('void');
    expect(ending.why).toContain('Name: shown "orders-prod", now "orders-new"');
    expect(ending.why).toContain('State: shown "running", now "paused"');
    expect(night.dts.sends).toEqual([]);
    expect((await night.ask('terminate', 'orders-new')).kind).toBe('plan');
  });

  it('does not mind lag and progress, as far as the task is ready all the same', async () => {
    const night = world();
    const { id } = await night.plan();
    night.dts.change(ORDERS, { lag: { milliseconds: 900 }, fullLoad: 'not-shown' });
    expect((await night.press(id)).state).toBe('ending');
  });

  it.each([
    ['Finished', { stage: 'ended', status: 'Finished' }],
    ['released', { stage: 'gone', status: 'Released' }],
  ] as const)(
    'takes a task that is %s for ended, not by us, without a call, and opens its checklist',
    async (_, over) => {
      const night = world();
      const { id } = await night.plan();
      night.dts.change(ORDERS, over);
      const ending = await night.press(id);
      expect(ending).toMatchObject({ state: 'ended', byUs: false, call: null, why: /not by us/ });
      expect(night.dts.sends).toEqual([]);
      expect(await night.checklistsDue()).toEqual([ending.id]);
      expect((await night.ask('terminate')).kind).toBe('refused');
    },
  );

  it('keeps the facts from before an end that was not ours, for the clean-up', async () => {
    const night = world();
    const { id } = await night.plan('terminate', 'DRS-shop-prod');
    night.drs.change(drsTask(), { stage: 'ended', status: 'RELEASE_RESOURCE_COMPLETE', drs: null });
    const ending = await night.press(id);
    expect(ending).toMatchObject({ state: 'ended', task: { drs: { replicationPublicIp: '80.158.10.20' } } });
  });

  it('takes "not found" in two reads for released by somebody else', async () => {
    const night = world();
    const { id } = await night.plan();
    night.dts.tasks.clear();
    const ending = await night.press(id);
    expect(ending).toMatchObject({ state: 'ended', byUs: false, why: /released by somebody else/ });
    expect(await night.checklistsDue()).toEqual([ending.id]);
  });

  it('does not take one "not found" for anything', async () => {
    const night = world();
    const { id } = await night.plan();
    let looks = 0;
    night.dts.trouble = () => {
      looks += 1;
      return looks === 1 ? 'not-found' : null;
    };
    expect((await night.press(id)).state).toBe('ending');
    expect(night.dts.sends).toHaveLength(1);
  });

  it('refuses a pause of a task that is not found, and promises no clean-up', async () => {
    const night = world();
    const { id } = await night.plan('pause');
    night.dts.tasks.clear();
    expect((await night.press(id)).state).toBe('refused');
    expect(await night.checklistsDue()).toEqual([]);
  });

  it('refuses when the cloud does not answer; nothing is sent, and the task is free', async () => {
    const night = world();
    const { id } = await night.plan();
    night.dts.trouble = () => new ProviderError('unreachable', 'no answer from dts.aliyuncs.com in 30 s');
    const ending = await night.press(id);
    expect(ending).toMatchObject({ state: 'refused', why: /not touched.*no answer from dts/ });
    expect(night.dts.sends).toEqual([]);
    night.dts.trouble = () => null;
    expect((await night.ask('terminate')).kind).toBe('plan');
  });

  it('judges again: what was possible may not be any more', async () => {
    const night = world();
    const { id } = await night.plan('terminate', 'DRS-shop-prod');
    night.drs.change(drsTask(), { trouble: { code: 'DRS.M05017', text: 'cannot connect', reads: 2 } });
    expect(await night.press(id)).toMatchObject({ state: 'refused', why: /in trouble.*cannot connect/ });
    expect(night.drs.sends).toEqual([]);
  });

  it('refuses an account that is no longer configured', async () => {
    const night = world();
    const { id } = await night.plan();
    Object.assign(night.ports, { clouds: [night.drs] });
    await night.restart();
    expect(await night.press(id)).toMatchObject({ state: 'refused', why: /no longer configured/ });
  });

  it('refuses an action that the cloud has no call for', async () => {
    const night = world();
    const { id } = await night.plan();
    night.dts.prepare = () => null;
    expect(await night.press(id)).toMatchObject({ state: 'refused', why: /no call/ });
    expect(night.dts.sends).toEqual([]);
  });
});

describe('both directions of a two-way synchronisation', () => {
  const both = 'alibaba-dts/prod-cn/cn-hangzhou/twoway0for1/both';
  function twoWayNight() {
    const night = world();
    night.dts.show(twoWayTask('forward'), twoWayTask('reverse'));
    const byKey = (key: string) =>
      night.lifecycle.request({
        action: 'terminate',
        target: { kind: 'key', key },
        actor: ALICE,
        reason: null,
      });
    return { night, byKey };
  }

  it('are offered to choose from, nothing preselected', async () => {
    const { night } = twoWayNight();
    const outcome = await night.ask('terminate', 'ledger-both');
    expect(outcome).toMatchObject({
      kind: 'choose-direction',
      tasks: [{ direction: 'forward' }, { direction: 'reverse' }],
    });
  });

  it('end one by one: the other is not touched', async () => {
    const { night, byKey } = twoWayNight();
    const outcome = await byKey(both.replace('both', 'forward'));
    if (outcome.kind !== 'plan') throw new Error(outcome.kind);
    expect(outcome.plan.tasks).toHaveLength(1);
    expect(outcome.confirmation.sharedName, 'both directions carry one name').toBe(false);
    await night.press(outcome.confirmation.id);
    expect(night.dts.sends).toMatchObject([{ task: { direction: 'forward', taskId: 'twoway0for1' } }]);
    expect((await byKey(both.replace('for1/both', 'rev1/reverse'))).kind).toBe('plan');
  });

  it('end together by one confirmation: two calls, two endings, each with its own state', async () => {
    const { night, byKey } = twoWayNight();
    const outcome = await byKey(both);
    if (outcome.kind !== 'plan') throw new Error(outcome.kind);
    night.dts.answers = [
      { kind: 'accepted', requestId: 'r1' },
      { kind: 'refused', code: 'Busy', message: 'try later', requestId: 'r2', permission: null },
    ];
    const confirmed = await night.lifecycle.confirm({
      id: outcome.confirmation.id,
      actor: ALICE,
      typed: null,
    });
    expect(night.dts.sends.map(({ task }) => task.direction).sort()).toEqual(['forward', 'reverse']);
    expect(confirmed.kind === 'taken' && confirmed.endings.map(({ state }) => state).sort()).toEqual([
      'ending',
      'failed',
    ]);
    expect(await night.endings()).toHaveLength(2);
  });

  it('leave out the one that is over already', async () => {
    const { night, byKey } = twoWayNight();
    night.dts.change(twoWayTask('reverse'), { stage: 'ended', status: 'Finished' });
    const outcome = await byKey(both);
    expect(outcome).toMatchObject({ kind: 'plan', plan: { tasks: [{ direction: 'forward' }] } });
  });

  it('are nothing to do when both are over', async () => {
    const { night, byKey } = twoWayNight();
    for (const direction of ['forward', 'reverse'] as const)
      night.dts.change(twoWayTask(direction), { stage: 'ended', status: 'Finished' });
    expect(await byKey(both)).toMatchObject({ kind: 'refused', nothingToDo: true });
  });

  it('take the stricter of two rules: most approvals, and the typed name', async () => {
    const { night, byKey } = twoWayNight();
    night.policy.special.set('twoway0rev1', { confirm: 'type-name', approvals: 2 });
    const outcome = await byKey(both);
    expect(outcome).toMatchObject({
      kind: 'plan',
      plan: { verdict: { approvals: 2, confirm: 'type-name' } },
      confirmation: { confirm: 'type-name' },
    });
  });

  it('are two tasks to choose from when nothing says that they belong together', async () => {
    const { night } = twoWayNight();
    night.dts.tasks.clear();
    const alone = (direction: 'forward' | 'reverse') =>
      twoWayTask(direction, { instanceId: null, other: null });
    night.dts.show(alone('forward'), alone('reverse'));
    expect((await night.ask('terminate', 'ledger-both')).kind).toBe('choose-task');
  });

  it('are released together, when both are over', async () => {
    const { night } = twoWayNight();
    expect(await night.ask('release', 'ledger-both')).toMatchObject({ kind: 'refused', why: /still alive/ });
    for (const direction of ['forward', 'reverse'] as const) {
      const taskId = direction === 'forward' ? 'twoway0rev1' : 'twoway0for1';
      const other = { taskId, stage: 'ended', status: 'Finished' } as const;
      night.dts.change(twoWayTask(direction), { stage: 'ended', status: 'Finished', other });
    }
    const { id } = await night.plan('release', 'ledger-both');
    expect(await night.lifecycle.confirm({ id, actor: ALICE, typed: null })).toMatchObject({
      kind: 'taken',
      endings: [{ state: 'ending' }, { state: 'ending' }],
    });
    expect(night.dts.sends).toHaveLength(2);
  });
});
