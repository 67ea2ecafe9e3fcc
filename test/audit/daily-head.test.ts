import { describe, expect, it } from 'vitest';
import { HEAD_TOLD, tellHead } from '../../src/audit/daily-head.ts';
import { readAuditPart } from '../../src/audit/files.ts';
import { type Announcement, OUTBOX } from '../../src/lifecycle/rows.ts';
import { event, makeFolder, openStore, readLog } from '../store/folders.ts';

const HOUR = 60 * 60_000;

/** A folder with a store, a clock that is moved by hand, and everything that was told. */
async function makeWorld(start: string) {
  const folder = await makeFolder();
  let now = Date.parse(start);
  let ids = 0;
  const store = await openStore(folder, { now: () => now });
  const printed: Record<string, unknown>[] = [];
  const ports = {
    store,
    readHead: async () => (await readAuditPart(folder))?.head ?? null,
    channel: 'C0OPS',
    tell: (line: string) => void printed.push(JSON.parse(line)),
    now: () => now,
    newId: (prefix: string) => {
      ids += 1;
      return `${prefix}${ids}`;
    },
  };
  return {
    folder,
    store,
    ports,
    printed,
    write: async (lines = 1) => {
      for (let n = 0; n < lines; n += 1) await store.commit([], [event({ n })]);
    },
    turn: () => tellHead(ports),
    pass: (hours: number) => {
      now += hours * HOUR;
    },
    letters: async () => (await store.list<Announcement>(OUTBOX, { limit: 10 })).map(({ value }) => value),
    heads: async () => (await readLog(folder, '2026-11')).filter((line) => line['type'] === 'audit.head'),
  };
}

describe('the head of the audit log', () => {
  it('is told once a day to standard output and to the channel, and is on record itself', async () => {
    const world = await makeWorld('2026-11-21T23:50:00Z');
    await world.turn();
    await world.write(3);
    expect(world.printed).toEqual([]);

    world.pass(0.5);
    const before = await readAuditPart(world.folder);
    await world.turn();
    await world.turn();
    const head = { seq: 3, hash: before?.head.hash };
    expect(world.printed).toEqual([
      { time: '2026-11-22T00:20:00.000Z', level: 'info', event: 'audit head', day: '2026-11-22', ...head },
    ]);
    expect(await world.letters()).toEqual([{ what: 'head', id: 'C0OPS', day: '2026-11-22', ...head }]);
    expect(await world.heads()).toMatchObject([{ seq: 4, day: '2026-11-22', head, prev: head.hash }]);
  });

  it('is not told on a day without new lines, nor later on that day; its own line is none', async () => {
    const world = await makeWorld('2026-11-21T10:00:00Z');
    await world.write();
    await world.turn();
    expect(world.printed).toHaveLength(1);
    for (let day = 0; day < 3; day += 1) {
      world.pass(24);
      await world.turn();
    }
    expect(world.printed).toHaveLength(1);
    await world.write();
    await world.turn();
    expect(world.printed).toHaveLength(1);
    world.pass(24);
    await world.turn();
    expect(world.printed).toMatchObject([{ day: '2026-11-21' }, { day: '2026-11-25', seq: 3 }]);
  });

  it('is told once over a restart, and by one of two that are at it together', async () => {
    const world = await makeWorld('2026-11-21T10:00:00Z');
    await world.write();
    await Promise.all([world.turn(), world.turn()]);
    expect(await world.letters()).toHaveLength(1);
    await world.store.close();
    const store = await openStore(world.folder, { now: world.ports.now });
    await tellHead({ ...world.ports, store });
    expect(await world.heads()).toHaveLength(1);
  });

  it('counts a line that came while it was told as new for the next day', async () => {
    const world = await makeWorld('2026-11-21T10:00:00Z');
    await world.write();
    const readHead = async () => {
      const head = await world.ports.readHead();
      await world.write();
      return head;
    };
    await tellHead({ ...world.ports, readHead });
    world.pass(24);
    await world.turn();
    expect(world.printed).toMatchObject([{ seq: 1 }, { seq: 3 }]);
  });

  it('waits where the head cannot be read, and where the clock was put back', async () => {
    const world = await makeWorld('2026-11-21T10:00:00Z');
    await world.write();
    await tellHead({ ...world.ports, readHead: async () => null });
    expect(await world.store.read(HEAD_TOLD, 'head')).toBeNull();
    await world.turn();
    await world.write();
    world.pass(-24);
    await world.turn();
    expect(world.printed).toHaveLength(1);
  });
});
