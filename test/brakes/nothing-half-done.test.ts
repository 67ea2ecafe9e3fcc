import { describe, expect, it } from 'vitest';
import type { CallOutcome } from '../../src/lifecycle/ports.ts';
import { desk, group, item } from '../cleanup/desk.ts';
import { dtsTask } from '../lifecycle/tasks.ts';
import { ALICE, BOB, HOUR, MINUTE, world } from '../lifecycle/world.ts';

const CANNOT: CallOutcome = {
  kind: 'refused',
  code: 'InvalidSecurityIPs.NotFound',
  message: 'a group cannot be deleted',
  requestId: null,
  permission: null,
};

async function tidyDesk() {
  const at = desk();
  at.dts.leftovers = [group('rm-bp1162', 'dts_a')];
  const checklist = await at.open(dtsTask());
  const freeze = async () => {
    await at.brakes.freeze({ actor: BOB, because: 'incident' });
  };
  const state = async () => item(await at.read(checklist.id), 'dts_a');
  return { at, checklist, freeze, state, itemId: item(checklist, 'dts_a').id };
}

describe('what a brake stops', () => {
  it('can be pressed again by the person who asked, when it is lifted', async () => {
    const night = world({ approvalMs: 5 * HOUR });
    night.policy.approvals = 1;
    const { id } = await night.end();
    night.pass(20 * MINUTE);
    await night.lifecycle.approve({ id, actor: BOB });
    await night.brakes.freeze({ actor: BOB, because: 'incident' });
    expect(await night.lifecycle.confirm({ id, actor: ALICE, typed: null })).toMatchObject({
      objection: { kind: 'braked' },
    });
    expect(await night.read(id)).toMatchObject({ state: 'awaiting-approval', pressAgain: true });
    await night.brakes.unfreeze({ actor: BOB });
    expect((await night.press(id)).state).toBe('ending');
    expect(night.dts.sends).toHaveLength(1);
  });

  it('is refused, and its task free, where the brake came after the confirmation was taken', async () => {
    const night = world();
    const { id } = await night.plan();
    night.dts.meanwhile = async () => {
      await night.brakes.freeze({ actor: BOB, because: 'incident' });
    };
    expect(await night.press(id)).toMatchObject({
      state: 'refused',
      why: expect.stringMatching(/^Everything is frozen .* Frozen by UBOB\.$/),
      tries: [],
      call: null,
    });
    night.dts.meanwhile = () => Promise.resolve();
    await night.brakes.unfreeze({ actor: BOB });
    expect((await night.end()).state).toBe('ending');
  });

  it('is failed, with what is known, between two tries of a call that was not taken', async () => {
    const night = world();
    const { id } = await night.plan();
    night.dts.answers = [{ kind: 'throttled', code: 'Throttling', retryAfterMs: null }];
    night.dts.meanwhile = async (what) => {
      if (what === 'send') await night.brakes.freeze({ actor: BOB, because: 'incident' });
    };
    expect(await night.press(id)).toMatchObject({
      state: 'failed',
      tries: [{ outcome: { kind: 'throttled' } }],
      why: expect.stringContaining('Everything is frozen'),
    });
    expect(night.auditTypes().at(-1)).toBe('ending.failed');
  });

  it('leaves the question about a removal open: the same form works when it is lifted', async () => {
    const { at, checklist, freeze, itemId } = await tidyDesk();
    const { id } = await at.ask(checklist.id, itemId);
    await freeze();
    expect(await at.confirm(id)).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/Frozen by UBOB\.$/),
    });
    expect(at.store.audit.at(-1)).toMatchObject({ type: 'checklist.removal-refused' });
    await at.brakes.unfreeze({ actor: BOB });
    expect(await at.confirm(id)).toMatchObject({ results: [{ what: 'removed' }] });
  });

  it('gives the item back as it was, without an intent on record', async () => {
    const { at, checklist, freeze, itemId, state } = await tidyDesk();
    const { id } = await at.ask(checklist.id, itemId);
    at.dts.onSee = freeze;
    const outcome = await at.confirm(id);
    expect(outcome).toMatchObject({
      results: [
        {
          what: 'not-removed',
          words: expect.stringMatching(
            /address blocks: Everything is frozen since .* Nothing was changed\.$/,
          ),
        },
      ],
    });
    expect(await state()).toMatchObject({ state: 'open', removal: null });
    expect(at.auditTypes()).not.toContain('checklist.removal-intent');
  });

  it('does not neutralise a group that the cloud would not delete', async () => {
    const { at, checklist, freeze, itemId, state } = await tidyDesk();
    const { id } = await at.ask(checklist.id, itemId);
    at.dts.answers = [CANNOT];
    at.dts.onChange = freeze;
    await at.confirm(id);
    expect(at.dts.changes.map(({ step }) => step)).toEqual(['remove']);
    expect(await state()).toMatchObject({ state: 'open' });
  });

  it('leaves a removal to be put back later, without asking the cloud anything', async () => {
    const { at, checklist, freeze, itemId, state } = await tidyDesk();
    await at.remove(checklist, 'dts_a');
    await freeze();
    const asked = at.dts.asked.see;
    const undo = () => at.cleanup.undo({ itemId, actor: ALICE, reason: 'orders are down' });
    expect(await undo()).toMatchObject({ kind: 'refused', why: expect.stringMatching(/Frozen by UBOB\.$/) });
    expect(at.dts.asked.see).toBe(asked);
    await at.brakes.unfreeze({ actor: BOB });
    expect(await undo()).toMatchObject({ kind: 'undone' });
    expect(await state()).toMatchObject({ state: 'open' });
  });

  it('lets people look, take the list over, snooze it and sign off', async () => {
    const { at, checklist, freeze, itemId } = await tidyDesk();
    await freeze();
    const by = { checklistId: checklist.id, actor: BOB };
    expect(await at.cleanup.lookAgain(by)).toMatchObject({ kind: 'done' });
    expect(await at.cleanup.takeOver(by)).toMatchObject({ kind: 'done' });
    expect(await at.cleanup.snooze(by)).toMatchObject({ kind: 'done' });
    const how = { how: 'kept', text: 'the auditors read it', until: '2026-12-31' } as const;
    expect(await at.cleanup.signOff({ itemId, actor: BOB, ...how })).toMatchObject({ kind: 'signed-off' });
  });
});
