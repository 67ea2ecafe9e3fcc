import { describe, expect, it } from 'vitest';
import { dtsTask } from '../../lifecycle/tasks.ts';
import { ALICE, BOB, MALLORY } from '../../lifecycle/world.ts';
import { desk } from '../desk.ts';

describe('an owner', () => {
  it('is who ended the task, until somebody takes the list over', async () => {
    const { open, cleanup, read, told, store } = desk();
    const { id: checklistId, owner } = await open(dtsTask());
    expect(owner).toBe('UALICE');
    expect(await cleanup.takeOver({ checklistId, actor: BOB })).toMatchObject({
      kind: 'done',
      checklist: { owner: 'UBOB' },
    });
    expect((await read(checklistId)).owner).toBe('UBOB');
    expect(await told()).toEqual(['took this list.']);
    expect(store.audit.at(-1)).toMatchObject({ type: 'checklist.taken-over', actor: 'UBOB', from: 'UALICE' });
  });

  it('does not take his own list, and nobody takes one without the right', async () => {
    const { open, cleanup } = desk();
    const { id: checklistId } = await open(dtsTask());
    expect(await cleanup.takeOver({ checklistId, actor: ALICE })).toMatchObject({ kind: 'refused' });
    expect(await cleanup.takeOver({ checklistId, actor: MALLORY })).toMatchObject({ kind: 'refused' });
    expect(await cleanup.takeOver({ checklistId: 'k9', actor: BOB })).toMatchObject({ kind: 'refused' });
  });
});

describe('a snooze', () => {
  it('asks for quiet until the owner works again: Monday morning in Berlin after a Saturday night', async () => {
    const { open, cleanup, store } = desk();
    const { id: checklistId } = await open(dtsTask());
    const outcome = await cleanup.snooze({ checklistId, actor: BOB });
    if (outcome.kind !== 'done') throw new Error(outcome.why);
    const until = new Date(outcome.checklist.quietUntil ?? 0).toISOString();
    expect(until).toMatch(/^2026-11-23T0[78]:00:00\.000Z$/);
    expect(store.audit.at(-1)).toMatchObject({ type: 'checklist.snoozed', actor: 'UBOB', until });
  });

  it('needs the right', async () => {
    const { open, cleanup } = desk();
    const { id: checklistId } = await open(dtsTask());
    expect(await cleanup.snooze({ checklistId, actor: MALLORY })).toMatchObject({ kind: 'refused' });
  });
});
