import { describe, expect, it } from 'vitest';
import { upgradeChecklists } from '../../../src/cleanup/checklist/upgrade.ts';
import { CHECKLIST } from '../../../src/cleanup/rows.ts';
import { dtsTask } from '../../lifecycle/tasks.ts';
import { ALICE, HOUR } from '../../lifecycle/world.ts';
import { desk, group, item } from '../desk.ts';

/** A checklist as a version without looks wrote it. */
function older(openedAt: number) {
  const text = { todo: 'Remove the IP whitelists.', details: ['Never touch: default.'], urgent: false };
  return {
    id: 'k1',
    endingId: 'e1',
    task: dtsTask(),
    owner: 'UALICE',
    openedAt,
    items: [
      {
        ...text,
        id: 'k1.1',
        title: 'whitelists of rm-bp1162 (RDS MySQL), the source',
        state: 'by-hand',
        why: null,
        blocksOf: null,
        signOff: null,
      },
      {
        ...text,
        id: 'k1.2',
        title: 'database users of the task',
        state: 'signed-off',
        why: null,
        blocksOf: null,
        signOff: { userId: 'UBOB', at: openedAt + 1, text: 'dropped' },
      },
    ],
  };
}

describe('a checklist of an earlier version', () => {
  it('is looked at after the start like one of today, and keeps its numbers and signatures', async () => {
    const { store, ports, tend, read, now, dts } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_a')];
    const value = older(now() - 100 * HOUR);
    await store.commit([{ kind: CHECKLIST, id: 'k1', expect: 0, value, dueAt: null }]);
    await upgradeChecklists(ports);
    expect(store.dueAt(CHECKLIST, 'k1')).toBe(now());
    await tend();
    const after = await read('k1');
    expect(item(after, 'dts_a')).toMatchObject({ id: 'k1.1', state: 'open', leftover: { name: 'dts_a' } });
    expect(item(after, 'database users')).toMatchObject({
      id: 'k1.2',
      state: 'signed-off',
      signOff: { userId: 'UBOB', how: 'removed-by-hand', until: null },
    });
    expect(after.looks).toEqual([now() + HOUR, now() + 24 * HOUR]);
  });

  it('is brought up to date by the start itself, so that it can be signed off and looked at', async () => {
    const { store, restart, tend, read, cleanup, now, dts } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_a')];
    const value = older(now() - 100 * HOUR);
    await store.commit([{ kind: CHECKLIST, id: 'k1', expect: 0, value, dueAt: null }]);
    await restart();
    const signed = { how: 'removed-by-hand', text: 'looked', until: null } as const;
    await cleanup.signOff({ itemId: 'k1.1', actor: ALICE, ...signed });
    await tend();
    expect(item(await read('k1'), 'dts_a').state).toBe('open');
  });

  it('is brought up to date once, and one of today is left as it is', async () => {
    const { store, ports, open, read } = desk();
    const made = await open(dtsTask());
    const before = await store.read(CHECKLIST, made.id);
    await upgradeChecklists(ports);
    expect(await store.read(CHECKLIST, made.id)).toEqual(before);
    expect(await read(made.id)).toEqual(made);
  });
});
