import { describe, expect, it } from 'vitest';
import { SCHEDULE, type ScheduleRow } from '../../src/lifecycle/rows.ts';
import { createSchedules } from '../../src/watch/schedules.ts';
import { MemoryStore } from '../lifecycle/memory-store.ts';

const MINUTE = 60_000;

async function withRows(ids: readonly string[], tend: (id: string) => Promise<void>) {
  let now = 0;
  const store = new MemoryStore(() => now);
  for (const id of ids) {
    const value: ScheduleRow = { endingId: id };
    await store.commit([{ kind: SCHEDULE, id, expect: 0, value, dueAt: 0 }]);
  }
  const tended: string[] = [];
  const broken: string[] = [];
  const schedules = createSchedules({
    store,
    owner: 'me',
    failed: (what) => void broken.push(what),
    lifecycle: {
      tendSchedule: async ({ id }) => {
        tended.push(id);
        await tend(id);
      },
    },
  });
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return { store, schedules, tended, broken, pass };
}

describe('the times of scheduled ends', () => {
  it('are kept without one waiting for another', async () => {
    let release: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { store, schedules, tended } = await withRows(['slow'], (id) =>
      id === 'slow' ? slow : Promise.resolve(),
    );
    await schedules.round();
    const value: ScheduleRow = { endingId: 'next' };
    await store.commit([{ kind: SCHEDULE, id: 'next', expect: 0, value, dueAt: 0 }]);
    await schedules.round();
    expect(tended).toEqual(['slow', 'next']);
    let idle = false;
    const done = schedules.idle().then(() => {
      idle = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(idle).toBe(false);
    release();
    await done;
    expect(idle).toBe(true);
  });

  it('are tried again when the lease is over, where something broke', async () => {
    const { schedules, tended, broken, pass } = await withRows(['a', 'b'], async (id) => {
      if (id === 'a') throw new Error('the disk is full');
    });
    await schedules.round();
    await schedules.idle();
    await schedules.round();
    expect(broken).toEqual(['schedule a']);
    expect(tended).toEqual(['a', 'b']);
    pass(4 * MINUTE);
    await schedules.round();
    await schedules.idle();
    expect(tended).toEqual(['a', 'b', 'a', 'b']);
  });
});
