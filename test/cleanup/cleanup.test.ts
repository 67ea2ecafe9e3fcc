import { describe, expect, it } from 'vitest';
import { type Checklist, openItems } from '../../src/cleanup/checklist.ts';
import { createCleanup } from '../../src/cleanup/cleanup.ts';
import type { CleanupCloud, ServerBlocks } from '../../src/cleanup/ports.ts';
import { CHECKLIST } from '../../src/cleanup/rows.ts';
import type { Ending } from '../../src/lifecycle/ending.ts';
import { ProviderError, type Row } from '../../src/lifecycle/ports.ts';
import { type Announcement, CLEANUP_DUE, ENDING, OUTBOX } from '../../src/lifecycle/rows.ts';
import type { Task } from '../../src/lifecycle/task.ts';
import { anEnding } from '../lifecycle/endings.ts';
import { MemoryStore } from '../lifecycle/memory-store.ts';
import { drsTask, dtsTask, endpoint, twoWayTask } from '../lifecycle/tasks.ts';
import { ALICE, BOB, CAROL, FakePolicy, HOUR, MALLORY } from '../lifecycle/world.ts';

const ELSEWHERE = endpoint({
  place: 'public-address',
  product: null,
  instanceId: null,
  address: '203.0.113.40',
});
const SOURCE_BLOCKS: ServerBlocks = {
  side: 'source',
  network: 'internet',
  regions: ['cn-hangzhou', 'cn-shanghai'],
  blocks: ['101.37.14.0/24', '114.55.89.0/24'],
};

function desk() {
  let time = Date.parse('2026-11-21T00:45:00Z');
  let ids = 0;
  const now = () => time;
  const store = new MemoryStore(now);
  const policy = new FakePolicy();
  const cloud = {
    account: 'prod-cn',
    asked: 0,
    answer: (): readonly ServerBlocks[] => [SOURCE_BLOCKS],
    async serverBlocks(): Promise<readonly ServerBlocks[]> {
      await Promise.resolve();
      this.asked += 1;
      return this.answer();
    },
  } satisfies CleanupCloud & { asked: number; answer: () => readonly ServerBlocks[] };
  const newId = (prefix: string) => {
    ids += 1;
    return `${prefix}${String(ids).padStart(6, '0')}`;
  };
  const cleanup = createCleanup({ clouds: [cloud], store, policy, now, newId });
  async function end(task: Task, overrides: Partial<Ending> = {}): Promise<Row<{ endingId: string }>> {
    const ending = anEnding({ id: newId('e'), task, state: 'ended', ...overrides });
    await store.commit([
      { kind: ENDING, id: ending.id, expect: 0, value: ending },
      { kind: CLEANUP_DUE, id: ending.id, expect: 0, value: { endingId: ending.id }, dueAt: now() },
    ]);
    const [row] = await store.claimDue<{ endingId: string }>(CLEANUP_DUE, 'me', HOUR, 1);
    if (row === undefined) throw new Error('nothing is due');
    return row;
  }
  async function open(task: Task, overrides: Partial<Ending> = {}): Promise<Checklist> {
    await cleanup.openFor(await end(task, overrides));
    const checklist = await cleanup.of(task);
    if (checklist === null) throw new Error('no checklist');
    return checklist;
  }
  return {
    store,
    policy,
    cloud,
    cleanup,
    end,
    open,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    outbox: async () => (await store.list<Announcement>(OUTBOX, { limit: 100 })).map(({ value }) => value),
    first: (checklist: Checklist) => {
      const [item] = checklist.items;
      if (item === undefined) throw new Error('no item');
      return item.id;
    },
  };
}

describe('a checklist', () => {
  it('is opened for an ended task, announced, recorded, and no longer due', async () => {
    const { open, store, outbox } = desk();
    const checklist = await open(dtsTask());
    expect(checklist).toMatchObject({
      owner: 'UALICE',
      endingId: 'e000001',
      task: { taskId: 'i03e3zty16i' },
    });
    expect(checklist.items.map(({ id }) => id)).toEqual([1, 2, 3].map((n) => `${checklist.id}.${n}`));
    expect(await outbox()).toEqual([{ what: 'checklist', id: checklist.id }]);
    expect(store.audit).toMatchObject([
      { type: 'checklist.opened', checklist: checklist.id, ending: 'e000001', items: { length: 3 } },
    ]);
    expect(await store.list(CLEANUP_DUE, { limit: 10 })).toEqual([]);
  });

  it('is opened once for a task, however many endings it had', async () => {
    const { open, outbox, store } = desk();
    const first = await open(dtsTask());
    const second = await open(dtsTask(), { action: 'release' });
    expect(second.id).toBe(first.id);
    expect(await outbox()).toHaveLength(1);
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

  it('of a stop that hung and was followed by force promises nothing that only a stop does', async () => {
    const { open, end } = desk();
    await end(drsTask(), { action: 'force-terminate', supersedes: 'e000002', state: 'ending' });
    const checklist = await open(drsTask(), { action: 'terminate' });
    expect(checklist.endingId).toBe('e000002');
    expect(checklist.items[0]?.todo).toMatch(/NOT carried over/);
  });

  it('can be made by hand for a task that ended without us, once', async () => {
    const { cleanup } = desk();
    const made = await cleanup.openByHand(dtsTask({ stage: 'ended' }), BOB);
    expect(made).toMatchObject({ endingId: null, owner: 'UBOB' });
    expect((await cleanup.openByHand(dtsTask({ stage: 'ended' }), ALICE)).id).toBe(made.id);
  });

  it('is found by id, instance id and name in any case', async () => {
    const { open, cleanup } = desk();
    const { id } = await open(dtsTask());
    for (const words of ['i03e3zty16i', 'dtsi03e3zty16i', ' ORDERS-prod '])
      expect((await cleanup.search(words)).map((one) => one.id)).toEqual([id]);
    expect(await cleanup.search('orders')).toEqual([]);
    expect(await cleanup.read(id)).toMatchObject({ id });
    expect(await cleanup.read('k9')).toBeNull();
  });
});

describe('the address blocks of a checklist', () => {
  it('are asked from the cloud at that time, and shown with their regions', async () => {
    const { open } = desk();
    const { items } = await open(dtsTask({ source: ELSEWHERE }));
    expect(items.find(({ blocksOf }) => blocksOf === 'source')).toMatchObject({
      state: 'by-hand',
      title: expect.stringMatching(/^firewall of .*, the source: 2 address blocks$/),
      details: [
        '2 blocks (internet, cn-hangzhou and cn-shanghai): 101.37.14.0/24, 114.55.89.0/24',
        expect.any(String),
      ],
    });
  });

  it('are not asked where no item needs them', async () => {
    const { open, cloud } = desk();
    await open(dtsTask());
    expect(cloud.asked).toBe(0);
  });

  it.each([
    [
      'cannot be asked',
      () => {
        throw new ProviderError('unauthorized', 'the key may not call DescribeDtsIP');
      },
      'the address blocks could not be asked: the key may not call DescribeDtsIP',
    ],
    ['are not told', () => [], 'the cloud names no address blocks for it'],
    [
      'are told of the other side only',
      () => [{ ...SOURCE_BLOCKS, side: 'destination' as const }],
      'the cloud names no address blocks for it',
    ],
  ])('that %s leave a could-not-look item, and the checklist comes all the same', async (_, answer, why) => {
    const { open, cloud } = desk();
    cloud.answer = answer;
    const { items } = await open(dtsTask({ source: ELSEWHERE }));
    expect(items.find(({ blocksOf }) => blocksOf === 'source')).toMatchObject({
      state: 'could-not-look',
      why,
    });
    expect(items.filter(({ state }) => state === 'by-hand').length).toBeGreaterThan(0);
  });

  it('of an account that is not configured any more could not be looked up', async () => {
    const { open } = desk();
    const { items } = await open(dtsTask({ account: 'gone', source: ELSEWHERE }));
    expect(items.find(({ blocksOf }) => blocksOf === 'source')?.state).toBe('could-not-look');
  });

  it('are asked again when the question broke for another reason', async () => {
    const { cleanup, end, cloud, store } = desk();
    cloud.answer = () => {
      throw new TypeError('not a list');
    };
    const due = await end(dtsTask({ source: ELSEWHERE }));
    await expect(cleanup.openFor(due)).rejects.toThrow(TypeError);
    expect(await store.list(CLEANUP_DUE, { limit: 10 })).toHaveLength(1);
    cloud.answer = () => [SOURCE_BLOCKS];
    await cleanup.openFor(due);
    expect(await store.list(CHECKLIST, { limit: 10 })).toHaveLength(1);
  });
});

describe('signing off', () => {
  it('is recorded with the person, the time and the words', async () => {
    const { open, cleanup, first, outbox, store } = desk();
    const checklist = await open(dtsTask());
    const itemId = first(checklist);
    expect(await cleanup.maySignOff(itemId, BOB)).toMatchObject({ item: { id: itemId } });
    const outcome = await cleanup.signOff({ itemId, actor: BOB, text: 'removed, INC-4711' });
    expect(outcome).toMatchObject({
      kind: 'signed-off',
      checklist: { items: [{ state: 'signed-off' }, {}, {}] },
    });
    const after = await cleanup.read(checklist.id);
    expect(after?.items[0]?.signOff).toMatchObject({ userId: 'UBOB', text: 'removed, INC-4711' });
    expect(after === null ? null : openItems(after).length).toBe(2);
    expect(store.audit.at(-1)).toMatchObject({
      type: 'checklist.signed-off',
      actor: 'UBOB',
      text: 'removed, INC-4711',
    });
    expect((await outbox()).slice(1)).toMatchObject([
      { what: 'checklist' },
      { what: 'note', about: 'checklist', broadcast: false, note: { kind: 'signed-off', userId: 'UBOB' } },
    ]);
  });

  it('works for what could not be looked up', async () => {
    const { open, cleanup, cloud } = desk();
    cloud.answer = () => [];
    const checklist = await open(dtsTask({ source: ELSEWHERE }));
    const item = checklist.items.find(({ state }) => state === 'could-not-look');
    const outcome = await cleanup.signOff({
      itemId: item?.id ?? '',
      actor: BOB,
      text: 'done with the network team',
    });
    expect(outcome.kind).toBe('signed-off');
    expect(openItems(checklist)).toHaveLength(3);
  });

  it('needs the right, before the form and at it', async () => {
    const { open, cleanup, first } = desk();
    const itemId = first(await open(dtsTask()));
    expect(await cleanup.maySignOff(itemId, MALLORY)).toEqual({ why: 'No rule lets you do that.' });
    expect(await cleanup.signOff({ itemId, actor: MALLORY, text: 'me' })).toEqual({
      kind: 'refused',
      why: 'No rule lets you do that.',
    });
    expect(await cleanup.mayOpen(dtsTask(), MALLORY)).toMatchObject({ allowed: false });
    expect(await cleanup.mayOpen(dtsTask(), BOB)).toMatchObject({ allowed: true });
  });

  it('is done once: a second person is told', async () => {
    const { open, cleanup, first } = desk();
    const checklist = await open(dtsTask());
    const itemId = first(checklist);
    await cleanup.signOff({ itemId, actor: BOB, text: 'mine' });
    expect(await cleanup.signOff({ itemId, actor: CAROL, text: 'mine' })).toMatchObject({
      kind: 'refused',
      why: /already/,
    });
    expect(await cleanup.maySignOff(itemId, CAROL)).toMatchObject({ why: /already/ });
    expect((await cleanup.read(checklist.id))?.items[0]?.signOff?.userId).toBe('UBOB');
  });

  it('has one winner when many do it at once', async () => {
    const { open, cleanup, first } = desk();
    const itemId = first(await open(dtsTask()));
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        cleanup.signOff({ itemId, actor: at % 2 === 0 ? BOB : CAROL, text: `${at}` }),
      ),
    );
    expect(outcomes.filter(({ kind }) => kind === 'signed-off')).toHaveLength(1);
  });

  it('loses nothing when several items are signed off at once', async () => {
    const { open, cleanup } = desk();
    const checklist = await open(drsTask());
    await Promise.all(
      checklist.items.map(({ id }) => cleanup.signOff({ itemId: id, actor: BOB, text: 'done' })),
    );
    const after = await cleanup.read(checklist.id);
    expect(after === null ? null : openItems(after)).toEqual([]);
  });

  it.each(['k000009.1', 'nonsense', '', '.'])(
    'says so of the item "%s", which it does not hold',
    async (itemId) => {
      expect(await desk().cleanup.signOff({ itemId, actor: BOB, text: 'x' })).toMatchObject({
        kind: 'refused',
        why: /no longer hold/,
      });
    },
  );
});

describe('a checklist that is done', () => {
  it('is kept for a day, and forgotten with its index then', async () => {
    const { open, cleanup, store, pass } = desk();
    const checklist = await open(dtsTask());
    expect(store.dueAt(CHECKLIST, checklist.id)).toBeNull();
    for (const { id } of checklist.items) await cleanup.signOff({ itemId: id, actor: BOB, text: 'done' });
    pass(24 * HOUR - 1);
    expect(await store.claimDue(CHECKLIST, 'me', HOUR, 10)).toEqual([]);
    pass(1);
    const [row] = await store.claimDue<Checklist>(CHECKLIST, 'me', HOUR, 10);
    if (row === undefined) throw new Error('nothing is due');
    await cleanup.forget(row);
    expect(await cleanup.read(checklist.id)).toBeNull();
    expect(await cleanup.of(dtsTask())).toBeNull();
    expect((await open(dtsTask())).id).not.toBe(checklist.id);
  });

  it('is never forgotten while an item is open', async () => {
    const { open, cleanup, store, pass, first } = desk();
    const checklist = await open(dtsTask());
    await cleanup.signOff({ itemId: first(checklist), actor: BOB, text: 'done' });
    pass(1000 * HOUR);
    expect(await store.claimDue(CHECKLIST, 'me', HOUR, 10)).toEqual([]);
  });
});
