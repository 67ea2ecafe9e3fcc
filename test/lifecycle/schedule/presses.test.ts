import { describe, expect, it } from 'vitest';
import { SCHEDULE } from '../../../src/lifecycle/rows.ts';
import { ALICE, BOB, CAROL, HOUR, MALLORY, MINUTE, person } from '../world.ts';
import { aboutToBegin, planned } from './planned.ts';

const DAVE = person('UDAVE');

describe('"I am here"', () => {
  it('is too early before the last fifteen minutes, and says when it is not', async () => {
    const { night, id, until } = await planned();
    await until(2 * HOUR);
    expect(await night.lifecycle.sayPresent({ id, actor: ALICE })).toEqual({
      kind: 'refused',
      why: 'That is too early: press it in the 15 minutes before 2026-11-21 04:43 Europe/Berlin, which begin in 105 min.',
    });
    await until(15 * MINUTE);
    expect(await night.lifecycle.sayPresent({ id, actor: ALICE })).toMatchObject({ kind: 'recorded' });
  });

  it.each([
    ['the person who asked, even without the right by now', ALICE],
    ['somebody who agreed', DAVE],
    ['somebody who may do the same', CAROL],
  ])('counts from %s', async (_, actor) => {
    const { night, id, until, schedule, notes } = await planned((one) => {
      one.policy.approvals = 1;
      one.policy.approvers.add('UDAVE');
    });
    await night.lifecycle.approve({ id, actor: DAVE });
    await until(MINUTE);
    night.policy.may.delete('UALICE');
    expect(await night.lifecycle.sayPresent({ id, actor })).toMatchObject({ kind: 'recorded' });
    expect((await schedule()).present).toMatchObject({ userId: actor.userId, at: night.now() });
    expect(night.store.audit.at(-1)).toMatchObject({ type: 'ending.present', actor: actor.userId });
    expect(await notes()).toContainEqual({ kind: 'present', userId: actor.userId });
  });

  it('does not count from a stranger, and that is on record', async () => {
    const { night, id, until, schedule } = await planned();
    await until(MINUTE);
    expect(await night.lifecycle.sayPresent({ id, actor: MALLORY })).toEqual({
      kind: 'refused',
      why: 'No rule lets you do that.',
    });
    expect((await schedule()).present).toBeNull();
    expect(night.store.audit.at(-1)).toMatchObject({
      type: 'ending.presence-refused',
      actor: 'UMALLORY',
      why: 'No rule lets you do that.',
      ending: id,
    });
  });

  it('counts once, however many press', async () => {
    const { night, id, until } = await planned();
    await until(MINUTE);
    const said = await Promise.all(
      [ALICE, BOB, CAROL].map((actor) => night.lifecycle.sayPresent({ id, actor })),
    );
    expect(said.filter(({ kind }) => kind === 'recorded')).toHaveLength(1);
    expect(night.auditTypes().filter((type) => type === 'ending.present')).toHaveLength(1);
    expect(await night.lifecycle.sayPresent({ id, actor: BOB })).toMatchObject({
      why: 'Somebody has said to be here already; one is enough.',
    });
  });

  it('comes too late at the time itself', async () => {
    const { night, id } = await planned();
    night.pass(3 * HOUR);
    expect(await night.lifecycle.sayPresent({ id, actor: ALICE })).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('has come already'),
    });
  });

  it('is refused where nothing waits for a time', async () => {
    const { night, id } = await planned();
    await night.lifecycle.withdraw({ id, actor: ALICE });
    expect(await night.lifecycle.sayPresent({ id, actor: ALICE })).toMatchObject({
      why: 'There is no time to be here for: orders-prod is withdrawn.',
    });
    expect(await night.lifecycle.sayPresent({ id: 'e9', actor: ALICE })).toMatchObject({
      why: expect.stringContaining('no longer hold'),
    });
  });
});

describe('a veto', () => {
  it.each([
    ['the person who asked, even without the right by now', ALICE],
    ['somebody who may do the same', CAROL],
    ['somebody who may approve it', DAVE],
    ['somebody who may put it on hold', person('UERIN')],
  ])('by %s stops it for good', async (_, actor) => {
    const { night, id, until, ending } = await planned((one) => {
      one.policy.approvers.add('UDAVE');
      one.policy.mayOnlyHold.add('UERIN');
    });
    await until(5 * MINUTE);
    night.policy.may.delete('UALICE');
    expect(await night.lifecycle.veto({ id, actor })).toMatchObject({
      kind: 'recorded',
      ending: { state: 'vetoed', decidedBy: { userId: actor.userId, reason: null } },
    });
    expect(night.store.audit.at(-1)).toMatchObject({ type: 'ending.vetoed', actor: actor.userId });
    expect(await night.store.list(SCHEDULE, { limit: 10 })).toEqual([]);
    await until(0);
    expect((await ending()).state).toBe('vetoed');
    expect(night.dts.sends).toEqual([]);
    expect((await night.ask('terminate', 'orders-prod', CAROL)).kind).toBe('plan');
  });

  it('by a stranger does not count, and is on record', async () => {
    const { night, id, ending } = await planned();
    expect(await night.lifecycle.veto({ id, actor: MALLORY })).toEqual({
      kind: 'refused',
      why: 'No rule lets you do that.',
    });
    expect(night.store.audit.at(-1)).toMatchObject({ type: 'ending.veto-refused', actor: 'UMALLORY' });
    expect((await ending()).state).toBe('awaiting-approval');
  });

  it('comes too late when it is under way, and is none of an end without a time', async () => {
    const { night, id, until } = await aboutToBegin();
    await until(0);
    expect(await night.lifecycle.veto({ id, actor: ALICE })).toMatchObject({
      kind: 'refused',
      why: 'There is nothing left to veto: orders-prod is ending.',
    });
    expect(await night.lifecycle.veto({ id: 'e9', actor: ALICE })).toMatchObject({
      why: expect.stringContaining('no longer hold'),
    });
  });

  it('is not the word for an ending that only waits for agreement', async () => {
    const { night, id } = await planned((one) => {
      one.policy.approvals = 1;
    });
    await night.lifecycle.veto({ id, actor: ALICE });
    const waiting = await night.end();
    expect(await night.lifecycle.veto({ id: waiting.id, actor: BOB })).toMatchObject({
      kind: 'refused',
      why: 'orders-prod waits for no time: reject or withdraw it instead.',
    });
  });

  it('at its very time either stops it or comes too late, never both', async () => {
    const { night, id, ending } = await aboutToBegin();
    night.pass(5 * MINUTE);
    const [vetoed] = await Promise.all([night.lifecycle.veto({ id, actor: BOB }), night.keepTime()]);
    await night.keepTime();
    const { state } = await ending();
    expect(state).toBe(vetoed.kind === 'recorded' ? 'vetoed' : 'ending');
    expect(night.dts.sends).toHaveLength(state === 'ending' ? 1 : 0);
  });
});
