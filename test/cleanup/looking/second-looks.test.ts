import { describe, expect, it } from 'vitest';
import { isClosed } from '../../../src/cleanup/checklist/checklist.ts';
import { CHECKLIST, CHECKLIST_OF } from '../../../src/cleanup/rows.ts';
import { taskKey } from '../../../src/lifecycle/task.ts';
import { dtsTask, endpoint } from '../../lifecycle/tasks.ts';
import { BOB, HOUR, MINUTE } from '../../lifecycle/world.ts';
import { desk, group, item } from '../desk.ts';

const DAY = 24 * HOUR;
/** Closed at once when nothing is found: no users, no slots. */
const BARE = dtsTask({ source: endpoint({ user: null }), destination: endpoint({ user: null }) });

describe('second looks', () => {
  it('come an hour and a day after the opening, although everything is closed', async () => {
    const { open, tend, store, now, dts, pass } = desk();
    const opened = now();
    const { id, closedAt } = await open(BARE);
    expect(closedAt).toBe(opened);
    expect(store.dueAt(CHECKLIST, id)).toBe(opened + HOUR);
    pass(HOUR);
    const before = dts.asked.see;
    await tend();
    expect(dts.asked.see - before).toBe(1);
    expect(store.dueAt(CHECKLIST, id)).toBe(opened + DAY);
    pass(23 * HOUR);
    await tend();
    expect(store.dueAt(CHECKLIST, id)).toBe(opened + DAY); // closed for a day: to be forgotten
  });

  it('come an hour and a day after a removal too', async () => {
    const { open, tend, store, now, dts, pass, read, remove } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_a')];
    const { id } = await open(BARE);
    const opened = now();
    pass(30 * MINUTE);
    const removed = now();
    await remove(await read(id), 'dts_a');
    const due: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const at = store.dueAt(CHECKLIST, id) ?? 0;
      due.push(at);
      pass(at - now());
      await tend();
    }
    expect(due).toEqual([opened + HOUR, removed + HOUR, opened + DAY, removed + DAY]);
  });

  it('come hourly while something is open, for a day, and daily then', async () => {
    const { open, tend, store, now, dts, pass } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_a')];
    const { id } = await open(dtsTask());
    const opened = now();
    const hours: number[] = [];
    for (let round = 0; round < 27; round += 1) {
      const at = store.dueAt(CHECKLIST, id) ?? 0;
      hours.push((at - opened) / HOUR);
      pass(at - now());
      await tend();
    }
    expect(hours).toEqual([...Array.from({ length: 24 }, (_, at) => at + 1), 48, 72, 96]);
  });

  it('stop where only people can close what is open', async () => {
    const { open, tend, store, pass } = desk();
    const { id } = await open(dtsTask());
    for (const hours of [1, 23]) {
      pass(hours * HOUR);
      await tend();
    }
    expect(store.dueAt(CHECKLIST, id)).toBeNull();
  });

  it('re-open what came back, and say so in the thread', async () => {
    const { open, tend, dts, pass, read, remove, told } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_a')];
    const checklist = await open(dtsTask());
    await remove(checklist, 'dts_a');
    expect(item(await read(checklist.id), 'dts_a').state).toBe('gone');
    dts.leftovers = [group('rm-bp1162', 'dts_a')];
    pass(HOUR);
    await tend();
    expect(item(await read(checklist.id), 'dts_a')).toMatchObject({ state: 'open' });
    expect((await told()).at(-1)).toBe(
      'Back: whitelist dts_a on rm-bp1162, VPC, 2 address blocks. It was gone, and is open now.',
    );
  });

  it('block what came back where a new task needs it, with its name', async () => {
    const { open, tend, dts, pass, read, remove, told } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_a')];
    const checklist = await open(dtsTask());
    await remove(checklist, 'dts_a');
    dts.leftovers = [group('rm-bp1162', 'dts_a')];
    dts.living = [dtsTask({ taskId: 'new', name: 'new-feed', stage: 'waiting', status: 'NotStarted' })];
    pass(HOUR);
    await tend();
    const why = 'new-feed (cn-hangzhou, not started) needs it; opens again when that ends';
    expect(item(await read(checklist.id), 'dts_a')).toMatchObject({ state: 'blocked', why });
    expect((await told()).at(-1)).toContain(`It was gone, and is blocked now (${why}).`);
  });

  it('ask who lives after something came back was seen, so that the task it came with is known', async () => {
    const { open, tend, dts, pass, read, remove, told } = desk();
    const elsewhere = endpoint({ instanceId: 'rm-elsewhere' });
    await open(dtsTask({ taskId: 'first', source: elsewhere, destination: elsewhere }));
    dts.leftovers = [group('rm-bp1162', 'dts_a')];
    const checklist = await open(dtsTask());
    await remove(checklist, 'dts_a');
    pass(HOUR);
    let sees = 0;
    dts.onSee = () => {
      sees += 1;
      // The first list has asked who lives already, and the second may use its answer.
      if (sees < 2) return;
      pass(1);
      dts.living = [dtsTask({ taskId: 'new', name: 'new-feed' })];
      dts.leftovers = [group('rm-bp1162', 'dts_a')];
    };
    const before = dts.asked.every;
    await tend();
    expect(item(await read(checklist.id), 'dts_a').state).toBe('blocked');
    expect((await told()).filter((text) => text.includes('is open now'))).toEqual([]);
    expect(dts.asked.every).toBe(before + 2);
  });

  it('re-open a neutral group that lets somebody in again', async () => {
    const { open, tend, dts, pass, read, told } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_a', { addresses: '127.0.0.1' })];
    const { id } = await open(dtsTask());
    dts.leftovers = [group('rm-bp1162', 'dts_a')];
    pass(HOUR);
    await tend();
    expect(item(await read(id), 'dts_a').state).toBe('open');
    expect(await told()).toEqual([expect.stringMatching(/^Back: .*It was neutralised, and is open now/)]);
  });

  it('find what was not there before, as an item of its own', async () => {
    const { open, tend, dts, pass, told } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_a')];
    await open(dtsTask());
    dts.leftovers = [...dts.leftovers, group('rm-bp1162', 'dts_b')];
    pass(HOUR);
    await tend();
    expect(await told()).toEqual([
      expect.stringMatching(/^Found in a new look: whitelist dts_b .*It is open/),
    ]);
  });

  it('say when something open is blocked by a task that was made meanwhile', async () => {
    const { open, tend, dts, pass, told } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_a')];
    await open(dtsTask());
    dts.living = [dtsTask({ taskId: 'new', name: 'new-feed' })];
    pass(HOUR);
    await tend();
    expect(await told()).toEqual([expect.stringMatching(/^Blocked now: whitelist dts_a .*new-feed/)]);
  });

  it('say nothing where nothing changed', async () => {
    const { open, tend, dts, pass, told, auditTypes } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_a')];
    await open(dtsTask());
    const before = auditTypes().length;
    pass(HOUR);
    await tend();
    expect(await told()).toEqual([]);
    expect(auditTypes()).toHaveLength(before);
  });
});

describe('a checklist that is done', () => {
  it('is kept for a day after it was closed, and forgotten with its index then', async () => {
    const { open, tend, store, pass, cleanup, of } = desk({ secondLooksMs: [HOUR] });
    const { id } = await open(BARE);
    pass(HOUR);
    await tend();
    expect(store.dueAt(CHECKLIST, id)).not.toBeNull();
    pass(23 * HOUR - 1);
    await tend();
    expect(await cleanup.read(id)).not.toBeNull();
    pass(1);
    await tend();
    expect(await of(BARE)).toBeNull();
    expect(await store.read(CHECKLIST_OF, taskKey(BARE))).toBeNull();
    expect((await open(BARE)).id).not.toBe(id);
  });

  it('is never forgotten before its promised looks', async () => {
    const { open, tend, pass, cleanup } = desk({ keepMs: MINUTE });
    const { id } = await open(BARE);
    for (const wait of [2 * MINUTE, HOUR, 22 * HOUR]) {
      pass(wait);
      await tend();
      expect(await cleanup.read(id)).not.toBeNull();
    }
    pass(HOUR);
    await tend(); // the look after a day
    await tend();
    expect(await cleanup.read(id)).toBeNull();
  });

  it('is never forgotten while an item is open', async () => {
    const { open, tend, pass, read } = desk();
    const { id } = await open(dtsTask());
    for (let day = 0; day < 100; day += 1) {
      pass(DAY);
      await tend();
    }
    expect((await read(id)).items.every(isClosed)).toBe(false);
  });

  it('counts its day from the last time it was closed', async () => {
    const { open, tend, pass, read, dts, cleanup, now } = desk();
    const { id } = await open(BARE);
    pass(23 * HOUR);
    dts.leftovers = [group('rm-bp1162', 'dts_a')];
    await cleanup.lookAgain({ checklistId: id, actor: BOB });
    expect((await read(id)).closedAt).toBeNull();
    dts.leftovers = [];
    await cleanup.lookAgain({ checklistId: id, actor: BOB });
    expect((await read(id)).closedAt).toBe(now());
    pass(2 * HOUR);
    await tend();
    expect(await cleanup.read(id)).not.toBeNull();
  });

  it('of a signature that something is kept is held until that day is over', async () => {
    const { open, tend, pass, cleanup, dts } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_a')];
    const checklist = await open(BARE);
    const itemId = item(checklist, 'dts_a').id;
    await cleanup.signOff({ itemId, actor: BOB, how: 'kept', text: 'audit', until: '2026-12-24' });
    for (let day = 0; day < 33; day += 1) {
      pass(DAY);
      await tend();
      expect(await cleanup.read(checklist.id)).not.toBeNull();
    }
  });
});
