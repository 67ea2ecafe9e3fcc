import { describe, expect, it } from 'vitest';
import { judgeAll } from '../../../src/lifecycle/judge-all.ts';
import { ProviderError } from '../../../src/lifecycle/ports.ts';
import { SCHEDULE } from '../../../src/lifecycle/rows.ts';
import { taskKey } from '../../../src/lifecycle/task.ts';
import { dtsTask, twoWayTask } from '../tasks.ts';
import { ALICE, BOB, CAROL, FakePolicy, HOUR, MALLORY, MINUTE, world } from '../world.ts';
import { planIn, planned, timeIn } from './planned.ts';

const DAY = 24 * HOUR;

describe('a plan for a time', () => {
  it('is bound to that time, and to what the policy asks of it', async () => {
    const night = world();
    const confirmation = await planIn(night, 3 * HOUR);
    expect(confirmation.schedule).toEqual({
      at: night.now() + 3 * HOUR,
      wall: '2026-11-21 04:43',
      zone: 'Europe/Berlin',
      presence: 'required',
    });
    expect(night.store.audit.at(-1)).toMatchObject({
      type: 'plan.shown',
      schedule: {
        at: '2026-11-21T03:43:00.000Z',
        wall: '2026-11-21 04:43',
        presence: 'required',
        presenceFrom: '2026-11-21T03:28:00.000Z',
      },
    });
    expect(night.dts.sends).toEqual([]);
  });

  it('can be made for a moment from now, and up to fourteen days ahead', async () => {
    for (const ahead of [6_000, 14 * DAY]) expect((await planIn(world(), ahead)).schedule).not.toBeNull();
  });

  it.each([
    ['past', -1, /2026-11-21 01:42 Europe\/Berlin is past\. Name a time/],
    ['now', 0, /is past/],
    ['too far', 14 * DAY + 1, /more than 14 days ahead/],
  ])('is refused for a time that is %s', async (_, ahead, why) => {
    const night = world();
    const asked = await night.ask('terminate', 'orders-prod', ALICE, timeIn(night, ahead));
    expect(asked).toMatchObject({ kind: 'refused', why: expect.stringMatching(why) });
    expect(night.auditTypes()).toEqual(['request.refused']);
  });

  it.each([
    ['pause', {}],
    ['resume', { stage: 'paused', status: 'Suspending' }],
    ['release', { stage: 'ended', status: 'Finished' }],
    ['force-terminate', {}],
  ] as const)('is refused for %s', async (action, shown) => {
    const night = world();
    night.dts.change(dtsTask(), shown);
    const asked = await night.ask(action, 'orders-prod', ALICE, timeIn(night, HOUR));
    expect(asked).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('Only an ordinary end (terminate)'),
    });
  });

  it('is too old to be confirmed when its time has come', async () => {
    const night = world();
    const { id, expiresAt } = await planIn(night, 5 * MINUTE);
    expect(expiresAt).toBe(night.now() + 5 * MINUTE);
    night.pass(5 * MINUTE);
    expect(await night.lifecycle.confirm({ id, actor: ALICE, typed: null })).toMatchObject({
      objection: { kind: 'expired' },
    });
  });

  it('keeps its time when it is asked for again', async () => {
    const night = world();
    const { id: confirmationId, schedule } = await planIn(night, HOUR);
    const again = (actor: typeof ALICE) =>
      night.lifecycle.request({
        action: 'terminate',
        target: { kind: 'again', confirmationId },
        actor,
        reason: null,
      });
    expect(await again(BOB)).toMatchObject({ kind: 'plan', confirmation: { schedule } });
    night.pass(HOUR);
    expect(await again(ALICE)).toMatchObject({ kind: 'refused', why: expect.stringContaining('is past') });
  });

  it('is made for both directions, and each then waits for itself', async () => {
    const night = world();
    night.dts.show(twoWayTask('forward'), twoWayTask('reverse'));
    const asked = await night.lifecycle.request({
      action: 'terminate',
      target: { kind: 'key', key: taskKey(twoWayTask('forward')).replace(/forward$/, 'both') },
      actor: ALICE,
      reason: null,
      schedule: timeIn(night, HOUR),
    });
    if (asked.kind !== 'plan') throw new Error(`no plan but ${asked.kind}`);
    await night.lifecycle.confirm({ id: asked.confirmation.id, actor: ALICE, typed: null });
    const both = await night.lifecycle.scheduled();
    expect(both.map(({ state, task }) => [state, task.direction])).toEqual([
      ['awaiting-approval', 'forward'],
      ['awaiting-approval', 'reverse'],
    ]);
    night.pass(50 * MINUTE);
    await night.keepTime();
    for (const { id } of both) await night.lifecycle.sayPresent({ id, actor: BOB });
    night.pass(10 * MINUTE);
    await night.keepTime();
    expect(night.dts.sends.map(({ task }) => task.direction).sort()).toEqual(['forward', 'reverse']);
  });
});

describe('somebody to be there', () => {
  it('is needed for both directions where it is needed for one', async () => {
    const task = dtsTask();
    const said = (presence: 'required' | 'not-needed') =>
      ({
        allowed: true,
        confirm: 'button',
        approvals: 0,
        approvers: [],
        readiness: 'shown',
        presence,
        rule: 1,
      }) as const;
    for (const [one, other, all] of [
      ['not-needed', 'required', 'required'],
      ['required', 'not-needed', 'required'],
      ['not-needed', 'not-needed', 'not-needed'],
    ] as const) {
      const verdicts = [said(one), said(other)];
      const judge = async () => verdicts.shift() ?? said('required');
      expect(
        await judgeAll(Object.assign(new FakePolicy(), { judge }), ALICE, 'terminate', [task, task]),
      ).toMatchObject({
        verdict: { presence: all },
      });
    }
  });
});

describe('a plan for a time, and what keeps it from changing anything', () => {
  const until = (at: number) => ({ at, wall: '2026-11-21 03:43', zone: 'Europe/Berlin' });

  it('does not mind a hold that is over by then', async () => {
    const night = world();
    const task = dtsTask();
    await night.brakes.hold({ actor: BOB, task, until: until(night.now() + 2 * HOUR), because: 'month end' });
    expect((await night.ask('terminate')).kind).toBe('refused');
    const { id } = await planIn(night, 3 * HOUR);
    expect((await night.press(id)).state).toBe('awaiting-approval');
  });

  it('is refused by a hold that lasts, and says for when', async () => {
    const night = world();
    await night.brakes.hold({ actor: BOB, task: dtsTask(), until: null, because: 'month end' });
    expect(await night.ask('terminate', 'orders-prod', ALICE, timeIn(night, HOUR))).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(
        /^This stands in the way at 2026-11-21 02:43 Europe\/Berlin\. orders-prod is on hold until somebody lifts it: "month end"\..* Held by UBOB\.$/,
      ),
    });
  });

  it('looks at the freeze windows of that moment, not of this one', async () => {
    const night = world();
    const pace = { kind: 'dates', from: '2026-11-21T02:00', to: '2026-11-21T03:00' } as const;
    night.windows.push({ pace, zone: 'UTC', because: 'quiet', accounts: null });
    expect((await night.ask('terminate')).kind).toBe('plan');
    const ask = (ms: number) => night.ask('terminate', 'orders-prod', ALICE, timeIn(night, ms));
    expect(await ask(2 * HOUR)).toMatchObject({ kind: 'refused', why: expect.stringContaining('"quiet"') });
    expect((await ask(3 * HOUR)).kind).toBe('plan');
  });

  it('is always refused while everything is frozen', async () => {
    const night = world();
    const { id } = await planIn(night, 3 * HOUR);
    await night.brakes.freeze({ actor: BOB, because: 'INC-9' });
    expect((await night.ask('terminate', 'orders-prod', ALICE, timeIn(night, HOUR))).kind).toBe('refused');
    expect(await night.lifecycle.confirm({ id, actor: ALICE, typed: null })).toMatchObject({
      objection: { kind: 'braked', why: expect.stringContaining('Everything is frozen') },
    });
  });
});

describe('an end that waits for its time', () => {
  it('is looked at and judged once, and then waits, whoever must agree', async () => {
    const { night, ending } = await planned();
    expect(await ending()).toMatchObject({
      state: 'awaiting-approval',
      approvalExpiresAt: night.now() + 3 * HOUR,
      pressAgain: false,
      schedule: { presence: 'required', openedAt: null, remindedAt: null, firedAt: null, present: null },
    });
    expect(night.auditTypes()).toEqual(['plan.shown', 'ending.confirmed', 'ending.scheduled']);
    expect(night.dts.sends).toEqual([]);
  });

  it('does not come to wait where the task is not as it was shown', async () => {
    const night = world();
    const { id } = await planIn(night, HOUR);
    night.dts.change(dtsTask(), { name: 'renamed' });
    expect((await night.press(id)).state).toBe('void');
    expect(await night.lifecycle.scheduled()).toEqual([]);
    expect(await night.store.list(SCHEDULE, { limit: 10 })).toEqual([]);
  });

  it('holds its task, and says until when and how to stop it', async () => {
    const { night, id } = await planned();
    expect(await night.ask('terminate', 'orders-prod', BOB)).toMatchObject({
      kind: 'refused',
      ending: id,
      why: 'Somebody is already at it: orders-prod is to be ended at 2026-11-21 04:43 Europe/Berlin.',
      ways: [{ kind: 'advice', text: expect.stringContaining('Veto or withdraw it') }],
    });
  });

  it('is listed, the next one first, and no more once it is over', async () => {
    const { night, id } = await planned();
    expect((await night.lifecycle.scheduled()).map((one) => one.id)).toEqual([id]);
    await night.lifecycle.withdraw({ id, actor: ALICE });
    expect(await night.lifecycle.scheduled()).toEqual([]);
    expect(await night.store.list(SCHEDULE, { limit: 10 })).toEqual([]);
    expect((await night.ask('terminate')).kind).toBe('plan');
  });

  it('can be withdrawn and rejected as any other', async () => {
    const one = await planned();
    expect(await one.night.lifecycle.withdraw({ id: one.id, actor: BOB })).toMatchObject({
      ending: { state: 'withdrawn' },
    });
    const other = await planned((night) => {
      night.policy.approvals = 1;
    });
    expect(
      await other.night.lifecycle.reject({ id: other.id, actor: BOB, reason: 'not tonight' }),
    ).toMatchObject({ ending: { state: 'rejected' } });
    expect(await other.night.lifecycle.reject({ id: other.id, actor: MALLORY, reason: 'x' })).toMatchObject({
      kind: 'refused',
    });
  });

  it('is not read again and again for hours: only once it is near', async () => {
    const { night, until } = await planned();
    const looked = night.dts.looks;
    night.pass(HOUR);
    await night.lifecycle.readAgain();
    await until(20 * MINUTE);
    await night.lifecycle.readAgain();
    expect(night.dts.looks).toBe(looked);
    await until(10 * MINUTE);
    const reminded = night.dts.looks;
    night.pass(MINUTE);
    await night.lifecycle.readAgain();
    expect(night.dts.looks).toBe(reminded + 1);
  });
});

describe('agreement to a scheduled end', () => {
  const twoNeeded = () =>
    planned((night) => {
      night.policy.approvals = 1;
    });

  it('is collected until its time, and begins nothing', async () => {
    const { night, id, until, ending } = await twoNeeded();
    await until(HOUR);
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
      kind: 'recorded',
      ending: { state: 'awaiting-approval', pressAgain: false, approvals: [{ userId: 'UBOB' }] },
    });
    expect(await night.lifecycle.approve({ id, actor: CAROL })).toMatchObject({
      kind: 'refused',
      why: 'Nobody else needs to agree; it waits for its time.',
    });
    await night.watch();
    expect((await ending()).state).toBe('awaiting-approval');
    expect(night.dts.sends).toEqual([]);
  });

  it('is counted while the task is not ready yet: its time judges that', async () => {
    const { night, id, until } = await twoNeeded();
    await until(HOUR);
    night.dts.change(dtsTask(), { lag: { milliseconds: 42_000 } });
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
      kind: 'recorded',
      ending: { state: 'awaiting-approval', approvals: [{ userId: 'UBOB' }] },
    });
  });

  it('is not counted where the task has changed, which ends the waiting at once', async () => {
    const { night, id, until } = await twoNeeded();
    await until(HOUR);
    night.dts.change(dtsTask(), { name: 'renamed' });
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
      kind: 'not-counted',
      ending: { state: 'void' },
    });
    expect(await night.store.list(SCHEDULE, { limit: 10 })).toEqual([]);
  });

  it('is not counted while a cloud does not answer, and may be given again', async () => {
    const { night, id, ending } = await twoNeeded();
    night.dts.trouble = () => new ProviderError('unreachable', 'no answer');
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('press again'),
    });
    expect((await ending()).state).toBe('awaiting-approval');
  });

  it('is refused while something will stand in the way at its time, and not for what is over by then', async () => {
    const { night, id } = await twoNeeded();
    const until = { at: night.now() + 2 * HOUR, wall: '2026-11-21 03:43', zone: 'Europe/Berlin' };
    await night.brakes.hold({ actor: BOB, task: dtsTask(), until, because: 'month end' });
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({ kind: 'recorded' });
    const other = await twoNeeded();
    await other.night.brakes.hold({ actor: BOB, task: dtsTask(), until: null, because: 'month end' });
    expect(await other.night.lifecycle.approve({ id: other.id, actor: BOB })).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('This stands in the way at'),
    });
  });

  it('can be thought over: the plan shows what differs by now, and what will stand in the way', async () => {
    const { night, id } = await twoNeeded();
    await night.brakes.hold({ actor: BOB, task: dtsTask(), until: null, because: 'month end' });
    expect(await night.lifecycle.lookNow({ id, actor: BOB })).toMatchObject({
      kind: 'seen',
      now: { braked: expect.stringContaining('This stands in the way at'), agreed: { needed: 1 } },
    });
  });

  it('that is not needed is not taken', async () => {
    const { night, id } = await planned();
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
      kind: 'refused',
      why: 'Nobody else needs to agree; it waits for its time.',
    });
  });

  it('comes too late at its time', async () => {
    const { night, id } = await twoNeeded();
    night.pass(3 * HOUR);
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({ kind: 'refused' });
  });
});
