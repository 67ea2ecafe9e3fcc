import { describe, expect, it } from 'vitest';
import { openItems } from '../../../src/cleanup/checklist/checklist.ts';
import type { SignOffInput } from '../../../src/cleanup/outcome.ts';
import { drsTask, dtsTask } from '../../lifecycle/tasks.ts';
import { BOB, CAROL, HOUR, MALLORY } from '../../lifecycle/world.ts';
import { desk, group, item, noRight } from '../desk.ts';

const SIGNED: SignOffInput = { how: 'removed-by-hand', text: 'removed, INC-4711', until: null };

describe('signing off', () => {
  it('is recorded with the person, the time and the words', async () => {
    const { open, cleanup, read, now, outbox, store } = desk();
    const checklist = await open(dtsTask());
    const { id: itemId } = item(checklist, 'database users');
    expect(await cleanup.mayWorkOn('sign-off', itemId, BOB)).toMatchObject({
      kind: 'may',
      item: { id: itemId },
    });
    expect((await cleanup.signOff({ itemId, actor: BOB, ...SIGNED })).kind).toBe('signed-off');
    const after = await read(checklist.id);
    expect(item(after, 'database users')).toMatchObject({
      state: 'signed-off',
      signOff: { userId: 'UBOB', at: now(), text: 'removed, INC-4711', how: 'removed-by-hand', until: null },
    });
    expect(openItems(after)).toEqual([]);
    expect(store.audit.at(-1)).toMatchObject({
      type: 'checklist.signed-off',
      actor: 'UBOB',
      how: 'removed-by-hand',
      text: 'removed, INC-4711',
    });
    expect((await outbox()).slice(2)).toMatchObject([
      { what: 'checklist' },
      { what: 'note', about: 'checklist', broadcast: false, note: { kind: 'signed-off', userId: 'UBOB' } },
    ]);
  });

  it('works for what could not be looked up', async () => {
    const { open, cleanup, dts } = desk();
    dts.blind.set('database/cn-hangzhou/rm-bp1162', noRight('rds:DescribeDBInstanceIPArrayList'));
    const checklist = await open(dtsTask());
    const { id, state } = item(checklist, 'rm-bp1162 (RDS MySQL), the source');
    expect(state).toBe('could-not-look');
    expect((await cleanup.signOff({ itemId: id, actor: BOB, ...SIGNED })).kind).toBe('signed-off');
  });

  it('needs the right, before the form and at it', async () => {
    const { open, cleanup } = desk();
    const { id: itemId } = item(await open(dtsTask()), 'database users');
    const no = { kind: 'refused', why: 'No rule lets you do that.' };
    expect(await cleanup.mayWorkOn('sign-off', itemId, MALLORY)).toEqual(no);
    expect(await cleanup.signOff({ itemId, actor: MALLORY, ...SIGNED })).toEqual(no);
  });

  it('is done once: a second person is told', async () => {
    const { open, cleanup, read } = desk();
    const checklist = await open(dtsTask());
    const { id: itemId } = item(checklist, 'database users');
    await cleanup.signOff({ itemId, actor: BOB, ...SIGNED });
    expect(await cleanup.signOff({ itemId, actor: CAROL, ...SIGNED })).toEqual({
      kind: 'refused',
      why: 'This item is signed off already.',
    });
    expect(item(await read(checklist.id), 'database users').signOff?.userId).toBe('UBOB');
  });

  it('is not for what a look has closed already', async () => {
    const { open, cleanup } = desk();
    const { id: itemId, state } = item(await open(dtsTask()), 'rm-bp1162 (RDS MySQL), the source');
    expect(state).toBe('gone');
    expect(await cleanup.signOff({ itemId, actor: BOB, ...SIGNED })).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/closed already/),
    });
  });

  it('is not for what is being removed right now', async () => {
    const { open, cleanup, dts, remove } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_orders')];
    dts.atOnce = false;
    const checklist = await open(dtsTask());
    await remove(checklist, 'dts_orders');
    const { id: itemId } = item(checklist, 'dts_orders');
    expect(await cleanup.signOff({ itemId, actor: BOB, ...SIGNED })).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/being removed right now/),
    });
  });

  it('has one winner when many do it at once', async () => {
    const { open, cleanup } = desk();
    const { id: itemId } = item(await open(dtsTask()), 'database users');
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        cleanup.signOff({ itemId, actor: at % 2 === 0 ? BOB : CAROL, ...SIGNED }),
      ),
    );
    expect(outcomes.filter(({ kind }) => kind === 'signed-off')).toHaveLength(1);
  });

  it('loses nothing when several items are signed off at once', async () => {
    const { openUnseen, cleanup, read } = desk();
    const checklist = await openUnseen(drsTask());
    await Promise.all(
      checklist.items.map(({ id }) => cleanup.signOff({ itemId: id, actor: BOB, ...SIGNED })),
    );
    expect(openItems(await read(checklist.id))).toEqual([]);
  });

  it.each(['k000009.1', 'nonsense', '', '.'])(
    'says so of the item "%s", which it does not hold',
    async (itemId) => {
      expect(await desk().cleanup.signOff({ itemId, actor: BOB, ...SIGNED })).toMatchObject({
        kind: 'refused',
        why: expect.stringMatching(/no longer hold/),
      });
    },
  );
});

describe('keeping something on purpose', () => {
  it.each([
    ['no day', null, /until which day/],
    ['a word', 'tomorrow', /until which day/],
    ['a day that does not exist', '2026-13-41', /until which day/],
    ['yesterday', '2026-11-20', /2026-11-20 is over/],
    ['today', '2026-11-21', null],
    ['next year', '2027-11-21', null],
  ])('needs a day that is not over: %s', async (_, until, why) => {
    const { open, cleanup } = desk();
    const { id: itemId } = item(await open(dtsTask()), 'database users');
    const outcome = await cleanup.signOff({ itemId, actor: BOB, how: 'kept', text: 'for the audit', until });
    expect(outcome).toMatchObject(
      why === null ? { kind: 'signed-off' } : { kind: 'refused', why: expect.stringMatching(why) },
    );
  });

  it.each([
    ['something that can be removed', 'dts_orders', 'open'],
    ['something by hand', 'database users', 'by-hand'],
  ])('ends with its day: %s is open again', async (_, title, state) => {
    const { open, cleanup, dts, read, pass, tend, told } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_orders')];
    const checklist = await open(dtsTask());
    const { id: itemId } = item(checklist, title);
    await cleanup.signOff({ itemId, actor: BOB, how: 'kept', text: 'until Monday', until: '2026-11-23' });
    for (let hour = 0; hour < 71; hour += 1) {
      pass(HOUR);
      await tend();
    }
    expect(item(await read(checklist.id), title).state).toBe('signed-off'); // 23:45 UTC on that Monday
    pass(HOUR);
    await tend();
    expect(item(await read(checklist.id), title)).toMatchObject({ state, signOff: null });
    expect((await told()).filter((text) => text.startsWith('Back: '))).toHaveLength(1);
  });

  it('holds although a look still finds it, and although it goes', async () => {
    const { open, cleanup, dts, read, pass, tend } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_orders')];
    const checklist = await open(dtsTask());
    const { id: itemId } = item(checklist, 'dts_orders');
    await cleanup.signOff({ itemId, actor: BOB, how: 'kept', text: 'for the audit', until: '2026-12-24' });
    for (const leftovers of [dts.leftovers, []]) {
      dts.leftovers = leftovers;
      pass(HOUR);
      await tend();
      expect(item(await read(checklist.id), 'dts_orders').state).toBe('signed-off');
    }
  });
});

describe('a signature that something was removed by hand', () => {
  it('counts until a look finds it still there: then it is open again, and the thread is told', async () => {
    const { open, cleanup, dts, read, pass, tend, told } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_orders')];
    const checklist = await open(dtsTask());
    const { id: itemId } = item(checklist, 'dts_orders');
    await cleanup.signOff({ itemId, actor: BOB, ...SIGNED });
    pass(HOUR);
    await tend();
    expect(item(await read(checklist.id), 'dts_orders')).toMatchObject({ state: 'open', signOff: null });
    expect(await told()).toEqual([
      expect.stringMatching(/^Back: .*dts_orders.*It was signed off, and is open now/),
    ]);
  });

  it.each([
    ['removed-by-hand', 'by-hand'],
    ['never-there', 'signed-off'],
    ['kept', 'signed-off'],
  ] as const)(
    'of something that Cutover only reports: %s makes it %s in the next look',
    async (how, state) => {
      const { open, cleanup, dts, read, pass, tend } = desk();
      dts.reports.set('database/cn-hangzhou/rm-bp1162', [
        {
          key: 'wide',
          title: '0.0.0.0/0 lets everybody in',
          todo: 'Find its owner.',
          details: [],
          urgent: true,
        },
      ]);
      const checklist = await open(dtsTask());
      const { id: itemId } = item(checklist, '0.0.0.0/0');
      const until = how === 'kept' ? '2026-12-24' : null;
      await cleanup.signOff({ itemId, actor: BOB, how, text: 'not of this task', until });
      pass(HOUR);
      await tend();
      expect(item(await read(checklist.id), '0.0.0.0/0').state).toBe(state);
    },
  );
});
