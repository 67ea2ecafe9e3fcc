import { describe, expect, it } from 'vitest';
import { createCleanup } from '../../../src/cleanup/cleanup.ts';
import type { CleanupSettings } from '../../../src/cleanup/ports.ts';
import { dtsTask } from '../../lifecycle/tasks.ts';
import { ALICE, BOB, MINUTE } from '../../lifecycle/world.ts';
import { desk, gate, group, item } from '../desk.ts';

const TYPED = { name: null, reason: null };

/** Two bots on one store: Alice uses one, Bob the other. */
async function two(settings: Partial<CleanupSettings> = {}) {
  const made = desk(settings);
  made.dts.leftovers = [group('rm-bp1162', 'dts_a')];
  const checklist = await made.open(dtsTask());
  const itemId = item(checklist, 'dts_a').id;
  const other = createCleanup(made.ports);
  const [busy, free] = [gate(), gate()];
  /** Alice's bot waits for the instance until it is freed. */
  function keepWaiting(): void {
    const readiness = made.dts.readiness.bind(made.dts);
    made.dts.readiness = async () => {
      made.dts.readiness = readiness;
      busy.open();
      await free.opened;
      return readiness();
    };
  }
  async function confirmed(cleanup: typeof other, actor: typeof ALICE) {
    const outcome = await cleanup.askRemoval({ checklistId: checklist.id, itemId, actor });
    if (outcome.kind !== 'ask') throw new Error(outcome.why);
    return cleanup.confirmRemoval({ id: outcome.ask.id, actor, typed: TYPED });
  }
  return {
    ...made,
    itemId,
    other,
    busy,
    free,
    keepWaiting,
    alice: () => confirmed(made.cleanup, ALICE),
    bob: () => confirmed(other, BOB),
    state: async () => item(await made.read(checklist.id), 'dts_a'),
  };
}

const NOT_REMOVED = { results: [{ what: 'not-removed' }] };

describe('two processes on one store', () => {
  it('make one call when their people press at once', async () => {
    const { alice, bob, dts } = await two();
    await Promise.all([alice(), bob()]);
    expect(dts.changes).toHaveLength(1);
  });

  it('send nothing for an item that a start has opened again meanwhile', async () => {
    const { alice, other, busy, free, keepWaiting, dts, state } = await two();
    keepWaiting();
    const waiting = alice();
    await busy.opened;
    await other.recover();
    free.open();
    expect(await waiting).toMatchObject(NOT_REMOVED);
    expect(dts.changes).toEqual([]);
    expect((await state()).state).toBe('open');
  });

  it('send nothing for an item that another removal holds now', async () => {
    const { alice, bob, other, busy, free, keepWaiting, dts, state } = await two();
    keepWaiting();
    const waiting = alice();
    await busy.opened;
    await other.recover();
    dts.atOnce = false;
    await bob();
    free.open();
    expect(await waiting).toMatchObject(NOT_REMOVED);
    expect(dts.changes).toHaveLength(1);
    expect(await state()).toMatchObject({ state: 'removing', removal: { userId: 'UBOB' } });
  });

  it('give nothing back that another removal holds now', async () => {
    const { alice, bob, other, busy, free, keepWaiting, dts, state } = await two();
    keepWaiting();
    const waiting = alice();
    await busy.opened;
    await other.recover();
    dts.atOnce = false;
    await bob();
    dts.readiness_ = [{ kind: 'not-now', why: 'the instance is locked' }];
    free.open();
    expect(await waiting).toMatchObject(NOT_REMOVED);
    expect(await state()).toMatchObject({ state: 'removing', removal: { userId: 'UBOB' } });
  });

  it('send nothing when the waiting took so long that a look has opened the item again', async () => {
    const { alice, busy, free, keepWaiting, dts, state, pass, tend } = await two({ removingMs: MINUTE });
    keepWaiting();
    const waiting = alice();
    await busy.opened;
    pass(2 * MINUTE);
    await tend();
    expect((await state()).state).toBe('open');
    free.open();
    expect(await waiting).toMatchObject(NOT_REMOVED);
    expect(dts.changes).toEqual([]);
  });

  it('put back once when their people press at once', async () => {
    const { alice, other, cleanup, itemId, dts, pass } = await two();
    await alice();
    pass(MINUTE);
    const outcomes = await Promise.all([
      cleanup.undo({ itemId, actor: ALICE, reason: 'orders are down' }),
      other.undo({ itemId, actor: BOB, reason: 'orders are down' }),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['refused', 'undone']);
    expect(dts.changes.map(({ step }) => step)).toEqual(['remove', 'restore']);
  });
});
