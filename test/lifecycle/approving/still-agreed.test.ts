import { describe, expect, it } from 'vitest';
import type { Task } from '../../../src/lifecycle/task.ts';
import { taskKey } from '../../../src/lifecycle/task.ts';
import { comparison } from '../readiness/reads.ts';
import { dtsTask, twoWayTask } from '../tasks.ts';
import { ALICE, BOB, CAROL, HOUR, MINUTE, person, world } from '../world.ts';
import { lineOf, notesOf, waiting } from './waiting.ts';

const DAVE = person('UDAVE');
const LOST = { userId: 'UCAROL', why: 'is no longer among those who may agree' };

describe('an agreement of somebody who may agree no more', () => {
  it('counts no more at the next one: the ending waits for another, and everybody is told', async () => {
    const { night, id } = await waiting(2);
    await night.lifecycle.approve({ id, actor: CAROL });
    night.policy.approvers.delete('UCAROL');
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
      kind: 'recorded',
      ending: { state: 'awaiting-approval', approvals: [{ userId: 'UBOB' }], lost: [LOST] },
    });
    expect(night.dts.sends).toEqual([]);
    expect(await notesOf(night)).toEqual([
      { kind: 'approved', userId: 'UCAROL', given: 1, needed: 2 },
      { kind: 'waits-again', lost: [LOST], missing: 1 },
      { kind: 'approved', userId: 'UBOB', given: 1, needed: 2 },
    ]);
    expect(lineOf(night, 'ending.waits-again')).toMatchObject({
      ending: id,
      lost: [LOST],
      missing: 1,
      needed: 2,
    });

    night.policy.approvers.add('UDAVE');
    await night.lifecycle.approve({ id, actor: DAVE });
    expect(night.dts.sends).toHaveLength(1);
    expect((await night.read(id)).approvals.map(({ userId }) => userId)).toEqual(['UBOB', 'UDAVE']);
  });

  it('is found right before the call, too: nothing is sent, and the others stand', async () => {
    const { night, id } = await waiting(2);
    await night.lifecycle.approve({ id, actor: CAROL });
    let looks = 0;
    night.dts.meanwhile = async () => {
      looks += 1;
      if (looks === 2) night.policy.approvers.delete('UCAROL');
      await Promise.resolve();
    };
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
      ending: { state: 'awaiting-approval', approvals: [{ userId: 'UBOB' }], lost: [LOST] },
    });
    expect(night.dts.sends).toEqual([]);
    expect(night.auditTypes().slice(-2)).toEqual(['ending.approved', 'ending.waits-again']);
    expect(await notesOf(night)).toContainEqual({ kind: 'waits-again', lost: [LOST], missing: 1 });
    expect(await night.ask('terminate')).toMatchObject({ kind: 'refused', ending: id });
  });

  it('counts no more for a second try of a call that was not taken', async () => {
    const { night, id } = await waiting(1);
    night.dts.answers = [{ kind: 'throttled', code: 'Throttling', retryAfterMs: 1_000 }];
    night.dts.meanwhile = async (what) => {
      if (what === 'send') night.policy.approvers.delete('UCAROL');
      await Promise.resolve();
    };
    expect(await night.lifecycle.approve({ id, actor: CAROL })).toMatchObject({
      ending: {
        state: 'failed',
        why: 'It was not sent once more: 0 of the 1 who must agree count by now. UCAROL is no longer among those who may agree.',
      },
    });
    expect(night.dts.sends).toHaveLength(1);
    expect(lineOf(night, 'ending.failed')).toMatchObject({ why: expect.stringContaining('UCAROL') });
  });

  it('counts again when that person may, and agrees anew', async () => {
    const { night, id } = await waiting(2);
    await night.lifecycle.approve({ id, actor: CAROL });
    night.policy.approvers.delete('UCAROL');
    await night.lifecycle.approve({ id, actor: BOB });
    expect(await night.lifecycle.approve({ id, actor: CAROL })).toMatchObject({ kind: 'refused' });
    night.policy.approvers.add('UCAROL');
    expect(await night.lifecycle.approve({ id, actor: CAROL })).toMatchObject({
      ending: { state: 'ending', lost: [] },
    });
    expect(night.dts.sends).toHaveLength(1);
  });

  it('is found at the press that is asked for again: the ending waits for another', async () => {
    const { night, id } = await waiting(1);
    night.pass(15 * MINUTE + 1);
    await night.lifecycle.approve({ id, actor: CAROL });
    night.policy.approvers.delete('UCAROL');
    expect(await night.press(id)).toMatchObject({
      state: 'awaiting-approval',
      pressAgain: false,
      approvals: [],
      lost: [LOST],
    });
    expect(night.dts.sends).toEqual([]);
    expect(await night.lifecycle.confirm({ id, actor: ALICE, typed: null })).toMatchObject({
      objection: { kind: 'already' },
    });
    await night.lifecycle.approve({ id, actor: BOB });
    expect((await night.press(id)).state).toBe('ending');
    expect(night.dts.sends).toHaveLength(1);
  });

  it('lapses where no time is left for another', async () => {
    const { night, id } = await waiting(1);
    let looks = 0;
    night.dts.meanwhile = async () => {
      looks += 1;
      if (looks === 2) {
        night.pass(HOUR);
        night.policy.approvers.delete('UBOB');
      }
      await Promise.resolve();
    };
    await night.lifecycle.approve({ id, actor: BOB });
    expect((await night.read(id)).state).toBe('awaiting-approval');
    await night.watch();
    expect((await night.read(id)).state).toBe('expired');
    expect(night.dts.sends).toEqual([]);
  });
});

describe('the policy of now', () => {
  it('names those who may agree, not the one of when it was asked', async () => {
    const { night, id } = await waiting(2);
    const asked: (readonly string[])[] = [];
    const { mayApprove } = night.policy;
    night.policy.mayApprove = async (actor, ...[approvers]: [(readonly string[])?]) => {
      asked.push(approvers ?? []);
      return mayApprove.call(night.policy, actor);
    };
    night.policy.named = ['SOTHERS', 'UBOB'];
    await night.lifecycle.approve({ id, actor: BOB });
    await night.lifecycle.mayReject({ id, actor: CAROL });
    expect(asked).toEqual([
      ['SOTHERS', 'UBOB'],
      ['SOTHERS', 'UBOB'],
    ]);
    expect((await night.read(id)).approvers).toEqual(['SOTHERS', 'UBOB']);
  });

  it('may ask for more people than when it was asked for, and those are waited for', async () => {
    const { night, id } = await waiting(1);
    night.policy.approvals = 2;
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
      ending: { state: 'awaiting-approval', approvalsNeeded: 2, approvals: [{ userId: 'UBOB' }] },
    });
    await night.lifecycle.approve({ id, actor: CAROL });
    expect(night.dts.sends).toHaveLength(1);
  });

  it('that asks for more right before the call makes it wait, also where nobody else was needed at first', async () => {
    const night = world();
    const { id } = await night.plan();
    night.dts.meanwhile = async () => {
      night.policy.approvals = 1;
      await Promise.resolve();
    };
    const ending = await night.press(id);
    expect(ending).toMatchObject({
      state: 'awaiting-approval',
      approvalsNeeded: 1,
      approvers: ['SLEADS'],
      approvalExpiresAt: night.now() + HOUR,
    });
    expect(night.dts.sends).toEqual([]);
    await night.lifecycle.approve({ id: ending.id, actor: BOB });
    expect(night.dts.sends).toHaveLength(1);
  });

  it('that asks for fewer does not make an ending easier than it was shown', async () => {
    const { night, id } = await waiting(2);
    night.policy.approvals = 0;
    await night.lifecycle.approve({ id, actor: BOB });
    expect(await night.read(id)).toMatchObject({ state: 'awaiting-approval', approvalsNeeded: 2 });
  });

  it('still needs the one more person for readiness that is overridden', async () => {
    const night = world();
    night.policy.readiness = 'required';
    night.policy.approvals = 1;
    night.dts.compared = { comparisons: [comparison({ result: 'different', status: 'Inconsistency' })] };
    const plan = await night.plan();
    const known = night.lifecycle.factsAgainst(plan);
    const typed = { name: null, reason: 'the source is dead' };
    const taken = await night.lifecycle.confirm({ id: plan.id, actor: ALICE, typed, known });
    const id = taken.kind === 'taken' ? (taken.endings[0]?.id ?? '') : '';
    expect(await night.read(id)).toMatchObject({ approvalsNeeded: 2 });
    night.policy.approvals = 2;
    await night.lifecycle.approve({ id, actor: BOB });
    await night.lifecycle.approve({ id, actor: CAROL });
    expect(await night.read(id)).toMatchObject({ state: 'awaiting-approval', approvalsNeeded: 3 });
    expect(night.dts.sends).toEqual([]);
  });
});

describe('both directions of one confirmation', () => {
  const [there, back] = [twoWayTask('forward'), twoWayTask('reverse')];
  const key = taskKey(there).replace(/forward$/, 'both');

  async function both(task: Task) {
    const night = world();
    night.dts.show(there, back);
    night.policy.special.set(task.taskId, { confirm: 'button', approvals: 1, named: ['SOWNERS'] });
    const target = { kind: 'key', key } as const;
    const asked = await night.lifecycle.request({ action: 'terminate', target, actor: ALICE, reason: null });
    if (asked.kind !== 'plan') throw new Error(`no plan but ${asked.kind}`);
    await night.lifecycle.confirm({ id: asked.confirmation.id, actor: ALICE, typed: null });
    return night;
  }

  it.each([
    ['there', there],
    ['back', back],
  ])('are judged together again, where only the way %s needs another person', async (_, task) => {
    const night = await both(task);
    const among: (readonly string[])[] = [];
    night.policy.lostApprovers = async (_userIds, approvers) => {
      among.push(approvers);
      return [];
    };
    const waits = { state: 'awaiting-approval', approvalsNeeded: 1, approvers: ['SOWNERS'] };
    expect(await night.endings()).toMatchObject([waits, waits]);
    for (const { id } of await night.endings())
      expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
        ending: { state: 'ending' },
      });
    expect(among).toEqual([['SOWNERS'], ['SOWNERS']]);
    expect(night.dts.sends).toHaveLength(2);
  });
});

describe('agreements that all count', () => {
  it('end the task, and nobody is told that one was lost', async () => {
    const { night, id } = await waiting(2);
    await night.lifecycle.approve({ id, actor: CAROL });
    await night.lifecycle.approve({ id, actor: BOB });
    expect(night.dts.sends).toEqual([
      { action: 'terminate', task: expect.objectContaining({ taskId: dtsTask().taskId }) },
    ]);
    expect(await notesOf(night)).toEqual([
      { kind: 'approved', userId: 'UCAROL', given: 1, needed: 2 },
      { kind: 'approved', userId: 'UBOB', given: 2, needed: 2 },
    ]);
  });
});

describe('what was confirmed together', () => {
  it('is remembered for as long as anybody may agree to it, for it is judged together to the end', async () => {
    const night = world({ approvalMs: 72 * HOUR });
    night.policy.approvals = 1;
    const { approvalExpiresAt } = await night.end();
    night.pass(72 * HOUR - 1);
    expect(night.now()).toBeLessThan(approvalExpiresAt ?? 0);
    expect(await night.store.claimDue('confirmation', 'the watch', 1, 10)).toEqual([]);
  });
});
