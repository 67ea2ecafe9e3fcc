import { describe, expect, it } from 'vitest';
import type { Confirmation } from '../../src/lifecycle/outcome.ts';
import { CONFIRMATION, ENDING } from '../../src/lifecycle/rows.ts';
import { endingMessage } from '../../src/slack/messages/ending.ts';
import { requestView } from '../../src/slack/views/request-view.ts';
import { dtsTask } from './tasks.ts';
import { ALICE, BOB, CAROL, type World, world } from './world.ts';

/** What a row of the version before did not have. */
const NEWER = new Set([
  'readiness',
  'readinessRule',
  'purpose',
  'writesStopped',
  'around',
  'schedule',
  'known',
  'shown',
  'lost',
]);

/** Leaves in the store what the version before would have left there. */
async function makeOld(night: World, kind: string): Promise<void> {
  for (const { id, version, value } of await night.store.list<object>(kind, { limit: 100 })) {
    const old = Object.fromEntries(Object.entries(value).filter(([field]) => !NEWER.has(field)));
    const approvals = (old['approvals'] as { userId: string; at: number }[] | undefined)?.map(
      ({ userId, at }) => ({ userId, at }),
    );
    const row = approvals === undefined ? old : { ...old, approvals };
    await night.store.commit([{ kind, id, expect: version, value: row, dueAt: night.now() }]);
  }
}

async function confirmed(approvals: number): Promise<{ night: World; id: string }> {
  const night = world();
  night.policy.approvals = approvals;
  const { id } = await night.end();
  return { night, id };
}

describe('a plan of the version before', () => {
  async function old(change: (night: World) => void = () => undefined) {
    const night = world();
    change(night);
    const { id } = await night.plan();
    night.ports.readings.close(id);
    await makeOld(night, CONFIRMATION);
    return { night, id };
  }

  it('is shown in its form, and confirmed', async () => {
    const { night, id } = await old();
    const kept = await night.lifecycle.confirmation(id);
    if (kept === null) throw new Error('it is gone');
    expect(requestView(kept, night.lifecycle.factsAgainst(kept)).blocks).not.toEqual([]);
    expect((await night.press(id)).state).toBe('ending');
  });

  it('is looked at again, given a purpose, and asked for once more', async () => {
    const { night, id } = await old();
    expect((await night.lifecycle.lookAgain({ id, actor: ALICE })).kind).toBe('plan');
    expect((await night.lifecycle.declareWritesStopped({ id, actor: ALICE })).kind).toBe('plan');
    await makeOld(night, CONFIRMATION);
    const again = { kind: 'again', confirmationId: id } as const;
    const outcome = await night.lifecycle.request({
      action: 'terminate',
      target: again,
      actor: ALICE,
      reason: null,
    });
    expect(outcome.kind).toBe('plan');
  });

  it('names what is not ready, and can be confirmed by who knows it', async () => {
    const { night, id } = await old((one) => one.dts.change(dtsTask(), { lag: { milliseconds: 42_000 } }));
    const refused = await night.lifecycle.confirm({ id, actor: ALICE, typed: null });
    expect(refused).toMatchObject({ kind: 'objection', objection: { kind: 'not-ready' } });
    const kept = (await night.lifecycle.confirmation(id)) as Confirmation;
    const known = night.lifecycle.factsAgainst(kept);
    expect(known).toHaveLength(1);
    const typed = { name: 'orders-prod', reason: null };
    expect((await night.lifecycle.confirm({ id, actor: ALICE, typed, known })).kind).toBe('taken');
  });
});

describe('an ending of the version before', () => {
  it('is looked at, agreed to by another, and carried out', async () => {
    const { night, id } = await confirmed(2);
    await night.lifecycle.approve({ id, actor: BOB });
    await makeOld(night, ENDING);
    await makeOld(night, CONFIRMATION);
    await night.restart();
    const looked = await night.lifecycle.lookNow({ id, actor: CAROL });
    expect(looked).toMatchObject({ kind: 'seen', now: { readiness: [], unknown: [] } });
    expect(endingMessage(await night.read(id)).text).toContain('WAITING FOR AGREEMENT');
    expect(await night.lifecycle.veto({ id, actor: BOB })).toMatchObject({ kind: 'refused' });
    expect(await night.lifecycle.sayPresent({ id, actor: BOB })).toMatchObject({ kind: 'refused' });
    await night.lifecycle.approve({ id, actor: CAROL });
    expect((await night.read(id)).state).toBe('ending');
  });

  it('is found over elsewhere, withdrawn, and listed, whatever its state', async () => {
    const { night, id } = await confirmed(1);
    await makeOld(night, ENDING);
    expect(await night.lifecycle.scheduled()).toEqual([]);
    night.dts.change(dtsTask(), { stage: 'ended', status: 'Finished' });
    const over = await night.lifecycle.overElsewhere({ task: dtsTask(), actor: BOB });
    expect(over).toMatchObject({ id, state: 'ended', byUs: false });
    const other = await confirmed(1);
    await makeOld(other.night, ENDING);
    expect((await other.night.lifecycle.withdraw({ id: other.id, actor: ALICE })).kind).toBe('recorded');
  });
});
