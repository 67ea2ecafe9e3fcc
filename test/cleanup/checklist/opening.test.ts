import { describe, expect, it } from 'vitest';
import { CHECKLIST } from '../../../src/cleanup/rows.ts';
import { CLEANUP_DUE, ENDING } from '../../../src/lifecycle/rows.ts';
import { drsTask, dtsTask, twoWayTask } from '../../lifecycle/tasks.ts';
import { ALICE, BOB, HOUR, MALLORY } from '../../lifecycle/world.ts';
import { desk, group, item, states } from '../desk.ts';

describe('a checklist', () => {
  it('is opened for an ended task, announced, recorded, and no longer due', async () => {
    const { openUnseen, store, outbox } = desk();
    const checklist = await openUnseen(dtsTask());
    expect(checklist).toMatchObject({
      owner: 'UALICE',
      endingId: 'e000001',
      task: { taskId: 'i03e3zty16i' },
      lookedAt: null,
    });
    expect(checklist.items.map(({ id }) => id)).toEqual([1, 2, 3].map((n) => `${checklist.id}.${n}`));
    expect(await outbox()).toEqual([{ what: 'checklist', id: checklist.id }]);
    expect(store.audit).toMatchObject([
      { type: 'checklist.opened', checklist: checklist.id, ending: 'e000001', items: { length: 3 } },
    ]);
    expect(await store.list(CLEANUP_DUE, { limit: 10 })).toEqual([]);
  });

  it('asks no cloud when it is opened: its first look is due at once, and done by the watch', async () => {
    const { openUnseen, tend, read, dts, store, now } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_orders')];
    const { id } = await openUnseen(dtsTask());
    expect(dts.asked).toEqual({ every: 0, see: 0, blocks: 0 });
    expect(store.dueAt(CHECKLIST, id)).toBe(now());
    await tend();
    expect(dts.asked).toEqual({ every: 1, see: 2, blocks: 0 });
    const seen = await read(id);
    expect(seen.lookedAt).toBe(now());
    expect(states(seen)).toEqual(['open', 'gone', 'by-hand']);
    expect(seen.searched).toBe('1 region, 1 account, 0 tasks; all answered');
  });

  it('says nothing in the thread about its first look: the message itself says it all', async () => {
    const { open, told, outbox } = desk();
    const { id } = await open(dtsTask());
    expect(await told()).toEqual([]);
    expect(await outbox()).toEqual([
      { what: 'checklist', id },
      { what: 'checklist', id },
    ]);
  });

  it('is opened once for a task, however many endings it had', async () => {
    const { open, store } = desk();
    const first = await open(dtsTask());
    const second = await open(dtsTask(), { action: 'release' });
    expect(second.id).toBe(first.id);
    expect(await store.list(CHECKLIST, { limit: 10 })).toHaveLength(1);
    expect(await store.list(CLEANUP_DUE, { limit: 10 })).toEqual([]);
  });

  it('is opened once when two open it at once', async () => {
    const { cleanup, end, store } = desk();
    const [one, other] = [await end(dtsTask()), await end(dtsTask())];
    await Promise.all([cleanup.openFor(one), cleanup.openFor(other), cleanup.openByHand(dtsTask(), ALICE)]);
    expect(await store.list(CHECKLIST, { limit: 10 })).toHaveLength(1);
  });

  it('is one for each direction of a two-way synchronisation', async () => {
    const { open } = desk();
    const [one, other] = [await open(twoWayTask('forward')), await open(twoWayTask('reverse'))];
    expect(one.id).not.toBe(other.id);
  });

  it('is not made of an ending that is forgotten', async () => {
    const { cleanup, end, store } = desk();
    const due = await end(dtsTask());
    await store.commit([{ kind: ENDING, id: due.value.endingId, expect: 1, value: null }]);
    await cleanup.openFor(due);
    expect(await store.list(CHECKLIST, { limit: 10 })).toEqual([]);
    expect(await store.list(CLEANUP_DUE, { limit: 10 })).toEqual([]);
  });

  it.each([
    ['was sent', { operation: 'BatchStopJobs', parameters: {} }, /NOT carried over/],
    ['was never sent', null, /Compare both sides/],
  ])(
    'of a stop that hung, and whose forced successor %s, promises what that leaves',
    async (_, call, todo) => {
      const { open, end } = desk();
      await end(drsTask(), { action: 'force-terminate', supersedes: 'e000002', state: 'ending', call });
      const checklist = await open(drsTask(), { action: 'terminate' });
      expect(checklist.endingId).toBe('e000002');
      expect(item(checklist, 'triggers').todo).toMatch(todo);
    },
  );

  it('can be made by hand for a task that ended without us, long ago, once', async () => {
    const { cleanup, tend, read, dts, store } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_orders')];
    const task = dtsTask({ stage: 'ended', status: 'Finished', finishedAt: '2025-01-01T00:00:00.000Z' });
    const made = await cleanup.openByHand(task, BOB);
    expect(made).toMatchObject({ endingId: null, owner: 'UBOB', released: false });
    expect((await cleanup.openByHand(task, ALICE)).id).toBe(made.id);
    const opened = { type: 'checklist.opened', actor: 'UBOB', byUs: false, status: 'Finished' };
    expect(store.audit).toMatchObject([opened]);
    await tend();
    expect(item(await read(made.id), 'dts_orders').state).toBe('open');
  });

  it.each([
    ['released by us', dtsTask(), 'release', true],
    ['terminated by us', dtsTask(), 'terminate', false],
  ] as const)('knows whether its task was %s', async (_, task, action, released) => {
    const { openUnseen } = desk();
    expect((await openUnseen(task, { action })).released).toBe(released);
  });

  it('knows by hand that a task no cloud lists any more is released', async () => {
    const { cleanup } = desk();
    expect((await cleanup.openByHand(dtsTask({ stage: 'gone' }), BOB)).released).toBe(true);
  });

  it('is found by id, instance id and name of its task, and by its databases, in any case', async () => {
    const { open, cleanup } = desk();
    const { id } = await open(dtsTask());
    for (const words of ['i03e3zty16i', 'dtsi03e3zty16i', ' ORDERS-prod ', 'RM-bp1162', 'pc-bp1imr'])
      expect((await cleanup.search(words)).map((one) => one.id)).toEqual([id]);
    for (const words of ['orders', '', 'rm-bp116']) expect(await cleanup.search(words)).toEqual([]);
    expect(await cleanup.read(id)).toMatchObject({ id });
    expect(await cleanup.read('k9')).toBeNull();
  });

  it('may be worked through by whom the policy lets', async () => {
    const { cleanup } = desk();
    expect(await cleanup.mayOpen(dtsTask(), MALLORY)).toMatchObject({ allowed: false });
    expect(await cleanup.mayOpen(dtsTask(), BOB)).toMatchObject({ allowed: true });
  });

  it('of a task that was remembered alive can be opened after every cloud forgot it', async () => {
    const { cleanup, remembered } = desk();
    remembered.push(dtsTask({ stage: 'gone' }));
    const [task] = await cleanup.remembered('rm-bp1162');
    if (task === undefined) throw new Error('nothing is remembered');
    const made = await cleanup.openByHand(task, ALICE);
    expect(made.items.length).toBeGreaterThan(1);
    expect((await cleanup.search('rm-bp1162')).map(({ id }) => id)).toEqual([made.id]);
  });
});

describe('the end of another task', () => {
  it('has blocked checklists looked at at once, with fresh news of who lives', async () => {
    const { open, openUnseen, tend, read, dts, told, pass } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_orders')];
    const crm = dtsTask({ taskId: 'crm', name: 'crm-feed', instanceId: null });
    dts.living = [crm];
    const blocked = await open(dtsTask());
    expect(item(blocked, 'dts_orders')).toMatchObject({
      state: 'blocked',
      why: 'crm-feed (cn-hangzhou, running) needs it; opens again when that ends',
    });
    pass(60_000); // what was told of the living a minute ago may not be used again
    dts.living = [];
    await openUnseen(crm);
    await tend();
    expect(item(await read(blocked.id), 'dts_orders').state).toBe('open');
    expect(await told()).toContainEqual(expect.stringMatching(/^Nobody needs it any more: .*dts_orders/));
  });

  it('lets checklists with nothing blocked wait for their time', async () => {
    const { open, openUnseen, store, now } = desk();
    const quiet = await open(dtsTask());
    await openUnseen(dtsTask({ taskId: 'crm', source: { ...dtsTask().source, instanceId: 'rm-other' } }));
    expect(store.dueAt(CHECKLIST, quiet.id)).toBe(now() + HOUR);
  });

  it('asks once who lives, however many checklists wait for it', async () => {
    const { open, openUnseen, tend, dts, pass } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_orders')];
    const crm = dtsTask({ taskId: 'crm', name: 'crm-feed' });
    dts.living = [crm];
    for (const taskId of ['a1', 'a2', 'a3']) await open(dtsTask({ taskId, name: taskId }));
    pass(60_000);
    dts.living = [];
    await openUnseen(crm);
    const before = dts.asked.every;
    await tend();
    expect(dts.asked.every - before).toBe(1);
  });
});
