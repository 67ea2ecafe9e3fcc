import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../src/lifecycle/fingerprint.ts';
import { ProviderError } from '../../../src/lifecycle/ports.ts';
import { dtsTask } from '../tasks.ts';
import { ALICE, BOB, CAROL, HOUR, MINUTE, world } from '../world.ts';
import { lineOf, notesOf, waiting } from './waiting.ts';

const OVER = { stage: 'ended', status: 'Finished' } as const;
const GONE = new ProviderError('unreachable', 'no answer');

describe('what an ending that waits keeps of the plan', () => {
  it('is every line as it was shown, readiness too, the clean-up items and the rule', async () => {
    const { ending } = await waiting(1);
    expect(ending.shown?.lines.map(({ label }) => label)).toEqual([
      'State',
      'Lag',
      'Writes',
      'Data',
      'Source',
      'No undo',
      'Way back',
      'Or pause',
      'Money',
      'Also here',
    ]);
    expect(ending.shown).toMatchObject({ leftovers: 5, rule: 1 });
    expect(ending.shown?.readiness).toContainEqual(
      expect.objectContaining({ label: 'Lag', fact: expect.any(String) }),
    );
  });

  it('stays as it was when the task moves on in a way that is not relevant', async () => {
    const { night, id, ending } = await waiting(2);
    night.pass(MINUTE);
    night.dts.change(dtsTask(), { lag: { milliseconds: 400 } });
    await night.lifecycle.approve({ id, actor: BOB });
    const after = await night.read(id);
    expect(after.shown).toEqual(ending.shown);
    expect(after.task).toEqual(ending.task);
  });
});

describe('an agreement', () => {
  it('is bound to the task and its readiness as they are at that moment', async () => {
    const { night, id } = await waiting(2);
    night.pass(MINUTE);
    night.dts.change(dtsTask(), { lag: { milliseconds: 700 } });
    await night.lifecycle.approve({ id, actor: BOB });
    const bound = {
      fingerprint: fingerprintOf('terminate', dtsTask()),
      readiness: expect.arrayContaining([
        expect.objectContaining({ label: 'Lag', value: expect.stringContaining('0.7 s'), at: night.now() }),
      ]),
    };
    expect(await night.read(id)).toMatchObject({
      approvals: [{ userId: 'UBOB', at: night.now(), ...bound }],
    });
    expect(lineOf(night, 'ending.approved')).toMatchObject({ actor: 'UBOB', given: 1, needed: 2, ...bound });
  });

  it('comes with a look, also where others are still missing', async () => {
    const { night, id } = await waiting(3);
    const before = night.dts.looks;
    await night.lifecycle.approve({ id, actor: BOB });
    expect(night.dts.looks).toBe(before + 1);
    expect((await night.read(id)).state).toBe('awaiting-approval');
    expect(night.dts.sends).toEqual([]);
  });

  it.each([
    ['another name', { name: 'orders-new' }, 'void', /Name: shown "orders-prod", now "orders-new"/],
    ['another stage', { stage: 'failed', status: 'Failed' }, 'void', /State: shown "running", now "failed"/],
    ['another bill', { billing: 'subscription' }, 'void', /Billing/],
    ['a lag that nobody knows', { lag: { milliseconds: 42_000 } }, 'refused', /lag is 42 s/],
    ['its end', OVER, 'ended', /over already \(Finished\), not by us/],
  ] as const)('to a task with %s counts not, and ends the waiting', async (_, change, state, why) => {
    const { night, id } = await waiting(3);
    await night.lifecycle.approve({ id, actor: CAROL });
    night.dts.change(dtsTask(), change);
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
      kind: 'not-counted',
      ending: { state, why, byUs: false, approvals: [{ userId: 'UCAROL' }] },
    });
    expect(night.dts.sends).toEqual([]);
    expect(lineOf(night, 'ending.approval-refused')).toMatchObject({ actor: 'UBOB', why });
    expect(lineOf(night, `ending.${state}`)).toMatchObject({ actor: 'UBOB', why, byUs: false });
    expect(await night.checklistsDue()).toEqual(state === 'ended' ? [id] : []);
    if (state !== 'ended') expect((await notesOf(night)).at(-1)).toMatchObject({ kind: 'state', state, why });
  });

  it('frees the task for a new plan where it was void', async () => {
    const { night, id } = await waiting(2);
    night.dts.change(dtsTask(), { billing: 'subscription' });
    await night.lifecycle.approve({ id, actor: BOB });
    expect((await night.ask('terminate')).kind).toBe('plan');
  });

  it('finds a right that the person who asked has lost, and refuses the ending', async () => {
    const { night, id } = await waiting(2);
    night.policy.may.delete('UALICE');
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
      kind: 'not-counted',
      ending: { state: 'refused', why: 'No rule lets you do that.' },
    });
  });

  it('of a stranger looks at nothing and voids nothing', async () => {
    const { night, id } = await waiting(2);
    night.policy.approvers.delete('UBOB');
    night.dts.change(dtsTask(), { name: 'renamed' });
    const before = night.dts.looks;
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({ kind: 'refused' });
    expect(night.dts.looks).toBe(before);
    expect((await night.read(id)).state).toBe('awaiting-approval');
  });

  it('with a look that fails is not counted, and the ending waits on; pressed again it counts', async () => {
    const { night, id } = await waiting(2);
    night.dts.trouble = () => GONE;
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
      kind: 'refused',
      why: /could not look at it again \(no answer\)\. Your agreement was not counted: press again\.$/,
    });
    expect(await night.read(id)).toMatchObject({ state: 'awaiting-approval', approvals: [] });
    expect(lineOf(night, 'ending.approval-refused')).toMatchObject({ actor: 'UBOB' });
    night.dts.trouble = () => null;
    await night.lifecycle.approve({ id, actor: BOB });
    expect(await night.read(id)).toMatchObject({ approvals: [{ userId: 'UBOB' }] });
  });

  it('under a brake that comes on while it looks is not counted, and the ending waits on', async () => {
    const { night, id } = await waiting(1);
    let put: Promise<unknown> | null = null;
    night.dts.meanwhile = async () => {
      put ??= night.brakes.freeze({ actor: CAROL, because: 'incident' });
      await put;
    };
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
      kind: 'refused',
      why: /frozen/,
    });
    expect(await night.read(id)).toMatchObject({ state: 'awaiting-approval', approvals: [] });
    await night.brakes.unfreeze({ actor: CAROL });
    await night.lifecycle.approve({ id, actor: BOB });
    expect(night.dts.sends).toHaveLength(1);
  });

  it('does nothing to an ending that was withdrawn, or lapsed, while it looked', async () => {
    for (const change of [{}, { name: 'renamed' }]) {
      const { night, id } = await waiting(1);
      night.dts.change(dtsTask(), change);
      night.dts.meanwhile = async () => {
        night.dts.meanwhile = () => Promise.resolve();
        await night.lifecycle.withdraw({ id, actor: ALICE });
      };
      expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
        kind: 'refused',
        why: /withdrawn/,
      });
      expect((await night.read(id)).state).toBe('withdrawn');

      const late = await waiting(1);
      late.night.dts.change(dtsTask(), change);
      late.night.dts.meanwhile = async () => {
        late.night.pass(HOUR);
        await Promise.resolve();
      };
      expect(await late.night.lifecycle.approve({ id: late.id, actor: BOB })).toMatchObject({
        kind: 'refused',
        why: /time to agree is over/,
      });
      expect([...night.dts.sends, ...late.night.dts.sends]).toEqual([]);
    }
  });
});

describe('an ending that an older version kept', () => {
  it('is approved and ended without what was shown', async () => {
    const night = world();
    night.policy.approvals = 1;
    const { id } = await night.end();
    const row = await night.lifecycle.ending(id);
    const { shown: _, ...old } = row?.value ?? {};
    await night.store.commit([{ kind: 'ending', id, expect: row?.version ?? 0, value: old }]);
    expect((await night.lifecycle.lookNow({ id, actor: BOB })).kind).toBe('seen');
    await night.lifecycle.approve({ id, actor: BOB });
    expect(night.dts.sends).toHaveLength(1);
  });
});
