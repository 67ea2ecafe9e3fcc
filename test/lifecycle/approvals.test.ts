import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/lifecycle/ports.ts';
import { dtsTask } from './tasks.ts';
import { ALICE, BOB, CAROL, HOUR, MALLORY, MINUTE, person, world } from './world.ts';

const DAVE = person('UDAVE');

async function waiting(approvals: number) {
  const night = world();
  night.policy.approvals = approvals;
  const ending = await night.end();
  return { night, ending, id: ending.id };
}

describe('an ending that others must agree to', () => {
  it('waits, and sends nothing', async () => {
    const { night, ending } = await waiting(1);
    expect(ending).toMatchObject({
      state: 'awaiting-approval',
      approvalsNeeded: 1,
      approvers: ['SLEADS'],
      approvalExpiresAt: night.now() + HOUR,
    });
    expect(night.dts.sends).toEqual([]);
  });

  it('is looked at before anybody is asked to agree: a changed task is void at once', async () => {
    const night = world();
    night.policy.approvals = 1;
    const { id } = await night.plan();
    night.dts.change(dtsTask(), { name: 'renamed' });
    expect((await night.press(id)).state).toBe('void');
  });

  it('holds its task meanwhile', async () => {
    const { night, id } = await waiting(1);
    expect(await night.ask('terminate', 'orders-prod', BOB)).toMatchObject({ kind: 'refused', ending: id });
  });

  it('ends with the agreement of one other person', async () => {
    const { night, id } = await waiting(1);
    const outcome = await night.lifecycle.approve({ id, actor: BOB });
    expect(outcome).toMatchObject({
      kind: 'recorded',
      ending: { state: 'ending', approvals: [{ userId: 'UBOB' }] },
    });
    expect(night.dts.sends).toHaveLength(1);
  });

  it('needs two different people where two are needed', async () => {
    const { night, id } = await waiting(2);
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
      ending: { state: 'awaiting-approval' },
    });
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
      kind: 'refused',
      why: /already/,
    });
    expect(night.dts.sends).toEqual([]);
    expect(await night.lifecycle.approve({ id, actor: CAROL })).toMatchObject({
      ending: { state: 'ending' },
    });
    expect(night.dts.sends).toHaveLength(1);
  });

  it('counts one agreement when a person presses twenty times at once', async () => {
    const { night, id } = await waiting(2);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => night.lifecycle.approve({ id, actor: BOB })),
    );
    expect(outcomes.filter(({ kind }) => kind === 'recorded')).toHaveLength(1);
    expect(await night.read(id)).toMatchObject({
      state: 'awaiting-approval',
      approvals: [{ userId: 'UBOB' }],
    });
  });

  it('sends once when many agree at once', async () => {
    const { night, id } = await waiting(1);
    const people = Array.from({ length: 10 }, (_, at) => person(`UP${at}`));
    for (const { userId } of people) night.policy.approvers.add(userId);
    await Promise.all(people.map((actor) => night.lifecycle.approve({ id, actor })));
    expect(night.dts.sends).toHaveLength(1);
    expect((await night.read(id)).approvals).toHaveLength(1);
  });

  it('does not take the agreement of the person who asked', async () => {
    const { night, id } = await waiting(1);
    expect(await night.lifecycle.approve({ id, actor: ALICE })).toMatchObject({
      kind: 'refused',
      why: /somebody else/,
    });
    expect(await night.lifecycle.approve({ id, actor: MALLORY })).toMatchObject({
      kind: 'refused',
      why: 'You are not among the approvers.',
    });
    expect(night.dts.sends).toEqual([]);
  });

  it('looks, records the agreement, and looks once more before it acts', async () => {
    const { night, id } = await waiting(1);
    night.journal.length = 0;
    await night.lifecycle.approve({ id, actor: BOB });
    expect(night.journal).toEqual([
      'look',
      'commit ending.approved',
      'look',
      'commit ending.executing',
      'send terminate',
      'commit ending.answered',
    ]);
  });

  it('looks and judges again at the last agreement', async () => {
    const { night, id } = await waiting(1);
    night.dts.change(dtsTask(), { billing: 'subscription' });
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
      ending: { state: 'void', why: /Billing: shown "pay-as-you-go", now "subscription"/ },
    });
    expect(night.dts.sends).toEqual([]);
  });

  it('is refused at the last agreement when the person who asked has lost the right', async () => {
    const { night, id } = await waiting(1);
    night.policy.may.delete('UALICE');
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
      ending: { state: 'refused', why: 'No rule lets you do that.' },
    });
  });

  it('is refused when the last look fails', async () => {
    const { night, id } = await waiting(1);
    night.dts.trouble = () => new ProviderError('unreachable', 'no answer');
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({ ending: { state: 'refused' } });
    expect(night.dts.sends).toEqual([]);
  });

  it('is ended, not by us, when the task is over by then', async () => {
    const { night, id } = await waiting(1);
    night.dts.change(dtsTask(), { stage: 'ended', status: 'Finished' });
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
      ending: { state: 'ended', byUs: false },
    });
    expect(await night.checklistsDue()).toEqual([id]);
  });

  it('sends nothing by itself after a restart, and still takes a fresh agreement', async () => {
    const { night, id } = await waiting(1);
    await night.restart();
    await night.watchFor(10);
    expect(await night.read(id)).toMatchObject({ state: 'awaiting-approval' });
    expect(night.dts.sends).toEqual([]);
    await night.lifecycle.approve({ id, actor: BOB });
    expect(night.dts.sends).toHaveLength(1);
  });
});

describe('an agreement that comes late', () => {
  async function late() {
    const { night, id } = await waiting(1);
    night.pass(15 * MINUTE + 1);
    const outcome = await night.lifecycle.approve({ id, actor: BOB });
    return { night, id, outcome };
  }

  it('still acts at once within fifteen minutes of the confirmation', async () => {
    const { night, id } = await waiting(1);
    night.pass(15 * MINUTE);
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({ ending: { state: 'ending' } });
  });

  it('asks the person who confirmed to press once more', async () => {
    const { night, id, outcome } = await late();
    expect(outcome).toMatchObject({ ending: { state: 'awaiting-approval', pressAgain: true } });
    expect(night.dts.sends).toEqual([]);
    expect(await night.outbox()).toContainEqual(
      expect.objectContaining({ note: { kind: 'press-again', userId: 'UALICE' } }),
    );
    expect(await night.press(id)).toMatchObject({ state: 'ending', pressAgain: false });
    expect(night.dts.sends).toHaveLength(1);
  });

  it('takes that press from nobody else, and once', async () => {
    const { night, id } = await late();
    expect(await night.lifecycle.confirm({ id, actor: BOB, typed: null })).toMatchObject({
      objection: { kind: 'not-yours' },
    });
    expect(await night.lifecycle.approve({ id, actor: CAROL })).toMatchObject({
      kind: 'refused',
      why: /must press once more/,
    });
    await Promise.all(
      Array.from({ length: 20 }, () => night.lifecycle.confirm({ id, actor: ALICE, typed: null })),
    );
    expect(night.dts.sends).toHaveLength(1);
  });

  it('does not take that press without the right, nor before it is asked for', async () => {
    const { night, id } = await late();
    night.policy.may.delete('UALICE');
    expect(await night.lifecycle.confirm({ id, actor: ALICE, typed: null })).toMatchObject({
      objection: { kind: 'not-allowed' },
    });
    const early = await waiting(1);
    expect(await early.night.lifecycle.confirm({ id: early.id, actor: ALICE, typed: null })).toMatchObject({
      objection: { kind: 'already' },
    });
    expect(night.dts.sends).toEqual([]);
  });

  it('looks again at that press', async () => {
    const { night, id } = await late();
    night.dts.change(dtsTask(), { createdAt: '2026-11-20T00:00:00.000Z' });
    expect(await night.press(id)).toMatchObject({ state: 'void', why: /Creation time/ });
  });

  it('lapses when the press does not come', async () => {
    const { night, id } = await late();
    night.pass(45 * MINUTE);
    expect(await night.lifecycle.confirm({ id, actor: ALICE, typed: null })).toMatchObject({
      objection: { kind: 'already' },
    });
    await night.watch();
    expect(await night.read(id)).toMatchObject({ state: 'expired', pressAgain: false });
    expect(night.dts.sends).toEqual([]);
  });
});

describe('an ending that nobody agrees to', () => {
  it('expires after its hour, not before, and frees the task', async () => {
    const { night, id } = await waiting(1);
    night.pass(HOUR - 1);
    await night.watch();
    expect((await night.read(id)).state).toBe('awaiting-approval');
    night.pass(1);
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
      kind: 'refused',
      why: /time to agree is over/,
    });
    await night.watch();
    expect((await night.read(id)).state).toBe('expired');
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
      kind: 'refused',
      why: /expired/,
    });
    expect(night.dts.sends).toEqual([]);
    expect((await night.ask('terminate')).kind).toBe('plan');
  });

  it('is rejected by an approver, with a reason', async () => {
    const { night, id } = await waiting(2);
    await night.lifecycle.approve({ id, actor: CAROL });
    expect(await night.lifecycle.mayReject({ id, actor: BOB })).toMatchObject({ ending: { id } });
    expect(await night.lifecycle.reject({ id, actor: BOB, reason: 'month end' })).toMatchObject({
      kind: 'recorded',
      ending: { state: 'rejected', decidedBy: { userId: 'UBOB', reason: 'month end' } },
    });
    expect(night.store.audit.at(-1)).toMatchObject({
      type: 'ending.rejected',
      actor: 'UBOB',
      reason: 'month end',
    });
    expect(await night.lifecycle.approve({ id, actor: DAVE })).toMatchObject({
      kind: 'refused',
      why: /rejected/,
    });
    expect((await night.ask('terminate')).kind).toBe('plan');
  });

  it('is not rejected by the person who asked, nor by a stranger', async () => {
    const { night, id } = await waiting(1);
    expect(await night.lifecycle.reject({ id, actor: ALICE, reason: 'x' })).toMatchObject({
      kind: 'refused',
      why: /withdraw/,
    });
    expect(await night.lifecycle.reject({ id, actor: MALLORY, reason: 'x' })).toMatchObject({
      kind: 'refused',
    });
    expect(await night.lifecycle.mayReject({ id, actor: MALLORY })).toMatchObject({ why: /approvers/ });
    expect((await night.read(id)).state).toBe('awaiting-approval');
  });

  it('is withdrawn by the person who asked, even without the right by now', async () => {
    const { night, id } = await waiting(1);
    night.policy.may.delete('UALICE');
    expect(await night.lifecycle.withdraw({ id, actor: ALICE })).toMatchObject({
      ending: { state: 'withdrawn', decidedBy: { userId: 'UALICE' } },
    });
  });

  it('is withdrawn by another person who may do the same, and by no stranger', async () => {
    const { night, id } = await waiting(1);
    expect(await night.lifecycle.withdraw({ id, actor: MALLORY })).toMatchObject({ kind: 'refused' });
    expect(await night.lifecycle.withdraw({ id, actor: CAROL })).toMatchObject({
      ending: { state: 'withdrawn' },
    });
    expect(night.dts.sends).toEqual([]);
    expect((await night.ask('terminate')).kind).toBe('plan');
  });

  it('is either agreed to or withdrawn, never both', async () => {
    const { night, id } = await waiting(1);
    const outcomes = await Promise.all([
      night.lifecycle.approve({ id, actor: BOB }),
      night.lifecycle.withdraw({ id, actor: ALICE }),
      night.lifecycle.reject({ id, actor: CAROL, reason: 'no' }),
    ]);
    expect(outcomes.filter(({ kind }) => kind === 'recorded')).toHaveLength(1);
    const { state } = await night.read(id);
    expect(night.dts.sends).toHaveLength(state === 'ending' ? 1 : 0);
  });

  it('cannot be taken back once it is under way', async () => {
    const night = world();
    const { id } = await night.end();
    for (const actor of [ALICE, BOB])
      expect(await night.lifecycle.withdraw({ id, actor })).toMatchObject({
        kind: 'refused',
        why: /is ending/,
      });
    expect(await night.lifecycle.reject({ id, actor: BOB, reason: 'x' })).toMatchObject({ kind: 'refused' });
  });

  it('says so when the ending is no longer held', async () => {
    const { lifecycle } = world();
    const input = { id: 'e9', actor: BOB, reason: 'x' };
    for (const outcome of [
      await lifecycle.approve(input),
      await lifecycle.reject(input),
      await lifecycle.withdraw(input),
    ])
      expect(outcome).toMatchObject({ kind: 'refused', why: /no longer hold/ });
  });
});
