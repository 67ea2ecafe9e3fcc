import { describe, expect, it } from 'vitest';
import type { Urgency } from '../../src/lifecycle/ports.ts';
import { createLimiter, createPace } from '../../src/providers/limiter.ts';

/** Work that starts when the limiter lets it and ends when the test says so. */
function gatedWork(limiter: ReturnType<typeof createLimiter>) {
  const started: string[] = [];
  const gates = new Map<string, () => void>();
  async function settle() {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  }
  return {
    started,
    settle,
    begin(name: string, urgency: Urgency) {
      return limiter.run(urgency, () => {
        started.push(name);
        return new Promise<string>((done) => gates.set(name, () => done(name)));
      });
    },
    async end(name: string) {
      gates.get(name)?.();
      await settle();
    },
  };
}

describe('createLimiter', () => {
  it('never runs more at once than it has room for', async () => {
    const limiter = createLimiter(3);
    let running = 0;
    let most = 0;
    const work = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((done) => setImmediate(done));
      running -= 1;
    };
    await Promise.all(Array.from({ length: 20 }, () => limiter.run('interactive', work)));
    expect(most).toBe(3);
  });

  it('lets people go before background work, each in order of arrival', async () => {
    const work = gatedWork(createLimiter(1));
    const all = [
      work.begin('first', 'background'),
      work.begin('background 1', 'background'),
      work.begin('background 2', 'background'),
      work.begin('person 1', 'interactive'),
      work.begin('person 2', 'interactive'),
    ];
    const order = ['first', 'person 1', 'person 2', 'background 1', 'background 2'];
    await work.settle();
    for (const name of order) await work.end(name);
    expect(work.started).toEqual(order);
    await expect(Promise.all(all)).resolves.toHaveLength(5);
  });

  it('keeps a place for people while background work waits', async () => {
    const work = gatedWork(createLimiter(2));
    const all = [
      work.begin('background 1', 'background'),
      work.begin('background 2', 'background'),
      work.begin('person', 'interactive'),
    ];
    await work.settle();
    expect(work.started).toEqual(['background 1', 'person']);
    for (const name of ['person', 'background 1', 'background 2']) await work.end(name);
    await Promise.all(all);
  });

  it('makes room again when work fails', async () => {
    const limiter = createLimiter(1);
    await expect(limiter.run('interactive', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    const throwing = () => {
      throw new Error('at once');
    };
    await expect(limiter.run('interactive', throwing)).rejects.toThrow('at once');
    await expect(limiter.run('background', async () => 'done')).resolves.toBe('done');
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses room for %s', (room) => {
    expect(() => createLimiter(room)).toThrow(RangeError);
  });
});

/** A clock that only waiting moves, so that nothing here takes real time. */
function standingClock(start = 1000) {
  let time = start;
  const waits: number[] = [];
  return {
    waits,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    clock: {
      now: () => time,
      wait: async (milliseconds: number) => {
        waits.push(milliseconds);
      },
    },
  };
}

describe('createPace', () => {
  it('gives the first turn at once, and each further one a gap after the one before', async () => {
    const { clock, waits } = standingClock();
    const pace = createPace(50, clock);
    for (let turn = 0; turn < 4; turn += 1) await pace.turn();
    expect(waits).toEqual([50, 100, 150]);
  });

  it('gives turns to those who ask at once in their order, each its own', async () => {
    const { clock, waits } = standingClock();
    const pace = createPace(50, clock);
    await Promise.all([pace.turn(), pace.turn(), pace.turn()]);
    expect(waits).toEqual([50, 100]);
  });

  it('does not save turns up that nobody took', async () => {
    const { clock, waits, pass } = standingClock();
    const pace = createPace(50, clock);
    await pace.turn();
    pass(10_000);
    await pace.turn();
    await pace.turn();
    expect(waits).toEqual([50]);
  });

  it('waits the rest of a gap, never less', async () => {
    const { clock, waits, pass } = standingClock();
    const pace = createPace(55.5, clock);
    await pace.turn();
    pass(20);
    await pace.turn();
    expect(waits).toEqual([36]);
  });

  it('never gives two turns within a gap, however late a wait ends', async () => {
    let time = 0;
    let seed = 7;
    const late = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed % 5 === 0 ? seed % 400 : 0;
    };
    const wait = async (milliseconds: number) => {
      time += milliseconds + late();
    };
    const pace = createPace(50, { now: () => time, wait });
    const starts: number[] = [];
    const ask = async () => {
      await pace.turn();
      starts.push(time);
    };
    await Promise.all(Array.from({ length: 300 }, ask));
    const gaps = starts.slice(1).map((start, at) => start - (starts[at] ?? 0));
    expect(gaps).toHaveLength(299);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(50);
    expect(Math.max(...gaps)).toBeGreaterThan(300);
  });

  it('gives the next turn although a wait has failed', async () => {
    let waits = 0;
    const wait = async () => {
      waits += 1;
      if (waits === 1) throw new Error('stopped');
    };
    const pace = createPace(50, { now: () => 0, wait });
    await pace.turn();
    await expect(pace.turn()).rejects.toThrow('stopped');
    await expect(pace.turn()).resolves.toBeUndefined();
  });

  it.each([0, -1, Number.NaN])('refuses a gap of %s', (gap) => {
    expect(() => createPace(gap, standingClock().clock)).toThrow(RangeError);
  });
});
