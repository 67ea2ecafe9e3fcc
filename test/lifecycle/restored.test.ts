import { describe, expect, it } from 'vitest';
import { RESTORED } from '../../src/lifecycle/ports.ts';
import { ALICE, BOB, world } from './world.ts';

describe('a memory that was restored from an older copy', () => {
  async function restore(night: ReturnType<typeof world>) {
    await night.store.commit([{ ...RESTORED, expect: 0, value: { at: 'now' } }]);
    await night.restart();
  }

  it('lets nobody use a confirmation that may have been used since', async () => {
    const night = world();
    const { id } = await night.plan();
    await restore(night);
    expect(await night.lifecycle.confirm({ id, actor: ALICE, typed: null })).toMatchObject({
      objection: { kind: 'unknown' },
    });
    expect(night.dts.sends).toEqual([]);
  });

  it('doubts an ending that waited for others: it is read, and no late agreement sends anything', async () => {
    const night = world();
    night.policy.approvals = 1;
    const { id: confirmation } = await night.plan();
    await night.press(confirmation);
    const [waiting] = await night.endings();
    if (waiting === undefined) throw new Error('the ending is lost');
    await restore(night);
    expect((await night.read(waiting.id)).state).toBe('outcome-unknown');
    expect((await night.lifecycle.approve({ id: waiting.id, actor: BOB })).kind).toBe('refused');
    await night.watchFor(70);
    expect((await night.read(waiting.id)).state).toBe('needs-human');
    expect(night.dts.sends).toEqual([]);
  });

  it('is told once: the next start is an ordinary one', async () => {
    const night = world();
    await restore(night);
    expect(await night.store.read(RESTORED.kind, RESTORED.id)).toBeNull();
  });
});
