import { describe, expect, it } from 'vitest';
import type { CleanupPoint } from '../../../src/cleanup/ports.ts';
import type { CallOutcome } from '../../../src/lifecycle/ports.ts';
import { dtsTask } from '../../lifecycle/tasks.ts';
import { ALICE, Crash, MINUTE } from '../../lifecycle/world.ts';
import { desk, group, item } from '../desk.ts';

const REFUSED: CallOutcome = {
  kind: 'refused',
  code: 'Forbidden.RAM',
  message: 'no',
  requestId: null,
  permission: null,
};

/** Dies at a point of a removal, and is started again. */
async function died(point: CleanupPoint, answers: CallOutcome[] = [], atOnce = true) {
  const made = desk();
  made.dts.leftovers = [group('rm-bp1162', 'dts_a')];
  made.dts.answers = answers;
  made.dts.atOnce = atOnce;
  const checklist = await made.open(dtsTask());
  made.pass(1);
  made.dieAt(point);
  await expect(made.remove(checklist, 'dts_a')).rejects.toThrow(Crash);
  const before = made.dts.changes.length;
  await made.restart();
  const state = async () => item(await made.read(checklist.id), 'dts_a');
  async function rounds(count: number): Promise<void> {
    for (let round = 0; round < count; round += 1) {
      await made.tend();
      made.pass(5000);
    }
  }
  return { made, checklist, before, state, rounds };
}

describe('a bot that dies in the middle of a removal', () => {
  it('before anything was sent: the item is open again, the thread is told, and nothing is sent', async () => {
    const { made, state, rounds } = await died('removal-taken');
    expect(await state()).toMatchObject({ state: 'open', removal: null });
    expect(await made.told()).toEqual([
      expect.stringMatching(/^Not removed: .*restarted before anything was sent\. Nothing was changed\.$/),
    ]);
    expect(made.store.audit.at(-1)).toMatchObject({ type: 'checklist.removal-not-done', actor: 'UALICE' });
    await rounds(150);
    expect(made.dts.changes).toEqual([]);
  });

  it('before anything was sent: who needs it is asked again at once', async () => {
    const { made, state, rounds } = await died('removal-taken');
    made.dts.living = [dtsTask({ taskId: 'crm' })];
    made.pass(1);
    await rounds(1);
    expect((await state()).state).toBe('blocked');
  });

  it('after the intent was recorded: it may have been sent, so it is looked at, and open again after ten minutes', async () => {
    const { made, state, rounds } = await died('removal-intent');
    expect((await state()).state).toBe('removing');
    await rounds(60);
    expect((await state()).state).toBe('removing');
    await rounds(62);
    expect(await state()).toMatchObject({
      state: 'open',
      why: 'its removal was asked for, and it is still there',
    });
    expect(made.dts.changes).toEqual([]);
  });

  it.each(['removal-called', 'removal-answered'] as const)(
    'at %s: a look shows it gone, and nothing is sent again',
    async (point) => {
      const { made, before, state, rounds } = await died(point);
      expect(before).toBe(1);
      expect((await state()).state).toBe('removing');
      await rounds(1);
      expect(await state()).toMatchObject({ state: 'gone', removal: { userId: 'UALICE' } });
      expect(await made.told()).toEqual([
        expect.stringMatching(/^confirmed the removal. Gone, seen in a new look/),
      ]);
      await rounds(150);
      expect(made.dts.changes).toHaveLength(1);
    },
  );

  it('at removal-called, and the cloud is slow: it is looked at until it is gone', async () => {
    const { made, state, rounds } = await died('removal-called', [], false);
    await rounds(3);
    expect((await state()).state).toBe('removing');
    made.dts.settle();
    await rounds(1);
    expect((await state()).state).toBe('gone');
    expect(made.dts.changes).toHaveLength(1);
  });

  it.each([
    ['refused', REFUSED],
    ['throttled', { kind: 'throttled', code: 'Throttling', retryAfterMs: null } as const],
    ['not sent', { kind: 'not-sent', why: 'no route' } as const],
  ])('after an answer that says %s: open again at once', async (_, answer) => {
    const { made, state } = await died('removal-answered', [answer]);
    expect(await state()).toMatchObject({ state: 'open', removal: null });
    expect(await made.told()).toEqual([expect.stringMatching(/had not taken it/)]);
    expect(made.dts.changes).toHaveLength(1);
  });

  it('after it was sent a second time: the first answer says nothing of it, so a look decides, and it can be undone', async () => {
    const made = desk();
    const value = group('rm-bp1162', 'dts_a');
    made.dts.leftovers = [value];
    made.dts.answers = [{ kind: 'throttled', code: 'Throttling', retryAfterMs: null }];
    const checklist = await made.open(dtsTask());
    made.dts.onChange = () => {
      if (made.dts.changes.length === 2) made.dieAt('removal-called');
    };
    await expect(made.remove(checklist, 'dts_a')).rejects.toThrow(Crash);
    await made.restart();
    expect(item(await made.read(checklist.id), 'dts_a').state).toBe('removing');
    expect(await made.told()).toEqual([]);
    await made.tend();
    const itemId = item(await made.read(checklist.id), 'dts_a').id;
    expect(item(await made.read(checklist.id), 'dts_a')).toMatchObject({
      state: 'gone',
      removal: { before: value },
    });
    expect(await made.cleanup.undo({ itemId, actor: ALICE, reason: 'wrong one' })).toMatchObject({
      kind: 'undone',
    });
  });

  it('makes the old question useless: a person is asked anew', async () => {
    const made = desk();
    made.dts.leftovers = [group('rm-bp1162', 'dts_a')];
    const checklist = await made.open(dtsTask());
    const { id } = await made.ask(checklist.id, item(checklist, 'dts_a').id);
    made.dieAt('removal-taken');
    await expect(made.confirm(id)).rejects.toThrow(Crash);
    await made.restart();
    expect(await made.confirm(id)).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/confirmed already/),
    });
    expect(await made.remove(await made.read(checklist.id), 'dts_a', ALICE)).toMatchObject({
      results: [{ what: 'removed' }],
    });
    expect(made.dts.changes).toHaveLength(1);
  });

  it('and starts twice changes nothing more', async () => {
    const { made, state } = await died('removal-taken');
    await made.restart();
    await made.restart();
    expect((await state()).state).toBe('open');
    expect(await made.told()).toHaveLength(1);
  });
});

describe('a store that cannot be written', () => {
  it.each([
    ['the intent', 'checklist.removal-intent', 0],
    ['the answer', 'checklist.removal-answered', 1],
  ])('at %s: %s sends at most what was recorded', async (_, type, calls) => {
    const made = desk();
    made.dts.leftovers = [group('rm-bp1162', 'dts_a')];
    const checklist = await made.open(dtsTask());
    made.store.beforeCommit = (__, audit) => {
      if (audit.some((line) => line.type === type)) throw new Error('the disk is full');
    };
    await expect(made.remove(checklist, 'dts_a')).rejects.toThrow(/disk is full/);
    made.store.beforeCommit = () => undefined;
    expect(made.dts.changes).toHaveLength(calls);
    for (let round = 0; round < 130; round += 1) {
      await made.tend();
      made.pass(5000);
    }
    expect(made.dts.changes).toHaveLength(calls);
    expect(item(await made.read(checklist.id), 'dts_a').state).toBe(calls === 0 ? 'open' : 'gone');
  });

  it('holds an item as being removed no longer than the cloud may take', async () => {
    const made = desk({ removingMs: 2 * MINUTE });
    made.dts.leftovers = [group('rm-bp1162', 'dts_a')];
    const checklist = await made.open(dtsTask());
    made.dts.readiness = () => Promise.reject(new TypeError('not an answer'));
    await expect(made.remove(checklist, 'dts_a')).rejects.toThrow(TypeError);
    expect(item(await made.read(checklist.id), 'dts_a').state).toBe('removing');
    for (let round = 0; round < 30; round += 1) {
      made.pass(5000);
      await made.tend();
    }
    expect(item(await made.read(checklist.id), 'dts_a').state).toBe('open');
  });
});
